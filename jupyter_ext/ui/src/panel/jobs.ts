/** The panel's list of jobs, newest first; older ones come as the list is scrolled. */

import { count, cut, plural } from "../format.ts";
import { isOver, type JobLine } from "../state.ts";
import { button, make, setAttribute, setData, setHidden, setName, setText, setTitle, type View } from "./dom.ts";
import { type PanelHost } from "./host.ts";
import { type Model } from "./model.ts";
import { Rows } from "./rows.ts";
import { confirmIn, Section } from "./section.ts";
import { jobLabel, jobTail } from "./words.ts";

interface Doing {
  cancel(row: HTMLElement, job: JobLine): void;
  retry(job: JobLine): void;
  cell: ((job: JobLine) => void) | null;
}

/** Whether some of it can be run once more. */
export const canRetry = (job: JobLine): boolean =>
  isOver(job) && job.counts.failed + job.counts.lost + job.counts.cancelled > 0;

class JobRow implements View<JobLine> {
  readonly element: HTMLElement;
  private readonly mark: HTMLElement;
  private readonly name: HTMLElement;
  private readonly tail: HTMLElement;
  private readonly cancel: HTMLButtonElement;
  private readonly retry: HTMLButtonElement;
  private readonly cell: HTMLButtonElement;
  private readonly progress: HTMLElement;
  private readonly part: HTMLElement;
  private readonly doing: Doing;
  private job: JobLine | null = null;

  constructor(document: Document, doing: Doing) {
    this.doing = doing;
    const press = (act: (job: JobLine) => void) => () => this.job && act(this.job);
    this.mark = make(document, "span", "ffp-mark");
    this.name = make(document, "span", "ffp-label");
    this.tail = make(document, "span", "ffp-tail");
    this.cancel = button(document, "Cancel", press((job) => doing.cancel(this.element, job)));
    this.retry = button(document, "Retry", press((job) => doing.retry(job)), "Run what did not succeed once more");
    this.cell = button(document, "Cell", press((job) => doing.cell?.(job)), "Show the cell it is from");
    const tools = make(document, "span", "ffp-tools", this.cell, this.retry, this.cancel);
    this.part = make(document, "i", "");
    this.progress = make(document, "div", "ffp-progress", this.part);
    this.progress.setAttribute("role", "progressbar");
    this.progress.setAttribute("aria-valuemin", "0");
    this.element = make(document, "div", "ffp-link-row", this.mark, this.name, tools, this.tail, this.progress);
  }

  update(job: JobLine): void {
    this.job = job;
    const over = isOver(job);
    setData(this.mark, "state", !over && job.pauses.length ? "paused" : job.state);
    setName(this.name, job.name);
    const tail = jobTail(job);
    setText(this.tail, tail);
    setTitle(this.tail, job.error ? cut(job.error, 2000) : job.waiting || `job ${job.number}`);
    this.tail.classList.toggle("ffp-bad", job.state === "failed");
    setHidden(this.cancel, over);
    setHidden(this.retry, !canRetry(job));
    setHidden(this.cell, !this.doing.cell || !job.cell);
    const settled = job.items - job.counts.queued - job.counts.running;
    const bar = job.state === "running" && job.items > 1;
    setHidden(this.progress, !bar);
    if (bar) {
      setAttribute(this.progress, "aria-valuemax", String(job.items));
      setAttribute(this.progress, "aria-valuenow", String(settled));
      setAttribute(this.progress, "aria-label", cut(job.name));
      this.part.style.width = `${(100 * settled) / job.items}%`;
    }
    setAttribute(this.element, "aria-label", jobLabel(job));
  }
}

export class Jobs {
  readonly section: Section;
  private readonly rows: Rows<JobLine>;
  private readonly empty: HTMLElement;
  private readonly model: Model;

  constructor(document: Document, model: Model, host: PanelHost, open: (job: JobLine) => void) {
    this.model = model;
    this.section = new Section(document, "Jobs");
    const doing: Doing = {
      cancel: (row, job) => this.cancel(row, job),
      retry: (job) => this.act(job, "cannot be run again", () => model.source.retry(model.selected, job.number)),
      cell: host.jumpToCell,
    };
    this.rows = new Rows<JobLine>(document, {
      label: "Jobs, the newest first",
      rowHeight: 28,
      most: 14,
      key: ({ number }) => String(number),
      open: () => new JobRow(document, doing),
      chosen: open,
      removed: (job) => {
        const row = document.activeElement;
        if (!isOver(job) && row instanceof HTMLElement) this.cancel(row, job);
      },
      seen: ({ from, to }) => model.lookAtJobs(from, to),
    });
    this.empty = make(document, "div", "ffp-empty");
    this.section.body.append(this.rows.element, this.empty);
  }

  update(): void {
    const { jobs, jobsTotal, cluster } = this.model;
    this.rows.update(jobs.length, (index) => jobs[index]);
    const running = jobs.filter((job) => job.state === "running").length;
    const parts = [running ? `${count(running)} running` : "", jobsTotal ? plural(jobsTotal, "job") : ""];
    this.section.setSummary(parts.filter(Boolean).join(" · "));
    const more = jobsTotal - jobs.length;
    setText(this.empty, jobs.length ? `${plural(more, "older one")}: scroll down` : "No jobs yet: %attach, then run a cell with %%distributed.");
    setHidden(this.empty, jobs.length ? more <= 0 : !cluster);
  }

  focus(): void {
    this.rows.focus();
  }

  destroy(): void {
    this.rows.destroy();
  }

  private act(job: JobLine, what: string, ask: () => Promise<void>): void {
    void this.section.attempt(`${cut(job.name, 60)} ${what}`, async () => {
      await ask();
      this.model.refresh();
    });
  }

  private cancel(row: HTMLElement, job: JobLine): void {
    confirmIn(row, `Cancel ${cut(job.name, 60)}?`, "Cancel it", () =>
      this.act(job, "cannot be cancelled", () => this.model.source.cancel(this.model.selected, job.number)),
    );
  }
}
