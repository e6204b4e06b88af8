/** Made-up clusters for tests and pictures. */

import { type ClusterEntry, type ClusterSource, type JobPage, SourceError, type WorkerPage } from "../src/panel/source.ts";
import {
  type Cluster,
  type ClusterNode,
  type DetailQuery,
  type Gpu,
  type JobLine,
  type LogPage,
  type NodeWorker,
  type Pause,
} from "../src/state.ts";

export function gpu(given: Partial<Gpu>): Gpu {
  return {
    label: "gpu0",
    id: "GPU-0",
    name: "NVIDIA H100 80GB HBM3",
    load: 0,
    memory: 0,
    memoryTotal: 80e9,
    temperature: 41,
    power: 72,
    powerLimit: 700,
    processes: [],
    error: "",
    inUse: 0,
    ...given,
  };
}

export function worker(given: Partial<NodeWorker>): NodeWorker {
  return {
    id: "w1",
    pid: 4711,
    state: "idle",
    job: "",
    group: "",
    rank: 0,
    cpu: 0.01,
    memory: 210e6,
    gpus: [],
    pause: null,
    ...given,
  };
}

export function node(given: Partial<ClusterNode>): ClusterNode {
  return {
    name: "node 1",
    state: "",
    resources: [],
    cpus: 64,
    cpusInUse: 12,
    load: 0.4,
    memory: 512e9,
    memoryUsed: 180e9,
    gpus: [],
    gpuState: "none",
    gpuNote: "",
    gpusInUse: 0,
    workers: [],
    workersTotal: 0,
    time: 1000,
    ...given,
  };
}

export function cluster(given: Partial<Cluster> = {}): Cluster {
  return {
    target: "local",
    name: "this machine",
    engine: "core",
    version: "0.1.0",
    uptime: 7300,
    jobs: 12,
    objectBytes: 0,
    draining: false,
    nodes: [node({})],
    facts: null,
    connection: null,
    ...given,
  };
}

export function entry(id: string, given: Partial<ClusterEntry> = {}): ClusterEntry {
  return { id, target: "local", name: "this machine", state: "up", message: "", attached: true, ...given };
}

export function pauseOf(given: Partial<Pause>): Pause {
  return {
    worker: "w3",
    job: 12,
    label: "",
    kind: "breakpoint",
    file: "/home/ann/train.py",
    line: 57,
    text: "",
    left: 48,
    client: "",
    ...given,
  };
}

export function job(given: Partial<JobLine>): JobLine {
  const number = given.number ?? 1;
  return {
    id: `job-${number}`,
    number,
    job: number,
    name: "sweep",
    state: "running",
    items: 1,
    elapsed: 3,
    rate: 0,
    left: null,
    workers: 1,
    submitted: 0,
    error: "",
    notebook: "",
    cell: "",
    group: "",
    ranks: 0,
    cpuSeconds: 0,
    gpuSeconds: 0,
    pauses: [],
    user: "",
    ...given,
    counts: given.counts ?? { queued: 0, running: 1, succeeded: 0, failed: 0, cancelled: 0, lost: 0 },
  };
}

/** Answers as the server does, from what a test or a picture has put in. */
export class FakeSource implements ClusterSource {
  readonly asked: string[] = [];
  broken: Error | null = null;
  entries: ClusterEntry[];
  all: Record<string, Cluster>;
  list: JobLine[];

  constructor(entries: ClusterEntry[], all: Record<string, Cluster>, list: JobLine[]) {
    this.entries = entries;
    this.all = all;
    this.list = list;
  }

  private async answer<T>(what: string, make: () => T): Promise<T> {
    this.asked.push(what);
    if (this.broken) throw this.broken;
    return make();
  }

  clusters(): Promise<readonly ClusterEntry[]> {
    return this.answer("clusters", () => this.entries);
  }

  attach(target: string): Promise<ClusterEntry> {
    return this.answer(`attach ${target}`, () => {
      if (target !== "local") throw new SourceError("wrong", `no gateway answers at ${target}: connection refused; is it running?`, 400);
      const made = entry("new");
      this.entries = [...this.entries, made];
      return made;
    });
  }

  forget(id: string): Promise<void> {
    return this.answer(`forget ${id}`, () => {
      this.entries = this.entries.filter((one) => one.id !== id);
    });
  }

  cluster(id: string, page: WorkerPage): Promise<Cluster> {
    return this.answer(`cluster ${id} ${page.from}`, () => {
      const whole = this.all[id];
      if (!whole) throw new SourceError("missing", `no cluster ${id}`, 404);
      let skip = page.from;
      let room = page.limit;
      const nodes = whole.nodes.map((one) => {
        const workers = one.workers.slice(skip, skip + room);
        skip = Math.max(0, skip - one.workers.length);
        room -= workers.length;
        return { ...one, workers };
      });
      return { ...whole, nodes };
    });
  }

  jobs(id: string, { limit, before = Infinity }: { limit: number; before?: number }): Promise<JobPage> {
    return this.answer(`jobs ${id} ${before}`, () => ({
      jobs: this.list.filter(({ number }) => number < before).slice(-limit),
      total: this.list.length,
    }));
  }

  job(_id: string, number: number, _query?: DetailQuery): Promise<JobLine> {
    return this.answer(`job ${number}`, () => {
      const found = this.list.find((one) => one.number === number);
      if (!found) throw new SourceError("missing", `no job ${number}; the gateway may have forgotten it`, 404);
      return found;
    });
  }

  log(): Promise<LogPage> {
    return this.answer("log", () => ({ lines: [{ item: 0, label: "", text: "fold 3  score 0.9731", stream: "stdout" as const }], leftOut: 0 }));
  }

  cancel(_id: string, number: number): Promise<void> {
    return this.answer(`cancel ${number}`, () => undefined);
  }

  retry(_id: string, number: number): Promise<void> {
    return this.answer(`retry ${number}`, () => undefined);
  }

  continueWorker(_id: string, name: string): Promise<void> {
    return this.answer(`continue ${name}`, () => undefined);
  }
}
