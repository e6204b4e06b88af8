/** What a debug session is about, and what stands in its way. */

import { GatewayError, type Gateway } from "../gateway/api.ts";
import type { DebugWorker } from "../wire/v1/debug_pb.ts";
import { State } from "../wire/v1/jobs_pb.ts";
import type { Wanted } from "./api.ts";

const OPEN: ReadonlySet<State> = new Set([State.QUEUED, State.RUNNING]);

export function isWanted(wanted: Wanted, about: DebugWorker): boolean {
  if (wanted.kind === "any") return true;
  return wanted.kind === "worker" ? about.id === wanted.worker : about.job !== "" && about.number === wanted.job;
}

/** Who has a worker, and it is not this client. */
export function heldByOther(about: DebugWorker, client: string): string {
  const other = about.client !== "" && about.client !== client;
  return other ? `worker ${about.id} is being debugged by ${about.client}` : "";
}

/** Why there is nothing to be debugged, for people; empty where there is, or will be. */
export async function complaint(
  wanted: Wanted,
  gateway: Gateway,
  workers: readonly DebugWorker[],
  client: string,
): Promise<string> {
  if (wanted.kind === "worker") {
    const about = workers.find(({ id }) => id === wanted.worker);
    if (about === undefined) return `there is no worker ${wanted.worker}: the view Clusters lists those of ${gateway.name}`;
    const held = heldByOther(about, client);
    return held && `${held}: end that debug session first`;
  }
  if (wanted.kind === "any") return "";
  try {
    const { summary } = await gateway.job(String(wanted.job));
    return summary !== undefined && !OPEN.has(summary.state) ? `job ${wanted.job} is over` : "";
  } catch (error) {
    // Of a gateway that is just away, nothing can be said.
    return error instanceof GatewayError && error.trouble !== "away" ? error.message : "";
  }
}
