/** The side panel: JupyterLab's frame around the panel that all front ends share. */

import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

import type { PanelHost } from "../../ui/src/panel/host.ts";
import { Model } from "../../ui/src/panel/model.ts";
import { Panel } from "../../ui/src/panel/panel.ts";
import { clock } from "../../ui/src/panel/poll.ts";
import type { ClusterSource } from "../../ui/src/panel/source.ts";
import { clusterIcon } from "./icons.ts";
import style from "./panel.css";
import type { Settings } from "./settings.ts";

export class SidePanel extends Widget {
  private readonly source: ClusterSource;
  private readonly host: Partial<PanelHost>;
  private settings: Settings;
  private panel: Panel;

  constructor(source: ClusterSource, host: Partial<PanelHost>, settings: Settings) {
    super();
    this.id = "farfield-panel";
    this.addClass("farfield-SidePanel");
    this.title.icon = clusterIcon;
    this.title.caption = "Farfield: clusters and jobs";
    this.source = source;
    this.host = host;
    this.settings = settings;
    const sheet = document.createElement("style");
    sheet.textContent = style;
    this.node.append(sheet);
    this.panel = this.make();
  }

  /** What is shown begins anew where the settings are others. */
  configure(settings: Settings): void {
    const same = settings.target === this.settings.target && settings.pollSeconds === this.settings.pollSeconds;
    this.settings = settings;
    if (same) return;
    const chosen = this.panel.model.selected;
    this.panel.dispose();
    this.panel = this.make();
    if (chosen) this.panel.model.select(chosen);
    this.panel.setVisible(this.isVisible);
  }

  get shown(): Panel {
    return this.panel;
  }

  override dispose(): void {
    if (!this.isDisposed) this.panel.dispose();
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.look();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.look();
  }

  /** A tab of the browser that nobody sees asks nothing either. */
  look(): void {
    this.panel.setVisible(this.isVisible && !document.hidden);
  }

  private make(): Panel {
    const host = { ...this.host, defaultTarget: this.settings.target };
    return new Panel(this.node, this.source, host, new Model(this.source, clock, this.settings.pollSeconds * 1000));
  }
}
