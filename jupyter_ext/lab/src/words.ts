/** What the status bar and the lists of the palette's commands say. */

import { cut } from "../../ui/src/format.ts";
import type { ClusterEntry } from "../../ui/src/panel/source.ts";
import { isOver, type JobLine, type Pause } from "../../ui/src/state.ts";

export interface Seen {
  readonly entry: ClusterEntry;
  readonly jobs: readonly JobLine[];
}

export interface Status {
  readonly text: string;
  readonly title: string;
  readonly state: "idle" | "running" | "paused" | "trouble";
}

const LONGEST = 80;
/** A kernel may have been given the connection string of one that this server has never heard of. */
const NONE = "No cluster is attached in the panel; a notebook may be attached to one all the same.";

export function running(jobs: readonly JobLine[]): readonly JobLine[] {
  return jobs.filter((job) => !isOver(job));
}

/** The status bar's item, from what is attached and has been looked at. */
export function statusOf(entries: readonly ClusterEntry[], seen: readonly Seen[]): Status {
  const attached = entries.filter((entry) => entry.attached);
  const away = attached.find((entry) => entry.state !== "up");
  const jobs = seen.flatMap((one) => running(one.jobs));
  const going = jobs.filter((job) => job.state === "running").length;
  const queued = jobs.length - going;
  const paused = jobs.reduce((sum, job) => sum + job.pauses.length, 0);
  const names = attached.map((entry) => entry.name || entry.target);
  const parts = [
    going ? `${going} running` : "",
    queued ? `${queued} waiting` : "",
    paused ? `${paused} paused` : "",
    away ? (away.state === "down" ? "cluster down" : "unreachable") : "",
  ].filter(Boolean);
  const rest = attached.length ? "idle" : "no cluster";
  const where = attached.length ? `Attached to ${cut(names.join(", "), 200)}.` : NONE;
  return {
    text: `Farfield: ${parts.join(" · ") || rest}`,
    title: [where, away ? cut(away.message, 300) : "", "Open the panel."].filter(Boolean).join("\n"),
    state: away ? "trouble" : paused ? "paused" : jobs.length ? "running" : "idle",
  };
}

export function offline(message: string): Status {
  return { text: "Farfield: offline", title: `${cut(message, 300)}\nOpen the panel.`, state: "trouble" };
}

/** A line of a list to choose from; numbers make it one of a kind. */
export function jobLabel(job: JobLine, entry: ClusterEntry, several: boolean): string {
  return `${job.number}  ${cut(job.name || "cell", LONGEST)}  (${job.state}${several ? `, ${cut(entry.name, 30)}` : ""})`;
}

export function pauseLabel(pause: Pause, job: JobLine): string {
  const where = pause.file ? `  ${cut(pause.file, 40)}:${pause.line}` : "";
  return `${pause.worker}  job ${job.number} ${cut(job.name, 40)}${where}`;
}
