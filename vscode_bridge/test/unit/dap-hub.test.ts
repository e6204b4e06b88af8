/** Order and number: what a hub does with workers whose debuggers are played. */

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { goOn, until, Window } from "../gateway/debugeditor.ts";
import { FakeGateway, obliging } from "./dapfake.ts";

const windows: Window[] = [];

after(() => {
  for (const window of windows) window.close();
});

async function open(fake: FakeGateway, ...more: [points?: object, wanted?: object, options?: object]): Promise<Window> {
  const window = new Window(fake.gateway, ...(more as []));
  windows.push(window);
  return window.attach();
}

const STOP = { threadId: 1, reason: "breakpoint", allThreadsStopped: true };

test("who waits for any worker holds all, others none; breakpoints are sent before configurationDone", async () => {
  const fake = new FakeGateway([{ id: "w1" }, { id: "w2", job: "k", number: 2 }]);
  await open(fake, { "/a.py": [{ line: 3 }] });
  await until(() => fake.of("configurationDone").length === 2);
  const commands = fake.asked.filter(({ worker }) => worker === "w2").map(({ command }) => command);
  const others = ["setFunctionBreakpoints", "setExceptionBreakpoints"];
  assert.deepEqual(commands, ["initialize", "attach", "setBreakpoints", ...others, "configurationDone"]);
  assert.equal(fake.hellos[0]?.hold, true);
  const other = new FakeGateway([{ id: "w1" }, { id: "w2", job: "k", number: 2 }]);
  const window = await open(other, {}, { kind: "worker", worker: "w2" });
  await until(() => other.of("configurationDone").length === 1);
  assert.deepEqual([other.opened, other.hellos[0]?.hold], [["w2"], false]);
  window.hub.join("w1");
  assert.deepEqual(other.opened, ["w2", "w1"]);
  other.frame({ case: "gone", value: "w2" });
  assert.equal(window.hub.wants("w1"), true);
});

test("a stop that comes before the answer to `continue` is told after it", async () => {
  const fake = new FakeGateway([{ id: "w1" }]);
  fake.answers = (asked) => (asked.command === "continue" ? undefined : obliging(asked));
  const window = await open(fake);
  await until(() => fake.of("configurationDone").length === 1);
  fake.event("w1", "stopped", STOP);
  const { session } = await window.stopped();
  const seq = session.send("continue", { threadId: 1 });
  const asked = await until(() => fake.of("continue")[0]);
  fake.event("w1", "continued", { threadId: 1 });
  fake.event("w1", "stopped", { ...STOP, reason: "step" });
  assert.equal(session.has("stopped"), false);
  fake.answer(asked, { allThreadsContinued: true });
  await session.answer(seq);
  assert.equal((await session.event("stopped")).reason, "step");
  assert.equal(session.has("continued"), false);
  assert.deepEqual(window.hub.stops.map(({ worker }) => worker), ["w1"]);
});

test("what a worker's session is told first, the parent's is asked, too", async () => {
  const fake = new FakeGateway([{ id: "w1" }, { id: "w2" }]);
  const window = await open(fake, { "/a.py": [{ line: 3 }] });
  await until(() => fake.of("configurationDone").length === 2);
  fake.event("w1", "stopped", STOP);
  await window.stopped();
  const before = fake.of("setBreakpoints").length;
  const [point] = await window.mark("/a.py", [{ line: 4 }]);
  assert.deepEqual([point.verified, point.line], [true, 4]);
  // Once for each worker, though two sessions were told.
  assert.equal(fake.of("setBreakpoints").length, before + 2);
});

test("500 workers stand still: so many sessions as are allowed, and the others as those go on", async () => {
  const ids = Array.from({ length: 500 }, (_, index) => `w${index + 1}`);
  const fake = new FakeGateway(ids.map((id) => ({ id })));
  const window = await open(fake, { "/a.py": [{ line: 3 }] }, { kind: "any" }, { maxSessions: 8 });
  await until(() => fake.of("configurationDone").length === 500);
  for (const id of ids) fake.event(id, "stopped", STOP);
  assert.equal(window.hub.stops.length, 500);
  assert.equal(window.wanting.length, 8);
  const first = await window.stopped("w1");
  await goOn(first);
  await window.stopped("w9");
  assert.equal(window.wanting.length, 9);
  await first.session.event("terminated");
  assert.equal((await window.hub.continueAll()).length, 499);
  assert.deepEqual(window.hub.stops, []);
});

test("a session that is over is told so, and what does not come in time gives up its place", async (context) => {
  const fake = new FakeGateway([{ id: "w1" }, { id: "w2" }]);
  const window = await open(fake, {}, { kind: "any" }, { maxSessions: 1 });
  window.answers = false;
  await until(() => fake.of("configurationDone").length === 2);
  context.mock.timers.enable({ apis: ["setTimeout"] });
  fake.event("w1", "stopped", STOP);
  fake.event("w2", "stopped", STOP);
  assert.deepEqual(window.wanting, ["w1"]);
  context.mock.timers.tick(20_001);
  assert.deepEqual(window.wanting, ["w1", "w2"]);
  context.mock.timers.reset();
  fake.frame({ case: "closed", value: { worker: "w1", reason: "the debugger in this worker has ended" } });
  const late = await window.startSession("w1");
  assert.equal(late.has("terminated"), true);
  assert.match(await late.refused("threads"), /over/);
});

test("a worker that refuses is not asked again and again", async () => {
  const fake = new FakeGateway([{ id: "w1" }]);
  const window = await open(fake);
  await until(() => fake.of("configurationDone").length === 1);
  fake.frame({ case: "closed", value: { worker: "w1", reason: "the debugger in this worker has ended" } });
  const news = { id: "w1", state: "busy", job: "j", rank: -1 };
  for (let times = 0; times < 3; times++) fake.frame({ case: "worker", value: news });
  assert.deepEqual(fake.opened, ["w1"]);
  await until(() => /worker w1 is debugged no more: the debugger in this worker has ended/.test(window.parent.said()));
});

test("a session that is started anew takes the place of the one before", async () => {
  const fake = new FakeGateway([{ id: "w1" }]);
  const window = await open(fake);
  await until(() => fake.of("configurationDone").length === 1);
  fake.event("w1", "stopped", STOP);
  const { session } = await window.stopped();
  const again = await window.startSession("w1");
  await session.event("terminated");
  await again.event("stopped");
  assert.deepEqual([window.wanting, fake.of("continue")], [["w1"], []]);
});

test("whenever the editor leaves, each request has its answer", async () => {
  const all = ["initialize", "attach", "setBreakpoints", "threads", "configurationDone", "pause", "continue", "evaluate"];
  for (let count = 0; count <= all.length; count++) {
    const fake = new FakeGateway([{ id: "w1" }]);
    const window = new Window(fake.gateway);
    windows.push(window);
    const given = { source: { path: "/a.py" }, breakpoints: [{ line: 1 }] };
    const commands = [...all.slice(0, count), "disconnect", ...all.slice(count)];
    const asked = commands.map((command) => window.parent.send(command, given));
    const answers = await Promise.all(asked.map((seq) => window.parent.answer(seq)));
    assert.equal(answers[count].success, true);
    assert.equal(fake.handlers, undefined);
  }
});
