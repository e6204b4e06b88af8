/** Farfield in JupyterLab; this file only wires. */

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IDebugger } from "@jupyterlab/debugger";
import { ILauncher } from "@jupyterlab/launcher";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { IStateDB } from "@jupyterlab/statedb";
import { IStatusBar } from "@jupyterlab/statusbar";
import type { IDisposable } from "@lumino/disposable";

import type { Folds, PanelHost } from "../../ui/src/panel/host.ts";
import { cellAt, jumpTo } from "./cells.ts";
import { showWorker } from "./choose.ts";
import { addCommands, ALL, OPEN, told } from "./commands.ts";
import { clusterOf } from "./owner.ts";
import { SidePanel } from "./panel.ts";
import { revive } from "./revive.ts";
import { restSource } from "./server.ts";
import { DEFAULTS, read, type Settings } from "./settings.ts";
import { StatusItem } from "./status.ts";

const ID = "farfield:plugin";
const FOLDS = "farfield:sections";

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: "Clusters, jobs and GPUs of Farfield, and cells that run there.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ILauncher, ILayoutRestorer, ISettingRegistry, IStatusBar, IDebugger, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    restorer: ILayoutRestorer | null,
    registry: ISettingRegistry | null,
    statusBar: IStatusBar | null,
    debug: IDebugger | null,
    state: IStateDB | null,
  ) => {
    const { commands, shell } = app;
    const source = restSource(app.serviceManager.serverSettings);
    const host: Partial<PanelHost> = {
      jumpToCell: (job) => void told(() => jumpTo(job, notebooks, commands)),
      choosePause: (pause) => void told(() => showWorker(debug, pause.worker)),
    };
    let settings = DEFAULTS;
    const panel = new SidePanel(source, host, settings);
    const open = (): void => shell.activateById(panel.id);
    shell.add(panel, "right", { rank: 700, type: "Farfield" });
    restorer?.add(panel, panel.id);
    if (state) void remember(panel, state);
    document.addEventListener("visibilitychange", () => panel.look());
    addCommands({ commands, notebooks, source, panel, settings: () => settings, open });
    for (const command of ALL) palette?.addItem({ command, category: "Farfield", args: { isPalette: true } });
    launcher?.add({ command: OPEN, category: "Other", rank: 10, args: { isLauncher: true } });
    hear(panel, open, (job, from) => clusterOf(source, job, from ? cellAt(notebooks, from) : ""));
    revive(source);
    const status = statusBar && statusToggle(statusBar, () => new StatusItem(source, open));
    const use = (given: Settings): void => {
      settings = given;
      panel.configure(given);
      status?.(given.statusBar);
    };
    void loaded(registry, use);
  },
};

/** The cell's card asks for its job in the panel: where somebody hears it, the card has a button for that. */
function hear(panel: SidePanel, open: () => void, clusterOf: (job: number, from: Node | null) => Promise<string>): void {
  document.documentElement.dataset["farfield"] = "panel";
  document.addEventListener("farfield:open", (event) => {
    const { job } = (event as CustomEvent<{ job: number | string }>).detail;
    const from = event.composedPath()[0];
    void told(async () => {
      open();
      const number = Number(job);
      await panel.shown.openJob(number, await clusterOf(number, from instanceof Node ? from : null));
    });
  });
}

function statusToggle(statusBar: IStatusBar, make: () => StatusItem): (shown: boolean) => void {
  let registered: IDisposable | null = null;
  let item: StatusItem | null = null;
  return (shown) => {
    if (shown === (item !== null)) return;
    registered?.dispose();
    item?.dispose();
    item = shown ? make() : null;
    registered = item && statusBar.registerStatusItem(ID, { item, align: "left", rank: 5 });
  };
}

/** Sections stay open, or closed, with the workspace. */
async function remember(panel: SidePanel, state: IStateDB): Promise<void> {
  panel.folded = (folds) => void state.save(FOLDS, folds);
  const folds = await state.fetch(FOLDS).catch(() => undefined);
  if (folds) panel.fold(folds as Folds);
}

async function loaded(registry: ISettingRegistry | null, use: (settings: Settings) => void): Promise<void> {
  try {
    const loaded = await registry?.load(ID);
    if (loaded) {
      loaded.changed.connect(() => use(read(loaded.composite)));
      use(read(loaded.composite));
      return;
    }
  } catch (error) {
    console.warn("The settings of Farfield can't be read; the defaults are used.", error);
  }
  use(DEFAULTS);
}

export default plugin;
