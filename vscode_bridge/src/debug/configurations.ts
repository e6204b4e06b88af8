/** Makes of what a user has asked for, be it nothing, a launch configuration that says all. */

import * as vscode from "vscode";

import type { Gateway, Gateways } from "../gateway/api.ts";
import { type Asked, findCluster, wantedOf } from "./asked.ts";
import { isOpen } from "./choices.ts";
import { type Resolved, TYPE } from "./config.ts";
import { jobLabel } from "./words.ts";

/** How many of the newest jobs are looked through for those that are open. */
export const JOBS = 100;

type Configuration = vscode.DebugConfiguration & Asked & Resolved;

export function makeConfigurations(gateways: Gateways): vscode.DebugConfigurationProvider {
  return {
    async resolveDebugConfiguration(_folder, given, token) {
      const config: Configuration = given;
      if (config.__worker) return config;
      if (!(await isTrusted())) return undefined;
      const wanted = wantedOf(config);
      if (typeof wanted === "string") return void vscode.window.showErrorMessage(`Farfield: ${wanted}`);
      const known = config.__gateway && gateways.get(config.__gateway);
      const gateway = known || (await chooseCluster(gateways, config.cluster, token));
      if (!gateway) return undefined;
      const name = config.name || `Farfield: ${gateway.name}`;
      return { ...config, type: TYPE, request: "attach", name, __gateway: gateway.id };
    },
  };
}

/** Those that "Select and Start Debugging" lists: what is open now. */
export function makeDynamicConfigurations(gateways: Gateways): vscode.DebugConfigurationProvider {
  return {
    async provideDebugConfigurations(folder) {
      // Asked once for each folder and once for the user's settings: they are listed once.
      if (folder?.index !== (vscode.workspace.workspaceFolders?.length ? 0 : undefined)) return [];
      await gateways.refresh();
      const several = gateways.all.length > 1;
      const lists = await Promise.all(gateways.all.map((gateway) => configurationsOf(gateway, several)));
      return lists.flat();
    },
  };
}

async function configurationsOf(gateway: Gateway, several: boolean): Promise<vscode.DebugConfiguration[]> {
  const at = several ? ` (${gateway.name})` : "";
  const base = { type: TYPE, request: "attach", cluster: gateway.id };
  const any = { ...base, name: `Farfield: whatever stops next${at}` };
  try {
    const { jobs } = await gateway.jobs({ limit: JOBS });
    const open = jobs.filter(isOpen).reverse();
    return [any, ...open.map((job) => ({ ...base, name: `Farfield: job ${jobLabel(job)}${at}`, job: job.number }))];
  } catch {
    return []; // it does not answer: nothing of it can be debugged
  }
}

/** The gateway that is meant; undefined: there is none, which has been said, or the user has changed their mind. */
export async function chooseCluster(
  gateways: Gateways,
  cluster: unknown,
  token?: vscode.CancellationToken,
): Promise<Gateway | undefined> {
  // One that was started a moment ago may not have been seen yet.
  await gateways.refresh();
  const found = findCluster(gateways.all, cluster);
  switch (found.kind) {
    case "one":
      return (await isUsable(found.gateway)) ? found.gateway : undefined;
    case "several":
      return await pickCluster(found.gateways, token);
    case "none":
      await complain("Farfield: no cluster of yours runs on this machine, and none is connected.");
      return undefined;
    case "unknown":
      await complain(`Farfield: this window knows no cluster "${found.name}"; the view Clusters lists those it knows.`);
      return undefined;
  }
}

async function isUsable(gateway: Gateway): Promise<boolean> {
  if (gateway.state !== "refused") return true;
  await complain(`Farfield: ${gateway.name} can't be debugged: ${gateway.why}`);
  return false;
}

async function pickCluster(
  gateways: readonly Gateway[],
  token?: vscode.CancellationToken,
): Promise<Gateway | undefined> {
  const items = gateways.map((gateway) => ({
    label: gateway.name,
    description: gateway.state === "up" || gateway.state === "idle" ? gateway.target : gateway.why,
    gateway,
  }));
  const options = { title: "Debug on which cluster?", placeHolder: "A cluster" };
  const chosen = await vscode.window.showQuickPick(items, options, token);
  return chosen && (await isUsable(chosen.gateway)) ? chosen.gateway : undefined;
}

/** An error with the ways out of it. */
async function complain(message: string): Promise<void> {
  const [start, connect] = ["Start a Cluster Here", "Connect…"];
  // Whoever debugs waits for no answer to this.
  void vscode.window.showErrorMessage(message, start, connect).then((chosen) => {
    if (chosen === start) void vscode.commands.executeCommand("farfield.startLocal");
    if (chosen === connect) void vscode.commands.executeCommand("farfield.connect");
  });
}

/** Whether this workspace may debug; it is said where it may not. */
export async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const message = "Farfield debugs no worker in a workspace in restricted mode: a debugger runs the workspace's code.";
  void vscode.window.showWarningMessage(message, "Manage Workspace Trust").then((chosen) => {
    if (chosen) void vscode.commands.executeCommand("workbench.trust.manage");
  });
  return false;
}
