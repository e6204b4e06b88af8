/** A job's log, as it is and as it grows; what is too much to be looked at is left out, and that is said. */

import { count } from "../../../jupyter_ext/ui/src/format.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import type { Gateway } from "../gateway/api.ts";
import { State } from "../wire/v1/jobs_pb.ts";
import { Output_Kind } from "../wire/v1/worker_pb.ts";

/** Lines that are asked for at once. */
export const AT_FIRST = 5000;
export const AT_ONCE = 2000;
/** Lines of the channel; when there are more, the older half goes. */
export const KEPT = 20_000;

const PERIOD = 1000;
/** A long log is read whole by the gateway each time. */
const LONG = 200_000;
const LONG_PERIOD = 5000;

export interface Sink {
  append(text: string): void;
  replace(text: string): void;
}

// Colours and other things that a terminal is told.
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])/g;

/** A line as a terminal leaves it: without colours, and what was written over is gone. */
export function shownLine(text: string): string {
  const line = text.replace(/[\r\n]+$/, "");
  return line.slice(line.lastIndexOf("\r") + 1).replace(ESCAPES, "");
}

interface Read {
  readonly texts: readonly string[];
  /** Lines of the log before these. */
  readonly before: number;
}

export class JobFollow implements Disposable {
  private readonly gateway: Gateway;
  private readonly job: number;
  private readonly sink: Sink;
  private readonly clock: Clock;
  private readonly heading: string;
  private kept: string[] = [];
  /** Whole lines of the log that were read or left out. */
  private seen = 0;
  private leftOut = 0;
  private told = 0;
  /** What went wrong the last time: it is said once. */
  private trouble = "";
  private timer: Disposable | null = null;
  private readonly over = new AbortController();

  constructor(gateway: Gateway, job: number, heading: string, sink: Sink, clock: Clock) {
    [this.gateway, this.job, this.heading, this.sink, this.clock] = [gateway, job, heading, sink, clock];
  }

  /** Resolves when what there is now is shown; goes on by itself while the job runs. */
  async start(): Promise<void> {
    this.sink.replace(`${this.heading}\n`);
    await this.look(AT_FIRST);
  }

  dispose(): void {
    this.over.abort();
    this.timer?.dispose();
  }

  private async look(most: number): Promise<void> {
    let open = true;
    let wait = PERIOD;
    try {
      const { summary } = await this.gateway.job(String(this.job));
      this.trouble = "";
      open = summary?.state === State.QUEUED || summary?.state === State.RUNNING;
      const lines = Number(summary?.logLines ?? 0);
      if (lines > LONG) wait = LONG_PERIOD;
      // The last read is with the job over: what has no end of line yet will have none.
      if (lines > this.told || !open) {
        this.told = lines;
        this.show(await this.read(most, summary?.items ?? 1, summary?.ranks ?? 0, !open), !open);
      }
    } catch (error) {
      if (this.over.signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      if (why !== this.trouble) this.write([`— ${why}`]);
      this.trouble = why;
      open = (error as { trouble?: string }).trouble === "away";
      wait = 3 * LONG_PERIOD;
    }
    if (open && !this.over.signal.aborted) this.timer = this.clock.after(wait, () => void this.look(AT_ONCE));
  }

  private async read(most: number, items: number, ranks: number, whole: boolean): Promise<Read> {
    const texts: string[] = [];
    let before = 0;
    await this.gateway.log(
      String(this.job),
      { last: most },
      (page) => {
        before = Number(page.leftOutLines);
        for (const { kind, content, item } of page.outputs) {
          if (kind !== Output_Kind.STDOUT && kind !== Output_Kind.STDERR) continue;
          if (!whole && !content.endsWith("\n")) continue;
          const from = items > 1 ? `[${ranks ? "rank " : ""}${item}] ` : "";
          texts.push(from + shownLine(content));
        }
      },
      this.over.signal,
    );
    return { texts, before };
  }

  private show({ texts, before }: Read, over: boolean): void {
    const gap = before - this.seen;
    const fresh = gap >= 0 ? texts : texts.slice(-gap);
    this.seen = Math.max(this.seen, before + texts.length);
    if (gap > 0) this.leftOut += gap;
    const note = gap > 0 ? [leftOutNote(gap, this.job)] : [];
    this.write([...note, ...fresh]);
    if (over) this.write([this.seen ? "— end of the log" : "— it has written nothing"]);
  }

  private write(lines: readonly string[]): void {
    if (!lines.length) return;
    this.kept.push(...lines);
    if (this.kept.length <= KEPT) {
      this.sink.append(`${lines.join("\n")}\n`);
      return;
    }
    const cut = this.kept.length - KEPT / 2;
    this.leftOut += cut;
    this.kept = this.kept.slice(cut);
    this.sink.replace(`${this.heading}\n${leftOutNote(this.leftOut, this.job)}\n${this.kept.join("\n")}\n`);
  }
}

export const leftOutNote = (lines: number, job: number): string =>
  `— ${count(lines)} lines are left out here; "farfield logs ${job}" shows all`;
