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
  /** It is away, and is not tried before somebody asks. */
  rest(why: GatewayError): void;
}

/** Calls back later and later, until it is stopped. */
function makePauses(clock: Clock, random: () => number, callback: () => void) {
  let timer: Disposable | null = null;
  let tries = 0;
  const hold = (): void => {
    timer?.dispose();
    timer = null;
  };
  return {
    /** Not now: somebody tries already. */
    hold,
    next: (): void => {
      hold();
      // Not all windows at the same moment.
      const pause = Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** tries) * (0.75 + random() / 2);
      tries += 1;
      timer = clock.after(pause, () => {
        timer = null;
        callback();
      });
    },
    stop: (): void => {
      hold();
      tries = 0;
    },
  };
}

/** The state, and who is told when it changes. */
class Standing {
  state: LinkState = "idle";
  error: GatewayError | null = null;
  readonly changed = new Emitter<void>();

  change(next: LinkState, why: GatewayError | null): void {
    const same = next === this.state && why?.message === this.error?.message;
    this.state = next;
    this.error = why;
    if (!same) this.changed.fire();
  }
}

/** attempt: connects, or rejects with a GatewayError; random: from 0 to 1. */
export function makeLink(attempt: () => Promise<void>, clock: Clock, random: () => number = Math.random): Link {
  const now = new Standing();
  const pauses = makePauses(clock, random, () => void start().catch(() => undefined));
  let trying: Promise<void> | null = null;
  let tried = -Infinity;

  function failed(why: GatewayError): void {
    if (why.lasting) pauses.stop();
    else pauses.next();
    now.change(why.lasting ? "refused" : "away", why);
  }

  function start(): Promise<void> {
    if (trying) return trying;
    pauses.hold();
    // One that is away stays so while it is tried: what is shown of it would flicker.
    if (now.state !== "away") now.change("connecting", null);
    const mine = run().finally(() => {
      if (trying === mine) trying = null;
    });
    trying = mine;
    return mine;

    // One that began before `leave` says nothing any more.
    async function run(): Promise<void> {
      try {
        await attempt();
      } catch (cause) {
        const why = cause instanceof GatewayError ? cause : new GatewayError("broken", String(cause));
        if (trying === mine) {
          tried = clock.now();
          failed(why);
        }
        throw why;
      }
      if (trying !== mine) throw new GatewayError("away", "the connection was given up");
      pauses.stop();
      now.change("up", null);
    }
  }

  function leave(next: LinkState, why: GatewayError | null): void {
    trying = null;
    tried = -Infinity;
    pauses.stop();
    now.change(next, why);
  }

  return {
    get state() {
      return now.state;
    },
    get why() {
      return now.error?.message ?? "";
    },
    onDidChange: now.changed.event,
    ready: async () => {
      if (now.state === "up") return;
      const justTried = now.state === "away" && !trying && clock.now() - tried < APART_MILLISECONDS;
      const { error } = now;
      if (error && (now.state === "refused" || justTried)) throw error;
      await start();
    },
    tryNow: async () => {
      if (now.state !== "up") await start();
    },
    lost: (why) => {
      if (now.state === "up") failed(why);
    },
    reset: () => leave("idle", null),
    rest: (why) => leave("away", why),
    dispose: () => {
      now.changed.dispose();
      leave("away", new GatewayError("away", "the connection was given up"));
    },
  };
}
