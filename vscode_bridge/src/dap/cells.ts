/** Texts that run as cells, by their document, by the name that workers know them by, and by content. */

import type { CellText, Editor } from "./api.ts";
import type { Target } from "./book.ts";
import { TEXT, sha256 } from "./checksums.ts";

const MAX_TEXT = 1 << 20;

/** A place in a document: a line there is this much larger. */
export interface Place {
  readonly document: string;
  readonly shift: number;
}

interface Known extends Place {
  readonly name: string;
  readonly sum: string;
  readonly cell: CellText;
}

/** Whether a document is named by a URI, as a notebook's cells are, and not by a path. */
export function isUri(document: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(document);
}

/** The last part of a path or URI. */
export function lastOf(document: string): string {
  return document.slice(document.lastIndexOf("/") + 1);
}

export class Cells {
  private readonly editor: Editor;
  private known: readonly Known[] | undefined;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  /** They have changed. */
  forget(): void {
    this.known = undefined;
  }

  /** What workers may know a document's cells as. */
  targets(document: string): readonly Target[] {
    return this.all.filter((each) => each.document === document).map(targetOf);
  }

  /** Where the cell is that workers know by this name. */
  named(name: string): Place | undefined {
    return placeOf(this.all.find((each) => each.name === name));
  }

  /** Where there is a cell with one of these contents. */
  withSum(sums: readonly string[]): Place | undefined {
    return placeOf(this.all.find((each) => sums.includes(each.sum)));
  }

  private get all(): readonly Known[] {
    this.known ??= this.editor.cells().map((cell) => {
      const sum = sha256(cell.text);
      return { cell, sum, name: nameOf(cell, sum), document: cell.source, shift: cell.offset };
    });
    return this.known;
  }
}

/** A part of a file needs a name of its own: the file has one already. */
function nameOf(cell: CellText, sum: string): string {
  if (isUri(cell.source)) return cell.source;
  return `farfield-cell:/${sum}/${lastOf(cell.source)}`;
}

function placeOf(known: Known | undefined): Place | undefined {
  return known && { document: known.document, shift: known.shift };
}

function targetOf(known: Known): Target {
  const { name, sum, shift, cell } = known;
  const own = cell.text.length <= MAX_TEXT ? { [TEXT]: cell.text } : {};
  const source = { path: name, checksums: [{ algorithm: "SHA256" as const, checksum: sum }], ...own };
  return { source, shift, lines: cell.text.split("\n").length };
}
