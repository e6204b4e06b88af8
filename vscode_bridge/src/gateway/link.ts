/** Whether a gateway is connected, and when it is tried again. */

import type { Clock } from "../common/clock.ts";
import { Emitter, type Disposable, type Event } from "../common/events.ts";
import { GatewayError, type LinkState } from "./api.ts";

/** After a connection has broken: a gateway that was started anew is there soon. */
const FIRST_MILLISECONDS = 300;
const LONGEST_MILLISECONDS = 60_000;

/** Who asks for one that is away has it tried, but not more often than this. */
const APART_MILLISECONDS = 1000;

export interface Link extends Disposable {
  readonly state: LinkState;
  /** Why it is not up. */
  readonly why: string;
  readonly onDidChange: Event<void>;
  /** Connects where that is needed. Rejects with a GatewayError. */
  ready(): Promise<void>;
  /** The same, also where trying was said to be no use, or was tried just now. */
  tryNow(): Promise<void>;
  /** The connection has broken. */
  lost(error: GatewayError): void;
  /** As if nobody had asked for it yet. */
  reset(): void;
}

/** attempt: connects, or rejects with a GatewayError; random: from 0 to 1. */
export function makeLink(attempt: () => Promise<void>, clock: Clock, random: () => number = Math.random): Link {
  const changed = new Emitter<void>();
  let state: LinkState = "idle";
  let error: GatewayError | null = null;
  let trying: Promise<void> | null = null;
  let timer: Disposable | null = null;
  let tries = 0;
  let ended = -Infinity;
  // An attempt that began before `reset` or `dispose` says nothing any more.
  let epoch = 0;

  function change(next: LinkState, why: GatewayError | null): void {
    const same = next === state && why?.message === error?.message;
    state = next;
    error = why;
    if (!same) changed.fire();
  }

  function wait(): void {
    timer?.dispose();
    const pause = Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** tries) * (0.75 + random() / 2);
    tries += 1;
    timer = clock.after(pause, () => {
      timer = null;
      start().catch(() => undefined);
    });
  }

  function failed(why: GatewayError): void {
    if (why.lasting) {
      tries = 0;
      change("refused", why);
      return;
    }
    change("away", why);
    wait();
  }

  function start(): Promise<void> {
    if (trying) return trying;
    timer?.dispose();
    timer = null;
    const mine = epoch;
    // One that is away stays so while it is tried: what is shown of it would flicker.
    if (state !== "away") change("connecting", null);
    trying = attempt().then(
      () => {
        if (mine !== epoch) throw new GatewayError("away", "it was asked of a connection that is no more");
        trying = null;
        tries = 0;
        change("up", null);
      },
      (cause: unknown) => {
        const why = cause instanceof GatewayError ? cause : new GatewayError("broken", String(cause));
        if (mine !== epoch) throw why;
        trying = null;
        ended = clock.now();
        failed(why);
        throw why;
      },
    );
    return trying;
  }

  function leave(): void {
    epoch += 1;
    trying = null;
    timer?.dispose();
    timer = null;
    tries = 0;
    ended = -Infinity;
  }

  return {
    get state() {
      return state;
    },
    get why() {
      return error?.message ?? "";
    },
    onDidChange: changed.event,
    ready: async () => {
      if (state === "up") return;
      const again = state === "away" && !trying && clock.now() - ended < APART_MILLISECONDS;
      if (error && (state === "refused" || again)) throw error;
      await start();
    },
    tryNow: async () => {
      if (state !== "up") await start();
    },
    lost: (why) => {
      if (state === "up") failed(why);
    },
    reset: () => {
      leave();
      change("idle", null);
    },
    dispose: () => {
      leave();
      changed.dispose();
      change("away", new GatewayError("away", "it was given up"));
    },
  };
}
