/** What is known of the gateways: asked again and again while somebody looks, and not otherwise. */

import { type Clock, clock } from "../../../jupyter_ext/ui/src/panel/poll.ts";
import type { ClusterSource } from "../../../jupyter_ext/ui/src/panel/source.ts";
import type { Cluster } from "../../../jupyter_ext/ui/src/state.ts";
import { type Disposable, Emitter, type Event } from "../common/events.ts";
import type { Gateway, Gateways } from "../gateway/api.ts";
import type { PausedWorker } from "./clusterlooks.ts";
import { type AskJobs, JobBook, type PageRef } from "./jobbook.ts";

/** Who looks: a view that is in sight, or the status bar. */
export type Looker = "clusters" | "jobs" | "paused" | "status";

/** Milliseconds between two questions: while something goes on, and while nothing does. */
const PERIODS: Readonly<Record<Looker, readonly [number, number]>> = {
  clusters: [2000, 3000],
  jobs: [1000, 3000],
  paused: [1000, 2000],
  status: [3000, 5000],
};
const AWAY = 10_000;
const TICK = 250;

/** Of one gateway. */
export interface Seen {
  readonly gateway: Gateway;
  readonly cluster: Cluster | null;
  readonly jobs: JobBook;
  readonly paused: readonly PausedWorker[];
  /** When `paused` was told, by the clock here. */
  readonly pausedAt: number;
  /** What a question was answered with, where it failed; "" where none did. */
  readonly trouble: string;
}

class Known implements Seen {
  readonly gateway: Gateway;
  cluster: Cluster | null = null;
  jobs = new JobBook();
  paused: readonly PausedWorker[] = [];
  pausedAt = 0;
  readonly troubles = new Map<Looker, string>();
  /** When each question was asked last, and whether it is being asked. */
  readonly asked = new Map<Looker, number>();
  readonly busy = new Set<Looker>();
  /** Pages of jobs that are open, and when they were asked for. */
  readonly pages = new Map<number, { ref: PageRef; at: number }>();

  constructor(gateway: Gateway) {
    this.gateway = gateway;
  }

  get trouble(): string {
    return [...this.troubles.values()][0] ?? "";
  }
}

export interface WatchOptions {
  readonly clock?: Clock;
  /** All workers that stand still. */
  readonly pausedOf: (gateway: Gateway) => Promise<readonly PausedWorker[]>;
  /** How many workers are shown of a gateway's. */
  readonly workersOf: (gateway: string) => number;
}

export class Watch implements Disposable {
  readonly clock: Clock;
  private readonly gateways: Gateways;
  private readonly source: ClusterSource;
  private readonly options: WatchOptions;
  private readonly known = new Map<string, Known>();
  private readonly looking = new Set<Looker>();
  private readonly changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly listening: Disposable;
  private timer: unknown = null;

  constructor(gateways: Gateways, source: ClusterSource, options: WatchOptions) {
    this.gateways = gateways;
    this.source = source;
    this.options = options;
    this.clock = options.clock ?? clock;
    this.listening = gateways.onDidChange(() => {
      this.sync();
      this.changed.fire();
    });
    this.sync();
  }

  get all(): readonly Seen[] {
    return this.gateways.all.flatMap(({ id }) => this.known.get(id) ?? []);
  }

  of(id: string): Seen | undefined {
    return this.known.get(id);
  }

  look(who: Looker, looks: boolean): void {
    if (looks === this.looking.has(who)) return;
    if (looks) this.looking.add(who);
    else this.looking.delete(who);
    if (looks) for (const known of this.known.values()) known.asked.delete(who);
    this.tick();
  }

  /** Ask everything at once that is looked at, after something was done. */
  refresh(): void {
    for (const known of this.known.values()) known.asked.clear();
    this.tick();
  }

  /** Ask once, where nobody looks, for a list to choose from; what can't be asked is left out. */
  async know(what: "jobs" | "paused"): Promise<void> {
    await Promise.all(
      [...this.known.values()].map((known) =>
        known.busy.has(what)
          ? undefined
          : this.questions(known)
              [what]()
              .catch(() => undefined),
      ),
    );
  }

