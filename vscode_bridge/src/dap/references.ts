/** Ids that a worker has given out since it stands still: all others stand for nothing any more. */

import { type Body, Refusal, list, number } from "./messages.ts";

const NAMES = ["frameId", "variablesReference"] as const;
/** Of sources that are asked for by path; pydevd's own references are below. */
const FIRST_SOURCE = 1 << 30;

export class References {
  private readonly given = new Set<number>();
  private readonly paths = new Map<string, number>();
  private readonly sources: string[] = [];

  /** It has gone on. Its sources stay what they are. */
  clear(): void {
    this.given.clear();
  }

  /** Throws a Refusal where a request names what is no more. */
  check(given: Body): void {
    for (const name of NAMES) {
      const id = number(given[name]);
      if (id > 0 && !this.given.has(id)) throw new Refusal("this worker has gone on since: look at its newest stop");
    }
  }

  /** Take note of the ids in a worker's answer. */
  note(body: Body): void {
    for (const name of ["stackFrames", "scopes", "variables"]) {
      for (const each of list(body[name])) {
        this.take(each["id"]);
        this.take(each["variablesReference"]);
      }
    }
    this.take(body["variablesReference"]);
  }

  private take(id: unknown): void {
    if (typeof id === "number" && id > 0) this.given.add(id);
  }

  /** A reference for a source that only the worker has. */
  ofSource(path: string): number {
    const known = this.paths.get(path) ?? FIRST_SOURCE + this.sources.push(path) - 1;
    this.paths.set(path, known);
    return known;
  }

  /** The worker's path of such a source. */
  pathOf(reference: number): string | undefined {
    return this.sources[reference - FIRST_SOURCE];
  }
}
