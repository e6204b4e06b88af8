/** The commands farfield.debug.*: of the palette, of tree items, of other parts of this extension. */

import * as vscode from "vscode";

import type { CellText } from "../dap/api.ts";
import type { Gateway, Gateways } from "../gateway/api.ts";
import { type Target, targetOf } from "./asked.ts";
import type { Cells } from "./cells.ts";
import { type Choice, choicesOf, GROUPS } from "./choices.ts";
import { TYPE } from "./config.ts";
import { chooseCluster, isTrusted, JOBS } from "./configurations.ts";
import type { Sessions } from "./sessions.ts";

interface Item extends vscode.QuickPickItem {
  readonly target?: Target;
}

export function registerCommands(gateways: Gateways, sessions: Sessions, cells: Cells): vscode.Disposable {
  const of = (item: unknown): Target => targetOf(item);
  const handlers: Record<string, (item: unknown) => unknown> = {
    "farfield.debug.pick": () => pick(gateways, sessions, () => true),
    "farfield.debug.next": (item) => start(gateways, sessions, { ...pickedGateway(of(item)) }),
    "farfield.debug.worker": (item) =>
      of(item).worker
        ? start(gateways, sessions, { ...pickedGateway(of(item)), worker: of(item).worker ?? "" })
        : pick(gateways, sessions, ({ target }) => target.worker !== undefined),
    "farfield.debug.job": (item) =>
      of(item).job
        ? start(gateways, sessions, { ...pickedGateway(of(item)), job: of(item).job ?? 0 })
        : pick(gateways, sessions, ({ target }) => target.job !== undefined),
    "farfield.debug.continueAll": () => continueAll(sessions),
    "farfield.internal.sent": (cell) => cells.add(cell as CellText),
  };
  const all = Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler));
  return vscode.Disposable.from(...all);
}

const pickedGateway = ({ gateway }: Target): Target => (gateway ? { gateway } : {});

/** Debug a worker, a job, or whatever stops next. */
async function start(gateways: Gateways, sessions: Sessions, target: Target): Promise<void> {
  if (!(await isTrusted())) return;
  const gateway = await chooseCluster(gateways, target.gateway);
  if (!gateway) return;
  if (target.worker) {
    if (sessions.show(gateway.id, target.worker)) return;
    if (sessions.join(gateway.id, target.worker)) return;
  } else if (!target.job && sessions.hasAll(gateway.id)) {
    return; // whatever stops next is debugged already
  }
  await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
    type: TYPE,
    request: "attach",
    name: `Farfield: ${nameOf(target, gateway)}`,
    cluster: gateway.id,
    ...(target.worker && { worker: target.worker }),
    ...(target.job && { job: target.job }),
  });
}

function nameOf(target: Target, gateway: Gateway): string {
  if (target.worker) return `worker ${target.worker}`;
  return target.job ? `job ${target.job}` : gateway.name;
}

async function pick(gateways: Gateways, sessions: Sessions, fits: (choice: Choice) => boolean): Promise<void> {
  if (!(await isTrusted())) return;
  await gateways.refresh();
  if (!gateways.all.length) return void (await chooseCluster(gateways, undefined));
  const items = itemsOf(gateways, fits);
  const chosen = await vscode.window.showQuickPick<Item>(items, {
    title: "Debug a worker or job",
    placeHolder: "What stands still, what runs, or whatever stops next",
    matchOnDescription: true,
  });
  if (chosen?.target) await start(gateways, sessions, chosen.target);
}

async function itemsOf(gateways: Gateways, fits: (choice: Choice) => boolean): Promise<Item[]> {
  const several = gateways.all.length > 1;
  const troubles: Item[] = [];
  const lists = await Promise.all(
    gateways.all.map(async (gateway) => {
      try {
        const [status, { jobs }] = await Promise.all([gateway.status(), gateway.jobs({ limit: JOBS })]);
        return choicesOf(gateway.id, several ? gateway.name : "", status, jobs);
      } catch (error) {
        troubles.push({ label: `$(warning) ${gateway.name}`, description: String((error as Error).message) });
        return [];
      }
    }),
  );
  const choices = lists.flat().filter(fits);
  const items = GROUPS.flatMap((group): Item[] => {
    const those = choices.filter((choice) => choice.group === group);
    if (!those.length) return [];
    const made = those.map(({ icon, label, description, target }) => ({
      label: `$(${icon}) ${label}`,
      description,
      target,
    }));
    return [{ label: group, kind: vscode.QuickPickItemKind.Separator }, ...made];
  });
  if (!items.length && !troubles.length) return [{ label: "Nothing runs now.", description: "Start a job, then look again" }];
  return [...items, ...troubles];
}

async function continueAll(sessions: Sessions): Promise<void> {
  const went = await sessions.continueAll();
  if (!went.length) vscode.window.setStatusBarMessage("Farfield: no worker stands still in a debug session", 4000);
}
