/** A card's wishes as messages to its kernel, and the answers to them. */

import { type JobActions, type LogPage, type Detail } from "./state.ts";

/** Seconds after which a kernel that says nothing is taken to be busy. */
const PATIENCE = 15;
const BUSY = "The kernel is busy and does not answer; the stop button above always works.";

interface Answer {
  readonly kind?: unknown;
  readonly id?: unknown;
  readonly value?: unknown;
  readonly error?: unknown;
}

/** The way to the kernel: anywidget's model. */
export interface Line {
  send(message: Record<string, unknown>): void;
}

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Asks {
  private readonly waiting = new Map<number, Waiting>();
  private readonly line: Line;
  private readonly patience: number;
  private last = 0;

  constructor(line: Line, patience = PATIENCE) {
    this.line = line;
    this.patience = patience;
  }

  /** Rejects with what the kernel said went wrong, or when it says nothing for too long. */
  ask(what: string, more: Record<string, unknown> = {}): Promise<unknown> {
    const id = (this.last += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(BUSY));
      }, 1000 * this.patience);
      const settle = ({ error, value }: Answer): void => {
        if (typeof error === "string") reject(new Error(error));
        else resolve(value);
      };
      this.waiting.set(id, { settle, timer });
      this.line.send({ kind: "ask", id, what, ...more });
    });
  }

  /** Takes a message of the kernel; what is no answer is none of ours. */
  readonly heard = (message: unknown): void => {
    const answer = message as Answer | null;
    if (answer?.kind !== "answer" || typeof answer.id !== "number") return;
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    this.waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    waiting.settle(answer);
  };

  /** Nobody waits any more. */
  close(): void {
    for (const { timer, settle } of this.waiting.values()) {
      clearTimeout(timer);
      settle({ error: "the card was closed" });
    }
    this.waiting.clear();
  }
}

export function kernelActions(asks: Asks, openInPanel: (() => void) | null): JobActions {
  const done = async (asked: Promise<unknown>): Promise<void> => {
    await asked;
  };
  return {
    cancel: () => done(asks.ask("cancel")),
    retry: (items) => done(asks.ask("retry", items ? { items } : {})),
    debug: (item) => done(asks.ask("debug", { item })),
    log: async (query) => (await asks.ask("log", { query })) as LogPage,
    detail: async (query) => (await asks.ask("detail", { query })) as Detail,
    continueWorker: (worker) => done(asks.ask("continue", { worker })),
    openInPanel,
  };
}
