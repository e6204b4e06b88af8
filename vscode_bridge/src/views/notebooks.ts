/** Shows the cell that a job is from, where its notebook is at hand. */

import { type NotebookDocument, NotebookRange, Uri, window, workspace } from "vscode";

/** The document of a notebook whose path is as its client knew it: it may be relative to somewhere else. */
async function find(notebook: string): Promise<NotebookDocument | undefined> {
  const name = notebook.replaceAll("\\", "/");
  const ends = (path: string): boolean => path === name || path.endsWith(`/${name.replace(/^\/+/, "")}`);
  const open = workspace.notebookDocuments.find(({ uri }) => ends(uri.path));
  if (open) return open;
  const candidates = name.startsWith("/") ? [Uri.file(name)] : [];
  const last = name.split("/").at(-1) ?? "";
  const pattern = `**/${last.replace(/[[\]{}*?]/g, "?")}`;
  const found = await workspace.findFiles(pattern, "**/{node_modules,.venv,.git}/**", 50);
  for (const uri of [
    ...candidates,
    ...found.filter(({ path }) => ends(path)),
    ...(found.length === 1 ? found : []),
  ]) {
    const document = await workspace.openNotebookDocument(uri).then(
      (document) => document,
      () => undefined,
    );
    if (document) return document;
  }
  return undefined;
}

/** cell: the id that Jupyter gives it, or the URI that VS Code has for it. */
export async function showCell(notebook: string, cell: string): Promise<void> {
  const document = notebook ? await find(notebook) : undefined;
  if (!document) {
    const said = notebook ? `'${notebook}' is not in this workspace.` : "The job is not from a notebook.";
    void window.showInformationMessage(said);
    return;
  }
  const index = document.getCells().findIndex((one) => {
    const id: unknown = (one.metadata as { id?: unknown } | undefined)?.id;
    return id === cell || one.document.uri.toString() === cell;
  });
  const range = new NotebookRange(Math.max(index, 0), Math.max(index, 0) + 1);
  const editor = await window.showNotebookDocument(document, { selections: [range] });
  editor.revealRange(range);
  if (index < 0 && cell) void window.showInformationMessage("The cell is not in the notebook any more.");
}
