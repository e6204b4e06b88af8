/** Which stopped workers have a session: at most so many; the others come in as those go on. It starts nothing. */

import type { Body } from "./messages.ts";

export class Places {
  private readonly most: number;
  /** By worker, the body of the event that it stands still after. */
  private readonly stops = new Map<string, Body>();
  /** By worker with a session, or one that is being started: when it has gone on; Infinity while it stands still. */
  private readonly taken = new Map<string, number>();
  private count = 0;

  constructor(most: number) {
    this.most = Math.max(1, most);
  }

  /** What stands still, the oldest stop first. */
  get standing(): readonly string[] {
    return [...this.stops.keys()];
  }

  /** The body of the event that a worker stands still after. */
  stop(worker: string): Body | undefined {
    return this.stops.get(worker);
  }

  has(worker: string): boolean {
    return this.taken.has(worker);
  }

  stopped(worker: string, body: Body): void {
    this.stops.set(worker, body);
    if (this.taken.has(worker)) this.taken.set(worker, Infinity);
  }

  /** It goes on; returns what undoes that. soon: it will stand still again at once, mostly, and keeps its place. */
  went(worker: string, soon = false): () => void {
    const known = this.stops.get(worker);
    this.stops.delete(worker);
    if (!soon) this.runs(worker);
    return () => {
      if (known !== undefined && !this.stops.has(worker)) this.stopped(worker, known);
    };
  }

  /** It does not stand still, for a while now: others may have its place. */
  runs(worker: string): void {
    if (this.taken.has(worker) && !this.stops.has(worker)) this.taken.set(worker, ++this.count);
  }

  /** It is debugged no more. */
  gone(worker: string): void {
    this.stops.delete(worker);
    this.taken.delete(worker);
  }

  /** It has a session, whether or not it was its turn. */
  take(worker: string): void {
    this.taken.set(worker, this.stops.has(worker) ? Infinity : ++this.count);
  }

  /** A session is over, or could not be started. */
  left(worker: string): void {
    this.taken.delete(worker);
  }

  /** It stands still and no session comes: the others go first. */
  postpone(worker: string): void {
    const known = this.stops.get(worker);
    this.taken.delete(worker);
    if (known === undefined) return;
    this.stops.delete(worker);
    this.stops.set(worker, known);
  }

  /** Give free places away: workers for which a session is to be started now. */
  start(): readonly string[] {
    const started = this.waiting.slice(0, Math.max(0, this.most - this.taken.size));
    for (const worker of started) this.taken.set(worker, Infinity);
    return started;
  }

  /** While others wait: workers that run with a session, whose places are to be given up; longest running first. */
  get idlest(): readonly string[] {
    const lacking = this.waiting.length - Math.max(0, this.most - this.taken.size);
    if (lacking <= 0) return [];
    const running = [...this.taken].filter(([, since]) => since !== Infinity).sort((one, other) => one[1] - other[1]);
    return running.slice(0, lacking).map(([worker]) => worker);
  }

  private get waiting(): readonly string[] {
    return this.standing.filter((worker) => !this.taken.has(worker));
  }
}
