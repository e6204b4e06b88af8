/** The side panel: JupyterLab's frame around the panel that all front ends share. */

import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

import type { Folds, PanelHost } from "../../ui/src/panel/host.ts";
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
  private folds: Folds = {};
  private panel: Panel;
  /** Told which sections are open when the user has opened or closed one. */
  folded: (folds: Folds) => void = () => undefined;

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

  /** Open and close sections as they were the last time. */
  fold(folds: Folds): void {
    this.folds = { ...folds, ...this.folds };
    this.panel.fold(this.folds);
  }

  get shown(): Panel {
    return this.panel;
  }

  override dispose(): void {
    if (!this.isDisposed) this.panel.dispose();
    super.dispose();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    // What has opened it may have gone to a field of it already.
    if (!this.node.contains(document.activeElement)) this.panel.focus();
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
    const folded = (section: string, open: boolean): void => {
      if (this.folds[section] === open) return;
      this.folds = { ...this.folds, [section]: open };
      this.folded(this.folds);
    };
    const host = { ...this.host, defaultTarget: this.settings.target, folded };
    const panel = new Panel(this.node, this.source, host, new Model(this.source, clock, this.settings.pollSeconds * 1000));
    panel.fold(this.folds);
    return panel;
  }
}
