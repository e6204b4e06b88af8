/** The session that the user has started: it has the breakpoints, and no stops of its own. */

import type { Adapter } from "./api.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { type Body, type Breakpoint, type Reply, type Request, failed, list, object, text } from "./messages.ts";
import { Session } from "./session.ts";
import { Told } from "./told.ts";

/** What the parent session needs of the hub. */
export interface Owner {
  /** The editor introduces itself. */
  initialized(given: Body): void;
  /** Rejects where there is nothing to be debugged, in words for people. */
  connect(): Promise<void>;
  /** The editor has set all that it has. */
  begin(): void;
  setBreakpoints(path: string, points: readonly Body[]): Promise<readonly Breakpoint[]>;
  keep(command: string, given: Body): void;
  /** For people: what it waits for. */
  title(): string;
  pauseAll(): Promise<void>;
  continueAll(): Promise<readonly string[]>;
  /** The editor has left. */
  dispose(): void;
}

/** DAP wants a thread of everybody; this one never stops. */
const THREAD = 1;
const DONE: Reply = { success: true };
const ELSEWHERE = "each worker that stands still has a session of its own: choose it in the call stack";

type Own = (given: Body) => Promise<Reply> | Reply;

export class ParentSession {
  readonly adapter: Adapter;
  private readonly session: Session;
  private readonly owner: Owner;
  private readonly told = new Told();

  constructor(owner: Owner) {
    this.owner = owner;
    this.session = new Session(
      (request) => this.answer(request),
      () => owner.dispose(),
    );
    this.adapter = this.session;
  }

  /** Tell the user something, in the debug console. category: "important" is shown beside it, too. */
  say(output: string, category = "console"): void {
    this.session.emit("output", { category, output });
  }

  tell(points: readonly Breakpoint[]): void {
    for (const breakpoint of this.told.news(points)) this.session.emit("breakpoint", { reason: "changed", breakpoint });
  }

  /** The owner's title is another: it is asked for again. */
  renamed(): void {
    this.session.emit("thread", { reason: "started", threadId: THREAD });
  }

  end(): void {
    this.session.end();
  }

  private async answer(request: Request): Promise<Reply> {
    const own = this.own[request.command];
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
    setBreakpoints: async (given) => {
      const path = text(object(given["source"])["path"]);
      if (path === "") return failed("a breakpoint needs a source with a path");
      const breakpoints = await this.owner.setBreakpoints(path, list(given["breakpoints"]));
      this.told.news(breakpoints);
      return { success: true, body: { breakpoints } };
    },
    setFunctionBreakpoints: (given) => {
      this.owner.keep("setFunctionBreakpoints", given);
      return { success: true, body: { breakpoints: list(given["breakpoints"]).map(() => ({ verified: true })) } };
    },
    setExceptionBreakpoints: (given) => {
      this.owner.keep("setExceptionBreakpoints", given);
      return DONE;
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
