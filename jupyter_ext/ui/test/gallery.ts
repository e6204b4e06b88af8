/** Every state of a job's card, made up, for looking at and for `tests/ui/test_gallery.py`. */

import { Card } from "../src/card.ts";
import { type Detail, type JobActions, type JobState, type Progress, type WorkerUse } from "../src/state.ts";

const none: Record<JobState, number> = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, lost: 0 };
const wave = (seed: number, time: number, low: number, high: number): number =>
  low + (high - low) * (0.5 + 0.35 * Math.sin(time / 6 + seed * 2.1) + 0.15 * Math.sin(time * 1.7 + seed * seed));
export const HOSTILE = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>';

function worker(at: number, time: number, gpus: boolean, more: Partial<WorkerUse> = {}): WorkerUse {
  const gpu = { label: `gpu${at % 8}`, load: wave(at + 3, time, 0.5, 1), memory: 31e9, memoryTotal: 80e9 };
  const bars = [0, 1].map((depth) => ({ label: depth ? "batch" : "epoch", depth, done: (at * 7 + time) % 10, total: 10, rate: 2.1, unit: "it", note: "" }));
  return {
    id: `w${at + 1}`, node: "node 1", rank: null, state: "busy", cpu: wave(at, time, 0.2, 0.95), memory: wave(at + 1, time, 28e9, 31e9),
    peakMemory: 33e9, gpus: gpus ? [gpu] : [], done: 812 - 20 * at, item: at, pause: null, bars, ...more,
  };
}

function detail(time: number, more: Partial<Detail> = {}, gpus = true): Detail {
  const pause = { worker: "w3", job: 3, label: "(C=10, g=1)", kind: "breakpoint", file: "train.py", line: 57, text: "loss.backward()", left: 48, client: "" };
  const loop = { depth: 0, open: 64, ended: 300, done: 6.3, total: 10, fraction: 0.63, rate: 2.1, unit: "it", slowest: "w5", slowestFraction: 0.6, note: "" };
  return {
    loops: [
      { ...loop, label: "epoch" },
      { ...loop, label: "batch", depth: 1, done: 9300, total: 30000, fraction: 0.31, rate: 410, slowestFraction: 0.02 },
    ],
    loopsLeftOut: 0,
    workers: [worker(2, time, gpus, { state: "paused", pause }), ...[0, 1, 3, 4, 5, 6, 7].map((at) => worker(at, time, gpus))],
    workersTotal: 8,
    slowest: [4.8, 4.1, 3.9].map((seconds, at) => ({ item: at, label: `(C=${100 * (at + 1)}, g=0.1)`, seconds, worker: `w${at + 1}` })),
    failures: [
      { item: 7, label: "(C=1e6, g=10)", error: "ValueError: Solver did not converge", state: "failed", traceback: 'Traceback (most recent call last):\n  File "train.py", line 57, in fit\n    raise ValueError("Solver did not converge")\nValueError: Solver did not converge', worker: "w5" },
      { item: 8, label: "(C=1e6, g=1)", error: "worker w5 killed: out of memory, peak 63 GB of 64", state: "lost", traceback: "", worker: "w5" },
    ],
    failuresTotal: 2, median: 0.21, peakMemory: 63e9, peakGpuMemory: 31e9, sent: 1.2e6, received: 0.4e6, sampled: 1000 + time, gpusAsked: gpus ? 1 : 0,
    ...more,
  };
}

function progress(given: Partial<Progress>): Progress {
  const base = { name: "sweep: C × gamma", state: "running" as JobState, items: 6000, elapsed: 102, rate: 31.2, left: 118, workers: 8, job: 12 };
  return { ...base, counts: { ...none, succeeded: 3480, running: 64, failed: 2, queued: 2454 }, ...given };
}

const cpuOnly = { loops: [], failures: [], failuresTotal: 0, slowest: [] };
const endless = `${HOSTILE} ${"long ".repeat(1000)}`;

