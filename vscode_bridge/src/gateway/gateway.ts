/** One gateway, and all that can be asked of it. */

import { CLOCK, type Clock } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import { Gateway as Service } from "../wire/v1/gateway_pb.ts";
import type { Gateway } from "./api.ts";
import type { Route } from "./channel.ts";
import { makeConnection } from "./connection.ts";
import { openDebugStream } from "./debugstream.ts";

/** An answer that takes longer means that the gateway does not answer. */
const ANSWER_MILLISECONDS = 15_000;

/** The same of one that costs it nothing. */
const HELLO_MILLISECONDS = 8000;

/** While somebody holds a stream open, so often it is made sure that the gateway still answers. */
const BEAT_MILLISECONDS = 15_000;

export interface Place {
  readonly id: string;
  readonly target: string;
  readonly local: boolean;
  /** What people call it, as of now. */
  name(): string;
  python(): string;
  /** How it is reached now. Rejects with a GatewayError. */
  find(): Promise<Route>;
}

export interface OpenGateway extends Gateway, Disposable {
  /** Connect now, whatever was found out before. Rejects with a GatewayError. */
  tryNow(): Promise<void>;
  /** It is another one now, or reached another way: connect anew, once somebody asks. */
  moved(): void;
  /** It has ended; one that is started in its place is this one again. */
  ended(): void;
}

export interface Terms {
  /** This extension's. */
  readonly version: string;
  readonly clock?: Clock;
  /** Milliseconds that an answer may take, in place of ours. */
  readonly patience?: number;
}

export function openGateway(place: Place, { version, clock = CLOCK, patience }: Terms): OpenGateway {
  const answer = patience ?? ANSWER_MILLISECONDS;
  const hello = patience ?? HELLO_MILLISECONDS;
  const connection = makeConnection(() => place.name(), () => place.find(), version, hello, clock);
  const { link, use } = connection;
  const methods = Service.method;
  return {
    id: place.id,
    async environment(): Promise<Record<string, string>> {
      if (place.local) return { FARFIELD_TARGET: place.target };
      return { FARFIELD_TARGET: place.target, FARFIELD_TOKEN: (await place.find()).token };
    },
    target: place.target,
    local: place.local,
    get name() {
      return place.name();
    },
    get python() {
      return place.python();
    },
    get state() {
      return link.state;
    },
    get why() {
      return link.why;
    },
    onDidChange: link.onDidChange,
    status: (options = {}) => use((used) => used.unary(methods.status, options, answer)),
    jobs: (options = {}) => use((used) => used.unary(methods.listJobs, options, answer)),
    job: (job, query = {}) => use((used) => used.unary(methods.describeJob, { job, ...query }, answer)),
    cancel: (job) => use((used) => used.unary(methods.cancelJob, { job }, answer)),
    retry: (job, items = [], { postMortem = false } = {}) => {
      const debugging = postMortem ? { debugging: { postMortem } } : {};
      return use((used) => used.unary(methods.retryJob, { job, items: [...items], ...debugging }, answer));
    },
    continueWorker: async (worker) => {
      await use((used) => used.unary(methods.continueWorker, { worker }, answer));
    },
    log: (job, { items = [], search = "", last = 0 }, page, signal) =>
      use((used) => used.pages(methods.readLog, { job, items: [...items], search, lastLines: last }, page, signal)),
    debug: (greeting, handlers) =>
      openDebugStream(greeting, handlers, connection, { clock, beat: BEAT_MILLISECONDS }),
    tryNow: () => link.tryNow(),
    moved: () => connection.moved(),
    ended: () => connection.ended(),
    dispose: () => connection.dispose(),
  };
}
