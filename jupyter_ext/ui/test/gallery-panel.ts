/** Pictures of the panel and of %cluster and %gpus: made-up clusters, as odd as they come. */

import { ClusterBox } from "../src/cluster.ts";
import { Panel } from "../src/panel/panel.ts";
import { SourceError } from "../src/panel/source.ts";
import { type Cluster, type ClusterNode, type Facts, type Gpu, type JobLine } from "../src/state.ts";
import { cluster, entry, FakeSource, gpu, job, node, pauseOf, worker } from "./clusters.ts";

const wave = (seed: number, time: number, low: number, high: number): number =>
  low + (high - low) * (0.5 + 0.35 * Math.sin(time / 6 + seed * 2.1) + 0.15 * Math.sin(time * 1.7 + seed * seed));

function gpuAt(number: number, time: number): Gpu {
  const seed = number + 1;
  const idle = number % 16 > 10;
  return gpu({
    label: `gpu${number % 4}`,
    id: `GPU-${number}`,
    load: idle ? 0 : wave(seed, time, 0.3, 1),
    memory: idle ? 0.4e9 : wave(seed + 3, time, 25e9, 38e9),
    temperature: idle ? 34 : 48 + seed,
    power: idle ? 61 : 250 + 9 * seed,
    inUse: idle ? 0 : 1,
    processes: idle ? [] : [{ pid: 4000 + number, memory: 31e9, worker: `w${seed}`, job: number < 8 ? "12 sweep: C × gamma" : "15 train" }],
  });
}

const FACTS: Facts = {
  version: "2.60.0",
  address: "10.0.0.1:6379",
  dashboard: "http://10.0.0.1:8265",
  demands: [{ resources: [{ name: "CPU", amount: 8 }, { name: "GPU", amount: 1 }, { name: "memory", amount: 32e9 }], count: 3, kind: "task or actor" }],
  autoscaler: "adds nodes where work waits for room",
  pendingNodes: ["gpu-worker (requested)"],
  failedNodes: ["gpu-worker: no capacity in this zone"],
  note: "",
};

function fourNodes(time: number): Cluster {
  const nodes = [0, 1, 2, 3].map((at) =>
    node({
      name: `node ${at + 1}`,
      resources: at === 3 ? [{ name: "NVMe", total: 2, inUse: 1 }] : [],
      cpusInUse: 4,
      gpusInUse: at < 3 ? 4 : 0,
      load: wave(at, time, 0.2, 0.9),
      memoryUsed: wave(at + 2, time, 100e9, 300e9),
      gpus: [0, 1, 2, 3].map((one) => gpuAt(at * 4 + one, time)),
      gpuState: "present",
      workers: [0, 1, 2, 3].map((one) => {
        const number = at * 4 + one;
        const busy = number < 11;
        const pause = number === 2 ? pauseOf({}) : null;
        return worker({ id: `w${number + 1}`, state: busy ? "busy" : "idle", job: busy ? "12 sweep" : "", cpu: busy ? wave(number, time, 0.3, 1) : 0, memory: busy ? 31e9 / (one + 1) : 210e6, gpus: [`gpu${one}`], pause });
      }),
      workersTotal: 4,
      time,
    }),
  );
  return cluster({ name: "lab-gpu.example", target: "farfield://lab-gpu.example:7777", engine: "ray", uptime: 93784, objectBytes: 3.2e9, nodes, facts: FACTS });
}

function odd(time: number): Cluster {
  const mig = [0, 1, 2].map((part) =>
    gpu({ label: `gpu0:${part}`, id: `MIG-${part}`, name: "NVIDIA A100 MIG 2g.20gb", load: null, memory: 6e9 * part, memoryTotal: 20e9, temperature: null, power: null, powerLimit: null, inUse: part ? 1 : 0, processes: part ? [{ pid: 10 + part, memory: 6e9 * part, worker: `w${part}`, job: "3 tune" }] : [] }),
  );
  const strangers = Array.from({ length: 9 }, (_, i) => ({ pid: 900 + i, memory: 1.5e9, worker: "", job: "" }));
  const nodes: ClusterNode[] = [
    node({ name: "cpu-only", time, load: wave(1, time, 0, 1) }),
    node({ name: "fresh-machine", gpuState: "no-driver", gpuNote: "libnvidia-ml.so.1 is not installed", time, load: 0.1 }),
    node({ name: "forbidden", gpuState: "error", gpuNote: "Insufficient Permissions (NVML error 4)", time, load: 0.2 }),
    node({ name: "mig", gpuState: "present", gpus: [gpu({ label: "gpu0", name: "NVIDIA A100-SXM4-80GB", load: null, memory: 18e9, power: 231, temperature: 52 }), ...mig], gpusInUse: 2, time }),
    node({
      name: "lost",
      gpuState: "present",
      gpus: [gpuAt(3, time), gpu({ label: "gpu1", error: "GPU is lost: it fell off the bus; restart the node", load: null, memoryTotal: 0, temperature: null, power: null }), gpu({ label: "gpu2", load: 0.97, memory: 13.5e9, processes: strangers, power: 640, temperature: 83 })],
      gpusInUse: 1,
      time,
    }),
    node({ name: `<b onclick="alert(1)">node</b> & ${"long-name-".repeat(500)}`, time }),
  ];
  return cluster({ name: "<script>alert(1)</script>", nodes, objectBytes: 0, jobs: 0, uptime: 12 });
}

