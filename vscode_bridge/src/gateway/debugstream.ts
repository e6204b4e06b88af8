/** A debug client's stream: it says that it is there, and notices when the gateway is not. */

import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import type { DebugClientFrameSchema, DebugGatewayFrame, DebugWelcome } from "../wire/v1/debug_pb.ts";
import { Gateway as Service } from "../wire/v1/gateway_pb.ts";
import { GatewayError, type DebugClientFrameInit, type DebugHandlers, type DebugHelloInit, type DebugStream } from "./api.ts";
import type { Frames } from "./channel.ts";
import type { Connection } from "./connection.ts";

/** The gateway gives up who has been silent for 20 s. */
const ALIVE_MILLISECONDS = 5000;
const WELCOME_MILLISECONDS = 10_000;

interface Pace {
  readonly clock: Clock;
  /** Every so many milliseconds the gateway is asked whether it still answers. */
  readonly beat: number;
}

export function openDebugStream(
  hello: DebugHelloInit,
  handlers: DebugHandlers,
  connection: Connection,
  pace: Pace,
): DebugStream {
  const { clock } = pace;
  let frames: Frames<typeof DebugClientFrameSchema> | null = null;
  let waiting: DebugClientFrameInit[] | null = [];
  let welcomed = false;
  let over = false;
  const timers: Disposable[] = [];
  let resolve: (welcome: DebugWelcome) => void = () => undefined;
  let reject: (error: GatewayError) => void = () => undefined;
  const welcome = new Promise<DebugWelcome>((onWelcome, onError) => ([resolve, reject] = [onWelcome, onError]));
  welcome.catch(() => undefined); // who does not wait for it is told by `ended`

  function stop(): void {
    over = true;
    waiting = null;
    for (const timer of timers) timer.dispose();
  }

  function end(error: GatewayError): void {
    if (over) return;
    stop();
    frames?.end();
    reject(error);
    handlers.ended(error);
  }

  function take(frame: DebugGatewayFrame): void {
    if (over) return;
    if (welcomed) {
      handlers.frame(frame);
    } else if (frame.frame.case === "welcome") {
      welcomed = true;
      resolve(frame.frame.value);
    }
  }

  async function begin(): Promise<void> {
    const channel = await connection.ready();
    if (over) return;
    frames = channel.frames(Service.method.debug, take, (error) => {
      void connection.check(channel);
      end(error);
    });
    frames.send({ frame: { case: "hello", value: hello } });
    for (const frame of waiting ?? []) frames.send(frame);
    waiting = null;
    timers.push(
      every(clock, ALIVE_MILLISECONDS, () => frames?.send({ frame: { case: "alive", value: true } })),
      every(clock, pace.beat, () => void connection.check(channel)),
      clock.after(WELCOME_MILLISECONDS, () => {
        if (!welcomed) end(new GatewayError("away", "the gateway's debugging does not answer"));
      }),
    );
  }

  begin().catch((error: unknown) => {
    end(error instanceof GatewayError ? error : new GatewayError("broken", String(error)));
  });
  return {
    welcome,
    send: (frame) => {
      if (over) return;
      if (waiting) waiting.push(frame);
      else frames?.send(frame);
    },
    close: () => {
      if (over) return;
      stop();
      reject(new GatewayError("away", "the stream was closed"));
      frames?.end();
    },
  };
}

function every(clock: Clock, milliseconds: number, callback: () => void): Disposable {
  const next = (): Disposable =>
    clock.after(milliseconds, () => {
      timer = next();
      callback();
    });
  let timer = next();
  return { dispose: () => timer.dispose() };
}
