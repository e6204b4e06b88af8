/**
 * The jobs of one cluster that are known here. The newest are a list of their own, asked for again and again;
 * older ones are pages of 200 numbers each, asked for when somebody opens one.
 */

import { mergeJobs } from "../../../jupyter_ext/ui/src/panel/model.ts";
import type { JobPage } from "../../../jupyter_ext/ui/src/panel/source.ts";
import { isOver, type JobLine } from "../../../jupyter_ext/ui/src/state.ts";

export const PAGE = 200;
/** So many of the newest are asked for at least; and so many more than are open. */
const LEAST = 30;

export type AskJobs = (page: { limit: number; before?: number }) => Promise<JobPage>;

/** Job numbers from + 1 .. to. */
export interface PageRef {
  readonly from: number;
  readonly to: number;
}

const pageOf = (number: number): number => Math.floor((number - 1) / PAGE);

export class JobBook {
  /** The newest first. */
  newest: readonly JobLine[] = [];
  total = 0;
  /** Whether anything was heard yet. */
  heard = false;
  private readonly loaded = new Map<number, readonly JobLine[]>();

  /** Bring the newest up to date. */
  async refresh(ask: AskJobs): Promise<void> {
    this.take(await ask({ limit: this.limit() }), true);
    while (this.total > this.newest.length && this.lowest > this.floor + 1) {
      const page = await ask({ limit: PAGE, before: this.lowest });
      const before = this.newest.length;
      this.take(page, false);
      // What is no longer kept leaves holes in the numbers.
      if (this.newest.length === before) break;
    }
  }

  /** Jobs that are not among the newest, the newest page first: as many pages as there can be jobs on. */
  older(): readonly PageRef[] {
    const pages: PageRef[] = [];
    let left = this.olderCount;
    for (let to = this.floor; to > 0 && left > 0; to -= PAGE) {
      const page = { from: to - PAGE, to };
      pages.push(page);
      // The gateway forgets jobs: a page that was looked at may have few.
      left -= this.page(page)?.length ?? PAGE;
    }
    return pages;
  }

  get olderCount(): number {
    return Math.max(0, this.total - this.newest.length);
  }

  /** undefined: it was not asked for yet. */
  page({ to }: PageRef): readonly JobLine[] | undefined {
    return this.loaded.get(pageOf(to));
  }

  /** Bring a page up to date. */
  async load(ref: PageRef, ask: AskJobs): Promise<void> {
    const { jobs } = await ask({ limit: PAGE, before: ref.to + 1 });
    const lines = jobs.filter(({ number }) => number > ref.from).sort((one, other) => other.number - one.number);
    this.loaded.set(pageOf(ref.to), lines);
  }

  find(number: number): JobLine | undefined {
    const among = (lines: readonly JobLine[] | undefined): JobLine | undefined =>
      lines?.find((job) => job.number === number);
    return among(this.newest) ?? among(this.loaded.get(pageOf(number)));
  }

  open(): readonly JobLine[] {
    return this.newest.filter((job) => !isOver(job));
  }

  /** Newest numbers above this one are in the list; between one and two pages. */
  private get floor(): number {
    return Math.max(0, pageOf(this.newest[0]?.number ?? 1) - 1) * PAGE;
  }

  private get lowest(): number {
    return this.newest.at(-1)?.number ?? 0;
  }

  /** How many to ask for so that all open ones of the list are among them. */
  private limit(): number {
    if (!this.heard) return PAGE;
    const oldest = this.open().at(-1);
    const last = oldest ? this.newest.indexOf(oldest) + 1 : 0;
    return Math.max(LEAST, last + LEAST / 3);
  }

  private take({ jobs, total }: JobPage, newest: boolean): void {
    if (newest) {
      const [high, known] = [jobs.at(-1)?.number ?? 0, this.newest[0]?.number ?? 0];
      // Numbers that begin again are another gateway's.
      if (high < known) this.loaded.clear();
      if (!jobs.length) this.newest = [];
    }
    const all = jobs.length ? mergeJobs(this.newest, jobs, newest) : this.newest;
    const known = new Map(this.newest.map((job) => [job.number, job]));
    this.newest = all.map((job) => unchanged(known.get(job.number), job));
    this.total = total;
    this.heard = true;
    this.newest = this.newest.filter(({ number }) => number > this.floor);
  }
}

/** What is over does not change any more: the same object says so to those who draw it. */
function unchanged(known: JobLine | undefined, job: JobLine): JobLine {
  return known && isOver(known) && known.state === job.state && known.elapsed === job.elapsed ? known : job;
}
