/** What a launch configuration, or an item of a tree, asks for; knows no editor. */

import type { Wanted } from "../dap/api.ts";
import type { Gateway } from "../gateway/api.ts";

/** A launch configuration of the type `farfield`. */
export interface Asked {
  readonly cluster?: unknown;
  readonly worker?: unknown;
  readonly job?: unknown;
  readonly justMyCode?: unknown;
}

/** Which workers it means, or what is wrong with it. */
export function wantedOf(asked: Asked): Wanted | string {
  const { worker, job } = asked;
  const hasWorker = worker !== undefined && worker !== "";
  const hasJob = job !== undefined && job !== "";
  if (hasWorker && hasJob) return "This launch configuration names a worker and a job; leave one of them out.";
  if (hasWorker) {
    if (typeof worker === "string") return { kind: "worker", worker };
    return `"worker" in the launch configuration is to be a name like "w3".`;
  }
  if (!hasJob) return { kind: "any" };
  const number = typeof job === "string" && /^\d+$/.test(job) ? Number(job) : job;
  if (typeof number === "number" && Number.isSafeInteger(number) && number > 0) return { kind: "job", job: number };
  return `"job" in the launch configuration is to be a number, as %jobs and the view Jobs show it.`;
}

export type Found =
  | { readonly kind: "one"; readonly gateway: Gateway }
  | { readonly kind: "several"; readonly gateways: readonly Gateway[] }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly name: string };

/** A farfield:// string without what is secret or of no use to find it by. */
function address(text: string): string {
  return text.trim().replace(/^farfield:\/\//, "").replace(/[?#].*$/, "").replace(/\/$/, "").toLowerCase();
}

/** The cluster that a configuration names; the only one that answers where it names none. */
export function findCluster(all: readonly Gateway[], cluster: unknown): Found {
  if (typeof cluster === "string" && cluster.trim()) {
    const wanted = address(cluster);
    const exact = all.find((gateway) => gateway.id === cluster);
    const named = all.filter((each) => [each.id, each.name, each.target].some((name) => address(name) === wanted));
    if (exact) return { kind: "one", gateway: exact };
    if (!named.length) return { kind: "unknown", name: cluster.replace(/#.*$/, "") };
    return named.length === 1 && named[0] ? { kind: "one", gateway: named[0] } : { kind: "several", gateways: named };
  }
  const usable = all.filter((gateway) => gateway.state !== "refused");
  const among = usable.length ? usable : all;
  if (!among[0]) return { kind: "none" };
  return among.length === 1 ? { kind: "one", gateway: among[0] } : { kind: "several", gateways: among };
}

/** What a command is about: from a tree's item, another command, or nothing. */
export interface Target {
  readonly gateway?: string;
  readonly worker?: string;
  readonly job?: number;
}

function idOf(value: unknown, name: "id" | "number"): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : value;
}

/** Reads `{gateway, worker}` or `{gateway, job}`, whose parts are ids or have one. */
export function targetOf(item: unknown): Target {
  if (typeof item !== "object" || item === null) return {};
  const { gateway, worker, job } = item as Record<string, unknown>;
  const id = idOf(gateway, "id");
  const name = idOf(worker, "id");
  const number = Number(idOf(job, "number"));
  return {
    ...(typeof id === "string" && { gateway: id }),
    ...(typeof name === "string" && { worker: name }),
    ...(Number.isSafeInteger(number) && number > 0 && { job: number }),
  };
}
