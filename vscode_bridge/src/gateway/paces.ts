/** How fast jobs go, from what was seen of them last: the twin of `farfield_jupyter/server/paces.py`. */

import type { JobLine } from "../../../jupyter_ext/ui/src/state.ts";
import { State, type JobSummary } from "../wire/v1/jobs_pb.ts";
import type { JobDetail } from "../wire/v1/watch_pb.ts";
import { advance, jobLine } from "./states.ts";

/** Seconds over which a rate is measured. */
const WINDOW = 5;

/** Jobs of which something is kept. */
const MOST_JOBS = 1000;

interface Seen {
  readonly elapsed: number;
  readonly done: number;
}

/** Turns summaries into lines with rate and time left, as cells show them. What was seen once has its mean pace. */
export function makePaces(): (job: JobSummary, detail?: JobDetail | null) => JobLine {
  // In the order in which they were used.
  const all = new Map<string, Seen[]>();

  function seenOf(job: JobSummary): Seen[] {
    const key = `${job.id} ${job.attempt}`;
    const seen = all.get(key) ?? [];
    all.delete(key);
    all.set(key, seen);
    if (all.size > MOST_JOBS) all.delete(all.keys().next().value ?? "");
    return seen;
  }

  return (job, detail = null) => {
    if (job.state !== State.RUNNING) return jobLine(job, detail);
    const { done, toCome } = advance(job);
    const seen = seenOf(job);
    const last = seen.at(-1);
    if (!last || job.elapsed > last.elapsed) seen.push({ elapsed: job.elapsed, done });
    while (seen.length > 2 && job.elapsed - (seen[0]?.elapsed ?? 0) > WINDOW) seen.shift();
    const first = seen[0];
    const apart = job.elapsed - (first?.elapsed ?? 0);
    if (!first || apart < 0.5) return jobLine(job, detail);
    const rate = Math.max(0, (done - first.done) / apart);
    return jobLine(job, detail, { rate, left: rate > 0 ? toCome / rate : Infinity });
  };
}
