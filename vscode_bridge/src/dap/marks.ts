/** What stops workers, as a session's editor sets it; of breakpoints the editor is told only what is news. */

import { type Body, type Breakpoint, type Reply, failed, list, object, text } from "./messages.ts";

/** Answers a request. */
export type Own = (given: Body) => Promise<Reply> | Reply;

export const DONE: Reply = { success: true };

export interface MarksUser {
  setBreakpoints(path: string, points: readonly Body[]): Promise<readonly Breakpoint[]>;
  /** Exception filters, function breakpoints. */
  keep(command: string, given: Body): void;
}

export class Marks {
  private readonly user: MarksUser;
  private readonly told = new Map<number, string>();

  constructor(user: MarksUser) {
    this.user = user;
  }

  readonly own: Readonly<Record<string, Own>> = {
    setBreakpoints: async (given) => {
      const path = text(object(given["source"])["path"]);
      if (path === "") return failed("a breakpoint needs a source with a path");
      const breakpoints = await this.user.setBreakpoints(path, list(given["breakpoints"]));
      this.news(breakpoints);
      return { success: true, body: { breakpoints } };
    },
    setFunctionBreakpoints: (given) => {
      this.user.keep("setFunctionBreakpoints", given);
      return { success: true, body: { breakpoints: list(given["breakpoints"]).map(() => ({ verified: true })) } };
    },
    setExceptionBreakpoints: (given) => {
      this.user.keep("setExceptionBreakpoints", given);
      return DONE;
    },
  };

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
