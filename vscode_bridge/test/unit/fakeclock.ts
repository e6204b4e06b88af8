/** A clock that a test moves on. */

import type { Clock } from "../../src/common/clock.ts";

export interface FakeClock extends Clock {
  /** Lets time pass: what is due is called, in order, and what it begins goes on in between. */
  pass(milliseconds: number): Promise<void>;
  /** How many wait for it. */
  readonly waiting: number;
}

export function fakeClock(): FakeClock {
  let now = 0;
  const waiting = new Map<object, { readonly at: number; readonly callback: () => void }>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    now: () => now,
    after: (milliseconds, callback) => {
      const key = {};
      waiting.set(key, { at: now + milliseconds, callback });
      return { dispose: () => waiting.delete(key) };
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        await settle();
        const [due] = [...waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!due) break;
        const [key, { at, callback }] = due;
        waiting.delete(key);
        now = Math.max(now, at);
        callback();
      }
      now = end;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
