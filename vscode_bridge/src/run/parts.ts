/** The cells of a plain Python file: what lies between two lines `# %%`. Knows texts only; lines count from 0. */

/** "magic": its own line is one, `# %%distributed --gpus 1`. "text": markdown, which nobody runs. */
export type PartKind = "code" | "magic" | "text";

export interface Part {
  readonly kind: PartKind;
  /** The line `# %%`; of what stands before the first of them, -1. */
  readonly marker: number;
  /** Its first line, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** What stands behind `# %%`. */
  readonly title: string;
}

/** What is sent to a kernel, and where it comes from. */
export interface Sent {
  readonly text: string;
  /** The line of the document is the text's line plus this, both counted from 0. */
  readonly offset: number;
}

const MARKER = /^#\s*%%(.*)$/;
const TEXT = /^\s*(?:\[(?:markdown|md|raw)\]|(?:markdown|md|raw)\b)/i;
const OURS = /^distributed(?:\s|$)/;

/** The cells of a file, in order, with what stands before the first; without those that are empty. */
export function partsOf(lines: readonly string[]): Part[] {
  const starts = lines.flatMap((line, index) => (MARKER.test(line) ? [index] : []));
  return [-1, ...starts].flatMap((marker, index) => {
    const title = MARKER.exec(lines[marker] ?? "")?.[1]?.trimEnd() ?? "";
    const kind = OURS.test(title) ? "magic" : TEXT.test(title) ? "text" : "code";
    const end = trimmed(lines, marker + 1, starts[index] ?? lines.length);
    if (end <= marker + 1) return [];
    return [{ kind, marker, start: Math.max(marker, 0), end, title: title.trim() }];
  });
}

/** The part that a line is in: also one that is empty lines behind it. */
export function partAt(parts: readonly Part[], line: number): Part | undefined {
  return [...parts].reverse().find((part) => part.start <= line);
}

/** Without the blank lines at its end. */
function trimmed(lines: readonly string[], start: number, end: number): number {
  let last = end;
  while (last > start && !lines[last - 1]?.trim()) last -= 1;
  return last;
}

/** What is run of a part, in place of whose `# %%` stands the magic. */
export function sentPart(lines: readonly string[], part: Part, magic: string): Sent {
  const body = lines.slice(part.marker + 1, part.end);
  if (part.kind !== "magic") return sentLines(body, part.marker + 1, magic);
  return { text: [`%%${part.title}`, ...dedented(body)].join("\n"), offset: part.marker };
}

/**
 * What is run of lines that begin at `first` in the document.
 * magic: what stands before them unless they begin with a magic of their own; "": nothing.
 */
export function sentLines(lines: readonly string[], first: number, magic: string): Sent {
  const filled = Math.max(lines.findIndex((line) => line.trim()), 0);
  // A magic has to be the first line.
  if (lines[filled]?.trimStart().startsWith("%%")) {
    return { text: dedented(lines.slice(filled)).join("\n"), offset: first + filled };
  }
  const body = dedented(lines);
  return magic ? { text: [magic, ...body].join("\n"), offset: first - 1 } : { text: body.join("\n"), offset: first };
}

/** Without the indentation that all of them have. */
function dedented(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim());
  const indents = filled.map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const common = indents.reduce((all, each) => (all === undefined ? each : shared(all, each)), undefined as string | undefined);
  const length = common?.length ?? 0;
  return lines.map((line) => line.slice(length));
}

function shared(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

/** How a run is called: its first line that says something. */
export function titleOf(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const said = lines.find((line) => line && !line.startsWith("%%") && !line.startsWith("#"));
  return said ?? lines.find(Boolean)?.replace(/^#+\s*/, "") ?? "";
}
