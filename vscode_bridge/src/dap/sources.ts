/** Which document of the editor's is meant by a worker's source, and what workers know a document as. */

import { existsSync } from "node:fs";

import { CLOCK } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import type { Editor } from "./api.ts";
import type { Target } from "./book.ts";
import { Cells, type Place, isUri, lastOf } from "./cells.ts";
import { Checksums, checksumsOf } from "./checksums.ts";
import { type Body, number, text } from "./messages.ts";

/** A file that is looked for so long is shown as the worker has it. */
const FIND_MILLISECONDS = 2000;
/** What was not found is looked for again after that. */
const MISSED_MILLISECONDS = 5000;

export class Sources {
  readonly cells: Cells;
  private readonly editor: Editor;
  private readonly checksums = new Checksums();
  private readonly found = new Map<string, Promise<string | undefined>>();

  constructor(editor: Editor) {
    this.editor = editor;
    this.cells = new Cells(editor);
  }

  /** What workers may know a document as: a file, by its content, too, so that each finds its copy; its cells. */
  targets(document: string): readonly Target[] {
    const cells = this.cells.targets(document);
    if (isUri(document)) return cells.length > 0 ? cells : [whole({ path: document })];
    const checksum = this.checksums.of(document);
    const sums = checksum === "" ? {} : { checksums: [{ algorithm: "SHA256" as const, checksum }] };
    return [whole({ path: document, ...sums }), ...cells];
  }

  /** Where the editor has what a worker calls so; undefined where it has not. */
  async place(source: Body): Promise<Place | undefined> {
    const path = text(source["path"]);
    const sums = checksumsOf(source);
    if (path === "") return undefined;
    const named = this.cells.named(path);
    if (named !== undefined) return named;
    const file = { document: path, shift: 0 };
    if (sums.length === 0) {
      const generated = number(source["sourceReference"]) > 0;
      return !generated && !isUri(path) && existsSync(path) ? file : undefined;
    }
    if (!isUri(path) && sums.includes(this.checksums.of(path))) return file;
    const cell = this.cells.withSum(sums);
    if (cell !== undefined) return cell;
    const found = sums.length === 1 ? await this.find(lastOf(path), sums[0] ?? "") : undefined;
    return found === undefined ? undefined : { document: found, shift: 0 };
  }

  private find(name: string, sum: string): Promise<string | undefined> {
    const key = `${sum} ${name}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const forget = (): unknown => this.found.delete(key);
    const finding = inTime(this.editor.findFile(name, sum)).catch(() => undefined);
    this.found.set(key, finding);
    void finding.then((path) => path ?? CLOCK.after(MISSED_MILLISECONDS, forget));
    return finding;
  }
}

function whole(source: Target["source"]): Target {
  return { source, shift: 0, lines: Infinity };
}

async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let over: Disposable | undefined;
  const late = new Promise<undefined>((settle) => {
    over = CLOCK.after(FIND_MILLISECONDS, () => settle(undefined));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over?.dispose();
  }
}
