/** Lists to choose from, for commands of the palette. */

import { Dialog, InputDialog, showDialog } from "@jupyterlab/apputils";

import type { ClusterEntry, ClusterSource } from "../../ui/src/panel/source.ts";
import type { JobLine, Pause } from "../../ui/src/state.ts";
import { jobLabel, pauseLabel, running } from "./words.ts";

export interface Job {
  readonly entry: ClusterEntry;
  readonly job: JobLine;
}

const JOBS = 100;

async function jobsOf(source: ClusterSource): Promise<Job[]> {
  const up = (await source.clusters()).filter((entry) => entry.attached && entry.state === "up");
  const pages = await Promise.all(
    up.map(async (entry) => (await source.jobs(entry.id, { limit: JOBS })).jobs.map((job) => ({ entry, job }))),
  );
  return pages.flat().sort((one, other) => other.job.submitted - one.job.submitted);
}

/** One of the jobs, or null where there is none or the user has changed their mind. */
export async function pickJob(source: ClusterSource, title: string, onlyRunning: boolean): Promise<Job | null> {
  const all = await jobsOf(source);
  const jobs = onlyRunning ? all.filter(({ job }) => running([job]).length) : all;
  const several = new Set(jobs.map(({ entry }) => entry.id)).size > 1;
  const labels = jobs.map(({ job, entry }) => jobLabel(job, entry, several));
  return await pick(jobs, labels, title, onlyRunning ? "No job is running." : "There are no jobs yet.");
}

export async function pickPause(source: ClusterSource): Promise<(Job & { pause: Pause }) | null> {
  const jobs = (await jobsOf(source)).filter(({ job }) => running([job]).length);
  const pauses = jobs.flatMap((one) => one.job.pauses.map((pause) => ({ ...one, pause })));
  const labels = pauses.map(({ pause, job }) => pauseLabel(pause, job));
  return await pick(pauses, labels, "Continue which worker?", "No worker stands still.");
}

async function pick<T>(items: readonly T[], labels: string[], title: string, none: string): Promise<T | null> {
  if (items.length === 0) {
    await showDialog({ title: "Farfield", body: none, buttons: [Dialog.okButton()] });
    return null;
  }
  const { value } = await InputDialog.getItem({ title, items: labels });
  return value === null ? null : (items[labels.indexOf(value)] ?? null);
}

/** A cluster's address that the user types; null: they have changed their mind. */
export async function typeTarget(text: string): Promise<string | null> {
  const { value } = await InputDialog.getText({
    title: "Attach this notebook to",
    label: "local, farfield://HOST:PORT or ssh://HOST; empty: what %attach means without a target",
    text,
    okLabel: "Attach",
  });
  return value;
}
