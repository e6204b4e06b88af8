import assert from "node:assert/strict";
import { test } from "node:test";

import { CellOutputs, itemsOf, metadataOf, type Change } from "../../src/run/outputs.ts";
import type { Output } from "../../src/run/protocol.ts";
import { Runs, MOST, type Places, type Told } from "../../src/run/runs.ts";
import { settle } from "../../src/run/webview/terminal.ts";

type Shown = Exclude<Output, { kind: "update" }>;

const stream = (text: string, name: "stdout" | "stderr" = "stdout"): Shown => ({ kind: "stream", name, text });
const display = (text: string, id = ""): Shown => ({
  kind: "display",
  data: { "text/plain": text },
  metadata: {},
  display: id,
});

test("each form of an output is text, bytes or JSON, as its MIME type says", () => {
  const data = {
    "text/html": ["<b>", "x</b>"],
    "image/png": "aGk=",
    "image/svg+xml": "<svg/>",
    "application/json": { a: 1 },
    "application/vnd.vegalite.v5+json": { mark: "bar" },
    "application/vnd.jupyter.widget-view+json": { model_id: "1" },
  };
  assert.deepEqual(itemsOf(data), [
    { mime: "text/html", text: "<b>x</b>" },
    { mime: "image/png", base64: "aGk=" },
    { mime: "image/svg+xml", text: "<svg/>" },
    { mime: "application/json", json: { a: 1 } },
    { mime: "application/vnd.vegalite.v5+json", json: { mark: "bar" } },
  ]);
  const [only] = itemsOf({ "application/vnd.jupyter.widget-view+json": {} });
  assert.match(only && "text" in only ? only.text : "", /JupyterLab/);
});

test("what VS Code needs to write the notebook is in the metadata", () => {
  const result = { kind: "result", data: {}, metadata: { a: 1 }, display: "", count: 3 } as const;
  assert.deepEqual(metadataOf(result), { outputType: "execute_result", metadata: { a: 1 }, executionCount: 3 });
  const error = { kind: "error", name: "E", value: "v", traceback: ["t"] } as const;
  assert.deepEqual(metadataOf(error), {
    outputType: "error",
    originalError: { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
  });
});

function changes(...outputs: Shown[]): Change[] {
  const cell = new CellOutputs();
  return outputs.flatMap((output) => cell.take(output, () => undefined));
}

test("a stream goes on where nothing came between", () => {
  assert.deepEqual(
    changes(stream("a"), stream("b"), stream("e", "stderr"), stream("c")).map((each) => [each.kind, "key" in each && each.key]),
    [
      ["add", 0],
      ["append", 0],
      ["add", 1],
      ["add", 2],
    ],
  );
});

test("clearing that waits happens with what comes next", () => {
  assert.deepEqual(
    changes(stream("a"), { kind: "clear", wait: true }, stream("b"), { kind: "clear", wait: false }).map(({ kind }) => kind),
    ["add", "clear", "add", "clear"],
  );
});

test("a display is updated in every run that shows it, whichever is running", () => {
  const runs = new Runs();
  const told: Told[] = [];
  const places: Places = new Map();
  const [first, second] = [runs.add("one", "a.py:1"), runs.add("two", "a.py:5")];
  runs.take(first, display("0 %", "bar"), places);
  runs.take(second, display("0 %", "bar"), places);
  runs.onDidChange((each) => told.push(each));
  runs.take(second, { kind: "update", data: { "text/plain": "100 %" }, metadata: {}, display: "bar" }, places);
  assert.deepEqual(told.map((each) => each.type === "change" && [each.id, each.change.kind]), [
    [first, "replace"],
    [second, "replace"],
  ]);
  const shown = runs.entries.flatMap(({ outputs }) => outputs.map(({ output }) => "data" in output && output.data));
  assert.deepEqual(shown, [{ "text/plain": "100 %" }, { "text/plain": "100 %" }]);
});

test("old runs go, but none that has not ended", () => {
  const runs = new Runs();
  const open = runs.add("open", "");
  for (let index = 0; index < MOST + 5; index += 1) runs.set(runs.add("over", ""), { ended: 1 });
  assert.equal(runs.entries.length <= MOST + 1, true);
  assert.equal(runs.entries[0]?.head.id, open);
});

test("progress bars write their line anew, and those above it", () => {
  assert.deepEqual(settle("a\r\nb\n"), ["a", "b", ""]);
  assert.deepEqual(settle("10 %\r20 %\r30 %"), ["30 %"]);
  assert.deepEqual(settle("done\r\r\n"), ["done", ""]);
  assert.deepEqual(settle("outer 0\ninner 0\x1b[A\router 1\n\rinner 1"), ["outer 1", "inner 1"]);
  assert.deepEqual(settle("abc\b\bx"), ["ax"]);
});
