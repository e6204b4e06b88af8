/**
 * What gateways say of jobs and clusters, as `jupyter_ext/ui/src/state.ts` has it: the twin of
 * `farfield_engine/client/states.py`. `test/unit/cases/states.json` holds both to the same.
 *
 * On the wire -1 and 0 stand for numbers that are not known; here that is null.
 */

import type * as ui from "../../../jupyter_ext/ui/src/state.ts";
import type * as pb from "../wire/v1/gateway_pb.ts";
import { Failure_Kind, Pause_Kind, State, type Failure, type JobSummary, type Pause } from "../wire/v1/jobs_pb.ts";
import type * as watch from "../wire/v1/watch_pb.ts";
import { Output_Kind, type Output } from "../wire/v1/worker_pb.ts";

type Many<T> = readonly T[];

const STATES: Readonly<Record<number, ui.JobState>> = {
  [State.QUEUED]: "queued",
  [State.RUNNING]: "running",
  [State.SUCCEEDED]: "succeeded",
  [State.FAILED]: "failed",
  [State.CANCELLED]: "cancelled",
  [State.LOST]: "lost",
};

const KINDS: Readonly<Record<number, string>> = {
  [Pause_Kind.BREAKPOINT]: "breakpoint",
  [Pause_Kind.ENTRY]: "entry",
  [Pause_Kind.EXCEPTION]: "exception",
  [Pause_Kind.DEBUGGER]: "debugger",
};

const LOST: Many<number> = [Failure_Kind.WORKER_DIED, Failure_Kind.SKIPPED, Failure_Kind.GATEWAY_DIED];

/** Colours and other things that a terminal is told. */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])/g;

export interface Pace {
  /** Items per second. */
  readonly rate: number;
  /** Seconds; null where that is not known. */
  readonly left: number | null;
}

export function progressState(summary: JobSummary, detail: watch.JobDetail | null, pace: Pace): ui.Progress {
  const counts = summary.counts;
  return {
    name: summary.name,
    state: STATES[summary.state] ?? "queued",
    items: summary.items,
    counts: {
      queued: counts?.queued ?? 0,
      running: counts?.running ?? 0,
      succeeded: counts?.succeeded ?? 0,
      failed: counts?.failed ?? 0,
      cancelled: counts?.cancelled ?? 0,
      lost: counts?.lost ?? 0,
    },
    elapsed: summary.elapsed,
    rate: finite(pace.rate) ?? 0,
    left: pace.left === null ? null : finite(pace.left),
    workers: summary.workers,
    job: summary.number,
    waiting: summary.waiting,
    connection: null,
    detail: detail && detailState(detail, summary),
  };
}

export function detailState(detail: watch.JobDetail, summary: JobSummary): ui.Detail {
  return {
    loops: detail.loops.map(loopState),
    loopsLeftOut: detail.loopsLeftOut,
    workers: detail.workers.map((worker) => workerUse(worker, summary.number)),
    workersTotal: Math.max(detail.workersTotal, detail.workers.length),
    slowest: detail.slowest.map((note) => ({
      item: note.item,
      label: note.label || labelOf(note.item, summary),
      seconds: note.seconds,
      worker: note.worker,
    })),
    failures: detail.failures.map((failure) => failedItem(failure, summary)),
    failuresTotal: Math.max(detail.failuresTotal, detail.failures.length),
    median: detail.medianSeconds || null,
    peakMemory: Number(summary.peakMemory),
    peakGpuMemory: Number(detail.peakGpuMemory),
    sent: Number(detail.sent),
    received: Number(detail.received),
    sampled: detail.sampled,
    gpusAsked: summary.resources?.gpus ?? 0,
  };
}

/** number: its job's. */
export function pauseState(pause: Pause, number: number | null): ui.Pause {
  return {
    worker: pause.worker,
    job: number,
    label: pause.label,
    kind: KINDS[pause.kind] ?? "",
    file: pause.file,
    line: pause.line,
    text: pause.text,
    left: pause.left || null,
    client: pause.client,
  };
}

/** target: what it is attached with, without its token; name: what people call it. */
export function clusterState(status: pb.StatusReply, target: string, name: string): ui.Cluster {
  return {
    target,
    name,
    engine: status.engine,
    version: status.version,
    uptime: status.uptime,
    jobs: status.jobs,
    objectBytes: Number(status.objectBytes),
    draining: status.draining,
    nodes: status.nodes.map(nodeState),
    facts: status.facts ? factsState(status.facts) : null,
    connection: null,
  };
}

