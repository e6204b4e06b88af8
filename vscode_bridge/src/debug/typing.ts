/** Whether the user is writing, so that a stop that they have not asked for leaves the focus with them. */

import * as vscode from "vscode";

import type { Disposable } from "../common/events.ts";

/** Who has written nothing for so long has finished. */
const PAUSE_MS = 2000;

export interface Typing extends Disposable {
  readonly now: boolean;
}

export function watchTyping(): Typing {
  let last = -Infinity;
  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // Documents change by themselves, too: logs, files that are written to.
      if (contentChanges.length && document === vscode.window.activeTextEditor?.document) last = performance.now();
    }),
    vscode.workspace.onDidChangeNotebookDocument(({ cellChanges }) => {
      // Who has run a cell waits for it.
      if (cellChanges.some((change) => change.executionSummary !== undefined)) last = -Infinity;
    }),
  ];
  return {
    get now() {
      return performance.now() - last < PAUSE_MS;
    },
    dispose: () => subscriptions.forEach((each) => each.dispose()),
  };
}
