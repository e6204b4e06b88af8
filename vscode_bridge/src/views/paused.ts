/** All workers that stand still. */

import type { Gateway } from "../gateway/api.ts";
import { clusterState } from "../gateway/states.ts";
import type { PausedWorker } from "./clusterlooks.ts";

/** Of a gateway, however many it has. Rejects with a GatewayError. */
export async function pausedOf(gateway: Gateway): Promise<readonly PausedWorker[]> {
  const { nodes } = clusterState(await gateway.status({ workersLimit: 0 }), gateway.target, gateway.name);
  return nodes.flatMap(({ name, workers }) =>
    workers.flatMap(({ pause, job }) => (pause ? [{ pause, job, node: name }] : [])),
  );
}
