/** The notebook controller "Farfield": runs notebooks where no Jupyter extension is. */

import * as vscode from "vscode";

import { CellRuns } from "./cellruns.ts";
import type { Kernel, Listener } from "./kernel.ts";
import type { Kernels } from "./kernels.ts";
import { trusted } from "./trust.ts";

const TYPE = "jupyter-notebook";
const JUPYTER = "ms-toolsai.jupyter";

export function makeController(kernels: Kernels): vscode.Disposable {
  const controller = vscode.notebooks.createNotebookController("farfield", TYPE, "Farfield");
  controller.supportedLanguages = ["python"];
  controller.supportsExecutionOrder = true;
  controller.description = "Python here, %%distributed cells on a cluster";
  const notebooks = new Map<string, CellRuns>();

  function runsOf(notebook: vscode.NotebookDocument): CellRuns {
    const key = String(notebook.uri);
    const there = notebooks.get(key) ?? new CellRuns(controller);
    notebooks.set(key, there);
    return there;
  }

  controller.executeHandler = async (cells, notebook) => {
    if (!trusted("no cell of it is run")) return;
    const runs = runsOf(notebook);
    // All of them wait from now on, and are seen to.
    const waiting = cells.map((cell) => ({ cell, run: runs.begin(cell) }));
    const kernel = await kernels.get(notebook.uri);
    if (!kernel) return waiting.forEach(({ run }) => run?.giveUp());
    void describe(notebook);
    await Promise.all(waiting.map(({ cell, run }) => run && execute(kernel, cell, run)));
  };
  controller.interruptHandler = (notebook) => kernels.running(notebook.uri)?.interrupt();

  function prefer(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== TYPE) return;
    const ours = kernelspecOf(notebook)?.name === "farfield" || !vscode.extensions.getExtension(JUPYTER);
    const { Preferred, Default } = vscode.NotebookControllerAffinity;
    controller.updateNotebookAffinity(notebook, ours ? Preferred : Default);
  }
  vscode.workspace.notebookDocuments.forEach(prefer);
  return vscode.Disposable.from(
    controller,
    vscode.workspace.onDidOpenNotebookDocument(prefer),
    vscode.workspace.onDidCloseNotebookDocument((notebook) => {
      if (notebooks.delete(String(notebook.uri))) kernels.end(notebook.uri);
    }),
    vscode.languages.registerCompletionItemProvider(
      { notebookType: TYPE, language: "python" },
      { provideCompletionItems: (document, position) => complete(kernels, document, position) },
      ".",
    ),
  );
}

async function execute(kernel: Kernel, cell: vscode.NotebookCell, run: ReturnType<CellRuns["begin"]> & object): Promise<void> {
  const code = cell.document.getText();
  if (!code.trim()) return run.skip();
  const listener: Listener = {
    begun: (time) => run.started(time),
    output: (output) => run.show(output),
    input: (prompt, password) => ask(prompt, password),
  };
  run.ended(await kernel.execute(code, cell.document.uri.toString(), listener));
}

export function ask(prompt: string, password: boolean): Thenable<string | undefined> {
  const title = "The cell that runs asks for input";
  return vscode.window.showInputBox({ title, prompt: prompt || "Input", password, ignoreFocusOut: true });
}

interface Kernelspec {
  readonly name?: string;
}

function kernelspecOf(notebook: vscode.NotebookDocument): Kernelspec | undefined {
  const { metadata } = notebook.metadata as { metadata?: { kernelspec?: Kernelspec } };
  return metadata?.kernelspec;
}

/** A notebook that says nothing of its kernel names ours, so that JupyterLab need not ask. */
async function describe(notebook: vscode.NotebookDocument): Promise<void> {
  const { metadata } = notebook.metadata as { metadata?: Record<string, unknown> };
  if (!metadata || metadata.kernelspec) return;
  const kernelspec = { name: "farfield", display_name: "Python 3 (Farfield)", language: "python" };
  const changed = { ...notebook.metadata, metadata: { language_info: { name: "python" }, ...metadata, kernelspec } };
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata(changed)]);
  await vscode.workspace.applyEdit(edit);
}

async function complete(
  kernels: Kernels,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  const kernel = notebook && kernels.running(notebook.uri);
  if (!kernel) return [];
  const text = document.getText();
  // Python counts characters, VS Code the halves of some of them.
  const count = (offset: number): number => [...text.slice(0, offset)].length;
  const found = await kernel.complete(text, count(document.offsetAt(position)));
  if (!found) return [];
  const characters = [...text];
  const at = (index: number): vscode.Position => document.positionAt(characters.slice(0, index).join("").length);
  const range = new vscode.Range(at(found.start), at(found.end));
  return found.matches.map((label) => ({ label, range, sortText: `~${label}` }));
}
