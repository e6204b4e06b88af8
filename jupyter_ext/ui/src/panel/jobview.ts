/** One job inside the panel: the same card that its cell shows, asked for once a second while it goes on. */

import { Card } from "../card.ts";
import { isOver, type JobActions, type JobLine } from "../state.ts";
import { button, make, setHidden, setText } from "./dom.ts";
import { type PanelHost } from "./host.ts";
import { type Model } from "./model.ts";
import { Poller } from "./poll.ts";
import { type ClusterEntry, SourceError } from "./source.ts";

/** What the card can have done, by way of the server. */
export function actionsOf(
  model: Pick<Model, "source" | "refresh">,
  host: PanelHost,
  entry: ClusterEntry,
  job: () => JobLine,
): JobActions {
  const { source } = model;
  const { id } = entry;
  const number = job().number;
  const { debug } = host;
  const after = async (asked: Promise<void>): Promise<void> => {
    await asked;
    model.refresh();
  };
  return {
    cancel: () => after(source.cancel(id, number)),
    retry: (items) => after(source.retry(id, number, items)),
    debug: debug && ((item) => debug(job(), item, entry)),
    log: (query) => source.log(id, number, query),
    detail: async (query) => {
      const { detail } = await source.job(id, number, query);
      if (!detail) throw new SourceError("broken", `the gateway told nothing more of job ${number}`);
      return detail;
    },
    continueWorker: (worker) => after(source.continueWorker(id, worker)),
    openInPanel: null,
  };
}

export class JobView {
  readonly element: HTMLElement;
  private readonly model: Model;
  private readonly poll: Poller<JobLine>;
  private readonly back: HTMLButtonElement;
  private readonly trouble: HTMLElement;
  private readonly card: Card;
  private readonly entry: ClusterEntry;
  private job: JobLine;

  constructor(document: Document, model: Model, host: PanelHost, entry: ClusterEntry, job: JobLine, close: () => void) {
    this.model = model;
    this.entry = entry;
    this.job = job;
    this.back = button(document, "‹ Jobs", close, "Back to the lists");
    const cell = button(document, "Show cell", () => host.jumpToCell?.(this.job), "Show the cell it is from");
    cell.hidden = !host.jumpToCell || !job.cell;
    const top = make(document, "div", "ffp-top", this.back, make(document, "span", "ffp-grow"), cell);
    this.trouble = make(document, "div", "ffp-outage");
    this.trouble.setAttribute("role", "status");
    this.trouble.hidden = true;
    const place = make(document, "div", "ffp-detail");
    this.card = new Card(place, actionsOf(model, host, entry, () => this.job));
    this.element = make(document, "div", "", top, this.trouble, place);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    });
    this.poll = new Poller<JobLine>(
      { ask: () => model.source.job(entry.id, job.number), take: (line) => this.take(line), failed: (error) => this.failed(error) },
      model.clock,
    );
    this.card.update(job);
  }

  setVisible(visible: boolean): void {
    if (visible) this.poll.start();
    else this.poll.stop();
  }

  focus(): void {
    this.back.focus();
  }

  /** The list has news of it: a job that was run once more goes on. */
  listed(): void {
    const line = this.model.job(this.job.number);
    if (line && this.model.selected === this.entry.id && line.state !== this.job.state) this.poll.start();
  }

  destroy(): void {
    this.poll.stop();
    this.card.dispose();
    this.element.remove();
  }

  private take(line: JobLine): void {
    this.job = line;
    setHidden(this.trouble, true);
    this.card.update(line);
    if (isOver(line)) this.poll.stop();
  }

  private failed(error: unknown): void {
    const gone = error instanceof SourceError && error.trouble === "missing";
    if (gone) this.poll.stop();
    const message = error instanceof Error ? error.message : String(error);
    setText(this.trouble, gone ? message : `${message}; trying again`);
    setHidden(this.trouble, false);
  }
}
