import assert from "node:assert/strict";
import { test } from "node:test";

import { demandText, factLines } from "../src/panel/facts.ts";
import { JOBS, mergeJobs, Model, pageAround, WORKERS } from "../src/panel/model.ts";
import { type Clock, LONGEST, pause, PERIOD, Poller } from "../src/panel/poll.ts";
import { Presence, REMIND } from "../src/panel/presence.ts";
import { inSight, scrollFor, step } from "../src/panel/rows.ts";
import { type ClusterSource, type Fetch, RestSource, SourceError } from "../src/panel/source.ts";
import * as words from "../src/panel/words.ts";
import { cluster, entry, FakeSource, gpu, job, node, pauseOf } from "./clusters.ts";

/** Time that goes on when it is told to. */
class FakeClock implements Clock {
  private time = 0;
  private waiting: Array<{ at: number; run: () => void }> = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): unknown {
    const timer = { at: this.time + milliseconds, run };
    this.waiting.push(timer);
    return timer;
  }

  stop(timer: unknown): void {
    this.waiting = this.waiting.filter((one) => one !== timer);
  }

  /** What is due is run, and what answers to it. */
  async go(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await settled();
      const due = this.waiting.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!due) break;
      this.stop(due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = end;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A question whose answers come when the test says so. */
function asked(): { calls: Array<{ answer: (n: number) => void; fail: (e: Error) => void }>; taken: number[]; waits: number[]; poller: (clock: Clock) => Poller<number> } {
  const calls: Array<{ answer: (n: number) => void; fail: (e: Error) => void }> = [];
  const taken: number[] = [];
  const waits: number[] = [];
  const poller = (clock: Clock): Poller<number> =>
    new Poller<number>(
      {
        ask: () => new Promise((answer, fail) => calls.push({ answer, fail })),
        take: (answer) => taken.push(answer),
        failed: (_, again) => waits.push(again),
      },
      clock,
    );
  return { calls, taken, waits, poller };
}

test("a poller asks once a second, counted from question to question", async () => {
  const clock = new FakeClock();
  const { calls, taken, poller } = asked();
  poller(clock).start();
  assert.equal(calls.length, 1);
  await clock.go(300);
  calls[0]?.answer(1);
  await clock.go(699);
  assert.equal(calls.length, 1);
  await clock.go(1);
  assert.equal(calls.length, 2);
  assert.deepEqual(taken, [1]);
});

test("there are never two requests in flight, however often it is asked to hurry", async () => {
  const clock = new FakeClock();
  const { calls, poller } = asked();
  const poll = poller(clock);
  poll.start();
  poll.soon();
  poll.soon();
  poll.stop();
  poll.start();
  await clock.go(60_000);
  assert.equal(calls.length, 1);
  calls[0]?.answer(1);
  await clock.go(0);
  assert.equal(calls.length, 2);
});

test("failures make it wait longer, up to a limit, and an answer ends that", async () => {
  const clock = new FakeClock();
  const { calls, waits, poller } = asked();
  poller(clock).start();
  for (let i = 0; i < 6; i += 1) {
    calls.at(-1)?.fail(new Error("away"));
    await clock.go(LONGEST);
  }
  assert.deepEqual(waits, [2000, 4000, 8000, LONGEST, LONGEST, LONGEST]);
  calls.at(-1)?.answer(1);
  await clock.go(PERIOD);
  calls.at(-1)?.fail(new Error("away"));
  await settled();
  assert.equal(waits.at(-1), 2000);
  assert.equal(pause(1000), LONGEST);
});

test("what is answered after the end is not heard, and nothing is asked any more", async () => {
  const clock = new FakeClock();
  const { calls, taken, poller } = asked();
  const poll = poller(clock);
  poll.start();
  poll.stop();
  calls[0]?.answer(1);
  await clock.go(10_000);
  assert.deepEqual([taken, calls.length], [[], 1]);
});

test("an answer to the question before is not taken for one to the new", async () => {
  const clock = new FakeClock();
  const { calls, taken, poller } = asked();
  const poll = poller(clock);
  poll.start();
  poll.renew();
  calls[0]?.answer(1);
  await clock.go(0);
  calls[1]?.answer(2);
  await settled();
  assert.deepEqual(taken, [2]);
});

test("only rows in sight are drawn, and a few beside them", () => {
  assert.deepEqual(inSight(0, 240, 24, 2000), { from: 0, to: 14 });
  assert.deepEqual(inSight(24_000, 240, 24, 2000), { from: 996, to: 1014 });
  assert.deepEqual(inSight(1e9, 240, 24, 2000), { from: 2000, to: 2000 });
  assert.deepEqual(inSight(0, 0, 24, 0), { from: 0, to: 0 });
  assert.deepEqual(inSight(-50, 240, 24, 3), { from: 0, to: 3 });
});

test("keys move within a list and stop at its ends", () => {
  assert.equal(step("ArrowDown", 4, 10, 3), 5);
  assert.equal(step("ArrowUp", 0, 10, 3), 0);
  assert.equal(step("PageDown", 8, 10, 3), 9);
  assert.equal(step("Home", 8, 10, 3), 0);
  assert.equal(step("End", 0, 10, 3), 9);
  assert.equal(step("a", 0, 10, 3), null);
  assert.equal(step("End", 0, 0, 3), null);
});

test("a list scrolls no further than needed", () => {
  assert.equal(scrollFor(5, 0, 240, 24), 0);
  assert.equal(scrollFor(10, 0, 240, 24), 24);
  assert.equal(scrollFor(2, 100, 240, 24), 48);
});

test("a page of workers lies around what is looked at, inside the list", () => {
  assert.equal(pageAround(0, 20, 64, 2000), 0);
  assert.equal(pageAround(1000, 1020, 64, 2000), 978);
  assert.equal(pageAround(1990, 2000, 64, 2000), 1936);
  assert.equal(pageAround(0, 20, 64, 10), 0);
});

function rest(status = 200, body: unknown = []): { source: RestSource; asked: Array<[string, string, string | undefined]> } {
  const asked: Array<[string, string, string | undefined]> = [];
  const fetch: Fetch = (url, { method, body: sent }) => {
    asked.push([method, url, sent]);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return Promise.resolve({ ok: status < 400, status, text: () => Promise.resolve(text) });
  };
  return { source: new RestSource("/user/ann/", fetch), asked };
}

test("names with slashes and letters of any script are one part of a path", async () => {
  const { source, asked } = rest();
  await source.cluster("farfield://höst:1/ü?#%", { from: 0, limit: 64 });
  await source.continueWorker("a b", "w/1");
  await source.job("日本", 7, { failuresFrom: 5, bars: true });
  assert.deepEqual(asked, [
    ["GET", "/user/ann/farfield/api/clusters/farfield%3A%2F%2Fh%C3%B6st%3A1%2F%C3%BC%3F%23%25?from=0&limit=64", undefined],
    ["POST", "/user/ann/farfield/api/clusters/a%20b/workers/w%2F1/continue", "{}"],
    ["GET", "/user/ann/farfield/api/clusters/%E6%97%A5%E6%9C%AC/jobs/7?failuresFrom=5&bars=true", undefined],
  ]);
  await assert.rejects(source.cluster("..", { from: 0, limit: 1 }), /no name of a cluster/);
});

test("requests say what they want done", async () => {
  const { source, asked } = rest();
  await source.attach("local");
  await source.forget("a");
  await source.jobs("a", { limit: 100, before: 7 });
  await source.log("a", 7, { items: [3, 4], search: "a&b=c", last: 50 });
  await source.log("a", 7, { search: "" });
  await source.retry("a", 7, [1]);
  await source.retry("a", 7);
  await source.cancel("a", 7);
  const base = "/user/ann/farfield/api/clusters";
  assert.deepEqual(asked, [
    ["POST", base, '{"target":"local"}'],
    ["DELETE", `${base}/a`, undefined],
    ["GET", `${base}/a/jobs?limit=100&before=7`, undefined],
    ["GET", `${base}/a/jobs/7/log?item=3&item=4&search=a%26b%3Dc&last=50`, undefined],
    ["GET", `${base}/a/jobs/7/log`, undefined],
    ["POST", `${base}/a/jobs/7/retry`, '{"items":[1]}'],
    ["POST", `${base}/a/jobs/7/retry`, "{}"],
    ["POST", `${base}/a/jobs/7/cancel`, "{}"],
  ]);
});

test("errors tell what kind of trouble it is, in the server's words", async () => {
  const trouble = (source: RestSource): Promise<unknown> =>
    source.clusters().then(
      () => null,
      (error: SourceError) => [error.trouble, error.message],
    );
  assert.deepEqual(await trouble(rest(404, { message: "no job 7" }).source), ["missing", "no job 7"]);
  assert.deepEqual(await trouble(rest(403, { message: "no" }).source), ["denied", "no"]);
  assert.deepEqual(await trouble(rest(400, { message: "bad target" }).source), ["wrong", "bad target"]);
  assert.deepEqual(await trouble(rest(503, "<html>nginx</html>").source), ["away", "the Jupyter server answered with status 503"]);
  assert.deepEqual(await trouble(rest(500, "null").source), ["broken", "the Jupyter server answered with status 500"]);
  assert.equal(((await trouble(rest(200, "<html>").source)) as string[])[0], "broken");
  const gone = new RestSource("/", () => Promise.reject(new TypeError("Failed to fetch")));
  assert.deepEqual(await trouble(gone), ["away", "the Jupyter server does not answer"]);
});

test("known jobs and new pages make one list without holes", () => {
  const numbers = (jobs: ReturnType<typeof mergeJobs>): number[] => jobs.map(({ number }) => number);
  const some = (...all: number[]): ReturnType<typeof mergeJobs> => all.map((number) => job({ number }));
  assert.deepEqual(numbers(mergeJobs([], some(1, 2, 3), true)), [3, 2, 1]);
  assert.deepEqual(numbers(mergeJobs(some(3, 2, 1), some(3, 4), true)), [4, 3, 2, 1]);
  assert.deepEqual(numbers(mergeJobs(some(9, 8), some(6, 7), false)), [9, 8, 7, 6]);
  // 8 was forgotten; a hole; another gateway.
  assert.deepEqual(numbers(mergeJobs(some(9, 8, 7), some(7, 9), true)), [9, 7]);
  assert.deepEqual(numbers(mergeJobs(some(3, 2), some(200, 201), true)), [201, 200]);
  assert.deepEqual(numbers(mergeJobs(some(300, 299), some(1, 2), true)), [2, 1]);
  assert.deepEqual(numbers(mergeJobs(some(300), [], true)), []);
});

test("the model asks only while it is looked at, and of the chosen cluster", async () => {
  const clock = new FakeClock();
  const source = new FakeSource([entry("a"), entry("b")], { a: cluster(), b: cluster({ name: "b" }) }, [job({ number: 1 })]);
  const model = new Model(source, clock);
  await clock.go(5000);
  assert.equal(source.asked.length, 0);
  model.setVisible(true);
  await clock.go(10);
  assert.deepEqual([model.selected, model.cluster?.name, model.jobs.length], ["a", "this machine", 1]);
  const before = source.asked.length;
  await clock.go(3000);
  assert.equal(source.asked.length - before, 9);
  model.select("b");
  assert.equal(model.cluster, null);
  await clock.go(10);
  assert.equal((model as Model).cluster?.name, "b");
  model.setVisible(false);
  const after = source.asked.length;
  await clock.go(60_000);
  assert.equal(source.asked.length, after);
});

test("a gateway that is gone leaves what was shown, and is said until it is back", async () => {
  const clock = new FakeClock();
  const source = new FakeSource([entry("a")], { a: cluster() }, [job({ number: 1 })]);
  const model = new Model(source, clock);
  model.setVisible(true);
  await clock.go(10);
  source.broken = new SourceError("away", "the gateway does not answer", 503);
  await clock.go(1000);
  assert.deepEqual(model.outage, { message: "the gateway does not answer", again: 2 });
  assert.equal(model.jobs.length, 1);
  assert.ok(model.cluster);
  source.broken = null;
  await clock.go(2000);
  assert.equal(model.outage, null);
});

test("older jobs and far workers are asked for as they are looked at", async () => {
  const clock = new FakeClock();
  const jobs = Array.from({ length: 10_000 }, (_, i) => job({ number: i + 1 }));
  const many = cluster({ nodes: [node({ workersTotal: 2000 })] });
  const source = new FakeSource([entry("a")], { a: many }, jobs);
  const model = new Model(source, clock);
  model.setVisible(true);
  await clock.go(10);
  assert.deepEqual([model.jobs.length, model.jobsTotal, model.jobs[0]?.number], [JOBS, 10_000, 10_000]);
  model.lookAtJobs(80, 100);
  model.lookAtJobs(80, 100);
  await clock.go(0);
  assert.deepEqual([model.jobs.length, model.jobs.at(-1)?.number], [2 * JOBS, 9801]);
  model.lookAtWorkers(1000, 1020);
  await clock.go(0);
  assert.equal(model.answeredFrom, 1010 - WORKERS / 2);
});

test("what is attached is chosen, whatever an older list says", async () => {
  const clock = new FakeClock();
  const source = new FakeSource([entry("a")], { a: cluster(), new: cluster({ name: "new" }) }, []);
  const model = new Model(source, clock);
  model.setVisible(true);
  await clock.go(10);
  await model.attach("local");
  await clock.go(10);
  assert.deepEqual([model.selected, model.cluster?.name, model.entries.length], ["new", "new", 2]);
  await assert.rejects(model.attach("farfield://nowhere:1"), /no gateway answers at farfield:\/\/nowhere:1/);
  assert.equal(model.selected, "new");
});

test("of one that is left nothing is known any more, and another one is chosen where there is one", async () => {
  const clock = new FakeClock();
  const source = new FakeSource([entry("a"), entry("b")], { b: cluster({ name: "b" }) }, [job({ number: 1 })]);
  const model = new Model(source, clock);
  model.setVisible(true);
  await clock.go(10);
  assert.equal(model.outage?.message, "no cluster a");
  source.entries = [entry("a", { attached: false }), entry("b")];
  await clock.go(1000);
  assert.deepEqual([model.selected, model.cluster?.name, model.outage], ["b", "b", null]);
  source.entries = [entry("b", { attached: false, state: "down" })];
  await clock.go(1000);
  assert.deepEqual([model.selected, model.cluster, model.jobs, model.outage], ["b", null, [], null]);
});

test("paused workers are those of all jobs that go on", async () => {
  const clock = new FakeClock();
  const one = job({ number: 1, pauses: [pauseOf({ worker: "w3" })] });
  const over = job({ number: 2, state: "failed", pauses: [pauseOf({ worker: "w4" })] });
  const model = new Model(new FakeSource([entry("a")], { a: cluster() }, [one, over]), clock);
  model.setVisible(true);
  await clock.go(10);
  assert.deepEqual(model.paused().map(({ pause: { worker } }) => worker), ["w3"]);
});

test("GPUs are summed up: whole ones, in the unit of them all", () => {
  const gpus = Array.from({ length: 16 }, (_, i) =>
    gpu({ label: `gpu${i}`, load: i < 11 ? 0.9 : 0, memory: i < 11 ? 36.5e9 : 0, memoryTotal: 40e9 }),
  );
  assert.equal(words.gpuSummary([node({ gpus })]), "16 · 11 busy · 402 of 640 GB");
  assert.equal(words.gpuSummary([node({})]), "none");
  const parts = [gpu({ label: "gpu0", load: null }), gpu({ label: "gpu0:0", inUse: 1 }), gpu({ label: "gpu0:1" })];
  assert.equal(words.gpuSummary([node({ gpus: parts })]), "1 · 1 busy · 0 of 80 GB");
  assert.match(words.gpuSummary([node({ gpus: [gpu({ error: "GPU is lost", memoryTotal: 0, load: null })] })]), /1 with an error/);
});

test("no GPU, no driver and GPUs that cannot be read are three things", () => {
  assert.equal(words.gpuNote(node({ gpuState: "none" })), "no GPU in this machine");
  assert.match(words.gpuNote(node({ gpuState: "no-driver", gpuNote: "libnvidia-ml.so.1 not found" })), /^driver missing: libnvidia/);
  assert.match(words.gpuNote(node({ gpuState: "error", gpuNote: "permission denied" })), /^GPUs cannot be read: permission/);
  assert.equal(words.gpuNote(node({ gpuState: "present", gpus: [gpu({})] })), "");
});

test("what a cluster says of itself is cut, in order, and never without number", () => {
  const demand = { resources: [{ name: "CPU", amount: 8 }, { name: "memory", amount: 32e9 }], count: 3, kind: "task or actor" };
  assert.equal(demandText(demand), "3 × 8 CPU, 32 GB of memory (task or actor)");
  assert.equal(demandText({ ...demand, resources: [], kind: "" }), "3 × nothing");
  const facts = {
    version: "2.60.0",
    address: "",
    dashboard: "",
    demands: Array.from({ length: 25 }, () => demand),
    autoscaler: "",
    pendingNodes: ["a"],
    failedNodes: ["x".repeat(5000)],
    note: "Ray does not say more",
  };
  const lines = factLines(facts);
  assert.equal(lines.length, 24);
  assert.equal(lines[20]?.text, "waits for room: 5 more");
  assert.ok(lines.every(({ text }) => text.length < 300) && lines.slice(-2).every(({ trouble }) => trouble));
  assert.equal(new Set(lines.map(({ key }) => key)).size, lines.length);
});

test("workers without a node are on none that counts", () => {
  const waiting = node({ name: "no node yet", state: "waiting", cpus: 0, workersTotal: 2 });
  assert.equal(words.clusterSize(cluster({ nodes: [node({}), waiting] })), "1 node · 64 CPUs");
  assert.deepEqual([waiting, node({ state: "draining" })].map(words.nodeLoad), ["2 workers", "draining"]);
});

test("a job's line ends with what matters of it", () => {
  const counts = { queued: 30, running: 10, succeeded: 59, failed: 1, cancelled: 0, lost: 0 };
  assert.equal(words.jobTail(job({ state: "running", items: 100, counts })), "60 %");
  assert.equal(words.jobTail(job({ state: "succeeded", elapsed: 41 })), "41 s");
  assert.equal(words.jobTail(job({ state: "failed", error: "pkg.Odd: no" })), "Odd");
  assert.equal(words.jobTail(job({ state: "queued" })), "waiting");
  assert.equal(words.errorName("<b>x</b>".repeat(1000)).length, 40);
});

test("a wait counts down by the page's own clock and never below nothing", () => {
  assert.equal(words.countdown(pauseOf({ left: 48 }), 0.5), "48 s");
  assert.equal(words.countdown(pauseOf({ left: 300 }), 0), "5:00");
  assert.equal(words.countdown(pauseOf({ left: 2 }), 60), "0 s");
  assert.equal(words.countdown(pauseOf({ left: null, client: "ann" }), 60), "ann has it");
  assert.equal(words.pausePlace(pauseOf({ file: "C:\\work\\train.py", line: 57 })), "train.py:57");
  assert.equal(words.pausePlace(pauseOf({ file: "/tmp/ipykernel_4711/309499907.py", line: 3 })), "cell:3");
});

test("parts are told in the unit of the whole", () => {
  assert.equal(words.bytesOf(402e9, 640e9), "402 of 640 GB");
  assert.equal(words.bytesOf(524e9, 1280e9), "524 of 1,280 GB");
  assert.equal(words.bytesOf(0, 80e9), "0 of 80 GB");
  assert.equal(words.bytesOf(3.26e9, 16e9), "3.3 of 16 GB");
});

test("times since a start are short", () => {
  assert.deepEqual([5, 300, 7300, 93784].map(words.uptime), ["just started", "up 5 min", "up 2 h 1 min", "up 1 d 2 h"]);
});

test("a source made in a page is one", () => {
  const source: ClusterSource = new FakeSource([], {}, []);
  assert.ok(source);
});

test("that somebody looks is said again and again, that nobody does only once", async () => {
  const [time, said] = [new FakeClock(), [] as boolean[]];
  const presence = new Presence((visible) => said.push(visible), time);
  presence.set(false);
  presence.set(true);
  presence.set(true);
  await time.go(2.5 * REMIND);
  assert.deepEqual(said.splice(0), [false, true, true, true]);
  presence.set(false);
  await time.go(5 * REMIND);
  presence.set(true);
  presence.end();
  presence.end();
  await time.go(5 * REMIND);
  assert.deepEqual(said, [false, true, false]);
});
