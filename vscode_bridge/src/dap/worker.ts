/** The session of one worker that has stopped: its tunnel is the hub's, which has set the breakpoints. */

import type { Adapter } from "./api.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { Conversation, WorkerEvent } from "./conversation.ts";
import { DONE, Marks, type MarksUser, type Own } from "./marks.ts";
import { type Body, type Breakpoint, type Reply, type Request, Refusal, bodyOf, failed, object, text } from "./messages.ts";
import { References } from "./references.ts";
import { Session } from "./session.ts";
import type { Sources } from "./sources.ts";
import { Translation } from "./translation.ts";

/** What a session of a worker's needs of the hub. */
export interface Seat extends MarksUser {
  readonly sources: Sources;
  /** Undefined where the worker has ended. */
  conversation(): Conversation | undefined;
  /** The body of the event that it stands still after; undefined while it runs. */
  stop(): Body | undefined;
  /** It is about to go on; returns what undoes that. step: it will stand still again soon. */
  goesOn(step: boolean): () => void;
  /** The session is over. letGo: by the editor's wish: the worker goes on. */
  left(letGo: boolean): void;
}

const GOING_ON = new Set(["continue", "next", "stepIn", "stepOut", "goto", "restartFrame"]);
const FORWARDED = new Set([
  "threads", "pause", "stackTrace", "scopes", "variables", "setVariable", "setExpression", "evaluate", "completions",
  "exceptionInfo", "gotoTargets", "stepInTargets", "modules", "loadedSources", "source", ...GOING_ON,
]); // prettier-ignore

export class WorkerSession {
  readonly adapter: Adapter;
  private readonly session: Session;
  private readonly seat: Seat;
  private readonly references = new References();
  private readonly translation: Translation;
  private readonly marks: Marks;
  private ready = false;
  private over = false;
  /** What the worker has said since it was asked to go on: to be told after the answer. */
  private held: WorkerEvent[] | undefined;

  constructor(seat: Seat) {
    this.seat = seat;
    this.marks = new Marks(seat);
    this.translation = new Translation(seat.sources, this.references);
    this.session = new Session(
      (request) => this.answer(request),
      () => this.leave(true),
    );
    this.adapter = this.session;
  }

  /** Have the editor close it, for another reason than its own wish. */
  end(): void {
    if (this.over) return;
    this.leave(false);
    this.session.end();
  }

  private leave(letGo: boolean): void {
    if (this.over) return;
    this.over = true;
    this.seat.left(letGo);
  }

  /** What this worker says of breakpoints. */
  tell(points: readonly Breakpoint[]): void {
    const news = this.marks.news(points);
    for (const breakpoint of news) this.session.emit("breakpoint", { reason: "changed", breakpoint });
  }

  /** An event of the worker's, after the hub has taken note of it. */
  event(event: WorkerEvent): void {
    if (!this.ready) return;
    if (this.held !== undefined) {
      // That it goes on, the editor knows.
      if (event.event !== "continued") this.held.push(event);
      return;
    }
    if (event.event === "stopped" || event.event === "continued") this.references.clear();
    this.session.emit(event.event, event.body);
    if (event.event === "module") void this.loaded(object(event.body["module"]));
  }

  private async loaded(module: Body): Promise<void> {
    if (text(module["path"]) === "") return;
    const source = await this.translation.source(module);
    this.session.emit("loadedSource", { reason: "new", source });
  }

  private async answer(request: Request): Promise<Reply> {
    const given = object(request.arguments);
    const own = this.own[request.command] ?? this.marks.own[request.command];
    if (own !== undefined) return own(given);
    if (!FORWARDED.has(request.command)) return failed(`a remote worker can't do '${request.command}'`);
    this.references.check(given);
    return GOING_ON.has(request.command) ? this.goOn(request.command, given) : this.forward(request.command, given);
  }

  private async forward(command: string, given: Body): Promise<Reply> {
    const body = bodyOf(await this.ask(command, this.translation.outgoing(command, given)));
    return { success: true, body: await this.translation.incoming(command, body) };
  }

  private ask(command: string, given: Body): Promise<Reply> {
    return this.seat.conversation()?.ask(command, given) ?? Promise.resolve(failed("the worker has ended"));
  }

  /** The editor forgets its stop when the answer comes: the next one must not come before. */
  private async goOn(command: string, given: Body): Promise<Reply> {
    if (this.held !== undefined) throw new Refusal("it is just going on");
    this.held = [];
    this.references.clear();
    const undo = this.seat.goesOn(command !== "continue");
    const reply = await this.ask(command, given);
    if (!reply.success) undo();
    return { ...reply, after: () => this.release() };
  }

  private release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const event of held) this.event(event);
  }

  private readonly own: Readonly<Record<string, Own>> = {
    initialize: () => ({ success: true, body: CAPABILITIES as Body }),
    attach: () => ({ success: true, after: () => this.attached() }),
    configurationDone: () => ({ success: true, after: () => this.configured() }),
    disconnect: () => DONE,
  };

  private attached(): void {
    if (this.seat.conversation()?.open) this.session.emit("initialized");
    else this.end();
  }

  private configured(): void {
    if (this.over) return;
    this.ready = true;
    const stop = this.seat.stop();
    if (stop !== undefined && this.held === undefined) this.event({ event: "stopped", body: stop });
  }
}
