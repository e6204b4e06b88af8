/** What was sent to a cluster from parts of documents: where it is in them now; knows no editor. */

import type { CellText } from "../dap/api.ts";

/** So many are remembered. */
const MOST = 200;

/** The line of the document before which the cell begins; undefined: it is not there as it was sent. */
export function placed(cell: CellText, document: string): number | undefined {
  const lines = document.split(/\r?\n/);
  const sent = cell.text.replace(/\n+$/, "").split("\n");
  // The magic may stand in what was sent only.
  const skipped = sent[0]?.startsWith("%%") ? 1 : 0;
  const body = sent.slice(skipped);
  const isAt = (at: number): boolean => body.every((line, index) => isSame(lines[at + index], line));
  const then = cell.offset + skipped;
  if (!body.length || isAt(then)) return cell.offset;
  const found = lines.flatMap((_line, at) => (isAt(at) ? [at] : []));
  return found.length === 1 ? (found[0] ?? 0) - skipped : undefined;
}

/** Whether a line was sent so: without the indentation that all lines of a selection have. */
function isSame(line: string | undefined, sent: string): boolean {
  if (line === undefined || !line.endsWith(sent)) return line?.trim() === "" && sent.trim() === "";
  return line.slice(0, line.length - sent.length).trim() === "";
}

export class SentCells {
  private cells: CellText[] = [];

  add(cell: CellText): void {
    const same = ({ source, text }: CellText): boolean => source === cell.source && text === cell.text;
    this.cells = [...this.cells.filter((each) => !same(each)), cell].slice(-MOST);
  }

  /** Those that are as they were sent. textOf: what a document says now; undefined: it is not open. */
  current(textOf: (source: string) => string | undefined): CellText[] {
    const texts = new Map<string, string | undefined>();
    return this.cells.flatMap((cell) => {
      if (!texts.has(cell.source)) texts.set(cell.source, textOf(cell.source));
      const text = texts.get(cell.source);
      const offset = text === undefined ? cell.offset : placed(cell, text);
      return offset === undefined ? [] : [{ ...cell, offset }];
    });
  }
}
