/** The book of breakpoints, and what workers know a document as. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import type { CellText, Editor } from "../../src/dap/api.ts";
import { Book } from "../../src/dap/book.ts";
import { sha256 } from "../../src/dap/checksums.ts";
import { Complaints } from "../../src/dap/complaints.ts";
import { object } from "../../src/dap/messages.ts";
import { Places } from "../../src/dap/places.ts";
import { Sources } from "../../src/dap/sources.ts";

const NOTEBOOK = "vscode-notebook-cell:/home/u/book.ipynb#W0";

function editor(cells: readonly CellText[], files: Record<string, string> = {}): Editor {
  return {
    client: "a test",
    cells: () => cells,
    onDidChangeCells: () => ({ dispose: () => undefined }),
    findFile: async (_, sum) => files[sum],
    startWorkerSession: () => undefined,
  };
}

const whole = (path: string): Book => new Book(() => [{ source: { path }, shift: 0, lines: Infinity }]);

test("breakpoints keep their ids, and are verified where one worker could set them", () => {
  const book = whole("/a.py");
  const [ask] = book.set("/a.py", [{ line: 3 }, { line: 7 }]);
  assert.ok(ask);
  assert.deepEqual(book.merged("/a.py").map(({ id, verified }) => [id, verified]), [[1, false], [2, false]]);
  const told = { breakpoints: [{ id: 11, verified: true, line: 4 }, { id: 12, verified: false, message: "no such line" }] };
  assert.deepEqual(book.answered(ask, "w1", told), { path: "/a.py", ids: [1, 2] });
  assert.deepEqual(book.merged("/a.py"), [
    { id: 1, verified: true, line: 4 },
    { id: 2, verified: false, line: 7, message: "no such line" },
  ]);
  assert.equal(book.merged("/a.py", "w2")[0]?.verified, false);
  assert.deepEqual(book.known("w1", [12]), [2]);
  assert.deepEqual(book.changed("w1", { id: 12, verified: true, line: 8 }), { path: "/a.py", ids: [2] });
  assert.deepEqual(book.merged("/a.py")[1], { id: 2, verified: true, line: 8 });
  book.set("/a.py", [{ line: 7 }]);
  assert.deepEqual(book.merged("/a.py").map(({ id }) => id), [2]);
  // What was asked before that says nothing any more.
  assert.equal(book.answered(ask, "w1", told), undefined);
});

test("what says the same asks nothing of workers; what is taken away is", () => {
  const book = whole("/a.py");
  assert.deepEqual(book.set("/a.py", []), []);
  assert.equal(book.set("/a.py", [{ line: 3 }]).length, 1);
  assert.deepEqual(book.set("/a.py", [{ line: 3 }]), []);
  assert.equal(book.set("/a.py", [{ line: 3, condition: "x" }]).length, 1);
  assert.equal(book.keep("setExceptionBreakpoints", { filters: [] }).length, 1);
  assert.deepEqual(book.keep("setExceptionBreakpoints", { filters: [] }), []);
  assert.deepEqual(book.asks().map(({ command }) => command), ["setBreakpoints", "setExceptionBreakpoints"]);
  const [gone] = book.set("/a.py", []);
  assert.deepEqual(gone?.arguments, { source: { path: "/a.py" }, breakpoints: [] });
});

test("a part of a file that runs as a cell has the file's breakpoints, in its own lines", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dap"));
  try {
    const path = join(folder, "größe 1.py");
    const text = "# %%\none\ntwo";
    writeFileSync(path, `zero\n\n${text}\n`);
    const cells = [{ source: path, offset: 2, text }];
    const sources = new Sources(editor(cells));
    const book = new Book((each) => sources.targets(each));
    const [file, cell, ...more] = book.set(path, [{ line: 1 }, { line: 4 }, { line: 9 }]);
    assert.ok(file && cell && more.length === 0);
    assert.deepEqual(file.arguments["breakpoints"], [{ line: 1 }, { line: 4 }, { line: 9 }]);
    assert.deepEqual(cell.arguments["breakpoints"], [{ line: 2 }]);
    const source = object(cell.arguments["source"]);
    assert.deepEqual(source["checksums"], [{ algorithm: "SHA256", checksum: sha256(text) }]);
    book.answered(cell, "w1", { breakpoints: [{ id: 1, verified: true, line: 3 }] });
    assert.deepEqual(book.merged(path)[1], { id: 2, verified: true, line: 5 });
    const there = { document: path, shift: 2 };
    assert.deepEqual(await sources.place({ path: source["path"] }), there);
    const checksums = ["0".repeat(64), sha256(text)].map((checksum) => ({ algorithm: "SHA256", checksum }));
    assert.deepEqual(await sources.place({ path: "/tmp/ipykernel_1/2.py", checksums }), there);
    // Its text is another now.
    cells[0] = { source: path, offset: 2, text: `${text}\n` };
    sources.cells.forget();
    const [gone, again] = book.renew(path);
    assert.deepEqual(gone?.arguments, { source: { path: source["path"] }, breakpoints: [] });
    assert.equal(again?.command, "setBreakpoints");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("sources: our own, a copy elsewhere, a cell, or nobody's", async () => {
  const sums = (text: string): object => ({ checksums: [{ algorithm: "SHA256", checksum: sha256(text) }] });
  const sources = new Sources(editor([{ source: NOTEBOOK, offset: 0, text: "1 + 1" }], { [sha256("copy")]: "/here/x.py" }));
  assert.deepEqual(await sources.place({ path: NOTEBOOK }), { document: NOTEBOOK, shift: 0 });
  assert.deepEqual(await sources.place({ path: "/there/x.py", ...sums("copy") }), { document: "/here/x.py", shift: 0 });
  assert.deepEqual(await sources.place({ path: "<ipython>", ...sums("1 + 1") }), { document: NOTEBOOK, shift: 0 });
  assert.deepEqual(await sources.place({ path: import.meta.filename }), { document: import.meta.filename, shift: 0 });
  // Another file is at that path here.
  assert.equal(await sources.place({ path: import.meta.filename, ...sums("other") }), undefined);
  assert.equal(await sources.place({ path: "/nowhere/y.py" }), undefined);
  assert.equal(await sources.place({}), undefined);
});

test("places: the oldest stops have sessions, those that have gone on give theirs up", () => {
  const places = new Places(2);
  for (const worker of ["w1", "w2", "w3", "w4"]) places.stopped(worker, { threadId: 1 });
  assert.deepEqual(places.start(), ["w1", "w2"]);
  assert.deepEqual(places.idlest, []);
  places.went("w2", true); // a step
  assert.deepEqual(places.idlest, []);
  const undo = places.went("w1");
  assert.deepEqual(places.idlest, ["w1"]);
  undo();
  assert.deepEqual(places.idlest, []);
  places.runs("w2");
  assert.deepEqual(places.idlest, ["w2"]);
  places.left("w2");
  assert.deepEqual(places.start(), ["w3"]);
  places.postpone("w3");
  assert.deepEqual(places.start(), ["w4"]);
  assert.deepEqual(places.standing, ["w4", "w1", "w3"]);
});

test("what is wrong with workers is said once, that of many together", () => {
  const complaints = new Complaints();
  const held = (worker: string): string => `worker ${worker} is being debugged by VS Code on host`;
  for (let number = 1; number <= 12; number++) complaints.add(`w${number}`, held(`w${number}`));
  assert.equal(complaints.add("w3", held("w3")), false);
  complaints.add("w20", "the debugger has ended");
  assert.deepEqual(complaints.take(), [
    { text: "workers w1, w2, w3, w4, w5, w6, w7, w8, w9, w10 and 2 more are being debugged by VS Code on host", loud: true },
    { text: "the debugger has ended", loud: true },
  ]);
  assert.deepEqual(complaints.take(), []);
  complaints.forget("w3");
  complaints.add("w3", held("w3"));
  assert.deepEqual(complaints.take(), [{ text: held("w3"), loud: false }]);
});
