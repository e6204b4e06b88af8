/** What VS Code does of the debugger's business, for tests of the core without it. */

import assert from "node:assert/strict";

import { Emitter } from "../../src/common/events.ts";
import type { Adapter, CellText, Editor, HubOptions, Wanted } from "../../src/dap/api.ts";
import { Hub } from "../../src/dap/hub.ts";
import type { Gateway } from "../../src/gateway/api.ts";
import { until } from "./support.ts";

export { until };

// DAP's bodies are what each request says.
export type Any = any;

const ABOUT = {
  clientID: "vscode", clientName: "Visual Studio Code", adapterID: "farfield", locale: "en", pathFormat: "path",
  linesStartAt1: true, columnsStartAt1: true, supportsVariableType: true, supportsVariablePaging: true,
}; // prettier-ignore

/** One debug session, as VS Code has it. */
export class Client {
  readonly adapter: Adapter;
  readonly events: Any[] = [];
  readonly answers = new Map<number, Any>();
  private asked = 0;

  constructor(adapter: Adapter) {
    this.adapter = adapter;
    adapter.onDidSendMessage((message: Any) => {
      if (message.type === "event") {
        this.events.push(message);
      } else {
        assert.ok(!this.answers.has(message.request_seq), `two answers to ${message.command}`);
        this.answers.set(message.request_seq, message);
      }
    });
  }

  /** The number of what was asked; its answer is in `answers`, in the end. */
  send(command: string, given: Any = {}): number {
    const seq = ++this.asked;
    this.adapter.handleMessage({ seq, type: "request", command, arguments: given } as Any);
    return seq;
  }

  async answer(seq: number, about = ""): Promise<Any> {
    return until(() => this.answers.get(seq), `an answer to ${about}`);
  }

  async ask(command: string, given: Any = {}): Promise<Any> {
    const reply = await this.answer(this.send(command, given), command);
    assert.ok(reply.success, `${command}: ${reply.message}`);
    return reply.body ?? {};
  }

  async refused(command: string, given: Any = {}): Promise<string> {
    const reply = await this.answer(this.send(command, given), command);
    assert.ok(!reply.success, `${command} was done: ${JSON.stringify(reply.body)}`);
    assert.ok(reply.message);
    return reply.message;
  }

  /** Waits for an event, and takes it out. */
  async event(name: string, fits: (body: Any) => unknown = () => true): Promise<Any> {
    const found = await until(
      () => this.events.find(({ event, body }) => event === name && fits(body ?? {})),
      `'${name}' in ${JSON.stringify(this.events)}`,
    );
    this.events.splice(this.events.indexOf(found), 1);
    return found.body;
  }

  said(): string {
    return this.events.filter(({ event }) => event === "output").map(({ body }) => body.output).join("");
  }

  has(name: string): boolean {
    return this.events.some(({ event }) => event === name);
  }
}

/** The breakpoints that the user has set, by document. */
export type Points = Record<string, Any[]>;

/** A window with one debug session, and sessions of workers below it. */
export class Window implements Editor {
  readonly client: string;
  readonly hub: Hub;
  readonly parent: Client;
  readonly sessions: (Client & { worker: string })[] = [];
  readonly files = new Map<string, string>();
  private readonly cellsChanged = new Emitter<void>();
  readonly onDidChangeCells = this.cellsChanged.event;
  private texts: readonly CellText[] = [];
  points: Points;
  filters: string[] = [];
  functions: Any[] = [];
  /** Whether sessions come as they are asked for. */
  answers = true;
  readonly wanting: string[] = [];

  constructor(gateway: Gateway, points: Points = {}, wanted: Wanted = { kind: "any" }, options: Partial<HubOptions> = {}) {
    this.client = `a test's editor ${++windows}`;
    this.points = points;
    this.hub = new Hub(gateway, wanted, this, { justMyCode: true, maxSessions: 16, ...options });
    this.parent = new Client(this.hub.parentAdapter());
  }

  cells(): readonly CellText[] {
    return this.texts;
  }

  setCells(texts: readonly CellText[]): void {
    this.texts = texts;
    this.cellsChanged.fire();
  }

  async findFile(_name: string, sha256: string): Promise<string | undefined> {
    return this.files.get(sha256);
  }

  startWorkerSession(worker: string): void {
    this.wanting.push(worker);
    if (this.answers) this.startSession(worker).catch((error: unknown) => this.failed(worker, error));
  }

  /** A session may end while it begins. */
  private failed(worker: string, error: unknown): void {
    const over = this.sessions.filter((each) => each.worker === worker).at(-1)?.has("terminated");
    assert.ok(over, error as Error);
  }

  async startSession(worker: string): Promise<Client> {
    const session = Object.assign(new Client(this.hub.workerAdapter(worker)), { worker });
    this.sessions.push(session);
    await this.begin(session);
    return session;
  }

  /** What VS Code does when a session starts. */
  async begin(session: Client): Promise<void> {
    await session.ask("initialize", ABOUT);
    await session.ask("attach", { type: "farfield", request: "attach", name: "x" });
    if (session.has("terminated")) return;
    await session.event("initialized");
    for (const [path, breakpoints] of Object.entries(this.points)) {
      await session.ask("setBreakpoints", { source: { name: "x", path }, breakpoints, sourceModified: false });
    }
    await session.ask("setFunctionBreakpoints", { breakpoints: this.functions });
    await session.ask("setExceptionBreakpoints", { filters: this.filters });
    await session.ask("configurationDone");
  }

  async attach(): Promise<this> {
    await this.begin(this.parent);
    return this;
  }

  /** The user sets, changes or takes away breakpoints: VS Code tells all sessions, in any order. */
  async mark(path: string, breakpoints: Any[]): Promise<Any[]> {
    this.points[path] = breakpoints;
    const all = [...this.sessions.filter((each) => !each.has("terminated")), this.parent];
    const asked = all.map((each) => each.ask("setBreakpoints", { source: { path }, breakpoints }));
    return (await Promise.all(asked)).at(-1).breakpoints;
  }

  /** Waits for a session whose worker stands still; the stop is taken out of its events. */
  async stopped(worker?: string): Promise<Stopped> {
    const of = (each: { worker: string }): boolean => worker === undefined || each.worker === worker;
    const session = await until(
      () => this.sessions.find((each) => of(each) && each.has("stopped") && !each.has("terminated")),
      `a stop; the parent says: ${this.parent.said()}`,
    );
    const stop = await session.event("stopped");
    const { stackFrames: frames } = await session.ask("stackTrace", { threadId: stop.threadId, startFrame: 0, levels: 20 });
    return { session, worker: session.worker, stop, frames, frame: frames[0] };
  }

  close(): void {
    this.parent.adapter.dispose();
    for (const { adapter } of this.sessions) adapter.dispose();
  }
}

export interface Stopped {
  readonly session: Client;
  readonly worker: string;
  readonly stop: Any;
  readonly frames: Any[];
  readonly frame: Any;
}

let windows = 0;

/** The value of an expression in a frame. */
export async function value({ session, frame }: Stopped, expression: string): Promise<string> {
  return (await session.ask("evaluate", { expression, frameId: frame.id, context: "watch" })).result;
}

export async function goOn({ session, stop }: Stopped, command = "continue"): Promise<void> {
  await session.ask(command, { threadId: stop.threadId });
}
