/** Executions of a notebook's cells, and where what they show is to be seen. */

import * as vscode from "vscode";

import type { Done } from "./kernel.ts";
import { CellOutputs, itemsOf, metadataOf, type Change, type Item } from "./outputs.ts";
import type { ErrorOutput, Output, RichOutput } from "./protocol.ts";

/** A display that may be updated later, by its cell or another. */
interface Shown {
  readonly cell: vscode.NotebookCell;
  readonly output: vscode.NotebookCellOutput;
}

/** How a cell's last execution went, as the notebook shows it. */
interface Summary {
  readonly order: number | undefined;
  readonly began: number | undefined;
  readonly ended: number;
  readonly success: boolean;
}

/** The executions of one notebook. */
export class CellRuns {
  private readonly live = new Map<vscode.NotebookCell, CellRun>();
  private readonly displays = new Map<string, Shown[]>();
  private readonly summaries = new WeakMap<vscode.NotebookCell, Summary>();

  private readonly controller: vscode.NotebookController;

  constructor(controller: vscode.NotebookController) {
    this.controller = controller;
  }

  /** The cell waits for its turn; undefined where it does already. */
  begin(cell: vscode.NotebookCell): CellRun | undefined {
    if (this.live.has(cell)) return undefined;
    const execution = this.controller.createNotebookCellExecution(cell);
    const run = new CellRun(execution, this);
    this.live.set(cell, run);
    return run;
  }

  remember(id: string, shown: Shown): void {
    this.displays.set(id, [...(this.displays.get(id) ?? []), shown]);
  }

  update(update: RichOutput): void {
    for (const { cell, output } of this.displays.get(update.display) ?? []) {
      const items = itemsOf(update.data).map(vscodeItem);
      this.within(cell, (execution) => execution.replaceOutputItems(items, output));
    }
  }

  /** Change the outputs of a cell that need not run now. */
  within(cell: vscode.NotebookCell, change: (execution: vscode.NotebookCellExecution) => unknown): void {
    const run = this.live.get(cell);
    if (run) return run.isStarted ? void change(run.execution) : undefined;
    if (cell.index < 0) return; // it was deleted
    // VS Code lets outputs be changed by an execution only; this one leaves the cell as it was.
    const execution = this.controller.createNotebookCellExecution(cell);
    const summary = this.summaries.get(cell);
    execution.executionOrder = summary?.order;
    execution.start(summary?.began);
    void Promise.resolve(change(execution)).finally(() => execution.end(summary?.success, summary?.ended));
  }

  ended(cell: vscode.NotebookCell, summary: Summary): void {
    this.live.delete(cell);
    this.summaries.set(cell, summary);
  }

  forget(cell: vscode.NotebookCell): void {
    this.live.delete(cell);
  }
}

/** One execution of a cell. */
export class CellRun {
  isStarted = false;
  private over = false;
  private readonly outputs = new CellOutputs();
  private readonly shown = new Map<number, vscode.NotebookCellOutput>();

  readonly execution: vscode.NotebookCellExecution;
  private readonly runs: CellRuns;
  private began: number | undefined;

  constructor(execution: vscode.NotebookCellExecution, runs: CellRuns) {
    this.execution = execution;
    this.runs = runs;
  }

  started(time: number): void {
    if (this.isStarted || this.over) return;
    this.isStarted = true;
    this.began = time;
    this.execution.start(time);
    void this.execution.clearOutput();
  }

  show(output: Output): void {
    if (output.kind === "update") return this.runs.update(output);
    const seen: { id: string; key: number }[] = [];
    for (const change of this.outputs.take(output, (id, key) => seen.push({ id, key }))) {
      if (!this.over) this.apply(this.execution, change);
      // A thread that has gone on.
      else this.runs.within(this.execution.cell, (execution) => this.apply(execution, change));
    }
    for (const { id, key } of seen) {
      const shown = this.shown.get(key);
      if (shown) this.runs.remember(id, { cell: this.execution.cell, output: shown });
    }
  }

  ended({ status, count, time }: Done): void {
    if (this.over) return;
    if (status === "aborted" || (status === "dead" && !this.isStarted)) return this.giveUp();
    this.started(time);
    this.over = true;
    const summary = { order: count || undefined, began: this.began, ended: time, success: status === "ok" };
    this.execution.executionOrder = summary.order;
    this.runs.ended(this.execution.cell, summary);
    this.execution.end(summary.success, time);
  }

  /** There is nothing to run. */
  skip(): void {
    this.started(Date.now());
    this.giveUp();
  }

  /** It has not run, and does not any more. */
  giveUp(): void {
    this.over = true;
    this.runs.forget(this.execution.cell);
    this.execution.end(undefined);
  }

  private apply(execution: vscode.NotebookCellExecution, change: Change): Thenable<void> | undefined {
    if (change.kind === "clear") {
      this.shown.clear();
      return execution.clearOutput();
    }
    if (change.kind === "add") {
      const made = outputOf(change.output);
      this.shown.set(change.key, made);
      return execution.appendOutput(made);
    }
    const before = this.shown.get(change.key);
    if (!before) return undefined;
    if (change.kind === "replace") return execution.replaceOutputItems(itemsOf(change.output.data).map(vscodeItem), before);
    return execution.appendOutputItems(stream(change.name, change.text), before);
  }
}

function outputOf(output: Exclude<Output, { kind: "clear" }>): vscode.NotebookCellOutput {
  if (output.kind === "stream") return new vscode.NotebookCellOutput([stream(output.name, output.text)], { outputType: "stream" });
  if (output.kind === "error") return new vscode.NotebookCellOutput([errorItem(output)], metadataOf(output));
  return new vscode.NotebookCellOutput(itemsOf(output.data).map(vscodeItem), metadataOf(output));
}

function stream(name: string, text: string): vscode.NotebookCellOutputItem {
  return name === "stderr" ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);
}

function errorItem({ name, value, traceback }: ErrorOutput): vscode.NotebookCellOutputItem {
  return vscode.NotebookCellOutputItem.error({ name, message: value, stack: traceback.join("\n") });
}

function vscodeItem(item: Item): vscode.NotebookCellOutputItem {
  if ("json" in item) return vscode.NotebookCellOutputItem.json(item.json, item.mime);
  if ("text" in item) return vscode.NotebookCellOutputItem.text(item.text, item.mime);
  return new vscode.NotebookCellOutputItem(Buffer.from(item.base64, "base64"), item.mime);
}
