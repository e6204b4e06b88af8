/** Has the debugger there before a cell runs that is to be debugged. */

import * as vscode from "vscode";

import type { Gateways } from "../gateway/api.ts";
import type { Where } from "./where.ts";

const TYPE = "farfield";
const NEXT = "farfield.debug.next";

export interface Debugged extends vscode.Disposable {
  /** Whether a debugger listens now; where not, the user has been told why. */
  begin(): Promise<boolean>;
}

export function makeDebugged(gateways: Gateways, where: Where, startLocal: () => Promise<boolean>): Debugged {
  /** Debug sessions that wait for whatever stops, with the cluster that each is for. */
  const open = new Map<string, unknown>();
  const listening = vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession(({ id, type, parentSession, configuration }) => {
      const { worker, job, cluster } = configuration;
      if (type === TYPE && !parentSession && worker === undefined && job === undefined) open.set(id, cluster);
    }),
    vscode.debug.onDidTerminateDebugSession(({ id }) => open.delete(id)),
  );
  return {
    async begin() {
      await gateways.refresh();
      // The cell would start one, and nobody would debug it.
      if (!gateways.all.length && !(await startLocal())) return false;
      await gateways.refresh();
      const cluster = where.cluster()?.id;
      if (cluster && [...open.values()].includes(cluster)) return true;
      const before = open.size;
      await vscode.commands.executeCommand(NEXT, cluster && { gateway: cluster });
      return open.size > before;
    },
    dispose: () => listening.dispose(),
  };
}
