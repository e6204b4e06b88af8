/** The `%%distributed` line of a cell, put there and taken away. Knows texts only. */

const NAME = "%%distributed";
/** Cell magics whose body is Python that runs here: they may stand above ours. */
const OVER = new Set(["time", "timeit", "capture", "prun", "memit", "mprun", "lprun"]);

/** Put `text` in the place of what lies between two offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Refusal {
  /** One line for people. */
  readonly refused: string;
}

interface Line {
  readonly start: number;
  /** After its line break. */
  readonly end: number;
  readonly text: string;
}

/** The lines at the top that are cell magics; IPython skips blank lines before the first. */
function magics(source: string): Line[] {
  const found: Line[] = [];
  let start = 0;
  while (start < source.length) {
    const broken = source.indexOf("\n", start);
    const end = broken < 0 ? source.length : broken + 1;
    const text = source.slice(start, end).trimEnd();
    if (text.startsWith("%%")) found.push({ start, end, text });
    else if (text !== "" || found.length > 0) break;
    start = end;
  }
  return found;
}

function nameOf(line: Line): string {
  return /^%%(\S*)/.exec(line.text)?.[1] ?? "";
}

function ours(source: string): Line | undefined {
  return magics(source).find((line) => nameOf(line) === "distributed");
}

/** Whether the cell runs on the cluster. */
export function isDistributed(source: string): boolean {
  return ours(source) !== undefined;
}

/** What stands after `%%distributed`; "" where nothing does, or no such line. */
export function optionsOf(source: string): string {
  return ours(source)?.text.slice(NAME.length).trim() ?? "";
}

/** The edit that takes the line away where it is, or puts it there. */
export function toggle(source: string, options = ""): Edit | Refusal {
  const line = ours(source);
  if (line) return { start: line.start, end: line.end, text: "" };
  const above = magics(source);
  const other = above.find((magic) => !OVER.has(nameOf(magic)));
  if (other) return { refused: `a %%${nameOf(other)} cell can't run on the cluster: its body is not this notebook's Python` };
  const last = above.at(-1);
  const start = last?.end ?? /^(?:[^\S\n]*\n)*/.exec(source)?.[0].length ?? 0;
  const before = last && !source.slice(last.start, last.end).endsWith("\n") ? "\n" : "";
  return { start, end: start, text: `${before}${NAME}${options && ` ${options}`}\n` };
}

/** Where an offset lies after an edit. */
export function moved(offset: number, { start, end, text }: Edit): number {
  if (offset < start) return offset;
  return offset >= end ? offset - (end - start) + text.length : start;
}

export function apply(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end);
}
