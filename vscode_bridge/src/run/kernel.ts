/** A kernel, as those see it who have cells run; knows no editor. */

import { Emitter, type Disposable, type Event } from "../common/events.ts";
import type { Output, Reply, Status } from "./protocol.ts";
import type { Relay } from "./relay.ts";

export interface Done {
  readonly status: Status;
  /** The number of Out[n]; 0 where it has none. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** What somebody wants to hear of an execution. */
export interface Listener {
  /** It has begun, at so many milliseconds since 1970. */
  begun?(time: number): void;
  /** Also after the end: of threads, and of what is updated. */
  output(output: Output): void;
  /** Resolves with undefined where nobody answers. */
  input?(prompt: string, password: boolean): PromiseLike<string | undefined>;
}

export type KernelState = "starting" | "idle" | "busy" | "dead";

export interface Completions {
  readonly matches: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Kernel extends Disposable {
  readonly state: KernelState;
  /** Why it is dead. */
  readonly why: string;
  readonly onDidChange: Event<void>;
  /** They run in turn; what waits is aborted when one fails. */
  execute(code: string, cell: string, listener: Listener): Promise<Done>;
  complete(code: string, position: number): Promise<Completions | undefined>;
  interrupt(): void;
  /** A new one in its place; what ran has the status "dead". */
  restart(): void;
}

interface Execution {
  readonly listener: Listener;
  readonly resolve: (done: Done) => void;
  over: boolean;
}

/** Executions that have ended may show something more: so many are kept. */
const KEPT = 200;

/** opened: the process of this kernel alone; it ends with it. */
export function makeKernel(opened: Relay, clock: () => number = Date.now): Kernel {
  return new RelayKernel(opened, clock);
}

class RelayKernel implements Kernel {
  state: KernelState = "starting";
  why = "";
  private readonly opened: Relay;
  private readonly clock: () => number;
  private readonly changed = new Emitter<void>();
  private readonly executions = new Map<number, Execution>();
  private readonly questions = new Map<number, (completions: Completions | undefined) => void>();
  private last = 0;
  private open = 0;

  readonly onDidChange = this.changed.event;

  constructor(opened: Relay, clock: () => number) {
    this.opened = opened;
    this.clock = clock;
    opened.onDidReceive((reply) => this.take(reply));
    opened.onDidEnd((message) => this.die(this.why || message));
  }

  execute(code: string, cell: string, listener: Listener): Promise<Done> {
    if (this.state === "dead") return Promise.resolve({ status: "dead", count: 0, time: this.clock() });
    const id = ++this.last;
    this.open += 1;
    return new Promise((resolve) => {
      this.executions.set(id, { listener, resolve, over: false });
      if (this.state === "idle") this.become("busy");
      this.opened.send({ type: "execute", id, code, cell });
    });
  }

  complete(code: string, position: number): Promise<Completions | undefined> {
    // A kernel that is busy would answer when nobody wants to know any more.
    if (this.state !== "idle") return Promise.resolve(undefined);
    const id = ++this.last;
    return new Promise((resolve) => {
      this.questions.set(id, resolve);
      this.opened.send({ type: "complete", id, code, position });
    });
  }

  interrupt(): void {
    this.opened.send({ type: "interrupt" });
  }

  restart(): void {
    this.why = "";
    this.become("starting");
    this.opened.send({ type: "restart" });
  }

  dispose(): void {
    this.die(this.why || "Python was ended");
    this.opened.dispose();
    this.changed.dispose();
  }

  private take(reply: Reply): unknown {
    switch (reply.type) {
      case "ready":
        return this.become(this.open ? "busy" : "idle");
      case "busy":
        return this.executions.get(reply.id)?.listener.begun?.(reply.time * 1000);
      case "output":
        return this.executions.get(reply.id)?.listener.output(reply.output);
      case "input": {
        const execution = this.executions.get(reply.id);
        return execution && void this.ask(execution.listener, reply.prompt, reply.password);
      }
      case "done":
        this.finish(reply.id, { ...reply, time: reply.time === null ? this.clock() : reply.time * 1000 });
        return this.open || this.state !== "busy" ? undefined : this.become("idle");
      case "completions":
        this.questions.get(reply.id)?.(reply);
        return this.questions.delete(reply.id);
      default:
        return this.die(reply.message);
    }
  }

  private become(next: KernelState): void {
    if (this.state === next) return;
    this.state = next;
    this.changed.fire();
  }

  private finish(id: number, done: Done): void {
    const execution = this.executions.get(id);
    if (!execution || execution.over) return;
    execution.over = true;
    this.open -= 1;
    execution.resolve(done);
    for (const [number, each] of this.executions) {
      if (this.executions.size <= KEPT) break;
      if (each.over) this.executions.delete(number);
    }
  }

  private die(message: string): void {
    this.why = message;
    const done: Done = { status: "dead", count: 0, time: this.clock() };
    for (const id of [...this.executions.keys()]) this.finish(id, done);
    for (const answer of this.questions.values()) answer(undefined);
    this.questions.clear();
    this.become("dead");
  }

  private async ask(listener: Listener, prompt: string, password: boolean): Promise<void> {
    const value = await listener.input?.(prompt, password);
    // Who gives no answer wants it to stop.
    if (value === undefined) this.opened.send({ type: "interrupt" });
    else this.opened.send({ type: "input", value });
  }
}
