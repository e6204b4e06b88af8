/** One bar with a part for each state. */

import { STATES } from "./format.ts";
import { type JobState, type Progress } from "./state.ts";

/** Each state's part of the bar, in percent; what is queued is the bar's own ground. */
export function shares(progress: Progress): Array<[JobState, number]> {
  const items = Math.max(progress.items, 1);
  return STATES.filter(([state]) => state !== "queued").map(([state]) => [
    state,
    (100 * progress.counts[state]) / items,
  ]);
}

export class Bar {
  readonly element: HTMLElement;
  private readonly parts = new Map<JobState, HTMLElement>();

  constructor(document: Document) {
    this.element = document.createElement("div");
    this.element.className = "ff-bar";
    this.element.setAttribute("role", "progressbar");
    this.element.setAttribute("aria-valuemin", "0");
    for (const [state] of STATES) {
      if (state === "queued") continue;
      const part = document.createElement("i");
      part.className = `ff-${state}`;
      this.parts.set(state, part);
      this.element.append(part);
    }
  }

  update(progress: Progress): void {
    const { counts, items } = progress;
    this.element.setAttribute("aria-valuemax", String(items));
    this.element.setAttribute("aria-valuenow", String(items - counts.queued - counts.running));
    for (const [state, share] of shares(progress)) {
      const part = this.parts.get(state);
      if (!part) continue;
      part.style.width = `${share}%`;
      // Two failed of a million must be seen.
      part.style.minWidth = share > 0 ? "3px" : "0";
    }
  }
}
