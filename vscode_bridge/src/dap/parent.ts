/** The session that the user has started: it has the breakpoints, and no stops of its own. */

import type { Adapter } from "./api.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { DONE, Marks, type MarksUser, type Own } from "./marks.ts";
import { type Body, type Breakpoint, type Reply, type Request, failed, object } from "./messages.ts";
import { Session } from "./session.ts";

/** What the parent session needs of the hub. */
export interface Owner extends MarksUser {
  /** The editor introduces itself. */
  initialized(given: Body): void;
  /** Rejects where there is nothing to be debugged, in words for people. */
  connect(): Promise<void>;
  /** The editor has set all that it has. */
  begin(): void;
  /** For people: what it waits for. */
  title(): string;
  pauseAll(): Promise<void>;
  continueAll(): Promise<readonly string[]>;
  /** The editor has left. */
  dispose(): void;
}

/** DAP wants a thread of everybody; this one never stops. */
const THREAD = 1;
const ELSEWHERE = "each worker that stands still has a session of its own: choose it in the call stack";

export class ParentSession {
  readonly adapter: Adapter;
  private readonly session: Session;
  private readonly owner: Owner;
  private readonly marks: Marks;

  constructor(owner: Owner) {
    this.owner = owner;
    this.marks = new Marks(owner);
    this.session = new Session(
      (request) => this.answer(request),
      () => owner.dispose(),
    );
    this.adapter = this.session;
  }

  /** Tell the user something, in the debug console. category: "important" is shown beside it, too. */
  say(output: string, category = "stdout"): void {
    this.session.emit("output", { category, output });
  }

  tell(points: readonly Breakpoint[]): void {
    const news = this.marks.news(points);
    for (const breakpoint of news) this.session.emit("breakpoint", { reason: "changed", breakpoint });
  }

  /** The owner's title is another: it is asked for again. */
  renamed(): void {
    this.session.emit("thread", { reason: "started", threadId: THREAD });
  }

  end(): void {
    this.session.end();
  }

  private async answer(request: Request): Promise<Reply> {
    const own = this.own[request.command] ?? this.marks.own[request.command];
    return own === undefined ? failed(ELSEWHERE) : own(object(request.arguments));
  }

  private readonly own: Readonly<Record<string, Own>> = {
    initialize: (given) => {
      this.owner.initialized(given);
      return { success: true, body: CAPABILITIES as Body };
    },
    attach: async () => {
      await this.owner.connect();
      return { success: true, after: () => this.session.emit("initialized") };
    },
    configurationDone: () => ({ success: true, after: () => this.owner.begin() }),
    threads: () => ({ success: true, body: { threads: [{ id: THREAD, name: this.owner.title() }] } }),
    pause: async () => {
      await this.owner.pauseAll();
      return DONE;
    },
    continue: async () => {
      await this.owner.continueAll();
      return { success: true, body: { allThreadsContinued: true } };
    },
    modules: () => ({ success: true, body: { modules: [], totalModules: 0 } }),
    loadedSources: () => ({ success: true, body: { sources: [] } }),
    disconnect: () => DONE,
  };
}
