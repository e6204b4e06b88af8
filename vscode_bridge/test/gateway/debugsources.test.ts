/** Where breakpoints are: in copies of a file, in files that only a worker has, and in cells. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { goOn, until } from "./debugeditor.ts";
import { project, WORK } from "./debugproject.ts";
import { python, type Script } from "./support.ts";

const here = project();
const CELL = "vscode-notebook-cell:/home/u/My%20Book.ipynb#W0sZmlsZQ%3D%3D";

/** Runs texts as cells in IPython, one after the other. */
function cells(texts: readonly string[]): Script {
  const code = `
import farfield as ff
ff.attach("local:2")
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_line_magic("load_ext", "farfield")
for text in ${JSON.stringify(texts)}:
    shell.run_cell(text).raise_error()
`;
  return python(["-c", code], here.here.env);
}

test("a file elsewhere with the same content is the editor's own, and another one is found by content", async () => {
  const folder = join(here.here.directory, "elsewhere", "deep");
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, "arbeit_größe.py");
  writeFileSync(copy, WORK);
  const window = await here.open({ [copy]: [{ line: 5 }] });
  const script = here.run(`print("result", ff.submit(square, 6).result())`);
  const first = await window.stopped();
  assert.deepEqual([first.frame.source.path, first.frame.line], [copy, 5]);
  await goOn(first);
  await script.done();
});

test("a file that is gone is shown as the worker can tell it", async () => {
  const text = "def hidden(n):\n    breakpoint()\n    return n\n";
  const program = `
import os, sys, tempfile
folder = tempfile.mkdtemp()
path = os.path.join(folder, "only_there.py")
open(path, "w").write(${JSON.stringify(text)})
sys.path.insert(0, folder)
import only_there
os.unlink(path)
`;
  const window = await here.open();
  const body = program.trim().replaceAll("\n", "\n    ");
  here.run(`def go():\n    ${body}\n    return only_there.hidden(1)\nff.submit(go).result()`);
  const { session, frame } = await window.stopped();
  assert.ok(frame.source.sourceReference > 0, JSON.stringify(frame.source));
  const { content } = await session.ask("source", { source: frame.source, sourceReference: frame.source.sourceReference });
  assert.match(content, /breakpoint\(\)\n\s*return n/);
});

test("a notebook's cell: found by its text when it comes, shown in the editor, edited while it is stopped in", async () => {
  const text = "%%distributed\nvalue = 20\nvalue += 1\nvalue * 2";
  const window = await here.open();
  window.setCells([{ source: CELL, offset: 0, text }]);
  const [asked] = await window.mark(CELL, [{ line: 3 }]);
  assert.equal(asked.verified, false);
  const script = cells([text]);
  const stopped = await window.stopped();
  assert.deepEqual([stopped.frame.source.path, stopped.frame.line, stopped.frame.source.name], [CELL, 3, "My Book.ipynb"]);
  assert.equal((await window.parent.event("breakpoint", ({ breakpoint }) => breakpoint.verified)).breakpoint.line, 3);
  window.setCells([{ source: CELL, offset: 0, text: `# edited\n${text}` }]);
  // What it stands still in is no text of the editor's any more.
  await until(async () => {
    const { stackFrames } = await stopped.session.ask("stackTrace", { threadId: stopped.stop.threadId });
    return stackFrames[0].source.sourceReference > 0;
  }, "the worker's own text");
  window.setCells([]);
  await goOn(stopped);
  await script.done();
});

test("a part of a file that ran as a cell: its breakpoints are the file's, with shifted lines", async () => {
  const path = join(dirname(here.file), "cells.py");
  const cell = "# %%\nvalue = 20\nvalue += 1\nvalue * 2\n";
  writeFileSync(path, `# %%\nprint("another")\n\n${cell}`);
  const window = await here.open({ [path]: [{ line: 2 }, { line: 6 }] });
  window.setCells([{ source: path, offset: 2, text: `%%distributed\n${cell}` }]);
  const script = cells([`%%distributed\n${cell}`]);
  const stopped = await window.stopped();
  assert.deepEqual([stopped.frame.source.path, stopped.frame.line], [path, 6]);
  const { targets } = await stopped.session.ask("gotoTargets", { source: { path }, line: 7 });
  assert.deepEqual([targets[0].line, targets[0].label], [7, "line 7"]);
  await goOn(stopped, "next");
  const next = await window.stopped();
  assert.equal(next.frame.line, 7);
  await goOn(next);
  await script.done();
});
