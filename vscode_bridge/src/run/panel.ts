/** The output panel: a webview beside the editor that shows what was run. */

import { randomBytes } from "node:crypto";

import * as vscode from "vscode";

import type { Runner } from "./runner.ts";
import type { Runs, Told } from "./runs.ts";

/** Milliseconds in which what is told is put together. */
const PACE = 40;

interface Asked {
  readonly type?: unknown;
  readonly id?: unknown;
}

export class OutputPanel implements vscode.Disposable {
  private readonly extension: vscode.Uri;
  private readonly runs: Runs;
  private panel: vscode.WebviewPanel | undefined;
  private runner: Runner | undefined;
  private told: Told[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ready = false;

  constructor(extension: vscode.Uri, runs: Runs) {
    this.extension = extension;
    this.runs = runs;
    runs.onDidChange((told) => this.tell(told));
  }

  /** What its buttons are for. */
  use(runner: Runner): void {
    this.runner = runner;
  }

  /** Beside what is edited, which keeps the focus. */
  show(): void {
    if (this.panel) return this.panel.reveal(undefined, true);
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const media = vscode.Uri.joinPath(this.extension, "dist");
    const panel = vscode.window.createWebviewPanel("farfield.runs", "Farfield: Runs", column, {
      enableScripts: true,
      enableForms: false,
      enableFindWidget: true,
      localResourceRoots: [media],
    });
    this.panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.extension, "media", "icon.png");
    panel.webview.onDidReceiveMessage((asked: Asked) => this.take(asked));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.ready = false;
    });
    panel.webview.html = page(panel.webview, vscode.Uri.joinPath(media, "output.js"));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
  }

  private take({ type, id }: Asked): void {
    const number = Number(id);
    // It has been made anew: by opening, or because it was out of sight.
    if (type === "ready") {
      this.told = [];
      this.ready = true;
      this.tell({ type: "all", entries: this.runs.entries });
    } else if (type === "again") void this.runner?.again(number);
    else if (type === "interrupt") this.runner?.interrupt(number);
    else if (type === "remove") this.runs.remove([number]);
    else if (type === "source") void this.reveal(number);
  }

  private async reveal(id: number): Promise<void> {
    const source = this.runner?.source(id);
    if (!source) return;
    const position = new vscode.Position(source.line, 0);
    const selection = new vscode.Range(position, position);
    const editors = vscode.window.visibleTextEditors.filter((each) => String(each.document.uri) === String(source.resource));
    const viewColumn = editors[0]?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(source.resource, { selection, viewColumn });
  }

  private tell(told: Told): void {
    if (!this.ready) return;
    this.told.push(told);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const batch = this.told;
      this.told = [];
      void this.panel?.webview.postMessage(batch);
    }, PACE);
  }
}

function page(webview: vscode.Webview, script: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  // Users' HTML has styles in it; scripts of theirs have no nonce, and nothing comes from elsewhere.
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Farfield: Runs</title>
</head>
<body>
<script nonce="${nonce}" src="${String(webview.asWebviewUri(script))}"></script>
</body>
</html>`;
}
