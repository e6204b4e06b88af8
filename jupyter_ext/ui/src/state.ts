/**
 * What is shown of jobs and clusters. `farfield_engine/client/states.py` makes these from what a gateway says,
 * for the notebook's widgets and for the Jupyter server alike.
 *
 * Shares lie between 0 and 1, sizes are bytes, times are seconds; null stands for what is not known.
 */

export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "lost";

/** The way to the cluster while it is interrupted. */
export interface Connection {
  readonly lost: boolean;
  /** Seconds since it was lost. */
  readonly seconds: number;
  /** Seconds until it is tried again, or null while it is being tried. */
  readonly next: number | null;
  readonly why: string;
  /** Whether the user has pressed stop meanwhile. */
  readonly stopping?: boolean;
  /** Whether it will not come back: the gateway has ended, or was left. */
  readonly over?: boolean;
}

/** The bars of one label inside a job's items (`ff.track`, tqdm), taken together. */
export interface Loop {
  readonly label: string;
  /** How many loops are around it. */
  readonly depth: number;
  /** Bars that go on now, and those that have ended. */
  readonly open: number;
  readonly ended: number;
  /** Means of one bar; `total` is null where some total is not known. */
  readonly done: number;
  readonly total: number | null;
  readonly fraction: number | null;
  /** Steps a second of one bar. */
  readonly rate: number | null;
  readonly unit: string;
  /** The worker that is furthest behind; "" where there is only one. */
  readonly slowest: string;
  readonly slowestFraction: number | null;
  readonly note: string;
}

/** One bar of one worker. */
export interface WorkerBar {
  readonly label: string;
  readonly depth: number;
  readonly done: number;
  readonly total: number | null;
  readonly rate: number | null;
  readonly unit: string;
  readonly note: string;
}

export interface DeviceUse {
  /** "gpu0" */
  readonly label: string;
  readonly load: number | null;
  readonly memory: number;
  readonly memoryTotal: number;
}

/** A worker that stands still. */
export interface Pause {
  readonly worker: string;
  /** Number and name of its job: `job` is the number. */
  readonly job: number | null;
  /** What its item or rank is called; "" where there is only one. */
  readonly label: string;
  /** "breakpoint" (the code calls breakpoint()), "entry", "exception", "debugger" */
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Seconds until it goes on by itself; null: a debugger has it. */
  readonly left: number | null;
  /** Who has it. */
  readonly client: string;
}

/** A worker that runs a job, or has run some of it. */
export interface WorkerUse {
  readonly id: string;
  readonly node: string;
  readonly rank: number | null;
  /** "starting", "idle", "busy", "paused", "dead" */
  readonly state: string;
  /** Cores in use: 0.88 is 88 % of one core. */
  readonly cpu: number | null;
  readonly memory: number;
  readonly peakMemory: number;
  readonly gpus: readonly DeviceUse[];
  /** Items of the job that it has settled. */
  readonly done: number;
  /** The item that it runs now. */
  readonly item: number | null;
  readonly pause: Pause | null;
  readonly bars: readonly WorkerBar[];
}

export interface SlowItem {
  readonly item: number;
  /** "C=1, gamma=0.1"; "item 7" where it has no name */
  readonly label: string;
  readonly seconds: number;
  readonly worker: string;
}

export interface FailedItem {
  readonly item: number;
  readonly label: string;
  /** One line: "ValueError: Solver did not converge" */
  readonly error: string;
  /** "failed", "lost", "cancelled" */
  readonly state: string;
  /** Plain text; "" where there is none. */
  readonly traceback: string;
  readonly worker: string;
}

/** What there is to see of a job beside its counts. */
export interface Detail {
  readonly loops: readonly Loop[];
  readonly loopsLeftOut: number;
  readonly workers: readonly WorkerUse[];
  readonly workersTotal: number;
  readonly slowest: readonly SlowItem[];
  readonly failures: readonly FailedItem[];
  readonly failuresTotal: number;
  /** Seconds that an item took. */
  readonly median: number | null;
  readonly peakMemory: number;
  readonly peakGpuMemory: number;
  readonly sent: number;
  readonly received: number;
  /** When `workers` was measured, by the gateway's clock; 0: not yet. */
  readonly sampled: number;
  /** GPUs that each item was given; 0: none was asked for. */
  readonly gpusAsked: number;
}

export interface Progress {
  readonly name: string;
  readonly state: JobState;
  readonly items: number;
  readonly counts: Readonly<Record<JobState, number>>;
  /** Seconds since submission. */
  readonly elapsed: number;
  /** Items that end per second; 0 while none has. */
  readonly rate: number;
  /** Seconds until the last item ends, or null where nothing is known yet. */
  readonly left: number | null;
  readonly workers: number;
  /** The job's short number. */
  readonly job: number | string;
  /** Why it has not begun, where more is known than that no worker is free. */
  readonly waiting?: string;
  readonly connection?: Connection | null;
  readonly detail?: Detail | null;
}

export function isOver(progress: Progress): boolean {
  return progress.state !== "queued" && progress.state !== "running";
}

// --- the cluster -------------------------------------------------------------