  /** A page of older jobs is shown, or no longer. */
  lookAtPage(id: string, ref: PageRef, looks: boolean): void {
    const known = this.known.get(id);
    if (!known) return;
    if (looks) known.pages.set(ref.to, { ref, at: -Infinity });
    else known.pages.delete(ref.to);
    this.tick();
  }

  pausedCount(): number {
    return this.all.reduce((sum, { paused }) => sum + paused.length, 0);
  }

  dispose(): void {
    this.listening.dispose();
    this.looking.clear();
    this.clock.stop(this.timer);
    this.changed.dispose();
  }

  private sync(): void {
    for (const gateway of this.gateways.all) {
      if (this.known.get(gateway.id)?.gateway !== gateway) this.known.set(gateway.id, new Known(gateway));
    }
    for (const id of this.known.keys()) if (!this.gateways.get(id)) this.known.delete(id);
    this.tick();
  }

  /** Ask what is due; as long as somebody looks, again a little later. */
  private tick(): void {
    this.clock.stop(this.timer);
    this.timer = null;
    if (!this.looking.size) return;
    for (const known of this.known.values()) this.askDue(known);
    this.timer = this.clock.after(TICK, () => this.tick());
  }

  private askDue(known: Known): void {
    // The way to it says itself why it is shut, and when it is open again.
    if (known.gateway.state === "refused") return;
    const questions = this.questions(known);
    const goesOn = known.jobs.open().length > 0;
    this.due("clusters", known, goesOn, questions.clusters);
    this.due("jobs", known, goesOn, questions.jobs);
    this.due("paused", known, known.paused.length > 0, questions.paused);
    if (this.looking.has("jobs")) this.askPages(known);
  }

  private questions(known: Known): Readonly<Record<"clusters" | "jobs" | "paused", () => Promise<void>>> {
    const { id } = known.gateway;
    return {
      clusters: async () => {
        known.cluster = await this.source.cluster(id, { from: 0, limit: this.options.workersOf(id) });
      },
      jobs: () => known.jobs.refresh((page) => this.source.jobs(id, page)),
      paused: async () => {
        known.paused = await this.options.pausedOf(known.gateway);
        known.pausedAt = this.clock.now();
      },
    };
  }

  /** Ask where somebody looks and it is time; the status bar wants to know of jobs and of paused workers. */
  private due(what: Looker, known: Known, goesOn: boolean, ask: () => Promise<void>): void {
    const who = this.looking.has(what) ? what : what === "clusters" ? null : "status";
    if (!who || !this.looking.has(who) || known.busy.has(what)) return;
    const now = this.clock.now();
    const { state } = known.gateway;
    // The way to one that is away is tried again by itself; who asks has it tried the sooner.
    const period = state === "away" ? AWAY : PERIODS[who][state === "up" && goesOn ? 0 : 1];
    if (now - (known.asked.get(what) ?? -Infinity) < period) return;
    known.asked.set(what, now);
    known.busy.add(what);
    void ask()
      .then(() => known.troubles.delete(what))
      .catch((error: unknown) => known.troubles.set(what, error instanceof Error ? error.message : String(error)))
      .finally(() => {
        known.busy.delete(what);
        if (this.looking.size) this.changed.fire();
      });
  }

  /** One page at a time: those without an answer yet, and now and then those with open jobs. */
  private askPages(known: Known): void {
    const now = this.clock.now();
    const open = [...known.pages.values()].find(({ ref, at }) => {
      const lines = known.jobs.page(ref);
      const goesOn = lines?.some(({ state }) => state === "running" || state === "queued") ?? true;
      return now - at >= (lines ? 3000 : 1000) && (goesOn || !lines);
    });
    if (!open || known.busy.has("jobs")) return;
    open.at = now;
    const ask: AskJobs = (page) => this.source.jobs(known.gateway.id, page);
    void known.jobs
      .load(open.ref, ask)
      .catch(() => undefined)
      .finally(() => this.changed.fire());
  }
}
