/** Which cluster a card's job is on. Knows no JupyterLab. */

import type { ClusterSource } from "../../ui/src/panel/source.ts";

/**
 * The cluster that runs this job: a card knows the job's number and its cell, and each cluster counts its own.
 * Raises `Error` where it is on none that can be asked.
 */
export async function clusterOf(source: ClusterSource, number: number, cell: string): Promise<string> {
  const up = (await source.clusters()).filter((entry) => entry.state === "up");
  const found = await Promise.all(
    up.map(async ({ id }) => ({ id, job: await source.job(id, number).catch(() => null) })),
  );
  const there = found.find(({ job }) => cell && job?.cell === cell) ?? found.find(({ job }) => job && !(cell && job.cell));
  if (!there) throw new Error(`job ${number} is on no cluster of this panel: attach the panel to its cluster`);
  return there.id;
}
