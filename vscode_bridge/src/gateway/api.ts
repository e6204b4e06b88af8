/** The gateways that this window knows: what the debugger, the views and the runner see of them. */

import type { MessageInitShape } from "@bufbuild/protobuf";

import type { Trouble } from "../../../jupyter_ext/ui/src/panel/source.ts";
import type { DetailQuery, LogQuery } from "../../../jupyter_ext/ui/src/state.ts";
import type { Disposable, Event } from "../common/events.ts";
import type { DebugClientFrameSchema, DebugGatewayFrame, DebugHelloSchema, DebugWelcome } from "../wire/v1/debug_pb.ts";
import type { ListJobsReply, LogPage, StatusReply } from "../wire/v1/gateway_pb.ts";
import type { JobSummary } from "../wire/v1/jobs_pb.ts";
import type { JobDetail } from "../wire/v1/watch_pb.ts";

/**
 * "idle": nobody has asked for it yet; "connecting"; "up"; "away": it does not answer, and is tried again;
 * "refused": token, certificate or version are wrong, and trying again is no use.
 */
export type LinkState = "idle" | "connecting" | "up" | "away" | "refused";

/** What went wrong with a gateway, in words that name the next step. */
export class GatewayError extends Error {
  readonly trouble: Trouble;
  /** Whether trying again is no use: something has to be done first. */
  readonly lasting: boolean;

  constructor(trouble: Trouble, message: string, lasting = false) {
    super(message);
    this.name = "GatewayError";
    this.trouble = trouble;
    this.lasting = lasting;
  }
}

export type DebugHelloInit = MessageInitShape<typeof DebugHelloSchema>;
export type DebugClientFrameInit = MessageInitShape<typeof DebugClientFrameSchema>;

export interface DebugHandlers {
  /** What comes after the welcome. */
  frame(frame: DebugGatewayFrame): void;
  /** The stream is over, not by `close`; called once, also where it never opened. */
  ended(error: GatewayError): void;
}

/** One `Gateway.Debug` call; it tells the gateway by itself that it is alive. */
export interface DebugStream {
  /** Rejects with a GatewayError. */
  readonly welcome: Promise<DebugWelcome>;
  send(frame: DebugClientFrameInit): void;
  /** What its tunnels hold goes on; `ended` is not called. */
  close(): void;
}

/** One gateway. All promises reject with a GatewayError. */
export interface Gateway {
  /** Of a local one its directory's name, of one far away "host:port". */
  readonly id: string;
  /** What `attach` takes, without the token: "local", "farfield://host:port?cert=…" */
  readonly target: string;
  /** For people. */
  readonly name: string;
  readonly local: boolean;
  readonly state: LinkState;
  /** Why it is not up; "" where it is. */
  readonly why: string;
  /** The Python that its workers run under; "" where that is not known. */
  readonly python: string;
  readonly onDidChange: Event<void>;
  /**
   * What a Python process needs to attach to it by itself: FARFIELD_TARGET, and FARFIELD_TOKEN where it takes
   * one. For a process's environment, and for nothing else: a secret is in it.
   */
  environment?(): Promise<Readonly<Record<string, string>>>;

  /** usage: have CPU and GPUs measured; workersLimit 0: all workers. */
  status(options?: { usage?: boolean; workersFrom?: number; workersLimit?: number }): Promise<StatusReply>;
  /** The newest jobs, of those with a smaller number than `before`. */
  jobs(options?: { limit?: number; before?: number }): Promise<ListJobsReply>;
  /** job: number or id. The summary is in it. */
  job(job: string, query?: DetailQuery): Promise<JobDetail>;
  cancel(job: string): Promise<JobSummary>;
  /** items: only these, else all that did not succeed. postMortem: each stops where it raises, for a debugger. */
  retry(job: string, items?: readonly number[], options?: { postMortem?: boolean }): Promise<JobSummary>;
  continueWorker(worker: string): Promise<void>;
  /** Calls `page` with each page, until the log's end as it is now. */
  log(job: string, query: LogQuery, page: (page: LogPage) => void, signal?: AbortSignal): Promise<void>;
  debug(hello: DebugHelloInit, handlers: DebugHandlers): DebugStream;
}

export interface Gateways extends Disposable {
  readonly all: readonly Gateway[];
  /** The list has changed, or one of them has. */
  readonly onDidChange: Event<void>;
  get(id: string): Gateway | undefined;
  /** Look again which gateways this user has on this machine. */
  refresh(): Promise<void>;
  /**
   * Connect to what a connection string names; its token is kept in the secret storage.
   * Rejects with a GatewayError that says why it can't be: nothing is kept then.
   */
  connect(target: string): Promise<Gateway>;
  /** Forget one that is far away, and its token. */
  forget(id: string): Promise<void>;
}