/** What an engine says of its cluster. */
export function factsState(facts: pb.EngineFacts): ui.Facts {
  return {
    version: facts.version,
    address: facts.address,
    dashboard: facts.dashboard,
    demands: facts.demands.map(({ resources, count, kind }) => ({
      resources: namesOf(resources).map((name) => ({ name, amount: resources[name] ?? 0 })),
      count,
      kind,
    })),
    autoscaler: facts.autoscaler,
    pendingNodes: [...facts.pendingNodes],
    failedNodes: [...facts.failedNodes],
    note: facts.note,
  };
}

/** How many items have succeeded or failed, and how many are still to end: neither has those stopped. */
export function advance({ counts, items }: JobSummary): { done: number; toCome: number } {
  if (!counts) return { done: 0, toCome: items };
  const done = counts.succeeded + counts.failed;
  return { done, toCome: Math.max(0, items - done - counts.cancelled - counts.lost) };
}

/** Without a pace, it is the mean one so far. */
export function jobLine(summary: JobSummary, detail: watch.JobDetail | null = null, pace?: Pace): ui.JobLine {
  return {
    ...progressState(summary, detail, pace ?? meanPace(summary)),
    id: summary.id,
    number: summary.number,
    submitted: summary.submitted,
    error: summary.firstFailure ? errorLine(summary.firstFailure) : "",
    notebook: summary.notebook,
    cell: summary.cell,
    group: summary.group,
    ranks: summary.ranks,
    cpuSeconds: summary.cpuSeconds,
    gpuSeconds: summary.gpuSeconds,
    pauses: summary.pauses.map((pause) => pauseState(pause, summary.number)),
    user: summary.user,
  };
}

/** Text as lines, in the order in which they ended; leftOut: lines that are before them. */
export function logPage(outputs: Iterable<Output>, leftOut = 0): ui.LogPage {
  const lines: ui.LogLine[] = [];
  type Begun = { readonly item: number; readonly stream: ui.LogLine["stream"]; readonly text: string };
  const begun = new Map<string, Begun>();
  const end = ({ item, stream, text }: Begun): void => void lines.push({ item, label: "", text: shown(text), stream });
  for (const { item, kind, content } of outputs) {
    if (kind !== Output_Kind.STDOUT && kind !== Output_Kind.STDERR) continue;
    const stream = kind === Output_Kind.STDOUT ? "stdout" : "stderr";
    const key = `${item} ${stream}`;
    const whole = ((begun.get(key)?.text ?? "") + content).split("\n");
    const rest = whole.pop() ?? "";
    begun.delete(key);
    for (const text of whole) end({ item, stream, text });
    if (rest) begun.set(key, { item, stream, text: rest });
  }
  for (const each of begun.values()) end(each);
  return { lines, leftOut };
}

/** Why an item did not succeed, in one line: "ValueError: Solver did not converge". */
export function errorLine(failure: Failure): string {
  const lines = failure.message.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  const message = lines.map((line) => line.trim()).find((line) => line) ?? "";
  return [failure.typeName, message].filter((part) => part).join(": ");
}

/** Without what tells a terminal of colours. */
export function plain(text: string): string {
  return text.replace(ESCAPES, "");
}

// --- parts -------------------------------------------------------------------

function loopState(loop: watch.Loop): ui.Loop {
  return {
    label: loop.label,
    depth: loop.depth,
    open: loop.open,
    ended: Number(loop.ended),
    done: finite(loop.done) ?? 0,
    total: totalOf(loop.total),
    fraction: known(loop.fraction),
    rate: known(loop.rate),
    unit: loop.unit,
    slowest: loop.slowest,
    slowestFraction: loop.slowest ? known(loop.slowestFraction) : null,
    note: loop.note,
  };
}

function barState(bar: watch.Bar): ui.WorkerBar {
  return {
    label: bar.label,
    depth: bar.depth,
    done: finite(bar.done) ?? 0,
    total: totalOf(bar.total),
    rate: bar.elapsed > 0 ? known(bar.done / bar.elapsed) : null,
    unit: bar.unit,
    note: bar.note,
  };
}

