/** What of a cluster can be debugged, as a list to choose from; knows no editor. */

import type { StatusReply, Worker } from "../wire/v1/gateway_pb.ts";
import type { JobSummary } from "../wire/v1/jobs_pb.ts";
import { State } from "../wire/v1/jobs_pb.ts";
import type { Target } from "./asked.ts";
import { jobLabel, lease, standsAt } from "./words.ts";

export interface Choice {
  readonly group: "paused" | "running" | "jobs" | "any worker";
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly target: Target;
}

/** The order in which groups are listed. */
export const GROUPS: readonly Choice["group"][] = ["paused", "running", "jobs", "any worker"];

/** More are not listed: a job is chosen then, or a name is typed. */
const MOST = 200;

function nameOf(worker: Worker): string {
  return worker.group ? `${worker.id} (${worker.group}, rank ${worker.rank})` : worker.id;
}

/** cluster: what it is called, where there are several. */
export function choicesOf(
  gateway: string,
  cluster: string,
  status: Pick<StatusReply, "nodes">,
  jobs: readonly JobSummary[],
): Choice[] {
  const at = cluster ? ` · ${cluster}` : "";
  const workers = status.nodes.flatMap((node) => node.workers.map((worker) => ({ worker, node: node.name })));
  const choices: Choice[] = [];
  for (const { worker } of workers) {
    if (!worker.pause) continue;
    const parts = [worker.job, worker.pause.label, lease(worker.pause)].filter(Boolean);
    choices.push({
      group: "paused",
      icon: "debug-pause",
      label: `${nameOf(worker)} at ${standsAt(worker.pause)}`,
      description: parts.join(" · ") + at,
      target: { gateway, worker: worker.id },
    });
  }
  for (const { worker, node } of workers) {
    if (worker.pause || worker.state !== "busy") continue;
    choices.push({
      group: "running",
      icon: "vm-running",
      label: nameOf(worker),
      description: [worker.job, node].filter(Boolean).join(" · ") + at,
      target: { gateway, worker: worker.id },
    });
  }
  for (const job of jobs.filter(isOpen).reverse()) {
    choices.push({
      group: "jobs",
      icon: "list-tree",
      label: `Job ${jobLabel(job)}`,
      description: `${job.workers} ${job.workers === 1 ? "worker" : "workers"}${at}`,
      target: { gateway, job: job.number },
    });
  }
  choices.push({
    group: "any worker",
    icon: "debug-start",
    label: "Whatever stops next",
    description: cluster || "also in workers that start later",
    target: { gateway },
  });
  return bounded(choices);
}

export function isOpen(job: JobSummary): boolean {
  return job.state === State.QUEUED || job.state === State.RUNNING;
}

function bounded(choices: readonly Choice[]): Choice[] {
  const seen = new Map<string, number>();
  return choices.filter(({ group }) => {
    const count = (seen.get(group) ?? 0) + 1;
    seen.set(group, count);
    return count <= MOST;
  });
}
