/** What a job's card says below its counts: loops, workers, failed and slow items. */

import { count, cut, percent, plural, rate, span, wholeSeconds } from "../format.ts";
import { type Detail, type FailedItem, type Loop, type Progress, type WorkerBar, type WorkerUse } from "../state.ts";

/** 6.3 -> "6.3", 10 -> "10", 48120.4 -> "48,120" */
export function steps(n: number): string {
  if (n >= 99.95) return count(Math.round(n));
  const text = n.toFixed(1);
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}

/** "6.3 of 10"; "31 %" where the totals differ too much to be read; "6.3" where there is none. */
export function reached(done: number, total: number | null, fraction: number | null): string {
  if (total !== null && total > 0 && total < 1000) return `${steps(done)} of ${steps(total)}`;
  if (fraction !== null) return percent(fraction);
  if (total !== null && total > 0) return percent(done / total);
  return steps(done);
}

/** "· 64 tasks", "· slowest w5", "· 640 done" */
export function loopNote(loop: Loop): string {
  if (loop.open === 0) return loop.ended ? `${count(loop.ended)} done` : "";
  if (loop.open === 1) return loop.slowest;
  const behind = loop.slowest && loop.slowestFraction !== null && (loop.fraction ?? 0) - loop.slowestFraction > 0.1;
  return behind ? `${plural(loop.open, "task")}, slowest ${loop.slowest}` : plural(loop.open, "task");
}

/** "6.3 of 10 · 2.1/s each" */
export function loopPace(loop: Loop): string {
  const pace = loop.open > 0 ? rate(loop.rate ?? 0) : "";
  const each = pace && loop.open > 1 ? `${pace} each` : pace;
  return [reached(loop.done, loop.total, loop.fraction), each].filter(Boolean).join(" · ");
}

export function barPace(bar: WorkerBar): string {
  return [reached(bar.done, bar.total, null), rate(bar.rate ?? 0)].filter(Boolean).join(" · ");
}

/** What a worker does now, or has done: "812 done", "running", "paused · 48 s left", "starting" */
export function workerNote(worker: WorkerUse): string {
  if (worker.pause) {
    const { left } = worker.pause;
    return left === null ? "paused" : `paused · ${wholeSeconds(left)} left`;
  }
  if (worker.state === "starting" || worker.state === "dead") return worker.state;
  if (worker.done === 0) return worker.item === null ? "" : "running";
  return `${count(worker.done)} done`;
}

/** Where a paused worker stands, for its title. */
export function pausedAt(worker: WorkerUse): string {
  const { pause } = worker;
  if (!pause) return "";
  const who = pause.left === null && pause.client ? `held by ${pause.client}` : "";
  return [pause.label, pause.file ? `${pause.file}:${pause.line}` : "", pause.text, who].filter(Boolean).join("\n");
}

/** "gpu0"; "gpu0 +3" where there are more */
export function gpuTag(worker: WorkerUse): string {
  const [first, ...more] = worker.gpus;
  if (!first) return "";
  return more.length ? `${first.label} +${more.length}` : first.label;
}

/** The mean load of a worker's GPUs; null where none tells. */
export function gpuLoad(worker: WorkerUse): number | null {
  const loads = worker.gpus.flatMap(({ load }) => (load === null ? [] : [load]));
  return loads.length ? loads.reduce((sum, load) => sum + load, 0) / loads.length : null;
}

/** "5 more, all busy", "1,992 more" */
export function moreWorkers(hidden: readonly WorkerUse[], total: number): string {
  if (total <= 0) return "";
  const states = new Set(hidden.map(({ state }) => state));
  const [state] = states;
  const all = hidden.length === total && states.size === 1 && state ? `, all ${state}` : "";
  return `${count(total)} more${total === 1 && all ? `, ${state}` : all}`;
}

/** "median 0.21 s · slowest 4.8 s: (C=100, g=0.1)"; nothing while there is nothing to compare. */
export function spread(progress: Progress): string {
  const { detail } = progress;
  if (!detail || progress.items < 2 || detail.median === null) return "";
  const [slowest] = detail.slowest;
  const median = `median ${span(detail.median)}`;
  return slowest ? `${median} · slowest ${span(slowest.seconds)}: ${cut(slowest.label, 60)}` : median;
}

/** Items that failed; those that ran when the job was stopped are told among them, and did not. */
export const failedOnes = (items: readonly FailedItem[]): FailedItem[] => items.filter(({ state }) => state !== "cancelled");

/** How many items "Retry" would run once more. */
export function retryable(progress: Progress): number {
  const { failed, lost, cancelled } = progress.counts;
  return failed + lost + (progress.state === "running" || progress.state === "queued" ? 0 : cancelled);
}

/** Which sections have something to show. */
export function shown(progress: Progress, hasLog: boolean): Record<"loops" | "workers" | "failed" | "slowest" | "log", boolean> {
  const detail: Detail | null = progress.detail ?? null;
  const running = progress.state === "running";
  return {
    loops: running && detail !== null && detail.loops.length > 0,
    workers: running && detail !== null && detail.workers.length > 0,
    failed: detail !== null && failedOnes(detail.failures).length > 0,
    slowest: detail !== null && progress.items > 1 && detail.slowest.length > 1,
    log: hasLog && progress.state !== "queued",
  };
}

/** "3, 5-7" -> [3, 5, 6, 7]; null where that is no list of numbers. */
export function itemsOf(text: string, most = 1000): number[] | null {
  const items: number[] = [];
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const match = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(part);
    if (!match) return null;
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) return null;
    for (let item = first; item <= last && items.length < most; item++) items.push(item);
  }
  return items;
}
