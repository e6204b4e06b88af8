/** The item in the status bar, and the list that it opens. */

import {
  commands,
  type Disposable,
  type QuickPickItem,
  QuickPickItemKind,
  StatusBarAlignment,
  ThemeColor,
  window,
} from "vscode";

import { isOver } from "../../../jupyter_ext/ui/src/state.ts";
import { pausedLook } from "./clusterlooks.ts";
import { jobDescription, jobTitle } from "./joblooks.ts";
import { statusOf } from "./statuswords.ts";
import { tooltip } from "./treeview.ts";
import type { Watch } from "./watch.ts";

export const MENU = "farfield.internal.menu";

export function statusBar(watch: Watch): Disposable {
  const item = window.createStatusBarItem("farfield.status", StatusBarAlignment.Left, 5);
  item.name = "Farfield";
  item.command = MENU;
  let shown = "";
  const draw = (): void => {
    const status = statusOf(watch.all);
    const text = JSON.stringify(status);
    if (text === shown) return;
    shown = text;
    if (!status) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = tooltip(status.tooltip);
    item.accessibilityInformation = {
      label: `${status.text}. ${status.tooltip.slice(1).join(". ")}`,
      role: "button",
    };
    item.backgroundColor =
      status.state === "paused" ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  };
  const listening = watch.onDidChange(draw);
  // A window that nobody looks at asks nothing.
  const look = (): void => watch.look("status", window.state.focused);
  const focus = window.onDidChangeWindowState(look);
  look();
  draw();
  return {
    dispose: () => {
      for (const part of [listening, focus, item]) part.dispose();
    },
  };
}

interface Pick extends QuickPickItem {
  readonly run?: readonly [command: string, ...args: unknown[]];
}

/** What stands still, what runs, and where to go. */
export async function showMenu(watch: Watch): Promise<void> {
  const several = watch.all.length > 1;
  const paused = watch.all.flatMap(({ gateway, paused, pausedAt }) =>
    paused.slice(0, 20).map((one): Pick => {
      const { label, description } = pausedLook(
        one,
        (watch.clock.now() - pausedAt) / 1000,
        several ? gateway.name : "",
      );
      const run = ["farfield.debug.worker", { gateway: gateway.id, worker: one.pause.worker }] as const;
      return { label: `$(debug-pause) ${plain(label)}`, description, detail: "Debug this worker", run };
    }),
  );
  const jobs = watch.all.flatMap(({ gateway, jobs }) =>
    jobs.newest
      .filter((job) => !isOver(job))
      .slice(0, 20)
      .map((job): Pick => {
        const run = ["farfield.openPanel", { gateway: gateway.id, job: job.number }] as const;
        return { label: `$(play-circle) ${plain(jobTitle(job))}`, description: jobDescription(job), run };
      }),
  );
  const go: readonly Pick[] = [
    { label: "$(dashboard) Open the Cluster Panel", run: ["farfield.openPanel"] },
    { label: "$(list-tree) Show Clusters and Jobs", run: ["farfield.clusters.focus"] },
    { label: "$(debug-start) Debug Whatever Stops Next", run: ["farfield.debug.next"] },
    { label: "$(plug) Connect to a Cluster…", run: ["farfield.connect"] },
  ];
  const head = (label: string, rest: readonly Pick[]): readonly Pick[] =>
    rest.length ? [{ label, kind: QuickPickItemKind.Separator }, ...rest] : [];
  const items = [...head("paused", paused), ...head("running", jobs), ...head("clusters", go)];
  const chosen = await window.showQuickPick(items, { placeHolder: "Farfield", matchOnDescription: true });
  if (chosen?.run) await commands.executeCommand(...(chosen.run as [string, ...unknown[]]));
}

/** Lists draw $(names) as icons: those of others are texts. */
export const plain = (text: string): string => text.replaceAll("$(", "$ (");
