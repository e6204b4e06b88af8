/** What the panel knows: the clusters, and of the chosen one its nodes, jobs and paused workers. Has no page. */

import { type Cluster, type JobLine, type Pause, isOver } from "../state.ts";
import { type Clock, clock, Poller } from "./poll.ts";
import { type ClusterEntry, type ClusterSource, type JobPage, SourceError } from "./source.ts";

export const WORKERS = 64;
export const JOBS = 100;

export interface PausedWorker {
  readonly pause: Pause;
  readonly job: JobLine;
}

/** The way to the data, where it is interrupted. */
export interface Outage {
  readonly message: string;
  /** Seconds until it is tried again. */
  readonly again: number;
}

/** A page that starts where the list is looked at, with some room before it. */
export function pageAround(from: number, to: number, limit: number, total: number): number {
  const middle = Math.floor((from + to - limit) / 2);
  return Math.max(0, Math.min(middle, total - limit));
}

/**
 * Newest first: the jobs that were known, with what has come now. The newest page says all there is from its
 * oldest job on; where it leaves a hole behind what was known, the list begins anew.
 */
export function mergeJobs(known: readonly JobLine[], page: readonly JobLine[], newest: boolean): JobLine[] {
  const numbers = page.map(({ number }) => number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  let kept = known.filter(({ number }) => !numbers.includes(number));
  if (newest) {
    const latest = known[0]?.number ?? 0;
    // Numbers that begin again are another gateway's.
    kept = low > latest + 1 || high < latest ? [] : kept.filter(({ number }) => number < low);
  }
  return [...kept, ...page].sort((one, other) => other.number - one.number);
}

export class Model {
  entries: readonly ClusterEntry[] = [];
  /** Whether anything was ever heard of the clusters. */
  heard = false;
  selected = "";
  cluster: Cluster | null = null;
  jobs: readonly JobLine[] = [];
  jobsTotal = 0;
  /** When `jobs` came, by the page's clock: countdowns go on from there. */
  jobsAt = 0;
  /** Where the workers begin that are asked for, and those that `cluster` has. */
  workersFrom = 0;
  answeredFrom = 0;
  outage: Outage | null = null;
  readonly source: ClusterSource;
  readonly clock: Clock;
  private oldest = Infinity;
  private looking = { from: 0, to: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly entriesPoll: Poller<readonly ClusterEntry[]>;
  private readonly clusterPoll: Poller<Cluster | null>;
  private readonly jobsPoll: Poller<void>;
  private older = false;
  private readonly troubles = new Map<string, Outage>();

  constructor(source: ClusterSource, time: Clock = clock, period = 1000) {
    this.source = source;
    this.clock = time;
    const failed = (what: string) => (error: unknown, again: number) => this.failed(what, error, again);
    this.entriesPoll = new Poller(
      { ask: () => source.clusters(), take: (entries) => this.takeEntries(entries), failed: failed("clusters") },
      time,
      period,
    );
    this.clusterPoll = new Poller(
      { ask: () => this.askCluster(), take: (cluster) => this.takeCluster(cluster), failed: failed("cluster") },
      time,
      period,
    );
    this.jobsPoll = new Poller(
      { ask: () => this.askJobs(), take: () => this.fine("jobs"), failed: failed("jobs") },
      time,
      period,
    );
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setVisible(visible: boolean): void {
    for (const poll of [this.entriesPoll, this.clusterPoll, this.jobsPoll]) {
      if (visible) poll.start();
      else poll.stop();
    }
  }

  /** Ask everything at once, after something was done. */
  refresh(): void {
    for (const poll of [this.entriesPoll, this.clusterPoll, this.jobsPoll]) poll.soon();
  }

  select(id: string): void {
    if (id === this.selected) return;
    this.selected = id;
    this.forget();
  }

  private forget(): void {
    this.cluster = null;
    this.jobs = [];
    this.oldest = Infinity;
    this.jobsTotal = 0;
    this.workersFrom = 0;
    this.looking = { from: 0, to: 0 };
    this.troubles.delete("cluster");
    this.troubles.delete("jobs");
    this.clusterPoll.renew();
    this.jobsPoll.renew();
    this.changed();
  }

  /** A panel that was never in sight knows no clusters yet: ask, and choose one. Raises `SourceError`. */
  async choose(): Promise<void> {
    if (!this.entry) this.takeEntries(await this.source.clusters());
    if (!this.entry) throw new SourceError("missing", "no cluster is attached here");
  }

  /** Attach to a cluster, and choose it. Raises `SourceError`. */
  async attach(target: string): Promise<void> {
    const entry = await this.source.attach(target);
    this.entries = [...this.entries.filter(({ id }) => id !== entry.id), entry];
    // A list that was asked for before does not have it.
    this.entriesPoll.renew();
    this.select(entry.id);
    this.refresh();
    this.changed();
  }

  get entry(): ClusterEntry | null {
    return this.entries.find(({ id }) => id === this.selected) ?? null;
  }

  paused(): PausedWorker[] {
    return this.jobs.filter((job) => !isOver(job)).flatMap((job) => job.pauses.map((pause) => ({ pause, job })));
  }

  job(number: number): JobLine | null {
    return this.jobs.find((job) => job.number === number) ?? null;
  }

  /** Seconds since the jobs were told. */
  age(): number {
    return (this.clock.now() - this.jobsAt) / 1000;
  }

  /** These rows of the workers are looked at. */
  lookAtWorkers(from: number, to: number): void {
    const total = this.cluster?.nodes.reduce((sum, node) => sum + node.workersTotal, 0) ?? 0;
    const have = this.cluster?.nodes.reduce((sum, node) => sum + node.workers.length, 0) ?? 0;
    if (from >= this.workersFrom && to <= Math.min(total, this.workersFrom + have)) return;
    this.workersFrom = pageAround(from, to, WORKERS, total);
    this.clusterPoll.soon();
  }

  /** These rows of the jobs are looked at; older ones are asked for as they are needed. */
  lookAtJobs(from: number, to: number): void {
    this.looking = { from, to };
    if (to >= this.jobs.length - 5 && this.jobs.length < this.jobsTotal) void this.askOlder();
  }

  private async askCluster(): Promise<Cluster | null> {
    if (!this.selected || this.entry?.attached === false) return null;
    const from = this.workersFrom;
    const cluster = await this.source.cluster(this.selected, { from, limit: WORKERS });
    this.answeredFrom = from;
    return cluster;
  }

  private async askJobs(): Promise<void> {
    const id = this.selected;
    if (!id || this.entry?.attached === false) return;
    const newest = await this.source.jobs(id, { limit: JOBS });
    if (id !== this.selected) return;
    this.takeJobs(newest, true);
    const first = this.jobs[this.looking.from];
    if (this.looking.from < JOBS || !first) return;
    const page = await this.source.jobs(id, { limit: JOBS, before: first.number + 1 });
    if (id === this.selected) this.takeJobs(page, false);
  }

  private async askOlder(): Promise<void> {
    const id = this.selected;
    if (this.older || !Number.isFinite(this.oldest)) return;
    this.older = true;
    try {
      const page = await this.source.jobs(id, { limit: JOBS, before: this.oldest });
      if (id === this.selected) this.takeJobs(page, false);
    } catch {
      // The next scroll asks again; the poll says what is wrong.
    } finally {
      this.older = false;
    }
  }

  private takeEntries(entries: readonly ClusterEntry[]): void {
    const was = this.entry;
    this.entries = entries;
    this.heard = true;
    // What was known of one that was left, or has ended, is true no more.
    const left = was?.attached === true && this.entry?.attached === false;
    if (left) this.forget();
    if (!this.entry || left) {
      const first = entries.find((entry) => entry.attached && entry.state === "up") ?? entries.find((entry) => entry.attached);
      this.select(first?.id ?? this.entry?.id ?? "");
    }
    this.fine("clusters");
  }

  private takeCluster(cluster: Cluster | null): void {
    this.cluster = cluster;
    this.fine("cluster");
  }

  private takeJobs({ jobs: page, total }: JobPage, newest: boolean): void {
    this.jobs = mergeJobs(this.jobs, page, newest);
    this.oldest = this.jobs.at(-1)?.number ?? Infinity;
    this.jobsTotal = Math.max(total, this.jobs.length);
    this.jobsAt = this.clock.now();
    this.changed();
  }

  private fine(what: string): void {
    this.troubles.delete(what);
    this.tell();
  }

  private failed(what: string, error: unknown, again: number): void {
    const message = error instanceof Error ? error.message : String(error);
    this.troubles.set(what, { message, again: again / 1000 });
    this.tell();
  }

  private tell(): void {
    this.outage = [...this.troubles.values()].sort((one, other) => one.again - other.again)[0] ?? null;
    this.changed();
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
