/** The texts that a debugger is to know: cells of open notebooks, and what was sent from files. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import * as vscode from "vscode";

import { Emitter } from "../common/events.ts";
import type { Disposable, Event } from "../common/events.ts";
import type { CellText } from "../dap/api.ts";
import { SentCells } from "./sent.ts";

const QUIET_MS = 250;
/** How many files of one name are looked into. */
const MOST_FILES = 50;

export class Cells implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly sent = new SentCells();
  private readonly subscriptions: Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  readonly onDidChange: Event<void> = this.changed.event;

  /** Told of what changes only from `watch` on: before that, nobody is debugged. */
  watch(): void {
    if (this.subscriptions.length) return;
    const soon = (): void => this.soon();
    this.subscriptions.push(
      vscode.workspace.onDidOpenNotebookDocument(soon),
      vscode.workspace.onDidCloseNotebookDocument(soon),
      vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) => contentChanges.length && soon()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length && (isCell(document) || document.languageId === "python")) soon();
      }),
    );
  }

  rest(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
  }

  /** Cells in Python, of notebooks of any kind, and what was sent from files. */
  all(): readonly CellText[] {
    const cells = vscode.workspace.notebookDocuments.flatMap((notebook) =>
      notebook
        .getCells()
        .filter((cell) => cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === "python")
        .map(({ document }) => ({ source: document.uri.toString(), offset: 0, text: document.getText() })),
    );
    return [...cells, ...this.sent.current(openText)];
  }

  /** A part of a document is about to be run on a cluster. */
  add(cell: CellText): void {
    this.sent.add(cell);
    this.changed.fire();
  }

  dispose(): void {
    this.rest();
    this.changed.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), QUIET_MS);
  }
}

function isCell(document: vscode.TextDocument): boolean {
  return document.uri.scheme === "vscode-notebook-cell";
}

function openText(source: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === source || uri.toString() === source)?.getText();
}

/** The path of a file of the workspace with this name and SHA-256. */
export async function findFile(name: string, sha256: string): Promise<string | undefined> {
  if (!name || /[/\\]/.test(name)) return undefined;
  const pattern = `**/${name.replace(/[[\]{}*?,!]/g, "?")}`;
  const found = await vscode.workspace.findFiles(pattern, undefined, MOST_FILES);
  for (const { fsPath, scheme } of found) {
    if (scheme !== "file") continue;
    try {
      if (createHash("sha256").update(await readFile(fsPath)).digest("hex") === sha256.toLowerCase()) return fsPath;
    } catch {
      // Gone meanwhile, or not ours to read: it is not the file.
    }
  }
  return undefined;
}
