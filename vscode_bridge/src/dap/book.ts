/** The book of breakpoints: what the editor has asked for, and what became of it in each worker. It sends nothing. */

import { type Body, type Breakpoint, type Source, list, number, object, text } from "./messages.ts";

/** One thing that workers know as a source, for a document of the editor's. */
export interface Target {
  readonly source: Source;
  /** A line of the document is this much larger than the source's. */
  readonly shift: number;
  /** How many lines the source has; Infinity where all of the document's are its own. */
  readonly lines: number;
}

/** What a worker is to be asked. */
export interface Ask {
  readonly command: string;
  readonly arguments: Body;
  /** Of a setBreakpoints: what its answer is about. */
  readonly about?: About;
}

interface About {
  readonly path: string;
  readonly target: string;
  readonly shift: number;
  /** Which breakpoints of the document were sent. */
  readonly indexes: readonly number[];
  /** Grows with each change. */
  readonly version: number;
}

interface Entry {
  readonly points: readonly Body[];
  readonly ids: readonly number[];
  /** What workers were asked. */
  readonly asks: readonly Ask[];
  readonly version: number;
  /** By worker, by index of the breakpoint, by target: what the worker has said, lines as the document has them. */
  readonly answers: Map<string, Map<number, Map<string, Body>>>;
}

const NOBODY = "no worker has run this yet";

/** Breakpoints of the editor's that are other now than they were. */
export interface Changed {
  readonly path: string;
  readonly ids: readonly number[];
}

export class Book {
  private readonly targetsOf: (path: string) => readonly Target[];
  private readonly entries = new Map<string, Entry>();
  private readonly others = new Map<string, Body>();
  private ids = 0;
  private versions = 0;

  constructor(targetsOf: (path: string) => readonly Target[]) {
    this.targetsOf = targetsOf;
  }

  get paths(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** Take a document's breakpoints; what workers are to be asked now, nothing where nothing has changed. */
  set(path: string, points: readonly Body[]): readonly Ask[] {
    const known = this.entries.get(path);
    if (known === undefined && points.length === 0) return [];
    const byLine = new Map(known?.points.map((point, index) => [number(point["line"]), known.ids[index] ?? 0]));
    const ids = points.map((point) => {
      const line = number(point["line"]);
      const id = byLine.get(line) ?? ++this.ids;
      byLine.delete(line);
      return id;
    });
    return this.replace(path, points, ids, known);
  }

  /** The document's sources are others, or have another content; what workers are to be asked now. */
  renew(path: string): readonly Ask[] {
    const known = this.entries.get(path);
    return known === undefined ? [] : this.replace(path, known.points, known.ids, known);
  }

  private replace(path: string, points: readonly Body[], ids: readonly number[], known: Entry | undefined): Ask[] {
    const version = ++this.versions;
    const targets = this.targetsOf(path);
    const asks = targets.flatMap((target) => askFor({ path, points, version }, target));
    if (known !== undefined && same(asks, known.asks)) return [];
    const named = new Set(asks.map((ask) => ask.about?.target));
    const before = (known?.asks ?? []).flatMap(({ about }) => about?.target ?? []);
    const left = before.filter((name) => !named.has(name));
    if (points.length === 0) this.entries.delete(path);
    else this.entries.set(path, { points, ids, asks, version, answers: new Map() });
    return [...left.map((name) => takingAway(name, targets)), ...asks];
  }

  /** Take what else stops: exception filters, function breakpoints; what workers are to be asked now. */
  keep(command: string, given: Body): readonly Ask[] {
    const known = this.others.get(command);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(given)) return [];
    this.others.set(command, given);
    return [{ command, arguments: given }];
  }

  /** What a worker that has just been attached to is to be asked. */
  asks(): readonly Ask[] {
    const points = [...this.entries.values()].flatMap((entry) => entry.asks);
    return [...points, ...[...this.others].map(([command, given]) => ({ command, arguments: given }))];
  }

