/**
 * Numbers and durations as people read them. `farfield_jupyter/summary.py` writes the same texts for saved
 * notebooks; `test/cases.json` holds both to it.
 */

import { type Connection, type JobState, type Progress } from "./state.ts";

/** 6000 -> "6,000" */
export function count(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, "0");

/** 0.21 -> "0.21 s", 4.8 -> "4.8 s", 42 -> "42 s", 102 -> "1:42", 3723 -> "1:02:03" */
export function duration(seconds: number): string {
  if (seconds < 0.995) return `${Math.max(seconds, 0).toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds + 0.05);
  if (whole < 60) return `${whole} s`;
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

/** How long an item took: 0.21 -> "0.21 s", 0.0001 -> "under 0.01 s" */
export function span(seconds: number): string {
  return seconds < 0.005 ? "under 0.01 s" : duration(seconds);
}

/** 31.4 -> "31/s", 0.2 -> "12/min"; empty while there is none */
export function rate(perSecond: number): string {
  if (!(perSecond > 0)) return "";
  const [value, unit] =
    perSecond >= 1 ? [perSecond, "s"] : perSecond * 60 >= 1 ? [perSecond * 60, "min"] : [perSecond * 3600, "h"];
  return `${value < 9.95 ? value.toFixed(1) : count(Math.round(value))}/${unit}`;
}

/** A guess is shown as one: 3 -> "a few seconds left", 100 -> "about 2 min left" */
export function left(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 5) return "a few seconds left";
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < 55 * 60) return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
  return `about ${count(Math.max(1, Math.round(seconds / 3600)))} h left`;
}

/** What a running job's title line says at its right end. */
export function pace(progress: Progress): string {
  return [duration(progress.elapsed), rate(progress.rate), left(progress.left)].filter(Boolean).join(" · ");
}

/** The order of the bar and of the counts under it, and what each state is called there. */
export const STATES: ReadonlyArray<readonly [JobState, string]> = [
  ["succeeded", "done"],
  ["running", "running"],
  ["failed", "failed"],
  ["lost", "lost"],
  ["cancelled", "cancelled"],
  ["queued", "queued"],
];

/** The most that a worker needed, and what went to the cluster and back: "peak GPU memory 31 GB" */
function needs({ detail }: Progress): string[] {
  if (!detail) return [];
  const parts: string[] = [];
  if (detail.peakGpuMemory > 0) parts.push(`peak GPU memory ${bytes(detail.peakGpuMemory)}`);
  else if (detail.peakMemory > 0) parts.push(`peak memory ${bytes(detail.peakMemory)}`);
  const moved = [detail.sent > 0 && `sent ${bytes(detail.sent)}`, detail.received > 0 && `received ${bytes(detail.received)}`];
  const said = moved.filter(Boolean).join(", ");
  return said ? [...parts, said] : parts;
}

/** The one line that is left of a job when it is over: "6,000 items in 3:12 on 8 workers · 2 failed" */
export function outcome(progress: Progress): string {
  const { counts, items } = progress;
  const took = duration(progress.elapsed);
  if (items === 1) {
    const said = progress.state === "succeeded" ? `done in ${took}` : `${progress.state} after ${took}`;
    return [said, ...needs(progress)].join(" · ");
  }
  const done = counts.succeeded === items ? "" : `${count(counts.succeeded)} of `;
  const parts = [`${done}${plural(items, "item")} in ${took} on ${plural(progress.workers, "worker")}`];
  for (const [state, word] of STATES) {
    if (state !== "succeeded" && counts[state] > 0) parts.push(`${count(counts[state])} ${word}`);
  }
  return [...parts, ...needs(progress)].join(" · ");
}

/** How many items failed: "2 failed · 1 lost"; what was stopped has not failed, and is not told here. */
export function trouble({ counts }: Progress): string {
  const bad = STATES.filter(([state]) => (state === "failed" || state === "lost") && counts[state] > 0);
  return bad.map(([state, word]) => `${count(counts[state])} ${word}`).join(" · ");
}

/** Where a job runs, beside its name: "on 8 workers"; nothing when it is over, since `outcome` says it then. */
export function place(progress: Progress): string {
  if (progress.state === "queued") return progress.waiting || "waiting for a worker";
  return progress.state === "running" && progress.workers > 0 ? `on ${plural(progress.workers, "worker")}` : "";
}

/** 3.2 -> "3 s", 102 -> "1:42" */
export function wholeSeconds(seconds: number): string {
  return seconds < 60 ? `${Math.max(0, Math.floor(seconds))} s` : duration(Math.floor(seconds));
}

/** "connection lost 12 s ago · trying again in 3 s · work goes on"; what changes many times a second is not said. */
export function outage(connection: Connection | null | undefined): string {
  if (!connection?.lost) return "";
  if (connection.over) return "no longer attached · as it was last · %attach shows it live again";
  const { next, seconds } = connection;
  const again = next !== null && next >= 2 ? ` in ${wholeSeconds(next)}` : "";
  const then = connection.stopping ? "it is stopped then" : "work goes on";
  return `connection lost ${wholeSeconds(seconds)} ago · trying again${again} · ${then}`;
}

/** 0.88 -> "88 %"; "–" where it is not known. */
export function percent(share: number | null): string {
  return share === null ? "–" : `${Math.floor(100 * share + 0.5)} %`;
}

const SIZES = ["B", "kB", "MB", "GB", "TB", "PB"];

/** 31e9 -> "31 GB", 1.2e6 -> "1.2 MB", 640 -> "640 B" */
export function bytes(size: number | null): string {
  if (size === null) return "–";
  let [value, unit] = [Math.max(size, 0), 0];
  // 999.6 would be written as 1000.
  while (value >= 999.5 && unit < SIZES.length - 1) [value, unit] = [value / 1000, unit + 1];
  const tenths = unit > 0 && value < 9.95;
  return `${tenths ? (Math.floor(10 * value + 0.5) / 10).toFixed(1) : Math.floor(value + 0.5)} ${SIZES[unit]}`;
}

/** Cores in use: 0.88 -> "88 %", 12.4 -> "12.4 cores" */
export function cores(used: number | null): string {
  if (used === null) return "–";
  return used < 1.995 ? percent(used) : `${used < 99.95 ? used.toFixed(1) : count(Math.round(used))} cores`;
}

/** 61.2 -> "61 °C" */
export function temperature(celsius: number | null): string {
  return celsius === null ? "–" : `${Math.round(celsius)} °C`;
}

/** 312.4 -> "312 W" */
export function watts(power: number | null): string {
  return power === null ? "–" : `${count(Math.round(power))} W`;
}

/** The first characters of what is too long to be shown; the whole belongs into `title`. */
export function cut(text: string, most = 200): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