function workerUse(worker: watch.WorkerUse, number: number): ui.WorkerUse {
  return {
    id: worker.worker,
    node: worker.node,
    rank: worker.rank >= 0 ? worker.rank : null,
    state: worker.state,
    cpu: known(worker.cpu),
    memory: Number(worker.memory),
    peakMemory: Number(worker.peakMemory),
    gpus: worker.devices.map((device) => ({
      label: device.label,
      load: known(device.load),
      memory: Number(device.memory),
      memoryTotal: Number(device.memoryTotal),
    })),
    done: Number(worker.done),
    item: worker.running ? worker.item : null,
    pause: worker.pause ? pauseState(worker.pause, number) : null,
    bars: worker.bars.map(barState),
  };
}

function failedItem(failure: Failure, summary: JobSummary): ui.FailedItem {
  const cancelled = failure.kind === Failure_Kind.INTERRUPTED;
  return {
    item: failure.item,
    label: failure.label || labelOf(failure.item, summary),
    error: errorLine(failure),
    state: cancelled ? "cancelled" : LOST.includes(failure.kind) ? "lost" : "failed",
    traceback: plain(failure.plainTraceback || failure.traceback),
    worker: failure.worker,
  };
}

/** What people call an item that has no label on the wire. */
function labelOf(item: number, summary: JobSummary): string {
  return summary.ranks ? `rank ${item}` : `item ${item}`;
}

function nodeState(node: pb.Node): ui.ClusterNode {
  return {
    name: node.name,
    state: node.state,
    resources: namesOf(node.resources)
      .filter((name) => name !== "memory")
      .map((name) => ({ name, total: node.resources[name] ?? 0, inUse: node.resourcesInUse[name] ?? 0 })),
    cpus: node.cpus,
    cpusInUse: node.cpusInUse,
    load: known(node.load),
    memory: Number(node.memory),
    memoryUsed: Number(node.memoryUsed),
    gpus: node.gpus.map(gpuState),
    gpuState: node.gpuState,
    gpuNote: node.gpuNote,
    gpusInUse: node.gpusInUse,
    workers: node.workers.map(nodeWorker),
    workersTotal: Math.max(node.workersTotal, node.workers.length),
    time: node.time,
  };
}

const namesOf = (resources: Readonly<Record<string, number>>): string[] => Object.keys(resources).sort();

function nodeWorker(worker: pb.Worker): ui.NodeWorker {
  const number = /^[0-9]+(?= |$)/.exec(worker.job)?.[0];
  return {
    id: worker.id,
    pid: worker.pid,
    state: worker.pause ? "paused" : worker.state,
    job: worker.job,
    group: worker.group,
    rank: worker.rank,
    cpu: known(worker.load),
    memory: Number(worker.memory),
    gpus: [...worker.devices],
    pause: worker.pause ? pauseState(worker.pause, number === undefined ? null : Number(number)) : null,
  };
}

function gpuState(gpu: watch.Gpu): ui.Gpu {
  return {
    label: gpu.label,
    id: gpu.id,
    name: gpu.name,
    load: known(gpu.load),
    memory: Number(gpu.memory),
    memoryTotal: Number(gpu.memoryTotal),
    temperature: known(gpu.temperature),
    power: known(gpu.power),
    powerLimit: known(gpu.powerLimit),
    processes: gpu.processes.map(({ pid, memory, worker, job }) => ({ pid, memory: Number(memory), worker, job })),
    error: gpu.error,
    inUse: gpu.inUse,
  };
}

/** Items per second so far and seconds until the last ends, by how long items take once they run. */
function meanPace(summary: JobSummary): Pace {
  const { done, toCome } = advance(summary);
  if (summary.state !== State.RUNNING) {
    return { rate: summary.elapsed > 0 ? done / summary.elapsed : 0, left: null };
  }
  if (!done || summary.busy <= 0) return { rate: 0, left: null };
  const rate = (summary.workers * done) / summary.busy;
  return { rate, left: rate > 0 ? toCome / rate : null };
}

/** A line as a terminal leaves it: what was written over is gone. */
function shown(text: string): string {
  const line = text.replace(/\r+$/, "");
  return plain(line.slice(line.lastIndexOf("\r") + 1));
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

function known(number: number): number | null {
  return Number.isFinite(number) && number >= 0 ? number : null;
}

function totalOf(number: number): number | null {
  return Number.isFinite(number) && number > 0 ? number : null;
}
