/** The cluster panel: the shared page in a webview, which has what it shows from here. */

import {
  commands,
  type Disposable,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from "vscode";

import type { ClusterSource } from "../../../jupyter_ext/ui/src/panel/source.ts";
import { answer, readMessage, type ToPage } from "./bridge.ts";
import { page } from "./html.ts";
import { showCell } from "./notebooks.ts";

const TYPE = "farfield.panel";

export class ClusterPanel implements Disposable {
  private readonly context: ExtensionContext;
  private readonly source: ClusterSource;
  private shown: WebviewPanel | null = null;
  /** What the page is to show as soon as it is there. */
  private wanted: ToPage | null = null;
  private readonly serializer: Disposable;

  constructor(context: ExtensionContext, source: ClusterSource) {
    this.context = context;
    this.source = source;
    this.serializer = window.registerWebviewPanelSerializer(TYPE, {
      deserializeWebviewPanel: (panel) => {
        this.adopt(panel);
        return Promise.resolve();
      },
    });
  }

  /** Show it, with this cluster or job of it chosen. */
  open(cluster = "", job: number | null = null): void {
    if (!this.shown) {
      const panel = window.createWebviewPanel(TYPE, "Farfield", ViewColumn.Active, this.options());
      this.adopt(panel);
    } else {
      this.shown.reveal();
    }
    if (!cluster) return;
    const message: ToPage = { kind: "open", cluster, job };
    this.wanted = message;
    void this.shown?.webview.postMessage(message);
  }

  dispose(): void {
    this.serializer.dispose();
    this.shown?.dispose();
  }

  private options() {
    const { extensionUri } = this.context;
    return {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, "dist"), Uri.joinPath(extensionUri, "media")],
    };
  }

  private adopt(panel: WebviewPanel): void {
    this.shown?.dispose();
    this.shown = panel;
    panel.webview.options = this.options();
    const media = (name: string): Uri => Uri.joinPath(this.context.extensionUri, "media", name);
    panel.iconPath = { light: media("panel-light.svg"), dark: media("panel-dark.svg") };
    panel.onDidDispose(() => {
      if (this.shown === panel) this.shown = null;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => void this.hear(panel, message));
    const script = panel.webview.asWebviewUri(Uri.joinPath(this.context.extensionUri, "dist", "panel.js"));
    panel.webview.html = page(panel.webview, script.toString());
  }

  private async hear(panel: WebviewPanel, given: unknown): Promise<void> {
    const message = readMessage(given);
    if (message?.kind === "ready") {
      if (this.wanted) await panel.webview.postMessage(this.wanted);
      this.wanted = null;
    } else if (message?.kind === "ask") {
      await panel.webview.postMessage(await answer(this.source, message));
    } else if (message?.kind === "pause") {
      await commands.executeCommand("farfield.debug.worker", { gateway: message.cluster, worker: message.worker });
    } else if (message?.kind === "debug") {
      const { cluster: gateway, job, item } = message;
      await commands.executeCommand("farfield.job.debug", { gateway, job, items: [item] });
    } else if (message?.kind === "cell") {
      await showCell(message.notebook, message.cell);
    }
  }
}
