/** What the trees say of clusters, nodes, GPUs, workers, and of workers that stand still. */

import { bytes, cores, count, cut, percent, plural } from "../../../jupyter_ext/ui/src/format.ts";
import { bytesOf, clusterSize, countdown, gpuNote, pausePlace } from "../../../jupyter_ext/ui/src/panel/words.ts";
import { workerText } from "../../../jupyter_ext/ui/src/panel/workers.ts";
import type { Cluster, ClusterNode, Gpu, NodeWorker, Pause } from "../../../jupyter_ext/ui/src/state.ts";
import type { Gateway, LinkState } from "../gateway/api.ts";
import { type Colour, joined, type Look, look } from "./look.ts";

const LINKS: Readonly<Record<LinkState, readonly [string, Colour]>> = {
  idle: ["circle-outline", ""],
  connecting: ["sync", "blue"],
  up: ["circle-filled", "green"],
  away: ["debug-disconnect", "orange"],
  refused: ["error", "red"],
};

export const MOST_WHY = 160;

/** "up", "away, trying again: …", "refused: …" */
export function linkText({ state, why }: Pick<Gateway, "state" | "why">): string {
  const because = why ? `: ${cut(why, MOST_WHY)}` : "";
  if (state === "away") return `away, trying again${because}`;
  if (state === "refused") return `refused${because}`;
  return state === "idle" ? "not asked yet" : state === "connecting" ? "connecting…" : "up";
}

type ClusterOf = Pick<Gateway, "name" | "state" | "why" | "local" | "target" | "python">;

/** trouble: what a call to it has failed with, though it is up. */
export function clusterLook(gateway: ClusterOf, cluster: Cluster | null, trouble = ""): Look {
  const [icon, colour] =
    trouble && gateway.state === "up" ? (["warning", "orange"] as const) : LINKS[gateway.state];
  const up = gateway.state === "up";
  const size = up && cluster ? clusterSize(cluster) : "";
  const description = up
    ? joined(cut(trouble, MOST_WHY), size, cluster?.draining && "ends when its work is done")
    : linkText(gateway);
  return look({
    label: cut(gateway.name, 100),
    description: description || (up ? "" : linkText(gateway)),
    icon,
    colour,
    context: `cluster ${gateway.local ? "local" : "far"} ${gateway.state}`,
    tooltip: [
      gateway.name,
      gateway.why ? cut(gateway.why, 1000) : linkText(gateway),
      cut(trouble, 1000),
      cluster ? joined(`Farfield ${cluster.version}`, `engine ${cluster.engine}`) : "",
      gateway.target,
      gateway.python,
    ].filter(Boolean),
    said: `Cluster ${cut(gateway.name, 100)}, ${linkText(gateway)}${size ? `, ${size.replaceAll(" · ", ", ")}` : ""}`,
    opens: up ? "open" : "no",
  });
}

/** In steps: each row that changes has all below it asked for again. */
const steady = (share: number, step: number): number => Math.round(share / step) * step;

export function nodeLook(node: ClusterNode, open: boolean): Look {
  const memory = node.memory > 0 ? bytesOf(steady(node.memoryUsed, node.memory / 50), node.memory) : "";
  const load = node.load === null ? "" : `CPU ${percent(steady(node.load, 0.1))}`;
  const note = gpuNote(node);
  return look({
    label: cut(node.name, 100),
    description: joined(plural(node.cpus, "core"), load, memory),
    icon: "server",
    context: "node",
    tooltip: [
      node.name,
      joined(plural(node.cpus, "core"), load),
      memory && `memory ${memory}`,
      plural(node.workersTotal, "worker"),
      node.gpus.length ? plural(node.gpus.length, "GPU") : "",
      note && cut(note, 500),
    ].filter(Boolean),
    said: `Node ${cut(node.name, 100)}, ${plural(node.cpus, "core")}${load && `, ${load}`}${memory && `, memory ${memory}`}`,
    opens: node.workersTotal || node.gpus.length ? (open ? "open" : "closed") : "no",
  });
}

export function gpuLook(gpu: Gpu): Look {
  const memory = gpu.memoryTotal > 0 ? bytesOf(gpu.memory, gpu.memoryTotal) : "";
  const by = gpu.processes.map(({ pid, worker, job }) => joined(worker || `pid ${pid}`, cut(job, 60)));
  return look({
    label: cut(gpu.label, 40),
    description: gpu.error ? cut(gpu.error, MOST_WHY) : joined(gpu.load !== null && percent(gpu.load), memory),
    icon: gpu.error ? "warning" : "chip",
    colour: gpu.error ? "orange" : (gpu.load ?? 0) >= 0.05 ? "purple" : "",
    context: "gpu",
    tooltip: [
      joined(gpu.label, cut(gpu.name, 100)),
      cut(gpu.error, 500),
      joined(gpu.load !== null && `load ${percent(gpu.load)}`, memory && `memory ${memory}`),
      joined(
        gpu.temperature !== null && `${Math.round(gpu.temperature)} °C`,
        gpu.power !== null &&
          `${Math.round(gpu.power)}${gpu.powerLimit ? ` of ${Math.round(gpu.powerLimit)}` : ""} W`,
      ),
      ...by.slice(0, 12),
      by.length > 12 ? `and ${`${count(by.length - 12)} more`}` : "",
    ].filter(Boolean),
    said: [
      `${cut(gpu.label, 40)} ${cut(gpu.name, 100)}`,
      gpu.load !== null && `load ${percent(gpu.load)}`,
      memory && `memory ${memory}`,
    ]
      .filter(Boolean)
      .join(", "),
  });
}

