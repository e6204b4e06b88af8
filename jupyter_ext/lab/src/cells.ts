/** Cells of the notebooks that are open: the one on the cluster or not, and the one that a job is from. */

import { Notification } from "@jupyterlab/apputils";
import type { Cell, ICellModel } from "@jupyterlab/cells";
import { PageConfig } from "@jupyterlab/coreutils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import type { CommandRegistry } from "@lumino/commands";

import type { JobLine } from "../../ui/src/state.ts";
import { isDistributed, moved, optionsOf, toggle } from "./magic.ts";
import { inRoot } from "./paths.ts";

const ACTIVATE = "tabsmenu:activate-by-id";

/** The line that was taken away, for the case that it is put back. */
const taken = new WeakMap<ICellModel, string>();

/** The active cell, where it is one of code. */
function activeCode(notebooks: INotebookTracker): Cell | null {
  const cell = notebooks.activeCell;
  return cell?.model.type === "code" ? cell : null;
}

export function canToggle(notebooks: INotebookTracker): boolean {
  return activeCode(notebooks)?.model.getMetadata("editable") !== false && activeCode(notebooks) !== null;
}

export function isToggled(notebooks: INotebookTracker): boolean {
  const cell = activeCode(notebooks);
  return cell !== null && isDistributed(cell.model.sharedModel.getSource());
}

/** Put the line into the active cell, or take it away; the cursor stays in its text. */
export function toggleActive(notebooks: INotebookTracker, options: string): void {
  const cell = activeCode(notebooks);
  if (!cell) return;
  const shared = cell.model.sharedModel;
  const source = shared.getSource();
  const edit = toggle(source, taken.get(cell.model) ?? options);
  if ("refused" in edit) {
    Notification.warning(edit.refused, { autoClose: 5000 });
    return;
  }
  if (isDistributed(source)) taken.set(cell.model, optionsOf(source));
  const { editor } = cell;
  const offset = editor ? moved(editor.getOffsetAt(editor.getCursorPosition()), edit) : 0;
  // A step of its own for undo, however soon it comes after another.
  const { undoManager } = shared as { undoManager?: { stopCapturing(): void } | null };
  undoManager?.stopCapturing();
  shared.transact(() => shared.updateSource(edit.start, edit.end, edit.text));
  undoManager?.stopCapturing();
  const position = editor?.getPositionAt(offset);
  if (editor && position) editor.setCursorPosition(position);
}

/** Let the command be looked at again whenever the active cell, or its text, is another one. */
export function watchActive(notebooks: INotebookTracker, changed: () => void): void {
  let model: ICellModel | null = null;
  notebooks.activeCellChanged.connect((_, cell) => {
    model?.contentChanged.disconnect(changed);
    model = cell?.isDisposed === false ? cell.model : null;
    model?.contentChanged.connect(changed);
    changed();
  });
}

/** Show the cell that a job is from: in a notebook that is open, or in its file. */
export async function jumpTo(job: JobLine, notebooks: INotebookTracker, commands: CommandRegistry): Promise<void> {
  const open = notebooks.find((panel) => indexOf(panel, job.cell) >= 0);
  const path = inRoot(job.notebook, PageConfig.getOption("serverRoot"));
  const panel = open ?? ((await commands.execute("docmanager:open", { path, factory: "Notebook" })) as NotebookPanel);
  // Notebook has each document in a tab of the browser: it has opened one, or there is nothing to bring to the front.
  if (!panel.isAttached) return;
  if (commands.hasCommand(ACTIVATE)) await commands.execute(ACTIVATE, { id: panel.id });
  await panel.revealed;
  const index = indexOf(panel, job.cell);
  if (index < 0) {
    Notification.warning(`The cell of job ${job.number} is no longer in ${path}.`, { autoClose: 5000 });
    return;
  }
  panel.content.activeCellIndex = index;
  panel.content.mode = "command";
  await panel.content.scrollToItem(index, "smart");
}

/** The id of the cell that this part of the page belongs to; "" where it is in none. */
export function cellAt(notebooks: INotebookTracker, node: Node): string {
  const panel = notebooks.find((one) => one.node.contains(node));
  return panel?.content.widgets.find((cell) => cell.node.contains(node))?.model.id ?? "";
}

function indexOf(panel: NotebookPanel, cell: string): number {
  return cell ? panel.content.widgets.findIndex(({ model }) => model.id === cell) : -1;
}
