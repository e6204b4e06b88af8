/** What was run from files, and what came of it: the model behind the output panel; knows no editor. */

import { Emitter } from "../common/events.ts";
import { CellOutputs, type Change } from "./outputs.ts";
import type { Output, RichOutput } from "./protocol.ts";

/** "waiting": for its turn, or for Python; "skipped": what ran before it has failed. */
export type RunState = "waiting" | "running" | "ok" | "failed" | "skipped" | "dead";

/** What is shown of a run beside its outputs. */
export interface Head {
  readonly id: number;
  readonly title: string;
  /** "train.py:12"; "" where it comes from no document. */
  readonly place: string;
  readonly state: RunState;
  /** The number of its Out[n]. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly began: number | null;
  readonly ended: number | null;
  /** Why it has no outputs. */
  readonly note: string;
}

export interface Shown {
  readonly key: number;
  readonly output: Exclude<Output, { kind: "clear" }>;
}

export interface Entry {
  readonly head: Head;
  readonly outputs: readonly Shown[];
}

export type Told =
  | { readonly type: "all"; readonly entries: readonly Entry[] }
  | { readonly type: "head"; readonly head: Head }
  | { readonly type: "change"; readonly id: number; readonly change: Change }
  | { readonly type: "gone"; readonly ids: readonly number[] };

/** So many runs are kept; older ones go. */
export const MOST = 100;

interface Kept {
  head: Head;
  outputs: Shown[];
  readonly cell: CellOutputs;
}

/** Where a display is, that may be updated: one kernel's. */
export type Places = Map<string, { readonly id: number; readonly key: number }[]>;

export class Runs {
  private readonly told = new Emitter<Told>();
  private readonly kept = new Map<number, Kept>();
  private last = 0;

  readonly onDidChange = this.told.event;

  get entries(): Entry[] {
    return [...this.kept.values()].map(({ head, outputs }) => ({ head, outputs }));
  }

  /** A new one at the end; its number. */
  add(title: string, place: string): number {
    const id = ++this.last;
    const head: Head = { id, title, place, state: "waiting", count: 0, began: null, ended: null, note: "" };
    this.kept.set(id, { head, outputs: [], cell: new CellOutputs() });
    this.told.fire({ type: "head", head });
    const ended = [...this.kept.values()].filter((each) => each.head.ended !== null).map((each) => each.head.id);
    if (this.kept.size > MOST) this.remove(ended.slice(0, this.kept.size - MOST));
    return id;
  }

  set(id: number, change: Partial<Omit<Head, "id">>): void {
    const kept = this.kept.get(id);
    if (!kept) return;
    kept.head = { ...kept.head, ...change };
    this.told.fire({ type: "head", head: kept.head });
  }

  /** places: of its kernel. */
  take(id: number, output: Output, places: Places): void {
    if (output.kind === "update") return this.update(output, places);
    const kept = this.kept.get(id);
    if (!kept) return;
    const remember = (display: string, key: number): void => {
      places.set(display, [...(places.get(display) ?? []), { id, key }]);
    };
    for (const change of kept.cell.take(output, remember)) this.apply(id, kept, change);
  }

  remove(ids: readonly number[]): void {
    const gone = ids.filter((id) => this.kept.delete(id));
    if (gone.length) this.told.fire({ type: "gone", ids: gone });
  }

  /** Without those that have not ended. */
  clear(): void {
    this.remove([...this.kept.values()].filter(({ head }) => head.ended !== null).map(({ head }) => head.id));
  }

  private update(output: RichOutput, places: Places): void {
    for (const { id, key } of places.get(output.display) ?? []) {
      const kept = this.kept.get(id);
      if (kept) this.apply(id, kept, { kind: "replace", key, output });
    }
  }

  private apply(id: number, kept: Kept, change: Change): void {
    kept.outputs = changed(kept.outputs, change);
    this.told.fire({ type: "change", id, change });
  }
}

function changed(outputs: readonly Shown[], change: Change): Shown[] {
  switch (change.kind) {
    case "clear":
      return [];
    case "add":
      return [...outputs, { key: change.key, output: change.output }];
    case "replace":
      return outputs.map((each) => (each.key === change.key ? { ...each, output: change.output } : each));
    case "append":
      return outputs.map((each) =>
        each.key === change.key && each.output.kind === "stream"
          ? { ...each, output: { ...each.output, text: each.output.text + change.text } }
          : each,
      );
  }
}
