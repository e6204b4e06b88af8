/** Finds the Python that runs cells, as settings, environments and other extensions name it. */

import { dirname } from "node:path";

import * as vscode from "vscode";

import type { Gateway, Gateways } from "../gateway/api.ts";
import { check, choose, inFolder, installation, trouble, type Candidate, type Checked } from "./python.ts";

const PYTHON_EXTENSION = "ms-python.python";

/** What of the Python extension's API is used. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
  };
}

export interface Interpreters {
  /**
   * The Python for a document; undefined where there is none, which the user has been told.
   * gateway: the cluster that it is for; each environment of a machine has one of its own.
   */
  find(resource?: vscode.Uri, gateway?: Gateway): Promise<string | undefined>;
}

export function makeInterpreters(gateways: Gateways): Interpreters {
  const known = new Map<string, Promise<Checked>>();

  function look(candidate: Candidate): Promise<Checked> {
    const before = known.get(candidate.path);
    if (before) return before;
    const checking = check(candidate).then((checked) => {
      // What is wrong may be put right meanwhile.
      if (trouble(checked)) known.delete(candidate.path);
      return checked;
    });
    known.set(candidate.path, checking);
    return checking;
  }

  return {
    async find(resource, gateway) {
      const its = gateway?.local && gateway.python ? { path: gateway.python, from: "that of the cluster" } : undefined;
      const named = its ?? setting(resource);
      const found = await choose(named, named ? [] : await candidates(resource, gateways), look);
      const wrong = found ? trouble(found) : "No Python was found. Name one in the setting farfield.python.";
      if (!wrong) return found?.path;
      void explain(wrong, found);
      return undefined;
    },
  };
}

function setting(resource?: vscode.Uri): Candidate | undefined {
  const text = vscode.workspace.getConfiguration("farfield", resource).get("python", "").trim();
  if (!text) return undefined;
  const folder = folderOf(resource);
  const path = text.replace(/^~(?=\/)/, process.env.HOME ?? "~").replaceAll("${workspaceFolder}", folder ?? "");
  // Beside the workspace's files, unless it is a name to be found on the PATH.
  const full = path.includes("/") && folder ? vscode.Uri.joinPath(vscode.Uri.file(folder), path).fsPath : path;
  return { path: path.startsWith("/") ? path : full, from: "the setting farfield.python" };
}

async function candidates(resource: vscode.Uri | undefined, gateways: Gateways): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const folders = new Set([folderOf(resource), ...(vscode.workspace.workspaceFolders ?? []).map((each) => each.uri.fsPath)]);
  for (const folder of folders) if (folder) found.push(...(await inFolder(folder)));
  const extension = vscode.extensions.getExtension<PythonApi>(PYTHON_EXTENSION);
  const path = extension?.isActive ? extension.exports.environments?.getActiveEnvironmentPath(resource).path : "";
  if (path) found.push({ path, from: "the Python extension" });
  for (const { local, python } of gateways.all) {
    if (local && python) found.push({ path: python, from: "that of the cluster on this machine" });
  }
  found.push({ path: "python3", from: "found on the PATH" });
  return found;
}

function folderOf(resource?: vscode.Uri): string | undefined {
  const folder = resource && vscode.workspace.getWorkspaceFolder(resource);
  return folder?.uri.fsPath ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

/** Where a document's kernel works: in its folder, as a notebook's does. */
export function directoryOf(resource: vscode.Uri): string {
  if (resource.scheme === "file") return dirname(resource.fsPath);
  return folderOf(resource) ?? process.env.HOME ?? "/";
}

async function explain(wrong: string, found: Checked | undefined): Promise<void> {
  const install = "Show in Terminal";
  const choose = "Choose a Python";
  const buttons = found?.missing.length ? [install, choose] : [choose];
  const chosen = await vscode.window.showErrorMessage(wrong, ...buttons);
  if (chosen === choose) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "farfield.python");
  } else if (chosen === install && found) {
    const terminal = vscode.window.createTerminal("Farfield");
    terminal.show();
    // Typed, not run: that is the user's to do.
    terminal.sendText(installation(found.path), false);
  }
}
