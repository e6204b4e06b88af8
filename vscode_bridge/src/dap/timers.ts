/** What is to be done later, by name: one thing for each. */

import { CLOCK } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";

export class Timers implements Disposable {
  private readonly timers = new Map<string, Disposable>();

  /** Do it after so long, unless that is begun anew or stopped. */
  start(name: string, milliseconds: number, work: () => void): void {
    this.stop(name);
    const done = (): void => {
      this.timers.delete(name);
      work();
    };
    this.timers.set(name, CLOCK.after(milliseconds, done));
  }

  /** The same, but one that is begun already goes on. */
  ensure(name: string, milliseconds: number, work: () => void): void {
    if (!this.timers.has(name)) this.start(name, milliseconds, work);
  }

  has(name: string): boolean {
    return this.timers.has(name);
  }

  stop(name: string): void {
    this.timers.get(name)?.dispose();
    this.timers.delete(name);
  }

  dispose(): void {
    for (const name of [...this.timers.keys()]) this.stop(name);
  }
}
