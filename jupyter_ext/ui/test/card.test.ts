import assert from "node:assert/strict";
import { test } from "node:test";

import { messageOf } from "../src/actions.ts";
import { Asks, kernelActions } from "../src/asks.ts";
import { Folds } from "../src/card/folds.ts";
import * as words from "../src/card/words.ts";
import { type Loop, type Progress, type WorkerUse } from "../src/state.ts";

const loop: Loop = {
  label: "epoch", depth: 0, open: 64, ended: 3, done: 6.3, total: 10, fraction: 0.63, rate: 2.1, unit: "it",
  slowest: "w5", slowestFraction: 0.6, note: "",
};
const worker: WorkerUse = {
  id: "w1", node: "", rank: null, state: "busy", cpu: 1, memory: 1, peakMemory: 1, gpus: [], done: 812, item: 1, pause: null, bars: [],
};
const none = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, lost: 0 };
const progress: Progress = {
  name: "sweep", state: "running", items: 10, counts: none, elapsed: 1, rate: 1, left: null, workers: 1, job: 1,
};

test("a loop tells how far its tasks are, and who is behind", () => {
  assert.equal(words.loopPace(loop), "6.3 of 10 · 2.1/s each");
  assert.equal(words.loopPace({ ...loop, total: 30000, done: 9300, fraction: 0.31, rate: 410 }), "31 % · 410/s each");
  assert.equal(words.loopPace({ ...loop, open: 1, total: null, fraction: null, done: 48120 }), "48,120 · 2.1/s");
  assert.equal(words.loopPace({ ...loop, open: 0, done: 10 }), "10 of 10");
  assert.equal(words.loopNote(loop), "64 tasks");
  assert.equal(words.loopNote({ ...loop, slowestFraction: 0.1 }), "64 tasks, slowest w5");
  assert.equal(words.loopNote({ ...loop, open: 0 }), "3 done");
});

test("a worker tells what it has done, or how long it stands still", () => {
  const pause = { worker: "w1", job: 1, label: "", kind: "breakpoint", file: "a.py", line: 3, text: "x", left: 48.7, client: "" };
  assert.equal(words.workerNote(worker), "812 done");
  assert.equal(words.workerNote({ ...worker, done: 0 }), "running");
  assert.equal(words.workerNote({ ...worker, done: 0, item: null }), "");
  assert.equal(words.workerNote({ ...worker, pause }), "paused · 48 s left");
  assert.equal(words.workerNote({ ...worker, pause: { ...pause, left: null } }), "paused");
  assert.equal(words.workerNote({ ...worker, state: "starting" }), "starting");
  assert.equal(words.moreWorkers([worker, worker], 2), "2 more, all busy");
  assert.equal(words.moreWorkers([worker], 1992), "1,992 more");
  assert.equal(words.moreWorkers([], 0), "");
});

test("sections are there when there is something to see", () => {
  const nothing = { loops: false, workers: false, failed: false, slowest: false, log: false };
  assert.deepEqual(words.shown(progress, false), nothing);
  assert.deepEqual(words.shown({ ...progress, state: "queued" }, true), nothing);
  assert.deepEqual(words.shown(progress, true), { ...nothing, log: true });
});

test("what is over can be retried with what was cancelled", () => {
  const counts = { ...none, failed: 2, lost: 1, cancelled: 4 };
  assert.equal(words.retryable({ ...progress, counts }), 3);
  assert.equal(words.retryable({ ...progress, counts, state: "cancelled" }), 7);
});

test("items are named by numbers", () => {
  assert.deepEqual(words.itemsOf(" 3, 5-7 "), [3, 5, 6, 7]);
  assert.deepEqual(words.itemsOf(""), []);
  assert.equal(words.itemsOf("7-5"), null);
  assert.equal(words.itemsOf("x"), null);
  assert.equal(words.itemsOf("0-4000000000")?.length, 1000);
});

test("answers of the kernel go to who asked", async () => {
  const sent: Array<Record<string, unknown>> = [];
  const asks = new Asks({ send: (message) => sent.push(message) });
  const actions = kernelActions(asks, null);
  const [retried, log] = [actions.retry?.([3]), actions.log({ last: 5 })];
  assert.deepEqual(sent, [
    { kind: "ask", id: 1, what: "retry", items: [3] },
    { kind: "ask", id: 2, what: "log", query: { last: 5 } },
  ]);
  asks.heard({ kind: "answer", id: 2, value: { lines: [], leftOut: 0 } });
  asks.heard({ kind: "answer", id: 1, error: "job 1 has ended" });
  asks.heard({ kind: "other" });
  asks.heard(null);
  assert.deepEqual(await log, { lines: [], leftOut: 0 });
  await assert.rejects(async () => retried, /job 1 has ended/);
});

test("a kernel that says nothing is busy, and a closed card waits for nobody", async () => {
  const asks = new Asks({ send: () => undefined }, 0.01);
  await assert.rejects(asks.ask("cancel"), /kernel is busy.*stop button above always works/);
  const patient = new Asks({ send: () => undefined });
  const asked = patient.ask("cancel");
  patient.close();
  await assert.rejects(asked, /closed/);
  assert.equal(messageOf(new Error("")), "it failed without saying why");
});

test("what was opened and closed is remembered for the next card, also where there is no storage", () => {
  const kept = new Map<string, string>([["farfield:sections", "null"]]);
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const folds = new Folds(() => store, {});
  assert.equal(folds.isOpen("log"), undefined);
  folds.remember("log", true);
  folds.remember("workers", false);
  const next = new Folds(() => store, {});
  assert.deepEqual([next.isOpen("log"), next.isOpen("workers"), next.isOpen("failed")], [true, false, undefined]);
  const page = {};
  const forbidden = (): never => {
    throw new Error("SecurityError");
  };
  new Folds(forbidden, page).remember("log", true);
  assert.equal(new Folds(forbidden, page).isOpen("log"), true);
});