export const states: Record<string, (time: number) => Progress> = {
  running: (time) => progress({ detail: detail(time) }),
  "running, processors only": (time) => progress({ counts: { ...none, succeeded: 20, running: 8, queued: 12 }, items: 40, detail: detail(time, { ...cpuOnly, workers: [0, 1].map((at) => worker(at, time, false, { cpu: 3.4 * (at + 1) })), workersTotal: 2 }, false) }),
  "asked for a GPU, none is known": (time) => progress({ detail: detail(time, { ...cpuOnly, workers: [worker(0, time, false)], workersTotal: 1, gpusAsked: 1 }, false) }),
  "a million": (time) => progress({ items: 1_000_000, elapsed: 4210, rate: 8123, left: 61, workers: 2000, counts: { ...none, succeeded: 498_000, running: 2000, failed: 812, queued: 499_188 }, detail: detail(time, { workersTotal: 2000, failuresTotal: 812, loopsLeftOut: 9988 }) }),
  "just begun": () => progress({ elapsed: 0.4, rate: 0, left: null, counts: { ...none, running: 4, queued: 2 }, items: 6, workers: 4 }),
  queued: () => progress({ state: "queued", counts: { ...none, queued: 6000 }, rate: 0, left: null, workers: 0, waiting: "no node has 9 GPUs" }),
  "one item": () => progress({ items: 1, name: "train", counts: { ...none, running: 1 }, rate: 0, left: null, workers: 1 }),
  offline: (time) => progress({ detail: detail(time, cpuOnly), connection: { lost: true, seconds: 12.4, next: 3.1, why: "the link was cut" } }),
  hostile: (time) => progress({ name: endless, detail: detail(time, {
    loops: detail(time).loops.map((loop) => ({ ...loop, label: endless, note: endless })),
    workers: [worker(0, time, true, { id: HOSTILE, node: endless })], workersTotal: 1,
    slowest: [{ item: 1, label: endless, seconds: 3, worker: HOSTILE }, { item: 2, label: "b", seconds: 2, worker: "w1" }],
    failures: [{ item: 9, label: endless, error: endless, state: "failed", traceback: endless, worker: HOSTILE }], failuresTotal: 1,
  }) }),
  done: () => progress({ state: "succeeded", counts: { ...none, succeeded: 6000 }, elapsed: 192 }),
  failed: (time) => progress({ state: "failed", counts: { ...none, succeeded: 5998, failed: 2 }, elapsed: 192, detail: detail(time) }),
};

function fakeActions(time: () => number): JobActions {
  const later = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
  return {
    cancel: later,
    retry: async () => Promise.reject(new Error(`The kernel is busy and does not answer. ${HOSTILE}`)),
    debug: later,
    continueWorker: later,
    openInPanel: () => undefined,
    detail: async ({ workersFrom = 0, workersLimit = 8, failuresFrom = 0, failuresLimit = 5 }) => {
      await later();
      const all = detail(time());
      const numbers = Array.from({ length: Math.min(workersLimit, 2000 - workersFrom) }, (_, at) => workersFrom + at);
      const failures = Array.from({ length: failuresLimit }, (_, at) => ({ ...all.failures[0]!, item: 100 + failuresFrom + at, label: `item ${100 + failuresFrom + at}` }));
      return { ...all, workers: numbers.map((at) => worker(at, time(), true)), workersTotal: 2000, failures, failuresTotal: 812 };
    },
    log: async ({ items = [], search = "" }) => {
      await later();
      const lines = ["fold 3  score 0.9731", "fold 1  score 0.9688", `UserWarning: ${HOSTILE}`].map((text, item) => ({ item, label: `(C=${item})`, text, stream: item === 2 ? ("stderr" as const) : ("stdout" as const) }));
      const kept = lines.filter(({ item, text }) => (!items.length || items.includes(item)) && text.toLowerCase().includes(search.toLowerCase()));
      return { lines: kept, leftOut: search ? 0 : 1200 };
    },
  };
}

/** Shows all of them, some while after they began. */
async function gallery(host: HTMLElement, ticks: number): Promise<void> {
  let time = 0;
  const actions = fakeActions(() => time);
  const cards = Object.entries(states).map(([name, make]) => {
    const place = document.createElement("div");
    place.dataset["case"] = name;
    const title = document.createElement("h5");
    title.textContent = name;
    host.append(title, place);
    return { card: new Card(place, actions), make };
  });
  for (; time < ticks; time++) {
    for (const { card, make } of cards) card.update(make(time));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
  document.body.dataset["ready"] = "yes";
}

void gallery(document.body, 25);
