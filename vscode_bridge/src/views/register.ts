/** Everything of this folder that VS Code is to know. */

import { commands, type ExtensionContext, type ViewBadge } from "vscode";

import { plural } from "../../../jupyter_ext/ui/src/format.ts";
import type { Gateways } from "../gateway/api.ts";
import { clusterSource } from "../gateway/source.ts";
import { connect, forget, start } from "./connect.ts";
import { jobCommands } from "./jobcommands.ts";
import { JobLogs } from "./logs.ts";
import { ClusterPanel } from "./panel.ts";
import { pausedOf } from "./paused.ts";
import { targetOf } from "./picks.ts";
import { type RowNode, Rows } from "./rows.ts";
import { MENU, showMenu, statusBar } from "./statusbar.ts";
import { clusterRows, JobTree, PAUSED, pageOfKey, pausedRows, Shown, WORKERS, workersWanted } from "./trees.ts";
import { showTree } from "./treeview.ts";
import { Watch } from "./watch.ts";

export function register(context: ExtensionContext, gateways: Gateways): void {
  const source = clusterSource(gateways, () => start(gateways));
  const workers = new Shown(WORKERS);
  const paused = new Shown(PAUSED);
  const watch: Watch = new Watch(gateways, source, {
    pausedOf,
    workersOf: (id) => workersWanted(id, watch.of(id)?.cluster ?? null, workers),
  });
  const logs = new JobLogs();
  const panel = new ClusterPanel(context, source);
  const trees = showTrees(watch, workers, paused);
  const more = (node: RowNode): void => {
    const key = node.key.replace(/^more /, "");
    (key === "paused" ? paused : workers).grow(key);
    watch.refresh();
    trees.draw();
  };
  const all: Readonly<Record<string, (given: unknown) => unknown>> = {
    ...jobCommands(watch, logs),
    "farfield.connect": () => connect(gateways),
    "farfield.startLocal": () => start(gateways),
    "farfield.forget": (given) => forget(gateways, given),
    "farfield.refresh": async () => {
      await gateways.refresh();
      watch.refresh();
    },
    "farfield.openPanel": (given) => {
      const { gateway, job } = targetOf(given);
      panel.open(gateway, job ?? null);
    },
    "farfield.internal.more": (given) => more(given as RowNode),
    [MENU]: () => showMenu(watch),
  };
  const registered = Object.entries(all).map(([id, run]) => commands.registerCommand(id, run));
  context.subscriptions.push(watch, logs, panel, ...trees.parts, ...registered, statusBar(watch));
  let up = false;
  const know = (): void => {
    const now = gateways.all.some(({ state }) => state === "up");
    if (now !== up) void commands.executeCommand("setContext", "farfield.up", now);
    up = now;
  };
  context.subscriptions.push(gateways.onDidChange(know));
  void gateways.refresh().catch(() => undefined);
}

function showTrees(watch: Watch, workers: Shown, paused: Shown) {
  const jobs = new JobTree(watch);
  const rows = {
    clusters: new Rows(() => clusterRows(watch, workers)),
    jobs: new Rows(() => jobs.make()),
    paused: new Rows(() => pausedRows(watch, paused)),
  };
  const clusterTree = showTree("farfield.clusters", rows.clusters, {
    seen: (visible) => watch.look("clusters", visible),
  });
  const jobTree = showTree("farfield.jobs", rows.jobs, {
    seen: (visible) => watch.look("jobs", visible),
    opened: (node, open) => {
      const page = pageOfKey(node.key);
      if (page) watch.lookAtPage(node.gateway, page, open);
    },
  });
  let ticks: ReturnType<typeof setInterval> | undefined;
  const pausedTree = showTree("farfield.paused", rows.paused, {
    seen: (visible) => {
      watch.look("paused", visible);
      clearInterval(ticks);
      // Countdowns go on between two answers.
      ticks = visible ? setInterval(() => rows.paused.update(), 1000) : undefined;
    },
  });
  const draw = (): void => {
    for (const tree of Object.values(rows)) tree.update();
    const count = watch.pausedCount();
    const badge: ViewBadge | undefined = count
      ? { value: count, tooltip: `${plural(count, "worker")} paused` }
      : undefined;
    if (pausedTree.view.badge?.value !== badge?.value) pausedTree.view.badge = badge;
  };
  const end = { dispose: () => clearInterval(ticks) };
  const parts = [
    watch.onDidChange(draw),
    end,
    clusterTree.end,
    jobTree.end,
    pausedTree.end,
    ...Object.values(rows),
  ];
  return { draw, parts };
}