export interface GpuProcess {
  readonly pid: number;
  readonly memory: number;
  /** The worker that it is; "" where it is none of ours. */
  readonly worker: string;
  /** "12 train" */
  readonly job: string;
}

export interface Gpu {
  /** "gpu0"; "gpu0:1" for a part of one (MIG) */
  readonly label: string;
  readonly id: string;
  readonly name: string;
  readonly load: number | null;
  readonly memory: number;
  readonly memoryTotal: number;
  /** Degrees Celsius. */
  readonly temperature: number | null;
  /** Watts. */
  readonly power: number | null;
  readonly powerLimit: number | null;
  readonly processes: readonly GpuProcess[];
  /** Why nothing more is known of it. */
  readonly error: string;
  /** Share of it that tasks have been given. */
  readonly inUse: number;
}

export interface NodeWorker {
  readonly id: string;
  readonly pid: number;
  readonly state: string;
  /** "12 train"; "" while it has no work */
  readonly job: string;
  readonly group: string;
  readonly rank: number;
  readonly cpu: number | null;
  readonly memory: number;
  /** Labels of its GPUs. */
  readonly gpus: readonly string[];
  readonly pause: Pause | null;
}

/** What else a node has, by the name that its cluster has for it. */
export interface Resource {
  readonly name: string;
  readonly total: number;
  readonly inUse: number;
}

export interface ClusterNode {
  readonly name: string;
  /** "" where it is simply there; "waiting" stands for all workers that are on no node yet */
  readonly state: string;
  readonly resources: readonly Resource[];
  readonly cpus: number;
  readonly cpusInUse: number;
  /** Share of all its cores' time. */
  readonly load: number | null;
  readonly memory: number;
  readonly memoryUsed: number;
  readonly gpus: readonly Gpu[];
  /** "present", "none" (no GPU), "no-driver", "error"; "" where nobody has looked */
  readonly gpuState: string;
  /** Why there are none, for people. */
  readonly gpuNote: string;
  readonly gpusInUse: number;
  readonly workers: readonly NodeWorker[];
  readonly workersTotal: number;
  /** Its clock: charts go by it. */
  readonly time: number;
}

/** So many that ask for the same and have no room. */
export interface Demand {
  readonly resources: readonly { readonly name: string; readonly amount: number }[];
  readonly count: number;
  /** "task or actor", "placement group" */
  readonly kind: string;
}

/** What a cluster that schedules by itself says of itself. */
export interface Facts {
  readonly version: string;
  readonly address: string;
  /** A link; "" where there is none. */
  readonly dashboard: string;
  readonly demands: readonly Demand[];
  readonly autoscaler: string;
  readonly pendingNodes: readonly string[];
  readonly failedNodes: readonly string[];
  readonly note: string;
}

export interface Cluster {
  /** What a user attaches with: "local", "farfield://host:port" */
  readonly target: string;
  /** What it is called: "this machine", "host:port" */
  readonly name: string;
  readonly engine: string;
  readonly version: string;
  readonly uptime: number;
  readonly jobs: number;
  readonly objectBytes: number;
  readonly draining: boolean;
  readonly nodes: readonly ClusterNode[];
  /** null where the engine has nothing to say. */
  readonly facts: Facts | null;
  readonly connection?: Connection | null;
}

/** One line of the list of jobs. */
export interface JobLine extends Progress {
  readonly id: string;
  readonly number: number;
  /** When it was submitted, seconds since the epoch by the gateway's clock. */
  readonly submitted: number;
  /** "ValueError: …" of the item that failed first. */
  readonly error: string;
  /** Path of its notebook, and the id of the cell in it; "" where it has none. */
  readonly notebook: string;
  readonly cell: string;
  readonly group: string;
  readonly ranks: number;
  readonly cpuSeconds: number;
  readonly gpuSeconds: number;
  readonly pauses: readonly Pause[];
  readonly user: string;
}

// --- what can be done about it -----------------------------------------------

export interface LogQuery {
  /** Only of these; empty: of all. */
  readonly items?: readonly number[];
  /** Only lines with this text, whatever its case. */
  readonly search?: string;
  /** How many lines at most, the last ones. */
  readonly last?: number;
}

export interface LogLine {
  readonly item: number;
  readonly label: string;
  readonly text: string;
  readonly stream: "stdout" | "stderr";
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** Lines before these that were asked for too. */
  readonly leftOut: number;
}

export interface DetailQuery {
  readonly failuresFrom?: number;
  readonly failuresLimit?: number;
  readonly workersFrom?: number;
  readonly workersLimit?: number;
  readonly bars?: boolean;
}

/** What a job's card can have done: by its kernel in a notebook, by the Jupyter server in the panel. */
export interface JobActions {
  cancel(): Promise<void>;
  /** Run what did not succeed once more; null where that is not to be had here. */
  readonly retry: ((items?: readonly number[]) => Promise<void>) | null;
  /** Run a failed item once more, stopped where it fails. */
  readonly debug: ((item: number) => Promise<void>) | null;
  log(query: LogQuery): Promise<LogPage>;
  detail(query: DetailQuery): Promise<Detail>;
  /** End a worker's wait for a debugger. */
  continueWorker(worker: string): Promise<void>;
  /** Show the job in the panel; null where there is none. */
  readonly openInPanel: (() => void) | null;
}
