/** What a session has told its editor of breakpoints: it tells only what is news. */

import type { Breakpoint } from "./messages.ts";

export class Told {
  private readonly told = new Map<number, string>();

  /** Those of which something else is known than was told; they are told now. */
  news(points: readonly Breakpoint[]): readonly Breakpoint[] {
    return points.filter((point) => {
      const words = JSON.stringify(point);
      if (point.id === undefined || this.told.get(point.id) === words) return false;
      this.told.set(point.id, words);
      return true;
    });
  }
}
