/** What the panel says of clusters, nodes, GPUs, jobs and paused workers, in as few words as a narrow bar has room for. */

import { bytes, count, cut, duration, percent, plural, wholeSeconds } from "../format.ts";
import { type Cluster, type ClusterNode, type Gpu, isOver, type JobLine, type Pause } from "../state.ts";

/** "402 of 640 GB": both in the unit of the whole */
export function bytesOf(part: number, whole: number): string {
  // A thousand GB and more of memory is still counted in them.
  const [size, unit] = whole >= 999.5e9 && whole < 99.5e12 ? [count(Math.round(whole / 1e9)), "GB"] : bytes(whole).split(" ");
  const scale: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };
  const value = part / (scale[unit ?? "B"] ?? 1);
  return `${value > 0 && value < 9.95 && unit !== "B" ? value.toFixed(1) : count(Math.round(value))} of ${size} ${unit}`;
}

const BUSY = 0.05;
export const isBusy = (gpu: Gpu): boolean => (gpu.load ?? 0) >= BUSY || gpu.inUse > 0;

/** A part of a GPU (MIG) is no GPU of its own. */
export const isPart = (gpu: Gpu): boolean => gpu.label.includes(":");

/** Whole GPUs; where only parts of one are to be had, each counts. */
export const whole = (gpus: readonly Gpu[]): readonly Gpu[] => {
  const labels = new Set(gpus.filter((gpu) => !isPart(gpu)).map((gpu) => gpu.label));
  return gpus.filter((gpu) => !isPart(gpu) || !labels.has(gpu.label.split(":")[0] ?? ""));
};

/** "16 · 11 busy · 402 of 640 GB" */
export function gpuSummary(nodes: readonly ClusterNode[]): string {
  const all = nodes.flatMap((node) => node.gpus);
  const gpus = nodes.flatMap((node) => whole(node.gpus));
  if (!gpus.length) return "none";
  const owners = new Set(nodes.flatMap((node) => node.gpus.filter((gpu) => isPart(gpu) && isBusy(gpu)).map(
    (gpu) => `${node.name}\n${gpu.label.split(":")[0] ?? ""}`,
  )));
  const busy = nodes.reduce(
    (sum, node) =>
      sum + whole(node.gpus).filter((gpu) => isBusy(gpu) || owners.has(`${node.name}\n${gpu.label}`)).length,
    0,
  );
  const lost = all.filter((gpu) => gpu.error).length;
  const total = gpus.reduce((sum, gpu) => sum + gpu.memoryTotal, 0);
  const used = gpus.reduce((sum, gpu) => sum + gpu.memory, 0);
  const parts = [count(gpus.length), `${count(busy)} busy`];
  if (lost) parts.push(`${count(lost)} with an error`);
  if (total) parts.push(bytesOf(used, total));
  return parts.join(" · ");
}

/** Why a node shows no GPUs; "" where it does, or where nobody has looked. */
export function gpuNote(node: ClusterNode): string {
  switch (node.gpuState) {
    case "none":
      return node.gpuNote || "no GPU in this machine";
    case "no-driver":
      return node.gpuNote ? `driver missing: ${node.gpuNote}` : "driver missing: there may be GPUs, but nothing to ask them with";
    case "error":
      return node.gpuNote ? `GPUs cannot be read: ${node.gpuNote}` : "GPUs cannot be read";
    default:
      return node.gpus.length ? "" : node.gpuNote;
  }
}

/** "4 nodes · 16 GPUs" */
export function clusterSize(cluster: Cluster): string {
  const gpus = cluster.nodes.reduce((sum, node) => sum + whole(node.gpus).length, 0);
  const cpus = cluster.nodes.reduce((sum, node) => sum + node.cpus, 0);
  const nodes = plural(cluster.nodes.filter(({ state }) => state !== "waiting").length, "node");
  return `${nodes} · ${gpus ? plural(gpus, "GPU") : plural(cpus, "CPU")}`;
}

/** A node's load in one number: its GPUs' where it has some. */
export function nodeLoad(node: ClusterNode): string {
  if (node.state) return node.state === "waiting" ? plural(node.workersTotal, "worker") : cut(node.state, 40);
  const loads = whole(node.gpus).flatMap((gpu) => (gpu.load === null ? [] : [gpu.load]));
  if (loads.length) return `GPU ${percent(loads.reduce((sum, load) => sum + load, 0) / loads.length)}`;
  return node.load === null ? "" : `CPU ${percent(node.load)}`;
}

/** A job's right end in the list: "59 %", "0:41", "ValueError" */
export function jobTail(job: JobLine): string {
  if (job.state === "queued") return "waiting";
  if (job.pauses.length && !isOver(job)) return "paused";
  if (job.state === "running") {
    const { queued, running } = job.counts;
    return job.items > 1 ? percent(Math.floor((100 * (job.items - queued - running)) / job.items) / 100) : duration(job.elapsed);
  }
  if (job.state === "failed") return errorName(job.error) || "failed";
  return job.state === "succeeded" ? duration(job.elapsed) : job.state;
}

/** "ValueError: no" -> "ValueError"; "pkg.errors.Odd: x" -> "Odd" */
export function errorName(error: string): string {
  const name = /^[\w.]+(?=:|$)/.exec(error)?.[0];
  return name ? (name.split(".").pop() ?? "") : cut(error, 40);
}

/** What a screen reader says of a job. */
export function jobLabel(job: JobLine): string {
  const rest = isOver(job) || job.items === 1 ? "" : `, ${count(job.items - job.counts.queued - job.counts.running)} of ${count(job.items)}`;
  return `Job ${job.number} ${cut(job.name)}: ${job.state}${rest}${job.error ? `, ${cut(job.error)}` : ""}`;
}

/** What ipykernel calls the source of a cell: a file that there is not. */
const CELL = /[/\\]ipykernel_\d+[/\\]\d+\.py$/;

/** "train.py:57", "cell:3" */
export function pausePlace(pause: Pause): string {
  const file = CELL.test(pause.file) ? "cell" : (pause.file.split(/[/\\]/).pop() ?? "");
  if (!file) return pause.kind;
  return pause.line > 0 ? `${file}:${pause.line}` : file;
}

/** What is left of a wait `seconds` after it was told; "debugging" while a debugger has the worker. */
export function countdown(pause: Pause, seconds: number): string {
  if (pause.left === null) return pause.client ? `${cut(pause.client, 40)} has it` : "debugging";
  return wholeSeconds(Math.ceil(pause.left - seconds));
}

/** 93784 -> "up 1 d 2 h" */
export function uptime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return "just started";
  if (minutes < 60) return `up ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `up ${hours} h ${minutes % 60} min`;
  return `up ${count(Math.floor(hours / 24))} d ${hours % 24} h`;
}

/** "the gateway does not answer; trying again" and " in 4 s", which is not read out each time. */
export function outageText(outage: { message: string; again: number }): { text: string; again: string } {
  const seconds = Math.round(outage.again);
  return { text: `${cut(outage.message, 300)}; trying again`, again: seconds >= 2 ? ` in ${seconds} s` : "" };
}
