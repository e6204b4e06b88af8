/** Cells of .py files, and selections: what the commands and the lenses above the cells do. */

import * as vscode from "vscode";

import type { Gateways } from "../gateway/api.ts";
import type { Debugged } from "./debugged.ts";
import type { Kernels } from "./kernels.ts";
import { partAt, partsOf, sentLines, sentPart, type Part } from "./parts.ts";
import { NO_DOCUMENT, type Runner } from "./runner.ts";
import type { Runs } from "./runs.ts";
import { trusted } from "./trust.ts";
import type { Where } from "./where.ts";

export interface Parts {
  readonly gateways: Gateways;
  readonly kernels: Kernels;
  readonly runner: Runner;
  readonly runs: Runs;
  readonly where: Where;
  readonly debugged: Debugged;
  /** Show the panel, without taking the focus. */
  show(): void;
}

export function linesOf(document: vscode.TextDocument): string[] {
  return document.getText().split(/\r?\n/);
}

function magicFor(document: vscode.TextDocument): string {
  return vscode.workspace.getConfiguration("farfield.run", document).get("magic", "").trim();
}

export function commands(parts: Parts): vscode.Disposable[] {
  const { gateways, kernels, runner, runs, where, debugged, show } = parts;
  const register = vscode.commands.registerCommand;
  return [
    register("farfield.run.cell", (uri?: unknown, line?: unknown) => runCell(parts, uri, line)),
    register("farfield.internal.debugCell", async (uri: unknown, line: unknown) => {
      if (!trusted("nothing of it is run or debugged")) return;
      if (await debugged.begin()) await runCell(parts, uri, line);
    }),
    register("farfield.run.selection", () => runSelection(parts)),
    register("farfield.run.output", show),
    register("farfield.run.clear", () => runs.clear()),
    register("farfield.run.where", () => where.choose()),
    register("farfield.run.interrupt", () => each(kernels, (resource) => kernels.running(resource)?.interrupt())),
    register("farfield.run.restart", () => each(kernels, (resource) => kernels.restart(resource))),
    register("farfield.internal.runCode", async (text: unknown, options?: unknown) => {
      const { gateway, title } = (options ?? {}) as { gateway?: unknown; title?: unknown };
      const found = typeof gateway === "string" ? gateways.get(gateway) : undefined;
      const resource = vscode.Uri.from({ scheme: NO_DOCUMENT, path: found?.id ?? "here" });
      const sent = { text: String(text), offset: 0 };
      await runner.run({ sent, resource, gateway: found, ...(typeof title === "string" && { title }) });
    }),
  ];
}

/** The notebook or the file that is looked at, if it has a kernel. */
function each(kernels: Kernels, act: (resource: vscode.Uri) => unknown): void {
  const notebook = vscode.window.activeNotebookEditor?.notebook.uri;
  const document = vscode.window.activeTextEditor?.document.uri;
  const resource = [notebook, document].find((uri) => uri && kernels.running(uri));
  if (resource) act(resource);
  else void vscode.window.showInformationMessage("No Python runs for this document; the next cell that is run starts one.");
}

async function documentOf(uri: unknown): Promise<vscode.TextDocument | undefined> {
  if (uri instanceof vscode.Uri) return vscode.workspace.openTextDocument(uri);
  return vscode.window.activeTextEditor?.document;
}

/** uri, line: of the lens; without them, where the cursor is. */
async function runCell({ runner }: Parts, uri: unknown, line: unknown): Promise<void> {
  const document = await documentOf(uri);
  if (!document) return say("There is no Python file in front: open one, and put the cursor into a cell.");
  const cursor = typeof line === "number" ? line : (vscode.window.activeTextEditor?.selection.active.line ?? 0);
  const lines = linesOf(document);
  const part = partAt(partsOf(lines), cursor);
  if (!part) return say("There is nothing to run in this cell.");
  if (part.kind === "text") return say("This cell is text; there is nothing to run in it.");
  const sent = sentPart(lines, part, magicFor(document));
  await runner.run({ sent, resource: document.uri, ...(part.kind === "code" && part.title && { title: part.title }) });
}

async function runSelection({ runner }: Parts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.selection.isEmpty) return say("Nothing is selected: select what is to run, then run it.");
  const { document, selection } = editor;
  const { start, end } = selection;
  // Of one line a part; of several all of each.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const lines = start.line === end.line ? [document.getText(selection)] : linesOf(document).slice(start.line, last + 1);
  if (!lines.some((each) => each.trim())) return say("Only blank lines are selected.");
  await runner.run({ sent: sentLines(lines, start.line, magicFor(document)), resource: document.uri });
}

function say(text: string): void {
  void vscode.window.showInformationMessage(text);
}

/** "Run on cluster" and "Debug on cluster" above each cell. */
export function lenses(changed: vscode.Event<void>): vscode.CodeLensProvider {
  const lens = (document: vscode.TextDocument, part: Part, title: string, command: string): vscode.CodeLens => {
    const line = Math.max(part.marker, part.start);
    return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [document.uri, line] });
  };
  return {
    onDidChangeCodeLenses: changed,
    provideCodeLenses(document) {
      if (!vscode.workspace.getConfiguration("farfield.run", document).get("codeLens", true)) return [];
      const parts = partsOf(linesOf(document));
      // A file without any `# %%` is one that is imported.
      if (!parts.some((part) => part.marker >= 0)) return [];
      return parts
        .filter((part) => part.kind !== "text")
        .flatMap((part) => [
          lens(document, part, "Run on cluster", "farfield.run.cell"),
          lens(document, part, "Debug on cluster", "farfield.internal.debugCell"),
        ]);
    },
  };
}
