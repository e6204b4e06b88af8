/** One gateway: a connection that is made when it is needed, and made again when it breaks. */

import { CLOCK, type Clock } from "../common/clock.ts";
import { Emitter, type Disposable } from "../common/events.ts";
import { Gateway as Service } from "../wire/v1/gateway_pb.ts";
import { GatewayError, type Gateway } from "./api.ts";
import { openChannel, type Channel, type Route } from "./channel.ts";
import { openDebugStream } from "./debugstream.ts";
import { loadGrpc } from "./grpc.ts";
import { makeLink } from "./link.ts";
import { checkVersion } from "./version.ts";

/** An answer that takes longer means that the gateway does not answer; the second, where it is asked for next to nothing. */
const ANSWER_MILLISECONDS = 15_000;
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
}

export interface Terms {
  /** This extension's. */
  readonly version: string;
  readonly clock?: Clock;
  /** Milliseconds that an answer may take, in place of ours. */
  readonly patience?: number;
}

export function openGateway(place: Place, { version, clock = CLOCK, patience }: Terms): OpenGateway {
  const [answer, hello] = [patience ?? ANSWER_MILLISECONDS, patience ?? HELLO_MILLISECONDS];
  let channel: Channel | null = null;
  let attempts = 0;
  const changed = new Emitter<void>();

  function hangUp(why = new GatewayError("away", `the connection to ${place.name()} was given up`)): void {
    channel?.close(why);
    channel = null;
  }

  async function attempt(): Promise<void> {
    const mine = (attempts += 1);
    hangUp();
    const [route, grpc] = await Promise.all([place.find(), loadGrpc()]);
    const fresh = openChannel(grpc, route);
    try {
      const status = await fresh.unary(Service.method.status, { workersLimit: 1 }, hello);
      checkVersion(status.version, version, route.name);
      if (mine !== attempts) throw new GatewayError("away", `the connection to ${route.name} was given up`);
    } catch (error) {
      fresh.close(error as GatewayError);
      throw error;
    }
    channel = fresh;
    fresh.onLost = () => lost(fresh, new GatewayError("away", `the connection to ${route.name} is gone`));
  }

  const link = makeLink(attempt, clock);
  link.onDidChange(() => changed.fire());

  function lost(used: Channel, error: GatewayError): void {
    if (used !== channel) return;
    hangUp(error);
    link.lost(error);
  }

  /** A call was not answered: ask something that is answered at once, to know whether the gateway still is. */
  async function check(used: Channel): Promise<void> {
    if (used !== channel) return;
    try {
      await used.unary(Service.method.status, { workersLimit: 1 }, hello);
    } catch (error) {
      if (error instanceof GatewayError && isOfLink(error)) lost(used, error);
    }
  }

  async function use<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    await link.ready();
    const used = channel;
    if (!used) throw new GatewayError("away", link.why || "the connection is gone");
    try {
      return await work(used);
    } catch (error) {
      if (error instanceof GatewayError && isOfLink(error)) void check(used);
      throw error;
    }
  }

  const methods = Service.method;
  return {
    id: place.id,
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
    onDidChange: changed.event,
    status: (options = {}) => use((used) => used.unary(methods.status, options, answer)),
    jobs: (options = {}) => use((used) => used.unary(methods.listJobs, options, answer)),
    job: (job, query = {}) => use((used) => used.unary(methods.describeJob, { job, ...query }, answer)),
    cancel: (job) => use((used) => used.unary(methods.cancelJob, { job }, answer)),
    retry: (job, items = []) => use((used) => used.unary(methods.retryJob, { job, items: [...items] }, answer)),
    continueWorker: async (worker) => {
      await use((used) => used.unary(methods.continueWorker, { worker }, answer));
    },
    log: (job, { items = [], search = "", last = 0 }, page, signal) =>
      use((used) => used.pages(methods.readLog, { job, items: [...items], search, lastLines: last }, page, signal)),
    debug: (greeting, handlers) => {
      return openDebugStream(
        greeting,
        handlers,
        async () => {
          await link.ready();
          if (!channel) throw new GatewayError("away", link.why || "the connection is gone");
          return channel;
        },
        (used) => void check(used),
        { clock, beat: BEAT_MILLISECONDS },
      );
    },
    tryNow: () => link.tryNow(),
    moved: () => {
      attempts += 1;
      hangUp();
      link.reset();
    },
    dispose: () => {
      attempts += 1;
      hangUp();
      link.dispose();
      changed.dispose();
    },
  };
}

/** Whether an error is about the connection, not about what was asked. */
function isOfLink(error: GatewayError): boolean {
  return error.trouble === "away" || error.lasting;
}
