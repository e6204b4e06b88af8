/** The connection to one gateway: made when it is needed, and made again when it breaks. */

import type { Clock } from "../common/clock.ts";
import { Gateway as Service } from "../wire/v1/gateway_pb.ts";
import { GatewayError } from "./api.ts";
import { openChannel, type Channel, type Route } from "./channel.ts";
import { loadGrpc } from "./grpc.ts";
import { makeLink, type Link } from "./link.ts";
import { checkVersion } from "./version.ts";

export interface Connection {
  readonly link: Link;
  /** The channel, connected where that is needed. Rejects with a GatewayError. */
  ready(): Promise<Channel>;
  /** The same, with what is to be done with it. */
  use<T>(work: (channel: Channel) => Promise<T>): Promise<T>;
  /** Find out whether the gateway at a channel's end still answers. */
  check(channel: Channel): Promise<void>;
  /** Hang up: it is another one now, or reached another way. */
  moved(): void;
  /** Hang up: it has ended. */
  ended(): void;
  dispose(): void;
}

/**
 * name: what the gateway is called; find: how it is reached now; version: this extension's.
 * hello: milliseconds that its first answer may take, and any that costs it nothing.
 */
export function makeConnection(
  name: () => string,
  find: () => Promise<Route>,
  version: string,
  hello: number,
  clock: Clock,
): Connection {
  let channel: Channel | null = null;
  // An attempt that was begun before it moved must not connect what it has found.
  let attempts = 0;
  const givenUp = (): GatewayError => new GatewayError("away", `the connection to ${name()} was given up`);

  function hangUp(why = givenUp()): void {
    attempts += 1;
    channel?.close(why);
    channel = null;
  }

  async function attempt(): Promise<void> {
    hangUp();
    const mine = attempts;
    const [route, grpc] = await Promise.all([find(), loadGrpc()]);
    const fresh = openChannel(grpc, route);
    try {
      const status = await fresh.unary(Service.method.status, { workersLimit: 1 }, hello);
      checkVersion(status.version, version, route.name);
      if (mine !== attempts) throw givenUp();
    } catch (error) {
      fresh.close(error as GatewayError);
      throw error;
    }
    channel = fresh;
    fresh.onLost = () => lost(fresh, new GatewayError("away", `the connection to ${route.name} is gone`));
  }

  const link = makeLink(attempt, clock);

  function lost(used: Channel, error: GatewayError): void {
    if (used !== channel) return;
    hangUp(error);
    link.lost(error);
  }

  async function check(used: Channel): Promise<void> {
    if (used !== channel) return;
    try {
      await used.unary(Service.method.status, { workersLimit: 1 }, hello);
    } catch (error) {
      if (error instanceof GatewayError && isOfLink(error)) lost(used, error);
    }
  }

  async function ready(): Promise<Channel> {
    await link.ready();
    if (!channel) throw new GatewayError("away", link.why || `the connection to ${name()} is gone`);
    return channel;
  }

  async function use<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    const used = await ready();
    try {
      return await work(used);
    } catch (error) {
      if (error instanceof GatewayError && isOfLink(error)) void check(used);
      throw error;
    }
  }

  function leave(change: () => void): void {
    hangUp();
    change();
  }

  return {
    link,
    ready,
    use,
    check,
    moved: () => leave(() => link.reset()),
    ended: () => leave(() => link.rest(new GatewayError("away", "it has ended"))),
    dispose: () => leave(() => link.dispose()),
  };
}

/** Whether an error is about the connection, not about what was asked. */
function isOfLink(error: GatewayError): boolean {
  return error.trouble === "away" || error.lasting;
}
