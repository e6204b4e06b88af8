/** Everything of this folder that VS Code is to know. */

import * as vscode from "vscode";

import type { Gateways } from "../gateway/api.ts";
import { commands, lenses } from "./commands.ts";
import { makeDebugged } from "./debugged.ts";
import { makeInterpreters, type Interpreters } from "./interpreter.ts";
import { makeKernels } from "./kernels.ts";
import { startGateway } from "./local.ts";
import { makeController } from "./notebook.ts";
import { OutputPanel } from "./panel.ts";
import { makeRunner } from "./runner.ts";
import { Runs } from "./runs.ts";
import { trusted } from "./trust.ts";
import { makeWhere } from "./where.ts";

/** It has kernels of its own for notebooks; a second offer would have each notebook ask which. */
const JUPYTER = "ms-toolsai.jupyter";

let interpreters: Interpreters | undefined;

export function register(context: vscode.ExtensionContext, gateways: Gateways): void {
  interpreters = makeInterpreters(gateways);
  const where = makeWhere(context.workspaceState, gateways);
  const kernels = makeKernels(interpreters, where);
  const runs = new Runs();
  const panel = new OutputPanel(context.extensionUri, runs);
  const runner = makeRunner(kernels, runs, () => panel.show());
  panel.use(runner);
  const debugged = makeDebugged(gateways, where, startLocal);
  const changed = new vscode.EventEmitter<void>();
  const files = ["file", "untitled", "vscode-remote"].map((scheme) => ({ language: "python", scheme }));
  context.subscriptions.push(
    kernels,
    panel,
    debugged,
    changed,
    ...(vscode.extensions.getExtension(JUPYTER) ? [] : [makeController(kernels)]),
    ...commands({ gateways, kernels, runner, runs, where, debugged, show: () => panel.show() }),
    vscode.languages.registerCodeLensProvider(files, lenses(changed.event)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("farfield.run.codeLens")) changed.fire();
    }),
  );
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