const WORKERS: Readonly<Record<string, readonly [string, Colour]>> = {
  busy: ["play-circle", "blue"],
  paused: ["debug-pause", "orange"],
  dead: ["error", "red"],
  starting: ["loading", ""],
};

export function workerLook(worker: NodeWorker): Look {
  const state = worker.pause ? "paused" : worker.state;
  const [icon, colour] = WORKERS[state] ?? ["circle-outline", ""];
  const memory = worker.memory > 0 ? bytes(worker.memory) : "";
  const cpu = state === "busy" && worker.cpu !== null ? cores(steady(worker.cpu, 0.05)) : "";
  const place = worker.pause ? `paused at ${cut(pausePlace(worker.pause), 60)}` : "";
  return look({
    label: cut(worker.id, 60),
    description: joined(
      worker.pause ? joined(place, cut(worker.job, 60)) : workerText(worker),
      cpu,
      memory,
      worker.gpus.join(" "),
    ),
    icon,
    colour,
    context: worker.pause ? "paused worker" : state === "dead" ? "dead" : "worker",
    tooltip: [
      `Worker ${worker.id}`,
      joined(state, cut(worker.job, 200) && `job ${cut(worker.job, 200)}`),
      worker.pause ? `${cut(worker.pause.file, 300)}:${worker.pause.line}` : "",
      worker.group && joined(`group ${cut(worker.group, 100)}`, `rank ${worker.rank}`),
      joined(`pid ${worker.pid}`, worker.cpu !== null && `CPU ${cores(worker.cpu)}`, memory && `memory ${memory}`),
      worker.gpus.join(" "),
    ].filter(Boolean),
    said: `Worker ${cut(worker.id, 60)}, ${place || workerText(worker).replaceAll(" · ", ", ")}`,
  });
}

/** A worker that stands still, and where. */
export interface PausedWorker {
  readonly pause: Pause;
  /** "12 train"; "" where that is not known. */
  readonly job: string;
  readonly node: string;
}

const KINDS: Readonly<Record<string, string>> = {
  breakpoint: "breakpoint() waits for a debugger",
  entry: "stopped at its first line",
  exception: "stopped where an exception was raised",
  debugger: "stopped by a debugger",
};

/**
 * What is left of its wait `age` seconds after it was told, or who has it. Seconds count in the last minutes only:
 * a row that changes each second can't be pointed at for long enough to read its tooltip.
 */
export function leaseLeft(pause: Pause, age: number): string {
  const left = (pause.left ?? 0) - age;
  return pause.left === null || left <= 120 ? countdown(pause, age) : `${Math.floor(left / 60)} min`;
}

/** age: seconds since the pause was told; cluster: its name, where there are several. */
export function pausedLook({ pause, job, node }: PausedWorker, age: number, cluster: string): Look {
  const place = cut(pausePlace(pause), 80);
  const left = leaseLeft(pause, age);
  const waits = pause.left !== null;
  const said = waits ? `goes on in ${left}` : left;
  return look({
    label: `${cut(pause.worker, 40)} · ${place}`,
    description: joined(left, cut(pause.text, 80), cut(job, 60), cut(pause.label, 60), cut(cluster, 40)),
    icon: pause.kind === "exception" ? "error" : "debug-pause",
    colour: pause.kind === "exception" ? "red" : "orange",
    context: waits ? "paused" : "paused taken",
    tooltip: [
      `Worker ${pause.worker} ${KINDS[pause.kind] ?? "stands still"}`,
      pause.file ? `${pause.file}:${pause.line}` : "",
      cut(pause.text, 1000),
      joined(job && `job ${cut(job, 200)}`, cut(pause.label, 200)),
      joined(node && `on ${cut(node, 100)}`, cluster && `cluster ${cut(cluster, 100)}`),
      waits ? "Without a debugger it goes on by itself." : pause.client && `${cut(pause.client, 200)} debugs it.`,
    ].filter((line): line is string => Boolean(line)),
    // The countdown is not in it: it would be read out each second.
    said: `Worker ${cut(pause.worker, 40)} paused at ${place}${job && `, job ${cut(job, 60)}`}${waits ? "" : `, ${said}`}`,
    command: "farfield.debug.worker",
  });
}

/** "Show 50 more…" below the workers of a node. */
export function moreLook(hidden: number, step: number, what: string): Look {
  return look({
    label: `Show ${count(Math.min(hidden, step))} more…`,
    description: hidden > step ? `${count(hidden)} ${what} are not shown` : "",
    icon: "ellipsis",
    context: "more",
    said: `Show ${count(Math.min(hidden, step))} of ${count(hidden)} more ${what}`,
    command: "farfield.internal.more",
  });
}