function thousands(time: number): Cluster {
  const nodes = Array.from({ length: 8 }, (_, at) =>
    node({
      name: `rack-${at}`,
      time,
      load: wave(at, time, 0.4, 1),
      workers: Array.from({ length: 250 }, (__, i) => worker({ id: `w${at * 250 + i + 1}`, state: "busy", job: "7 everything", cpu: wave(i, time, 0, 1), memory: 300e6 + i * 1e6 })),
      workersTotal: 250,
    }),
  );
  return cluster({ name: "grid.example", engine: "dask", nodes, jobs: 10_000 });
}

const counts = (given: Partial<JobLine["counts"]>): JobLine["counts"] => ({ queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, lost: 0, ...given });

const JOBS: JobLine[] = [
  job({ number: 8, name: "prepare", state: "succeeded", elapsed: 3723, counts: counts({ succeeded: 1 }) }),
  job({ number: 9, name: "stopped early", state: "cancelled", elapsed: 12, counts: counts({ cancelled: 1 }) }),
  job({ number: 10, name: "train", state: "failed", error: "ValueError: Solver did not converge", counts: counts({ failed: 1 }), cell: "abc", notebook: "a.ipynb" }),
  job({ number: 11, name: "load images", state: "succeeded", elapsed: 41, counts: counts({ succeeded: 1 }) }),
  job({ number: 12, name: "sweep: C × gamma", state: "running", items: 6000, elapsed: 102, rate: 31, left: 100, workers: 8, counts: counts({ succeeded: 3480, running: 64, failed: 2, queued: 2454 }), cell: "abc" }),
  job({ number: 13, name: "<img src=x onerror=alert(1)> & <b>bold</b>", state: "running", elapsed: 63, counts: counts({ running: 1 }), pauses: [pauseOf({ label: "(C=100, g=0.1)", text: "NaN in loss" }), pauseOf({ worker: "w11", file: "/a/model.py", line: 8, left: null, client: "ann" })] }),
  job({ number: 14, name: `x${"very-long-name-".repeat(340)}`, state: "lost", counts: counts({ lost: 1 }) }),
  job({ number: 15, name: "train", state: "queued", waiting: "waiting for 2 GPUs", counts: counts({ queued: 1 }) }),
];

const ENTRIES = [
  entry("lab", { name: "lab-gpu.example", target: "farfield://lab-gpu.example:7777" }),
  entry("here", {}),
  entry("old", { name: "old-cluster.example", state: "unreachable", message: "no route to host", attached: true }),
  entry("off", { name: "laptop", state: "down", attached: false }),
];

interface Scene {
  readonly width: number;
  show(host: HTMLElement): { tick(time: number): void };
}

function box(make: (time: number) => Partial<Cluster>, view: string, width: number): Scene {
  return {
    width,
    show: (host) => {
      const shown = new ClusterBox(host);
      return { tick: (time) => shown.update(make(time), view) };
    },
  };
}

function panel(width: number, make: (time: number) => Cluster, jobs: JobLine[], act: (panel: Panel, source: FakeSource) => void = () => undefined): Scene {
  return {
    width,
    show: (host) => {
      const source = new FakeSource(ENTRIES, { lab: make(1) }, jobs);
      sources.push(source);
      const shown = new Panel(host, source, { jumpToCell: () => undefined, choosePause: () => undefined });
      shown.setVisible(true);
      let acted = false;
      return {
        tick: (time) => {
          source.all = { lab: make(time) };
          shown.model.refresh();
          if (time >= 50 && !acted) {
            acted = true;
            act(shown, source);
          }
        },
      };
    },
  };
}

const many = Array.from({ length: 10_000 }, (_, i) => job({ number: i + 1, name: `job ${i + 1}`, state: i % 7 ? "succeeded" : "failed", error: i % 7 ? "" : "KeyError: 'x'", elapsed: i % 90 }));
const openWorkers = (shown: Panel): void =>
  shown.model.cluster ? [...document.querySelectorAll<HTMLElement>(".ff-many .ffp-section-head")].at(-1)?.click() : undefined;

/** What the panels have asked, for who wants to know. */
export const sources: FakeSource[] = [];

export const SCENES: Record<string, Scene> = {
  side: panel(290, fourNodes, JOBS),
  narrow: panel(250, fourNodes, JOBS, (shown) => {
  shown.attach("farfield://nowhere:1");
  document.querySelector<HTMLFormElement>(".ff-narrow form")?.requestSubmit();
}),
  gone: panel(290, fourNodes, JOBS, (shown, source) => {
    source.broken = new SourceError("away", "the gateway of lab-gpu.example does not answer", 503);
    shown.model.refresh();
  }),
  job: panel(380, fourNodes, JOBS, (shown) => void shown.openJob(12)),
  many: panel(340, thousands, many, openWorkers),
  gpus: box(fourNodes, "gpus", 720),
  cluster: box(fourNodes, "cluster", 720),
  odd: box(odd, "gpus", 720),
  oddcluster: box(odd, "cluster", 720),
  none: box((time) => cluster({ nodes: [node({ time })] }), "gpus", 720),
  lost: box((time) => ({ ...fourNodes(time), connection: time > 50 ? { lost: true, seconds: 12, next: 3, why: "reset" } : null }), "gpus", 420),
  asking: box(() => ({}), "cluster", 420),
};

/** Shows the scenes named, and lets a minute pass. */
export async function show(root: HTMLElement, names: readonly string[]): Promise<void> {
  const shown = names.map((name) => {
    const scene = SCENES[name];
    if (!scene) throw new Error(`no scene ${name}`);
    const host = document.createElement("div");
    host.className = `scene ff-${name}`;
    host.style.width = `${scene.width}px`;
    root.append(host);
    return scene.show(host);
  });
  for (let time = 1; time <= 60; time += 1) {
    for (const one of shown) one.tick(time);
    await new Promise((resolve) => setTimeout(resolve, 12));
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
}
