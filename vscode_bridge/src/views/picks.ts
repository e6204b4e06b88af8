/** What a command is about: the row that it was called on, or what is picked from a list. */

import { type QuickPickItem, window } from "vscode";

import { isOver, type JobLine } from "../../../jupyter_ext/ui/src/state.ts";
import type { Gateway } from "../gateway/api.ts";
import { pausedLook } from "./clusterlooks.ts";
import { jobDescription, jobTitle } from "./joblooks.ts";
import type { Target } from "./rows.ts";
import { plain } from "./statusbar.ts";
import type { Watch } from "./watch.ts";

export interface JobTarget {
  readonly gateway: Gateway;
  readonly job: number;
}

export interface WorkerTarget {
  readonly gateway: Gateway;
  readonly worker: string;
}

export const targetOf = (given: unknown): Partial<Target> =>
  typeof given === "object" && given !== null ? (given as Target) : {};

/** fits: which jobs can be picked; what: what is done with them, for the list's heading. */
export async function pickJob(
  watch: Watch,
  given: unknown,
  what: string,
  fits: (job: JobLine) => boolean = () => true,
): Promise<JobTarget | undefined> {
  const { gateway: id, job } = targetOf(given);
  const named = watch.of(id ?? "")?.gateway;
  if (named && job !== undefined) return { gateway: named, job };
  await watch.know("jobs");
  const several = watch.all.length > 1;
  const items = watch.all.flatMap(({ gateway, jobs }) =>
    jobs.newest.filter(fits).map((line) => ({
      label: plain(jobTitle(line)),
      description: jobDescription(line),
      ...(several ? { detail: plain(gateway.name) } : {}),
      chosen: { gateway, job: line.number },
    })),
  );
  return choose(items, what, "There is no such job.");
}

export async function pickPaused(watch: Watch, given: unknown, what: string): Promise<WorkerTarget | undefined> {
  const { gateway: id, worker } = targetOf(given);
  const named = watch.of(id ?? "")?.gateway;
  if (named && worker !== undefined) return { gateway: named, worker };
  await watch.know("paused");
  const several = watch.all.length > 1;
  const items = watch.all.flatMap(({ gateway, paused, pausedAt }) =>
    paused.map((one) => {
      const { label, description } = pausedLook(
        one,
        (watch.clock.now() - pausedAt) / 1000,
        several ? gateway.name : "",
      );
      return { label: plain(label), description, chosen: { gateway, worker: one.pause.worker } };
    }),
  );
  return choose(items, what, "No worker stands still.");
}

async function choose<T>(
  items: readonly (QuickPickItem & { chosen: T })[],
  what: string,
  none: string,
): Promise<T | undefined> {
  if (!items.length) {
    void window.showInformationMessage(none);
    return undefined;
  }
  const picked = await window.showQuickPick(items, { placeHolder: what, matchOnDescription: true });
  return picked?.chosen;
}

export const open = (job: JobLine): boolean => !isOver(job);
