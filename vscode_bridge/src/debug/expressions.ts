/** Names and expressions in lines of Python, as hovers and inline values need them; knows no editor. */

const KEYWORDS = new Set(
  ("False None True and as assert async await break case class continue def del elif else except finally for from " +
    "global if import in is lambda match nonlocal not or pass raise return try while with yield self cls print")
    .split(" "),
);
const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The line with blanks for comments and the insides of strings that end in it. */
export function masked(line: string): string {
  return line.replace(
    /("""|''')[\s\S]*?\1|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|#.*$/g,
    (text) => " ".repeat(text.length),
  );
}

export interface Piece {
  /** Columns: the first, and the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const OPENERS: Readonly<Record<string, string>> = { "]": "[" };

/** Where the bracket that closes at `end` opens; -1: not in this line. */
function opening(line: string, end: number): number {
  let depth = 0;
  for (let at = end; at >= 0; at--) {
    if (line[at] === "]") depth++;
    else if (line[at] === "[" && --depth === 0) return at;
    // A call in a subscript is run by no hover.
    else if (line[at] === "(" || line[at] === ")") return -1;
  }
  return -1;
}

/** What a hover at this column asks for: a name with what it is an attribute of, or a subscript at its bracket. */
export function expressionAt(line: string, column: number): Piece | undefined {
  const bare = masked(line);
  let [start, end] = [-1, -1];
  if (bare[column] === "]" || bare[column] === "[") {
    end = bare[column] === "]" ? column + 1 : closing(bare, column) + 1;
    start = end > 0 ? opening(bare, end - 1) : -1;
    if (start < 0) return undefined;
    start = begin(bare, start);
  } else {
    const name = names(bare).find((each) => each.start <= column && column <= each.end);
    if (!name || KEYWORDS.has(name.text)) return name && ["self", "cls"].includes(name.text) ? name : undefined;
    end = name.end;
    start = bare[name.start - 1] === "." ? begin(bare, name.start) : name.start;
  }
  return start < 0 ? undefined : { start, end, text: line.slice(start, end) };
}

function closing(line: string, start: number): number {
  let depth = 0;
  for (let at = start; at < line.length; at++) {
    if (line[at] === "[") depth++;
    else if (line[at] === "]" && --depth === 0) return at;
  }
  return -1;
}

/** Where the chain of names, dots and subscripts begins that goes on at `at`; -1: with something that must be run. */
function begin(line: string, at: number): number {
  let start = at;
  for (;;) {
    const before = line[start - 1];
    if (before === ".") start--;
    else if (before !== undefined && before in OPENERS) {
      const open = opening(line, start - 1);
      if (open < 0) return -1;
      start = open;
    } else if (before !== undefined && /[\p{L}\p{N}_]/u.test(before)) {
      while (start > 0 && /[\p{L}\p{N}_]/u.test(line[start - 1] ?? "")) start--;
      if (line[start - 1] !== ".") return /\p{N}/u.test(line[start] ?? "") ? -1 : start;
    } else {
      return -1;
    }
  }
}

function names(line: string): Piece[] {
  return [...line.matchAll(NAME)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** What a file imports or defines by `def` and `class`: names whose values nobody wants to read. */
export function definitionsIn(lines: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const line of lines) {
    const bare = masked(line);
    const defined = /^\s*(?:async\s+)?(?:def|class)\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(bare)?.[1];
    if (defined) found.add(defined);
    const imported = /^\s*(?:from\s+\S+\s+)?import\s+(.*)$/.exec(bare)?.[1];
    for (const each of imported?.replace(/[()]/g, "").split(",") ?? []) {
      const [name, , as] = each.trim().split(/\s+/);
      const bound = as ?? name?.split(".")[0];
      if (bound) found.add(bound);
    }
  }
  return found;
}

/** The variables of a line whose values are worth showing beside it: no attributes, calls or keywords. */
export function variablesOf(line: string): Piece[] {
  const bare = masked(line);
  const seen = new Set<string>();
  return names(bare).filter(({ start, end, text }) => {
    if (KEYWORDS.has(text) || seen.has(text) || /[.\p{N}]/u.test(bare[start - 1] ?? "")) return false;
    if (/^\s*\(/.test(bare.slice(end)) || /^\s*(def|class|import|from)\b/.test(bare)) return false;
    if (/^\s*=[^=]/.test(bare.slice(end)) && /[(,]\s*$/.test(bare.slice(0, start))) return false; // a keyword argument
    seen.add(text);
    return true;
  });
}

/** The first line of the function that line `at` is in, or 0. lines(n): the text of line n. */
export function functionStart(lines: (line: number) => string, at: number): number {
  const indent = (text: string): number => text.length - text.trimStart().length;
  let inner = Infinity;
  for (let line = at; line >= 0; line--) {
    const text = lines(line);
    if (!text.trim() || text.trim().startsWith("#")) continue;
    if (indent(text) < inner) {
      inner = indent(text);
      if (/^\s*(async\s+)?def\b/.test(text) && line < at) return line;
    }
  }
  return 0;
}
