/** The sessions of workers that have stopped: the editor is asked for them, and they end when there is no need. */

import { Emitter } from "../common/events.ts";
import type { Adapter, Editor, Stop } from "./api.ts";
import type { Changed } from "./book.ts";
import type { Conversation, WorkerEvent } from "./conversation.ts";
import { type Breakpoint, number, text } from "./messages.ts";
import { Places } from "./places.ts";
import type { Points } from "./points.ts";
import type { Sources } from "./sources.ts";
import { Timers } from "./timers.ts";
import { WorkerSession } from "./worker.ts";

/** A worker that has had nothing to do for so long needs no session. */
const IDLE_MILLISECONDS = 1000;
/** A worker that goes on has its place for so long: it may stop again at once. */
const LINGER_MILLISECONDS = 300;
/** A step that takes longer counts as going on. */
const STEP_MILLISECONDS = 2000;
/** A session that was asked for and has not come by then does not come. */
const START_MILLISECONDS = 20_000;
/** Stops are told at most so often. */
const NEWS_MILLISECONDS = 50;

export interface SeatsUser {
  readonly editor: Editor;
  readonly sources: Sources;
  readonly points: Points;
  readonly workers: ReadonlyMap<string, Conversation>;
}

export class Seats {
  private readonly user: SeatsUser;
  private readonly places: Places;
  private readonly sessions = new Map<string, WorkerSession>();
  private readonly timers = new Timers();
  private readonly changed = new Emitter<void>();
  private over = false;
  readonly onDidChange = this.changed.event;

  constructor(user: SeatsUser, most: number) {
    this.user = user;
    this.places = new Places(most);
  }

  get stops(): readonly Stop[] {
    return this.places.standing.map((worker) => ({
      worker,
      title: this.user.workers.get(worker)?.title ?? worker,
      reason: text(this.places.stop(worker)?.["reason"]),
      shown: this.places.has(worker),
    }));
  }

  /** The adapter of a session that the editor was asked for, or starts anew. */
  adapter(worker: string): Adapter {
    const before = this.sessions.get(worker);
    this.sessions.delete(worker); // its place is not given away
    before?.end();
    this.timers.stop(`start ${worker}`);
    this.places.take(worker);
    const session: WorkerSession = new WorkerSession({
      sources: this.user.sources,
      conversation: () => this.user.workers.get(worker),
      stop: () => this.places.stop(worker),
      goesOn: (step) => this.goesOn(worker, step),
      setBreakpoints: async (path, points) => {
        await this.user.points.set(path, points);
        return this.user.points.merged(path, worker);
      },
      keep: (command, given) => this.user.points.keep(command, given),
      left: (letGo) => this.left(worker, session, letGo),
    });
    this.sessions.set(worker, session);
    return session.adapter;
  }

  /** A worker has stopped, goes on, or has another thread. */
  says(worker: string, event: WorkerEvent): void {
    if (event.event === "stopped") {
      this.timers.stop(`idle ${worker}`);
      this.places.stopped(worker, event.body);
    } else if (event.event === "continued") {
      this.goesOn(worker, this.timers.has(`step ${worker}`));
    }
    this.sessions.get(worker)?.event(event);
    if (event.event === "stopped") this.give();
  }

  /** A worker does something else than before. */
  workerChanged({ id, about }: Conversation): void {
    if (this.sessions.has(id) && about.job === "" && this.places.stop(id) === undefined) {
      this.timers.ensure(`idle ${id}`, IDLE_MILLISECONDS, () => this.sessions.get(id)?.end());
    } else {
      this.timers.stop(`idle ${id}`);
    }
  }

  /** A worker is debugged no more. */
  gone(worker: string): void {
    this.places.gone(worker);
    for (const name of ["idle", "start", "step"]) this.timers.stop(`${name} ${worker}`);
    this.sessions.get(worker)?.end();
    this.give();
  }

  /** Something else is known of breakpoints. */
  tell({ path, ids }: Changed): void {
    for (const [worker, session] of this.sessions) session.tell(having(ids, this.user.points.merged(path, worker)));
  }

  /** Let a worker that stands still go on; whether it does. */
  async letGo(worker: string): Promise<boolean> {
    const stop = this.places.stop(worker);
    const conversation = this.user.workers.get(worker);
    if (stop === undefined || conversation === undefined) return false;
    const undo = this.goesOn(worker, false);
    const threadId = number(stop["threadId"]) || 1;
    this.sessions.get(worker)?.event({ event: "continued", body: { threadId, allThreadsContinued: true } });
    const { success } = await conversation.ask("continue", { threadId });
    if (!success) undo();
    return success;
  }

  dispose(): void {
    this.over = true;
    for (const session of [...this.sessions.values()]) session.end();
    this.timers.dispose();
    this.changed.fire();
    this.changed.dispose();
  }

  private goesOn(worker: string, step: boolean): () => void {
    const undo = this.places.went(worker, step);
    if (step) this.timers.start(`step ${worker}`, STEP_MILLISECONDS, () => this.runs(worker));
    else this.timers.ensure("linger", LINGER_MILLISECONDS, () => this.give());
    const conversation = this.user.workers.get(worker);
    if (conversation !== undefined) this.workerChanged(conversation);
    this.news();
    return () => {
      undo();
      this.give();
    };
  }

  private runs(worker: string): void {
    this.places.runs(worker);
    this.give();
  }

  private left(worker: string, session: WorkerSession, letGo: boolean): void {
    if (this.sessions.get(worker) !== session) return;
    this.sessions.delete(worker);
    this.timers.stop(`idle ${worker}`);
    if (letGo) void this.letGo(worker);
    this.places.left(worker);
    this.give();
  }

  /** Give places to those that stand still and have none. */
  private give(): void {
    if (this.over) return;
    for (const worker of this.places.idlest) this.sessions.get(worker)?.end();
    for (const worker of this.places.start()) {
      this.timers.start(`start ${worker}`, START_MILLISECONDS, () => {
        this.places.postpone(worker);
        this.give();
      });
      this.user.editor.startWorkerSession(worker, this.user.workers.get(worker)?.title ?? worker);
    }
    this.news();
  }

  private news(): void {
    this.timers.ensure("news", NEWS_MILLISECONDS, () => this.changed.fire());
  }
}

/** Of these breakpoints those with one of these ids. */
export function having(ids: readonly number[], points: readonly Breakpoint[]): readonly Breakpoint[] {
  return points.filter(({ id }) => id !== undefined && ids.includes(id));
}
