/** A gateway whose workers' debuggers are played by a test. */

import { create } from "@bufbuild/protobuf";

import type { DebugHandlers, DebugHelloInit, DebugStream, Gateway } from "../../src/gateway/api.ts";
import { DebugGatewayFrameSchema, DebugWelcomeSchema, DebugWorkerSchema } from "../../src/wire/v1/debug_pb.ts";

type Any = any;

export interface Asked {
  readonly worker: string;
  readonly seq: number;
  readonly command: string;
  readonly arguments: Any;
}

/** What a worker's debugger answers; undefined: nothing, yet. */
export type Answers = (asked: Asked) => Any;

/** As pydevd does where nothing is wrong. */
export function obliging(asked: Asked): Any {
  if (asked.command !== "setBreakpoints") return {};
  const points: Any[] = asked.arguments.breakpoints;
  return { breakpoints: points.map(({ line }, index) => ({ id: index + 1, verified: true, line })) };
}

export class FakeGateway {
  readonly asked: Asked[] = [];
  readonly opened: string[] = [];
  readonly hellos: DebugHelloInit[] = [];
  answers: Answers = obliging;
  handlers: DebugHandlers | undefined;
  readonly gateway: Gateway;
  private readonly workers: readonly Any[];

  constructor(workers: readonly Any[]) {
    const busy = { state: "busy", job: "j", number: 1, rank: -1 };
    this.workers = workers.map((worker) => create(DebugWorkerSchema, { ...busy, ...worker }));
    const debug: Gateway["debug"] = (hello, handlers) => this.debug(hello, handlers);
    this.gateway = { id: "g", name: "a test", debug } as Any;
  }

  of(command: string, worker?: string): Asked[] {
    return this.asked.filter((each) => each.command === command && (worker === undefined || each.worker === worker));
  }

  /** Sends what the gateway would. */
  frame(frame: Any): void {
    this.handlers?.frame(create(DebugGatewayFrameSchema, { frame }));
  }

  say(worker: string, message: Any): void {
    const content = new TextEncoder().encode(JSON.stringify(message));
    this.frame({ case: "message", value: { worker, content } });
  }

  event(worker: string, event: string, body: Any): void {
    this.say(worker, { type: "event", event, body });
  }

  answer({ worker, seq, command }: Asked, body: Any): void {
    this.say(worker, { type: "response", request_seq: seq, command, success: true, body });
  }

  private debug(hello: DebugHelloInit, handlers: DebugHandlers): DebugStream {
    this.hellos.push(hello);
    this.handlers = handlers;
    return {
      welcome: Promise.resolve(create(DebugWelcomeSchema, { gateway: "g", workers: [...this.workers] })),
      send: (frame) => this.take(frame.frame),
      close: () => (this.handlers = undefined),
    };
  }

  private take(frame: Any): void {
    if (frame.case === "open") {
      this.opened.push(frame.value);
      queueMicrotask(() => this.frame({ case: "opened", value: { worker: frame.value } }));
    } else if (frame.case === "message") {
      const message = JSON.parse(new TextDecoder().decode(frame.value.content));
      const asked = { worker: frame.value.worker, ...message };
      this.asked.push(asked);
      const body = this.answers(asked);
      if (body !== undefined) queueMicrotask(() => this.answer(asked, body));
    }
  }
}