  /** A worker has answered; the ids of breakpoints of which it says something else now. */
  answered(ask: Ask, worker: string, body: Body): Changed | undefined {
    const { about } = ask;
    const entry = about && this.entries.get(about.path);
    if (about === undefined || entry === undefined || entry.version !== about.version) return undefined;
    const told = list(body["breakpoints"]);
    if (told.length !== about.indexes.length) return undefined;
    const answers = entry.answers.get(worker) ?? new Map<number, Map<string, Body>>();
    entry.answers.set(worker, answers);
    about.indexes.forEach((index, position) => {
      const of = answers.get(index) ?? new Map<string, Body>();
      answers.set(index, of.set(about.target, shifted(told[position] ?? {}, about.shift)));
    });
    return { path: about.path, ids: about.indexes.map((index) => entry.ids[index] ?? 0) };
  }

  /** A worker says that a breakpoint is other now, by its own id or where it was asked for. */
  changed(worker: string, point: Body): Changed | undefined {
    for (const [path, entry] of this.entries) {
      for (const [index, of] of entry.answers.get(worker) ?? []) {
        for (const [target, before] of of) {
          if (before["id"] === undefined || before["id"] !== point["id"]) continue;
          const shift = entry.asks.find(({ about }) => about?.target === target)?.about?.shift ?? 0;
          of.set(target, { ...before, ...shifted(point, shift) });
          return { path, ids: [entry.ids[index] ?? 0] };
        }
      }
    }
    return undefined;
  }

  /** The editor's ids of breakpoints that a worker names by its own. */
  known(worker: string, ids: readonly number[]): readonly number[] {
    const found: number[] = [];
    for (const entry of this.entries.values()) {
      for (const [index, of] of entry.answers.get(worker) ?? []) {
        const is = [...of.values()].some((answer) => ids.includes(number(answer["id"])));
        if (is) found.push(entry.ids[index] ?? 0);
      }
    }
    return found;
  }

  /** A worker is debugged no more; the breakpoints that may be verified no more. */
  gone(worker: string): readonly Changed[] {
    const changed: Changed[] = [];
    for (const [path, entry] of this.entries) {
      if (entry.answers.delete(worker)) changed.push({ path, ids: entry.ids });
    }
    return changed;
  }

  /** A document's breakpoints as DAP has them: verified where a worker could set them, or this one. */
  merged(path: string, worker?: string): readonly Breakpoint[] {
    const entry = this.entries.get(path);
    if (entry === undefined) return [];
    const workers = worker === undefined ? [...entry.answers.values()] : [entry.answers.get(worker)];
    return entry.points.map((point, index) => {
      const id = entry.ids[index] ?? 0;
      let why = "";
      for (const answers of workers) {
        for (const answer of answers?.get(index)?.values() ?? []) {
          const line = number(answer["line"] ?? point["line"]);
          if (answer["verified"] === true) return { id, verified: true, line };
          why ||= text(answer["message"]);
        }
      }
      return { id, verified: false, line: number(point["line"]), message: why || NOBODY };
    });
  }
}

/** None where none of the breakpoints is in the target. */
function askFor(entry: { path: string; points: readonly Body[]; version: number }, target: Target): Ask[] {
  const indexes: number[] = [];
  const breakpoints: Body[] = [];
  entry.points.forEach((point, index) => {
    const line = number(point["line"]) - target.shift;
    if (line < 1 || line > target.lines) return;
    indexes.push(index);
    breakpoints.push({ ...point, line });
  });
  if (breakpoints.length === 0) return [];
  const { path, version } = entry;
  const about: About = { path, target: text(target.source.path), shift: target.shift, indexes, version };
  return [{ command: "setBreakpoints", arguments: { source: target.source, breakpoints }, about }];
}

/** With all that is known of the target: by that, a worker names its frames. */
function takingAway(name: string, targets: readonly Target[]): Ask {
  const source = targets.find((target) => target.source.path === name)?.source ?? { path: name };
  return { command: "setBreakpoints", arguments: { source, breakpoints: [] } };
}

function same(asks: readonly Ask[], others: readonly Ask[]): boolean {
  const said = (ask: Ask): unknown => [ask.arguments, ask.about?.shift];
  return JSON.stringify(asks.map(said)) === JSON.stringify(others.map(said));
}

/** What a worker says of a breakpoint, with lines as the document has them. */
function shifted(point: Body, shift: number): Body {
  const line = number(point["line"]);
  return Number.isNaN(line) ? object(point) : { ...point, line: line + shift };
}
