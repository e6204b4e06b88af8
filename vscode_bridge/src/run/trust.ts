/** Nothing is run before the workspace is trusted. */

import * as vscode from "vscode";

/** Whether it is; where not, the user is told. */
export function trusted(what: string): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  void vscode.window
    .showErrorMessage(`This workspace is not trusted yet, so ${what}. Trust it first, if you know who wrote it.`, manage)
    .then((chosen) => chosen && vscode.commands.executeCommand("workbench.trust.manage"));
  return false;
}
