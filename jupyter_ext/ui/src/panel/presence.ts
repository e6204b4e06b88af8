/** Tells the kernel that somebody looks, again and again: a page that vanishes says nothing. */

import { type Clock, clock } from "./poll.ts";

/** Milliseconds between two reminders; the kernel believes one three times as long. */
export const REMIND = 10_000;

export class Presence {
  private readonly tell: (visible: boolean) => void;
  private readonly clock: Clock;
  private told: boolean | null = null;
  private timer: unknown = null;

  constructor(tell: (visible: boolean) => void, time: Clock = clock) {
    this.tell = tell;
    this.clock = time;
  }

  /** What is the case already is not told at once. */
  set(visible: boolean): void {
    if (visible === this.told) return;
    this.told = visible;
    this.clock.stop(this.timer);
    if (visible) this.remind();
    else this.tell(false);
  }

  /** The view goes away. */
  end(): void {
    if (this.told) this.set(false);
  }

  private remind(): void {
    this.timer = this.clock.after(REMIND, () => this.remind());
    this.tell(true);
  }
}
