/** What stops workers: the book of it, kept the same in all workers that there are tunnels to. */

import { CLOCK } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import { type Ask, Book, type Changed } from "./book.ts";
import type { Conversation, Setup } from "./conversation.ts";
import { type Body, type Breakpoint, number } from "./messages.ts";
import type { Sources } from "./sources.ts";

/** How long the answer to setBreakpoints waits for workers. */
const VERIFY_MILLISECONDS = 500;

export class Points {
  private readonly book: Book;
  private readonly workers: ReadonlyMap<string, Conversation>;
  private readonly onChanged: (changed: Changed) => void;
  /** By path, what workers were asked last. */
  private readonly asked = new Map<string, Promise<unknown>>();

  /** onChanged: something else is known of breakpoints. */
  constructor(sources: Sources, workers: ReadonlyMap<string, Conversation>, onChanged: (changed: Changed) => void) {
    this.book = new Book((path) => sources.targets(path));
    this.workers = workers;
    this.onChanged = onChanged;
  }

  /** Take a document's breakpoints, and wait a moment for what workers say. */
  async set(path: string, points: readonly Body[]): Promise<void> {
    const answers = this.send(this.book.set(path, points));
    // Sessions of workers are asked for the same; who comes second waits, too.
    if (answers.length > 0) this.asked.set(path, Promise.all(answers));
    let late: Disposable | undefined;
    const patience = new Promise<void>((settle) => {
      late = CLOCK.after(VERIFY_MILLISECONDS, settle);
    });
    await Promise.race([this.asked.get(path), patience]);
    late?.dispose();
  }

  /** Take what else stops. */
  keep(command: string, given: Body): void {
    this.send(this.book.keep(command, given));
  }

  /** A document's breakpoints: what all workers say of them, or one. */
  merged(path: string, worker?: string): readonly Breakpoint[] {
    return this.book.merged(path, worker);
  }

  /** Cells have come, gone or changed: breakpoints in them are for what they are now. */
  renew(): void {
    for (const path of this.book.paths) this.send(this.book.renew(path));
  }

  /** Set all of it in a worker that has just been reached; whether that could be done. */
  async configure(conversation: Conversation, setup: Omit<Setup, "asks">): Promise<boolean> {
    // A file may have changed without a word of the editor's.
    for (const path of this.book.paths) this.send(this.book.renew(path), conversation);
    const asks = this.book.asks();
    const answers = await conversation.configure({ ...setup, asks });
    asks.forEach((ask, index) => this.take(ask, conversation, answers[index]?.body ?? {}));
    return conversation.configured;
  }

  /** A worker knows more of a breakpoint than when it was asked. */
  event(worker: string, point: Body): void {
    this.tell(this.book.changed(worker, point));
  }

  /** The editor's ids of what a worker has stopped at, in place of its own. */
  hit(worker: string, stop: Body): Body {
    const { hitBreakpointIds: ids, ...rest } = stop;
    const known = Array.isArray(ids) ? this.book.known(worker, ids.map(number)) : [];
    return known.length > 0 ? { ...rest, hitBreakpointIds: known } : rest;
  }

  /** A worker is debugged no more. */
  gone(worker: string): void {
    for (const changed of this.book.gone(worker)) this.tell(changed);
  }

  private send(asks: readonly Ask[], except?: Conversation): Promise<void>[] {
    const open = [...this.workers.values()].filter((each) => each.open && each !== except);
    return open.flatMap((conversation) =>
      asks.map(async (ask) => {
        const reply = await conversation.ask(ask.command, ask.arguments);
        this.take(ask, conversation, reply.body ?? {});
      }),
    );
  }

  private take(ask: Ask, conversation: Conversation, body: Body): void {
    if (conversation.open) this.tell(this.book.answered(ask, conversation.id, body));
  }

  private tell(changed: Changed | undefined): void {
    if (changed !== undefined) this.onChanged(changed);
  }
}
