/** Sources and lines in what the editor asks of a worker, and in what the worker says. */

import type { Target } from "./book.ts";
import { isUri, lastOf } from "./cells.ts";
import { type Body, list, number, object, text } from "./messages.ts";
import type { References } from "./references.ts";
import type { Sources } from "./sources.ts";

const AT_START: Target = { source: {}, shift: 0, lines: Infinity };

export class Translation {
  private readonly known: Sources;
  private readonly references: References;
  /** By document, by what name the worker has shown it last. */
  private readonly shown = new Map<string, string>();
  private goto = AT_START;

  constructor(sources: Sources, references: References) {
    this.known = sources;
    this.references = references;
  }

  /** The arguments of a request, as the worker is to have them. */
  outgoing(command: string, given: Body): Body {
    if (command === "source") return this.askedSource(given);
    if (command !== "gotoTargets") return given;
    const document = text(object(given["source"])["path"]);
    const targets = this.known.targets(document);
    this.goto = targets.find(({ source }) => source.path === this.shown.get(document)) ?? targets[0] ?? AT_START;
    return { ...given, source: this.goto.source, line: number(given["line"]) - this.goto.shift };
  }

  private askedSource(given: Body): Body {
    const reference = number(given["sourceReference"] || object(given["source"])["sourceReference"]);
    const path = this.references.pathOf(reference);
    return path === undefined ? { sourceReference: reference } : { source: { path }, sourceReference: 0 };
  }

  /** The body of an answer, as the editor is to have it. */
  async incoming(command: string, body: Body): Promise<Body> {
    this.references.note(body);
    if (command === "stackTrace") {
      const frames = list(body["stackFrames"]).map((frame) => this.frame(frame));
      return { ...body, stackFrames: await Promise.all(frames) };
    }
    if (command === "loadedSources") {
      const seen = await Promise.all(list(body["sources"]).map((source) => this.seen(source)));
      return { ...body, sources: seen.map(({ source }) => source) };
    }
    if (command === "gotoTargets") {
      const { shift } = this.goto;
      const targets = list(body["targets"]).map((target) => moved(target, shift));
      return { ...body, targets: targets.map((target) => ({ ...target, label: `line ${number(target["line"])}` })) };
    }
    return body;
  }

  /** The source of a module. */
  async source({ path }: Body): Promise<Body> {
    return (await this.seen({ path })).source;
  }

  private async frame(frame: Body): Promise<Body> {
    if (typeof frame["source"] !== "object") return frame;
    const { source, shift } = await this.seen(object(frame["source"]));
    return moved({ ...frame, source }, shift);
  }

  private async seen(source: Body): Promise<{ source: Body; shift: number }> {
    const path = text(source["path"]);
    const place = await this.known.place(source);
    const { checksums: _, sourceReference, ...rest } = source;
    const name = text(rest["name"]) || nameOf(path);
    if (place !== undefined) {
      this.shown.set(place.document, path);
      return { source: { ...rest, name: nameOf(place.document), path: place.document }, shift: place.shift };
    }
    if (number(sourceReference) > 0 || path === "") return { source: { ...rest, name, sourceReference }, shift: 0 };
    return { source: { ...rest, name, sourceReference: this.references.ofSource(path) }, shift: 0 };
  }
}

function moved(place: Body, shift: number): Body {
  if (shift === 0) return place;
  const end = typeof place["endLine"] === "number" ? { endLine: place["endLine"] + shift } : {};
  return { ...place, line: number(place["line"]) + shift, ...end };
}

/** A cell is called as its notebook is. */
function nameOf(document: string): string {
  const last = lastOf(document);
  return isUri(document) ? unescaped(last.replace(/[#?].*$/, "")) : last;
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
