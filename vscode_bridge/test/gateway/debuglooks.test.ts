/** What can be looked at, changed and asked where a worker stands still. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Any, goOn } from "./debugeditor.ts";
import { project } from "./debugproject.ts";

const here = project();

test("values are changed, completed, copied; targets to step into; lines to go to; modules and sources", async () => {
  const window = await here.open({ [here.file]: [{ line: 12 }] });
  const script = here.run(`print("result", ff.submit(several, 3).result())`);
  const stopped = await window.stopped();
  const { session, frame, stop } = stopped;
  const frameId = frame.id;
  const set = await session.ask("setExpression", { expression: "total", value: "100", frameId });
  assert.equal(set.value, "100");
  const { targets } = await session.ask("completions", { text: "tot", column: 4, frameId });
  assert.ok(targets.some(({ label }: Any) => label === "total"));
  const ask = (expression: string, context: string): Promise<Any> =>
    session.ask("evaluate", { expression, frameId, context });
  assert.equal((await ask("größe = '日本'", "repl")).result, "");
  assert.equal((await ask("größe", "hover")).result, "'日本'");
  assert.equal((await ask("größe * 2", "clipboard")).result, "'日本日本'");
  assert.match(await session.refused("evaluate", { expression: "1 / 0", frameId, context: "watch" }), /ZeroDivisionError/);
  const into = await session.ask("stepInTargets", { frameId });
  assert.ok(Array.isArray(into.targets));
  const goto = await session.ask("gotoTargets", { source: frame.source, line: 13 });
  assert.equal(goto.targets[0].line, 13);
  const { modules } = await session.ask("modules", {});
  assert.ok(modules.some(({ path }: Any) => path === here.file), JSON.stringify(modules));
  const { sources } = await session.ask("loadedSources", {});
  assert.ok(sources.some(({ path, sourceReference }: Any) => path === here.file && !sourceReference));
  await session.ask("goto", { threadId: stop.threadId, targetId: goto.targets[0].id });
  const after = await window.stopped();
  assert.deepEqual([after.frame.line, after.stop.reason], [13, "goto"]);
  await window.mark(here.file, []);
  await session.ask("restartFrame", { frameId: after.frame.id });
  const again = await window.stopped();
  assert.deepEqual([again.frame.line, again.frame.canRestart], [10, true]);
  await goOn(again);
  assert.match(await script.done(), /result 3/);
});

test("a list of a million and a text of 100 MB are told in parts", async () => {
  const window = await here.open({ [here.file]: [{ line: 24 }] });
  here.run(`ff.submit(large).result()`);
  const stopped = await window.stopped();
  const { session, frame } = stopped;
  const { scopes } = await session.ask("scopes", { frameId: frame.id });
  const { variables } = await session.ask("variables", { variablesReference: scopes[0].variablesReference });
  const named = (name: string): Any => variables.find((each: Any) => each.name === name);
  assert.ok(named("text").value.length < 1 << 17, String(named("text").value.length));
  const numbers = await session.ask("variables", { variablesReference: named("numbers").variablesReference });
  assert.ok(numbers.variables.length < 2000, String(numbers.variables.length));
  assert.equal(numbers.variables.find(({ name }: Any) => /^0+$/.test(name))?.value, "0");
  await goOn(stopped);
});

test("what is asked at the wrong time or of nobody is refused", async () => {
  const window = await here.open({ [here.file]: [{ line: 5 }] });
  for (const command of ["next", "stackTrace", "variables", "evaluate", "what is this"]) {
    assert.ok(await window.parent.refused(command, {}), command);
  }
  here.run(`ff.submit(square, 6).result()`);
  const { session, stop } = await window.stopped();
  for (const [command, given] of [
    ["variables", { variablesReference: 999_999 }],
    ["scopes", { frameId: 999_999 }],
    ["evaluate", { expression: "1", frameId: 999_999 }],
    ["stackTrace", { threadId: "one" }],
    ["stackTrace", {}],
    ["setBreakpoints", {}],
    ["gotoTargets", {}],
    ["source", { sourceReference: 5 }],
    ["restartFrame", { frameId: 999_999 }],
    ["readMemory", {}],
  ] as const) {
    assert.ok(await session.refused(command, given), command);
  }
  session.adapter.handleMessage({ type: "response", seq: 1 });
  const asked = Array.from({ length: 50 }, () => session.send("stackTrace", { threadId: stop.threadId }));
  const going = session.send("continue", { threadId: stop.threadId });
  const late = session.send("continue", { threadId: stop.threadId });
  for (const each of [...asked, going]) assert.ok((await session.answer(each)).success);
  assert.equal((await session.answer(late)).success, false);
});
