/** Many workers, many windows, and what breaks off while workers stand still. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { goOn, value, Window } from "./debugeditor.ts";
import { project } from "./debugproject.ts";
import { until } from "./support.ts";

const here = project();
const LINE = 5;

test("two workers stand still at once; all go on", async () => {
  const window = await here.open({ [here.file]: [{ line: LINE }] });
  const script = here.run(`print("result", sorted(ff.map(square, range(2, 4))))`);
  await until(() => window.hub.stops.length === 2, "two stops");
  const [one, other] = [await window.stopped("w1"), await window.stopped("w2")];
  assert.deepEqual([await value(one, "n"), await value(other, "n")].sort(), ["2", "3"]);
  assert.deepEqual((await window.hub.continueAll()).length, 2);
  for (const { session } of [one, other]) await session.event("continued");
  assert.match(await script.done(), /result \[4, 9\]/);
  for (const { session } of [one, other]) await session.event("terminated");
});

test("more workers stand still than have sessions; each has its turn", async () => {
  const window = await here.open({ [here.file]: [{ line: LINE }] }, { kind: "any" }, { maxSessions: 1 });
  const script = here.run(`print("result", list(ff.map(square, range(2, 4))))`);
  await until(() => window.hub.stops.length === 2, "two stops");
  assert.deepEqual(window.hub.stops.map(({ shown }) => shown), [true, false]);
  const first = await window.stopped();
  assert.equal(window.sessions.length, 1);
  await goOn(first);
  const second = await window.stopped();
  assert.notEqual(second.worker, first.worker);
  await first.session.event("terminated");
  await goOn(second);
  assert.match(await script.done(), /result \[4, 9\]/);
});

test("all busy workers are paused from the parent; a session that is left goes on", async () => {
  const window = await here.open();
  const script = here.run(`futures = [ff.submit(forever), ff.submit(forever)]\nprint("submitted")\nfutures[0].result()`);
  await script.says("submitted");
  await until(async () => {
    await window.parent.ask("pause", { threadId: 1 });
    return window.hub.stops.length === 2;
  }, "two stops");
  const { session, worker } = await window.stopped();
  await session.ask("disconnect", {});
  await until(() => window.hub.stops.length === 1, "one stop");
  assert.notEqual(window.hub.stops[0]?.worker, worker);
  assert.match(await session.refused("threads"), /over/);
  await window.parent.ask("disconnect", {});
  assert.match(await window.parent.refused("threads"), /over/);
  assert.deepEqual(window.hub.stops, []);
});

test("a second window is told who has the worker", async () => {
  const window = await here.open({ [here.file]: [{ line: LINE }] });
  const script = here.run(`print("result", ff.submit(square, 6).result())`);
  const stopped = await window.stopped();
  const second = await here.open({ [here.file]: [{ line: LINE }] });
  const held = new RegExp(`^workers? .*\\b${stopped.worker}\\b.* being debugged by ${window.client}$`, "m");
  await until(() => held.test(second.parent.said()), "who has it");
  const one = new Window(here.here.gateway, {}, { kind: "worker", worker: stopped.worker });
  await one.parent.ask("initialize");
  const why = new RegExp(`^worker ${stopped.worker} is being debugged by ${window.client}`);
  assert.match(await one.parent.refused("attach"), why);
  one.close();
  const none = new Window(here.here.gateway, {}, { kind: "worker", worker: "w77" });
  assert.match(await none.parent.refused("attach"), /there is no worker w77/);
  none.close();
  const job = new Window(here.here.gateway, {}, { kind: "job", job: 4711 });
  assert.match(await job.parent.refused("attach"), /there is no job '4711'/);
  job.close();
  window.close();
  await script.done();
  // What it had, the other has now.
  here.run(`print("result", ff.submit(square, 6).result())`);
  await goOn(await second.stopped());
});

test("a job's workers are debugged, and the session ends with the job", async () => {
  const script = here.run(`future = ff.submit(forever)\nprint("job", future.job)\nfuture.result()`);
  const client = here.here.gateway;
  const job = await until(async () => {
    const { jobs } = await client.jobs({ limit: 1 });
    return jobs.find(({ name }) => name === "forever")?.number;
  });
  const window = await here.open({ [here.file]: [{ line: 29 }] }, { kind: "job", job });
  const stopped = await window.stopped();
  assert.equal(stopped.frame.name, "forever");
  await window.mark(here.file, []);
  await goOn(stopped);
  await client.cancel(String(job));
  await window.parent.event("terminated");
  assert.match(window.parent.said(), new RegExp(`job ${job} is over`));
  await assert.rejects(script.done());
});

test("breakpoint(): attaching ends the wait, and the stop is shown", async () => {
  const script = here.run(`def stops(n):\n    breakpoint()\n    return n\nprint("result", ff.submit(stops, 6).result())`);
  const pausing = await until(async () => {
    const status = await here.here.gateway.status();
    return status.nodes.flatMap(({ workers }) => workers).find(({ pause }) => pause !== undefined);
  }, "a worker that waits");
  const window = await here.open({}, { kind: "worker", worker: pausing.pause?.worker ?? "" });
  const stopped = await window.stopped();
  assert.deepEqual([stopped.frame.name, await value(stopped, "n")], ["stops", "6"]);
  // Only the worker has this text.
  const { source } = stopped.frame;
  const { content } = await stopped.session.ask("source", { source, sourceReference: source.sourceReference });
  assert.match(content, /breakpoint\(\)/);
  await goOn(stopped);
  assert.match(await script.done(), /result 6/);
});

test("a worker dies while a variable is expanded", async () => {
  const window = await here.open({ [here.file]: [{ line: 24 }] });
  here.run(`ff.submit(large).result()`);
  const stopped = await window.stopped();
  const { session, frame } = stopped;
  const pid = Number(await value(stopped, "__import__('os').getpid()"));
  const asked = session.send("evaluate", { expression: "time.sleep(600)", frameId: frame.id, context: "watch" });
  process.kill(pid, "SIGKILL");
  const answer = await session.answer(asked);
  assert.deepEqual([answer.success, answer.message], [false, `worker ${stopped.worker} has ended`]);
  await session.event("terminated");
  assert.match(await session.refused("variables", { variablesReference: 4 }), /over/);
});

test("a gateway dies while a worker stands still, and comes back", async () => {
  const window = await here.open({ [here.file]: [{ line: LINE }] });
  here.run(`print("result", ff.submit(square, 6).result())`);
  const { session } = await window.stopped();
  await here.here.end("SIGKILL");
  await session.event("terminated");
  await until(() => /connection is lost/.test(window.parent.said()), "a word of it");
  assert.deepEqual(window.hub.stops, []);
  await here.here.start();
  await until(() => /connected again/.test(window.parent.said()), "a word of it");
  here.run(`print("result", ff.submit(square, 7).result())`);
  const stopped = await window.stopped();
  assert.equal(await value(stopped, "n"), "7");
  await goOn(stopped);
});
