/** What text does in a terminal besides standing there: lines that are written anew. Knows no page. */

const UP = /\x1b\[(\d*)A/;
/** Ends a line, goes to its start, back by one, or up; what moves otherwise is left out by who colours. */
const MOVE = /(\r*\n|\r|\x08|\x1b\[\d*A)/;

/** Lines as they stand in the end; the last is the one that is written to. */
export function settle(text: string): string[] {
  const lines = [""];
  let at = 0;
  let fresh = false;
  for (const piece of text.split(MOVE)) {
    if (piece.endsWith("\n")) {
      at += 1;
      if (at === lines.length) lines.push("");
      fresh = at < lines.length - 1;
    } else if (piece === "\r") fresh = true;
    else if (piece === "\b") lines[at] = (lines[at] ?? "").slice(0, -1);
    else if (UP.test(piece)) at = Math.max(0, at - Number(UP.exec(piece)?.[1] || 1));
    else if (piece) {
      // Who goes to the start of a line writes all of it, as progress bars do.
      lines[at] = fresh ? piece : (lines[at] ?? "") + piece;
      fresh = false;
    }
  }
  return lines;
}
