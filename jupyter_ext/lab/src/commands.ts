/** The commands of the palette, and of what calls them: menus, the launcher, the cell's toolbar. */

import { Notification } from "@jupyterlab/apputils";
import type { INotebookTracker } from "@jupyterlab/notebook";
import type { LabIcon } from "@jupyterlab/ui-components";
import type { CommandRegistry } from "@lumino/commands";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";

import type { ClusterSource } from "../../ui/src/panel/source.ts";
import { canToggle, isToggled, toggleActive, watchActive } from "./cells.ts";
import { clusterIcon } from "./icons.ts";
import { runLine } from "./kernels.ts";
import type { SidePanel } from "./panel.ts";
import { pickJob, pickPause, typeTarget } from "./pick.ts";
import { attachLine, optionsFor, type Settings } from "./settings.ts";

export const OPEN = "farfield:open-panel";
export const TOGGLE = "farfield:toggle-distributed";
export const ATTACH = "farfield:attach";
export const NEW = "farfield:new-local-cluster";
/** Those of the palette. */
export const ALL = [
  OPEN,
  ATTACH,
  NEW,
  "farfield:attach-notebook",
  "farfield:detach-notebook",
  TOGGLE,
  "farfield:cancel-job",
  "farfield:show-logs",
  "farfield:continue-worker",
] as const;

export interface Parts {
  readonly commands: CommandRegistry;
  readonly notebooks: INotebookTracker;
  readonly source: ClusterSource;
  readonly panel: SidePanel;
  readonly settings: () => Settings;
  /** Bring the panel into sight. */
  readonly open: () => void;
}

/** An error is one line for the user, and none of the page's. */
export async function told(doing: () => Promise<void> | void): Promise<void> {
  try {
    await doing();
  } catch (error) {
    Notification.error(error instanceof Error ? error.message : String(error), { autoClose: 8000 });
  }
}

export function addCommands(parts: Parts): void {
  addPanelCommands(parts);
  addNotebookCommands(parts);
  addJobCommands(parts);
}

/** The palette has no icons. */
const iconOf = (args: ReadonlyPartialJSONObject): LabIcon | undefined => (args["isPalette"] ? undefined : clusterIcon);

function addPanelCommands({ commands, panel, settings, open }: Parts): void {
  commands.addCommand(OPEN, {
    label: (args) => (args["isLauncher"] ? "Farfield" : "Open the Farfield Panel"),
    caption: "Clusters, jobs and GPUs",
    icon: iconOf,
    execute: () => open(),
  });
  commands.addCommand(ATTACH, {
    label: "Attach to a Cluster…",
    execute: () => {
      open();
      panel.shown.attach(settings().target);
    },
  });
  commands.addCommand(NEW, {
    label: "New Local Cluster",
    execute: () =>
      told(async () => {
        open();
        await panel.shown.startNew();
      }),
  });
}

function addNotebookCommands({ commands, notebooks, settings }: Parts): void {
  const run = (line: string): Promise<void> => {
    const session = notebooks.currentWidget?.sessionContext;
    if (!session) throw new Error("no notebook is open");
    return runLine(session, line);
  };
  const isEnabled = (): boolean => notebooks.currentWidget !== null;
  commands.addCommand("farfield:attach-notebook", {
    label: "Attach This Notebook…",
    isEnabled,
    execute: () =>
      told(async () => {
        const target = await typeTarget(settings().target);
        if (target !== null) await run(attachLine(target));
      }),
  });
  commands.addCommand("farfield:detach-notebook", {
    label: "Detach This Notebook",
    isEnabled,
    execute: () => told(() => run("%detach")),
  });
  commands.addCommand(TOGGLE, {
    label: "Run This Cell on the Cluster",
    caption: () =>
      isToggled(notebooks)
        ? "This cell runs on the cluster: take %%distributed away"
        : "Run this cell on the cluster: put %%distributed at its top",
    icon: iconOf,
    isEnabled: () => canToggle(notebooks),
    isVisible: () => notebooks.activeCell?.model.type === "code",
    isToggled: () => isToggled(notebooks),
    isToggleable: true,
    execute: () => toggleActive(notebooks, optionsFor(settings().limits)),
  });
  watchActive(notebooks, () => commands.notifyCommandChanged(TOGGLE));
}

function addJobCommands({ commands, source, panel, open }: Parts): void {
  commands.addCommand("farfield:cancel-job", {
    label: "Cancel a Job…",
    execute: () =>
      told(async () => {
        const chosen = await pickJob(source, "Cancel which job?", true);
        if (chosen) await source.cancel(chosen.entry.id, chosen.job.number);
      }),
  });
  commands.addCommand("farfield:show-logs", {
    label: "Show the Log of a Job…",
    execute: () =>
      told(async () => {
        const chosen = await pickJob(source, "The log of which job?", false);
        if (!chosen) return;
        open();
        await panel.shown.openJob(chosen.job.number, chosen.entry.id);
      }),
  });
  commands.addCommand("farfield:continue-worker", {
    label: "Continue a Paused Worker…",
    execute: () =>
      told(async () => {
        const chosen = await pickPause(source);
        if (chosen) await source.continueWorker(chosen.entry.id, chosen.pause.worker);
      }),
  });
}
