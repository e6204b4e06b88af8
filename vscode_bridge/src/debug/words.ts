/** What is said of workers, jobs and where they stand; knows no editor. */

import { cut, wholeSeconds } from "../../../jupyter_ext/ui/src/format.ts";
import type { Pause } from "../wire/v1/jobs_pb.ts";
import { Pause_Kind } from "../wire/v1/jobs_pb.ts";

/** What ipykernel calls the source of a cell: a file that there is not. */
const CELL = /[/\\]ipykernel_\d+[/\\]\d+\.py$/;

const KINDS: Readonly<Record<number, string>> = {
  [Pause_Kind.BREAKPOINT]: "breakpoint()",
  [Pause_Kind.ENTRY]: "its first line",
  [Pause_Kind.EXCEPTION]: "an exception",
  [Pause_Kind.DEBUGGER]: "a debugger",
};

/** "train.py:57", "a cell, line 3" */
export function standsAt(pause: Pick<Pause, "file" | "line" | "kind">): string {
  if (CELL.test(pause.file)) return pause.line > 0 ? `a cell, line ${pause.line}` : "a cell";
  const file = pause.file.split(/[/\\]/).pop() ?? "";
  if (!file) return KINDS[pause.kind] ?? "somewhere";
  return pause.line > 0 ? `${file}:${pause.line}` : file;
}

/** "12 train"; "12" where it has no name, "" where there is no job */
export function jobLabel(job: { number: number; name: string }): string {
  return job.number ? `${job.number} ${cut(job.name.split("\n")[0] ?? "", 60)}`.trim() : "";
}

/** "27 s left", "VS Code on box has it" */
export function lease(pause: Pick<Pause, "left" | "client">): string {
  if (pause.client) return `${cut(pause.client, 60)} has it`;
  return pause.left > 0 ? `${wholeSeconds(Math.ceil(pause.left))} left` : "a debugger has it";
}
