/** The DAP conversation with one worker: requests with a number each and an answer in time, and its events. */

import { CLOCK } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import type { DebugClientFrameInit } from "../gateway/api.ts";
import type { DebugWorker } from "../wire/v1/debug_pb.ts";
import type { Ask } from "./book.ts";
import { type Body, type Reply, failed, number, object, text } from "./messages.ts";

export const ANSWER_SECONDS = 10;
/** What the user evaluates may take its time. */
const EVALUATE_SECONDS = 300;

const SLOW = new Set(["evaluate", "setVariable", "setExpression", "variables", "completions"]);

export interface WorkerEvent {
  readonly event: string;
  readonly body: Body;
}

interface Waiting {
  readonly settle: (reply: Reply) => void;
  readonly timer: Disposable;
}

/** What is set in a worker that is attached to. */
export interface Setup {
  readonly initialize: Body;
  readonly attach: Body;
  readonly asks: readonly Ask[];
}

/** One worker, as a debug client sees it. */
export class Conversation {
  about: DebugWorker;
  readonly id: string;
  /** Whether there is a tunnel, or one is asked for. */
  tunnel: "none" | "opening" | "open" = "none";
  /** Whether it has all breakpoints. */
  configured = false;
  private readonly send: (frame: DebugClientFrameInit) => void;
  private readonly onEvent: (conversation: Conversation, event: WorkerEvent) => void;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(
    about: DebugWorker,
    send: (frame: DebugClientFrameInit) => void,
    onEvent: (conversation: Conversation, event: WorkerEvent) => void,
  ) {
    this.about = about;
    this.id = about.id;
    this.send = send;
    this.onEvent = onEvent;
  }

  /** What it is called: "worker w2", "trainer, rank 1 (w5)", "w3.2 MapBatches(parse)". */
  get title(): string {
    const { rank, group, title } = this.about;
    if (title) return `${this.id} ${title}`;
    if (rank < 0) return `worker ${this.id}`;
    return `${group ? `${group}, ` : ""}rank ${rank} (${this.id})`;
  }

  get open(): boolean {
    return this.tunnel === "open";
  }

  /** Ask the gateway for a tunnel; `opened` or `ended` follows. */
  dial(): void {
    this.tunnel = "opening";
    this.send({ frame: { case: "open", value: this.id } });
  }

  /** End the tunnel; what stands still goes on. */
  hangUp(): void {
    if (this.tunnel !== "none") this.send({ frame: { case: "close", value: this.id } });
    this.ended("the debugger has left this worker");
  }

  /** The gateway has made a tunnel. */
  opened(): void {
    this.tunnel = "open";
    this.configured = false;
  }

  /** The tunnel is gone: who waits for an answer is told why. */
  ended(why: string): void {
    this.tunnel = "none";
    this.configured = false;
    for (const number of [...this.waiting.keys()]) this.settle(number, failed(why));
  }

  /**
   * Attach the worker's debugger and set what stops it; the answers to `asks`.
   * All is sent at once: the worker takes it in order, and nothing runs in it before the end.
   */
  async configure(setup: Setup): Promise<readonly Reply[]> {
    void this.ask("initialize", { adapterID: "farfield", ...setup.initialize });
    void this.ask("attach", setup.attach);
    const answers = setup.asks.map(({ command, arguments: given }) => this.ask(command, given));
    const done = this.ask("configurationDone", {});
    const told = await Promise.all(answers);
    this.configured = (await done).success && this.open;
    return told;
  }

  /** Send a request; its answer, which comes in time, be it a failure. */
  ask(command: string, given: Body): Promise<Reply> {
    if (!this.open) return Promise.resolve(failed(`${this.title} is not being debugged`));
    const seq = ++this.asked;
    const seconds = SLOW.has(command) ? EVALUATE_SECONDS : ANSWER_SECONDS;
    const answer = new Promise<Reply>((settle) => {
      const late = failed(`${this.title} did not answer '${command}' in ${seconds} s`);
      const timer = CLOCK.after(seconds * 1000, () => this.settle(seq, late));
      this.waiting.set(seq, { settle, timer });
    });
    const content = this.encoder.encode(JSON.stringify({ type: "request", seq, command, arguments: given }));
    this.send({ frame: { case: "message", value: { worker: this.id, content } } });
    return answer;
  }

  /** A DAP message of the worker's. */
  take(content: Uint8Array): void {
    let message: Body;
    try {
      message = object(JSON.parse(this.decoder.decode(content)));
    } catch {
      return; // nothing that could be answered; who waits is told that no answer came
    }
    if (message["type"] === "response") {
      const success = message["success"] === true;
      const why = success ? {} : { message: problem(message) };
      this.settle(number(message["request_seq"]), { success, body: object(message["body"]), ...why });
    } else if (message["type"] === "event") {
      this.onEvent(this, { event: text(message["event"]), body: object(message["body"]) });
    }
  }

  private settle(seq: number, reply: Reply): void {
    const waiting = this.waiting.get(seq);
    if (waiting === undefined) return;
    this.waiting.delete(seq);
    waiting.timer.dispose();
    waiting.settle(reply);
  }
}

/** Of a failure: debugpy has its words here or there. */
function problem(message: Body): string {
  const error = object(object(message["body"])["error"]);
  return text(message["message"]) || text(error["format"]) || "the worker's debugger refused";
}
