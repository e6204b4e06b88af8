/** What the tree says of jobs. */

import { count, cut, duration, plural, rate, trouble } from "../../../jupyter_ext/ui/src/format.ts";
import { canRetry } from "../../../jupyter_ext/ui/src/panel/jobs.ts";
import { pausePlace } from "../../../jupyter_ext/ui/src/panel/words.ts";
import { isOver, type JobLine, type JobState } from "../../../jupyter_ext/ui/src/state.ts";
import { type Colour, joined, type Look, look } from "./look.ts";

const ICONS: Readonly<Record<JobState, readonly [string, Colour]>> = {
  queued: ["clock", ""],
  running: ["play-circle", "blue"],
  succeeded: ["pass", "green"],
  failed: ["error", "red"],
  cancelled: ["circle-slash", ""],
  lost: ["warning", "orange"],
};

/** 30 -> "0:30", 3723 -> "1:02:03" */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return hours ? `${count(hours)}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const jobTitle = (job: Pick<JobLine, "number" | "name">): string =>
  `${job.number} ${cut(job.name, 40) || "cell"}`;

const settled = ({ items, counts }: JobLine): number => items - counts.queued - counts.running;

function pausedAt(job: JobLine): string {
  const [first] = job.pauses;
  if (!first || isOver(job)) return "";
  return job.pauses.length > 1 ? `${count(job.pauses.length)} paused` : `paused at ${cut(pausePlace(first), 60)}`;
}

/** "37/400 · 12/s · 0:30 left"; of a job that is over how long it took, or what went wrong. */
export function jobDescription(job: JobLine): string {
  const many = job.items > 1;
  switch (job.state) {
    case "queued":
      return joined(pausedAt(job), cut(job.waiting ?? "", 120) || "waiting");
    case "running": {
      if (!many) return joined(pausedAt(job), duration(job.elapsed));
      const left = job.left === null ? "" : `${clockTime(job.left)} left`;
      return joined(
        pausedAt(job),
        `${count(settled(job))}/${count(job.items)}`,
        rate(job.rate),
        left,
        trouble(job),
      );
    }
    case "succeeded":
      return joined(many && plural(job.items, "item"), duration(job.elapsed));
    case "failed":
      return joined(many && trouble(job), job.error ? cut(job.error, 120) : "failed", duration(job.elapsed));
    case "cancelled":
      return joined(
        many ? `stopped at ${count(job.counts.succeeded)}/${count(job.items)}` : "stopped",
        trouble(job),
        duration(job.elapsed),
      );
    case "lost":
      return joined(job.error ? cut(job.error, 120) : "lost", duration(job.elapsed));
  }
}

const COUNTED: ReadonlyArray<readonly [JobState, string]> = [
  ["succeeded", "done"],
  ["running", "running"],
  ["queued", "waiting"],
  ["failed", "failed"],
  ["lost", "lost"],
  ["cancelled", "stopped"],
];

/** 1700000000 -> "2023-11-14 22:13", by this machine's clock and time zone. */
export function day(seconds: number): string {
  if (!(seconds > 0)) return "";
  const at = new Date(seconds * 1000);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

function jobTooltip(job: JobLine, cluster: string): string[] {
  const counts = COUNTED.filter(([state]) => job.counts[state] > 0).map(
    ([state, word]) => `${count(job.counts[state])} ${word}`,
  );
  const used = [
    job.cpuSeconds >= 0.01 && `${duration(job.cpuSeconds)} of CPU`,
    job.gpuSeconds >= 0.01 && `${duration(job.gpuSeconds)} of GPU`,
  ];
  const submitted = day(job.submitted);
  return [
    `Job ${jobTitle(job)}`,
    joined(job.state, job.items > 1 && `${plural(job.items, "item")}: ${counts.join(", ")}`),
    job.error && cut(job.error, 1000),
    job.state === "queued" && job.waiting ? `Waits: ${cut(job.waiting, 500)}` : "",
    joined(submitted && `submitted ${submitted}`, `${duration(job.elapsed)}${isOver(job) ? "" : " so far"}`),
    joined(job.workers > 0 && `on ${plural(job.workers, "worker")}`, cluster && `cluster ${cut(cluster, 100)}`),
    joined(...used),
    job.group && joined(`group ${cut(job.group, 100)}`, job.ranks > 0 && plural(job.ranks, "rank")),
    job.user && `by ${cut(job.user, 100)}`,
    // What is no notebook is called by its process, which says nothing here.
    job.notebook.startsWith("process ") ? "" : cut(job.notebook, 300),
  ].filter((line): line is string => Boolean(line));
}

const context = (job: JobLine): string => `job ${isOver(job) ? "over" : "open"}${canRetry(job) ? " retry" : ""}`;

/** cluster: its name, where there are several. */
export function jobLook(job: JobLine, cluster: string): Look {
  const paused = job.pauses.length > 0 && !isOver(job);
  const [icon, colour] = paused ? (["debug-pause", "orange"] as const) : ICONS[job.state];
  const description = jobDescription(job);
  return look({
    label: jobTitle(job),
    description,
    icon,
    colour,
    context: context(job),
    tooltip: jobTooltip(job, cluster),
    said: `Job ${jobTitle(job)}, ${paused ? "paused" : job.state}, ${description.replaceAll(" · ", ", ")}`,
    command: "farfield.job.log",
  });
}
