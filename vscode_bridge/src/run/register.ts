/** Everything of this folder that VS Code is to know. */

import * as vscode from "vscode";

import type { Gateways } from "../gateway/api.ts";
import { makeInterpreters, type Interpreters } from "./interpreter.ts";
import { startGateway } from "./local.ts";
import { trusted } from "./trust.ts";

let interpreters: Interpreters | undefined;

export function register(context: vscode.ExtensionContext, gateways: Gateways): void {
  interpreters = makeInterpreters(gateways);
  void context;
}

/** Start a cluster on this machine; what is in the way is told to the user. Whether it runs. */
export async function startLocal(): Promise<boolean> {
  if (!interpreters || !trusted("no cluster is started with its Python")) return false;
  const python = await interpreters.find(vscode.window.activeTextEditor?.document.uri);
  if (python === undefined) return false;
  const options = { location: vscode.ProgressLocation.Notification, title: "Starting a cluster on this machine…" };
  try {
    await vscode.window.withProgress(options, () => startGateway(python));
    return true;
  } catch (error) {
    void vscode.window.showErrorMessage((error as Error).message);
    return false;
  }
}
