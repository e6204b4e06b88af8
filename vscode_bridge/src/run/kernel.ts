/** A kernel, as those see it who have cells run; knows no editor. */

import { Emitter, type Disposable, type Event } from "../common/events.ts";
import type { Output, Status } from "./protocol.ts";
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

/** `opened` is the process of this kernel alone: it ends with it. */
export function makeKernel(opened: Relay, clock: () => number = Date.now): Kernel {
  const changed = new Emitter<void>();
  const executions = new Map<number, Execution>();
  const questions = new Map<number, (completions: Completions | undefined) => void>();
  let last = 0;
  let open = 0;
  let state: KernelState = "starting";
  let why = "";

  function become(next: KernelState): void {
    if (state === next) return;
    state = next;
    changed.fire();
  }

  function finish(id: number, done: Done): void {
    const execution = executions.get(id);
    if (!execution || execution.over) return;
    execution.over = true;
    open -= 1;
    execution.resolve(done);
    for (const [number, each] of executions) {
      if (executions.size <= KEPT) break;
      if (each.over) executions.delete(number);
    }
  }

  function die(message: string): void {
    why = message;
    for (const [id, { over }] of executions) if (!over) finish(id, { status: "dead", count: 0, time: clock() });
    for (const answer of questions.values()) answer(undefined);
    questions.clear();
    become("dead");
  }

  async function ask(listener: Listener, prompt: string, password: boolean): Promise<void> {
    const value = await listener.input?.(prompt, password);
    // Who gives no answer wants it to stop.
    if (value === undefined) opened.send({ type: "interrupt" });
    else opened.send({ type: "input", value });
  }

  opened.onDidReceive((reply) => {
    switch (reply.type) {
      case "ready":
        return become(open ? "busy" : "idle");
      case "busy":
        return executions.get(reply.id)?.listener.begun?.(reply.time * 1000);
      case "output":
        return executions.get(reply.id)?.listener.output(reply.output);
      case "input": {
        const execution = executions.get(reply.id);
        return execution && void ask(execution.listener, reply.prompt, reply.password);
      }
      case "done":
        finish(reply.id, { ...reply, time: reply.time === null ? clock() : reply.time * 1000 });
        return open || state !== "busy" ? undefined : become("idle");
      case "completions":
        questions.get(reply.id)?.(reply);
        return questions.delete(reply.id);
      default:
        return die(reply.message);
    }
  });
  opened.onDidEnd((message) => die(why || message));

  return {
    get state() {
      return state;
    },
    get why() {
      return why;
    },
    onDidChange: changed.event,
    execute(code, cell, listener) {
      if (state === "dead") return Promise.resolve({ status: "dead", count: 0, time: clock() });
      const id = ++last;
      open += 1;
      return new Promise((resolve) => {
        executions.set(id, { listener, resolve, over: false });
        if (state === "idle") become("busy");
        opened.send({ type: "execute", id, code, cell });
      });
    },
    complete(code, position) {
      // A kernel that is busy would answer when nobody wants to know any more.
      if (state !== "idle") return Promise.resolve(undefined);
      const id = ++last;
      return new Promise((resolve) => {
        questions.set(id, resolve);
        opened.send({ type: "complete", id, code, position });
      });
    },
    interrupt: () => opened.send({ type: "interrupt" }),
    restart() {
      why = "";
      become("starting");
      opened.send({ type: "restart" });
    },
    dispose() {
      die(why || "Python was ended");
      opened.dispose();
      changed.dispose();
    },
  };
}
