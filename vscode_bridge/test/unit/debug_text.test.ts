import assert from "node:assert/strict";
import { test } from "node:test";

import { Emitter } from "../../src/common/events.ts";
import { minded } from "../../src/debug/adapter.ts";
import { definitionsIn, expressionAt, functionStart, variablesOf } from "../../src/debug/expressions.ts";
import { placed, SentCells } from "../../src/debug/sent.ts";

const hover = (marked: string): string | undefined => {
  const at = marked.indexOf("|");
  return expressionAt(marked.replace("|", ""), at)?.text;
};

test("a hover asks for the name with what it belongs to, and runs nothing", () => {
  assert.equal(hover("x = mo|del.layers[0].weight"), "model");
  assert.equal(hover("x = model.lay|ers[0].weight"), "model.layers");
  assert.equal(hover("x = model.layers[0].wei|ght"), "model.layers[0].weight");
  assert.equal(hover("x = table[key][i|dx]"), "idx");
  assert.equal(hover("x = table[key][idx|]"), "table[key][idx]");
  assert.equal(hover("return größ|e + 1"), "größe");
  assert.equal(hover("x = make().nam|e"), undefined);
  assert.equal(hover("x = table[make()].nam|e"), undefined);
  assert.equal(hover("i|f x:"), undefined);
  assert.equal(hover("self.co|unt += 1"), "self.count");
  assert.equal(hover('print("a na|me")  # and'), undefined);
  assert.equal(hover("x = 1  # a na|me"), undefined);
});

test("what a file imports or defines is no value to be read", () => {
  const text = ["import os.path, numpy as np", "from math import (pi as π, sin)", "async def work(x):", "  class Größe:", "y = 1"];
  assert.deepEqual([...definitionsIn(text)], ["os", "np", "π", "sin", "work", "Größe"]);
});

const names = (line: string): string[] => variablesOf(line).map(({ text }) => text);

test("values are shown of variables: not of calls, attributes, keywords, strings", () => {
  assert.deepEqual(names("total = rate * batch.size + f(x, key=y)  # note"), ["total", "rate", "batch", "x", "y"]);
  assert.deepEqual(names('print("total", total)'), ["total"]);
  assert.deepEqual(names("for i in range(n):"), ["i", "n"]);
  assert.deepEqual(names("def train(rate):"), []);
  assert.deepEqual(names("loss = 1e5 + 0x1f"), ["loss"]);
});

test("values are shown from the first line of the function on", () => {
  const lines = ["x = 1", "def f(a):", "    b = a", "    def g():", "        pass", "    return b", "f(1)"];
  const of = (at: number): number => functionStart((line) => lines[line] ?? "", at);
  assert.deepEqual([of(5), of(4), of(2), of(6), of(1)], [1, 3, 1, 0, 0]);
});

const CELL = { source: "/w/a.py", offset: 2, text: "x = 1\ny = 2\n" };

test("what was sent is found again where the document has it now", () => {
  assert.equal(placed(CELL, "# %%\n\nx = 1\ny = 2\n"), 2);
  assert.equal(placed(CELL, "# new\n# %%\n\nx = 1\ny = 2\n"), 3);
  assert.equal(placed(CELL, "# %%\n\nx = 1\ny = 3\n"), undefined);
  assert.equal(placed(CELL, "\nx = 1\ny = 2\n\nx = 1\ny = 2\n"), undefined);
  const magic = { ...CELL, offset: 0, text: "%%distributed\nx = 1\ny = 2\n" };
  assert.equal(placed(magic, "# %%\nx = 1\ny = 2\n"), 0);
  assert.equal(placed(magic, "#\n# %%\nx = 1\ny = 2\n"), 1);
  assert.equal(placed({ ...CELL, offset: 0 }, "if z:\n    x = 1\n    y = 2\n"), 1);
});

test("what was edited since is not told of, and the same text only once", () => {
  const sent = new SentCells();
  sent.add({ ...CELL, offset: 9 });
  sent.add(CELL);
  assert.deepEqual(sent.current(() => undefined), [CELL]);
  assert.deepEqual(sent.current(() => "x = 2"), []);
});

test("a stop leaves the focus with who is writing, a step does not, and who ends a session is told apart", () => {
  const worker = new Emitter<{ type: string; seq: number }>();
  const asked: unknown[] = [];
  const told: Record<string, unknown>[] = [];
  const happened: string[] = [];
  let writing = true;
  const adapter = minded(
    { onDidSendMessage: worker.event, handleMessage: (message) => asked.push(message), dispose: () => undefined },
    { refused: (why) => happened.push(why), quiet: () => writing, hushed: () => happened.push("hushed"), left: () => happened.push("left") },
  );
  adapter.onDidSendMessage((message) => told.push(message as unknown as Record<string, unknown>));
  const stop = (reason: string): void =>
    worker.fire({ type: "event", seq: 1, event: "stopped", body: { reason, threadId: 1 } } as never);
  const hints = (): unknown[] => told.map(({ body }) => (body as Record<string, unknown>)["preserveFocusHint"]);
  stop("breakpoint");
  adapter.show();
  stop("step");
  writing = false;
  stop("breakpoint");
  assert.deepEqual(hints(), [true, undefined, undefined, undefined]);
  worker.fire({ type: "response", seq: 2, command: "attach", success: false, message: "w1 is taken" } as never);
  assert.deepEqual(told.pop()?.["body"], { error: { id: 1, format: "w1 is taken", showUser: false } });
  adapter.handleMessage({ type: "request", seq: 2, command: "continue" } as never);
  adapter.show();
  assert.equal(told.length, 4);
  adapter.handleMessage({ type: "request", seq: 3, command: "disconnect" } as never);
  adapter.handleMessage({ type: "request", seq: 4, command: "disconnect" } as never);
  assert.deepEqual(happened, ["hushed", "w1 is taken", "left"]);
  assert.equal(asked.length, 3);
});
