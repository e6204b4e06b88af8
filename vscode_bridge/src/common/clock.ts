/** Time, as what waits for it sees it: tests have one of their own. */

import type { Disposable } from "./events.ts";

export interface Clock {
  /** Milliseconds, from anywhere on. */
  now(): number;
  /** Calls back once, unless what is returned is disposed of. Nothing is kept running for it. */
  after(milliseconds: number, callback: () => void): Disposable;
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return { dispose: () => clearTimeout(timer) };
  },
};
