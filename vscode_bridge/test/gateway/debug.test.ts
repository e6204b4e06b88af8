/** Breakpoints of all kinds, in real workers, through a real gateway. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { goOn, value } from "./debugeditor.ts";
import { project } from "./debugproject.ts";

const here = project();

test("a line: set before there are workers, stopped at, looked at, gone on from", async () => {
  const window = await here.open({ [here.file]: [{ line: 5 }] });
  const script = here.run(`print("result", ff.submit(square, 6).result())`);
  const stopped = await window.stopped();
  const { session, frame, stop } = stopped;
  assert.deepEqual([frame.line, frame.source.path, frame.source.sourceReference], [5, here.file, undefined]);
  assert.equal(stop.reason, "breakpoint");
  assert.deepEqual(stop.hitBreakpointIds, [1]);
  assert.equal((await window.parent.event("breakpoint")).breakpoint.verified, true);
  assert.equal(await value(stopped, "n"), "6");
  const { scopes } = await session.ask("scopes", { frameId: frame.id });
  const { variables } = await session.ask("variables", { variablesReference: scopes[0].variablesReference });
  assert.ok(variables.some((each: { name: string; value: string }) => each.name === "n" && each.value === "6"));
  await session.ask("setVariable", { variablesReference: scopes[0].variablesReference, name: "n", value: "7" });
  await goOn(stopped, "next");
  const next = await window.stopped();
  assert.equal(next.frame.line, 6);
  assert.deepEqual(window.hub.stops.map(({ reason, shown }) => [reason, shown]), [["step", true]]);
  await goOn(next);
  assert.match(await session.refused("scopes", { frameId: frame.id }), /has gone on/);
  assert.match(await script.done(), /result 49/);
  await session.event("terminated");
});

test("breakpoints with a condition, a hit count and a message; in functions; on exceptions", async () => {
  const condition = { line: 12, condition: "number == 3" };
  const message = { line: 13, logMessage: "größe {total}" };
  const window = await here.open({ [here.file]: [condition, message] });
  const calls = ["several, 5", "square, 4", "fails, 1"];
  const script = here.run(calls.map((call) => `print(ff.submit(${call}).result())`).join("\n"));
  const first = await window.stopped();
  assert.deepEqual([first.frame.line, await value(first, "number")], [12, "3"]);
  window.functions = [{ name: "square" }];
  window.filters = ["uncaught"];
  for (const each of [first.session, window.parent]) {
    await each.ask("setFunctionBreakpoints", { breakpoints: window.functions });
    await each.ask("setExceptionBreakpoints", { filters: window.filters });
  }
  await goOn(first);
  const called = await window.stopped();
  assert.deepEqual([called.frame.name, called.stop.reason], ["square", "function breakpoint"]);
  assert.match(window.parent.said(), /^\[worker w\d\] größe 10$/m);
  await goOn(called);
  const raised = await window.stopped();
  assert.deepEqual([raised.frame.name, raised.stop.reason], ["fails", "exception"]);
  const info = await raised.session.ask("exceptionInfo", { threadId: raised.stop.threadId });
  assert.match(info.exceptionId, /ValueError/);
  assert.equal(await value(raised, "parts['größe']"), "1");
  await goOn(raised);
  await assert.rejects(script.done(), /ValueError/);
});

test("a hit count; breakpoints that are changed while it stands still", async () => {
  const window = await here.open({ [here.file]: [{ line: 12, hitCondition: "3" }] });
  const script = here.run(`print(ff.submit(several, 9).result())`);
  const first = await window.stopped();
  assert.equal(await value(first, "number"), "2");
  const [moved, nothing] = await window.mark(here.file, [{ line: 13 }, { line: 400 }]);
  assert.deepEqual([moved.verified, moved.line], [true, 13]);
  assert.equal(nothing.verified, true); // pydevd moves it to the last line
  await goOn(first);
  assert.equal((await window.stopped()).frame.line, 13);
  await window.mark(here.file, []);
  await window.hub.continueAll();
  assert.match(await script.done(), /36/);
});
