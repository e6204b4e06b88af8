/** "Failed" and "Slowest": items that somebody may want to look into. */

import { actionButton } from "../actions.ts";
import { count, cut, span, trouble } from "../format.ts";
import { button, Keyed, make, setHidden, setName, setText, setTitle, type View } from "../panel/dom.ts";
import { type FailedItem, type JobActions, type Progress, type SlowItem } from "../state.ts";
import { CardSection } from "./section.ts";
import { failedOnes } from "./words.ts";

const PAGE = 20;
/** More than this is looked for in the log, not in a card. */
const MOST = 200;

class FailedView implements View<FailedItem> {
  readonly element: HTMLElement;
  private readonly label: HTMLElement;
  private readonly error: HTMLElement;
  private readonly fold: HTMLButtonElement;
  private readonly trace: HTMLElement;
  private item: FailedItem | null = null;

  constructor(document: Document, actions: JobActions | null, tell: (text: string) => void, log: (item: number) => void) {
    this.label = make(document, "span", "ff-cut");
    this.error = make(document, "code", "ff-error");
    this.trace = make(document, "pre", "ff-trace");
    this.trace.hidden = true;
    this.trace.tabIndex = 0;
    this.fold = button(document, "", () => this.open(this.trace.hidden));
    this.fold.className = "ff-fold ff-cut-button";
    this.fold.append(this.label);
    const tools = make(document, "span", "ff-tools-c");
    const debug = actions?.debug;
    if (debug) tools.append(actionButton(document, "Debug this", async () => this.item && debug(this.item.item), tell));
    if (actions) tools.append(button(document, "Log", () => this.item && log(this.item.item)));
    this.element = make(document, "div", "ff-failed-item", this.fold, this.error, tools, this.trace);
    this.element.setAttribute("role", "listitem");
  }

  update(item: FailedItem): void {
    this.item = item;
    setName(this.label, item.label, 80);
    setText(this.error, cut(item.error, 300));
    setTitle(this.error, item.worker ? `${item.error}\non ${item.worker}` : item.error);
    this.fold.classList.toggle("ff-no-trace", item.traceback === "");
    if (item.traceback) this.fold.setAttribute("aria-expanded", String(!this.trace.hidden));
    else this.fold.removeAttribute("aria-expanded");
    setText(this.trace, item.traceback);
  }

  private open(open: boolean): void {
    if (!this.item?.traceback) return;
    this.trace.hidden = !open;
    this.fold.setAttribute("aria-expanded", String(open));
  }
}

export class FailedSection {
  readonly section: CardSection;
  private readonly rows: Keyed<FailedItem>;
  private readonly text: HTMLElement;
  private readonly more: HTMLButtonElement;
  private further: FailedItem[] = [];
  private progress: Progress | null = null;

  constructor(document: Document, actions: JobActions | null, log: (item: number) => void) {
    this.section = new CardSection(document, "failed", "Failed", true);
    const box = make(document, "div", "ff-rows-box");
    box.setAttribute("role", "list");
    this.rows = new Keyed<FailedItem>(
      box,
      (item) => String(item.item),
      () => new FailedView(document, actions, this.section.tell, log),
    );
    this.text = make(document, "span", "ff-dim");
    this.more = actionButton(document, "show", async () => this.fetch(actions), this.section.tell);
    this.more.className = "ff-text-button";
    this.more.hidden = actions === null;
    this.section.body.append(box, make(document, "div", "ff-more", this.text, this.more));
  }

  update(progress: Progress, show: boolean): void {
    this.section.setHidden(!show);
    if (!show || !progress.detail) return;
    this.progress = progress;
    const first = progress.detail.failures;
    const seen = new Set(first.map(({ item }) => item));
    const rows = failedOnes([...first, ...this.further.filter(({ item }) => !seen.has(item))]);
    this.rows.update(rows);
    this.section.setNote(trouble(progress));
    const { failed, lost } = progress.counts;
    const left = failed + lost - rows.length;
    setHidden(this.text.parentElement as HTMLElement, left <= 0);
    setText(this.text, `${count(Math.max(left, 0))} more · `);
    if (rows.length >= MOST) setHidden(this.more, true);
  }

  private async fetch(actions: JobActions | null): Promise<void> {
    const { progress } = this;
    if (!actions || !progress?.detail) return;
    const from = progress.detail.failures.length + this.further.length;
    const page = await actions.detail({ failuresFrom: from, failuresLimit: PAGE });
    this.further = [...this.further, ...page.failures];
    if (this.progress) this.update(this.progress, true);
  }
}

class SlowView implements View<SlowItem> {
  readonly element: HTMLElement;
  private readonly label: HTMLElement;
  private readonly time: HTMLElement;
  private readonly worker: HTMLElement;

  constructor(document: Document) {
    this.label = make(document, "span", "ff-cut");
    this.time = make(document, "span", "ff-slow-time");
    this.worker = make(document, "span", "ff-dim");
    this.element = make(document, "div", "ff-slow-item", this.time, this.label, this.worker);
    this.element.setAttribute("role", "listitem");
  }

  update(item: SlowItem): void {
    setText(this.time, span(item.seconds));
    setName(this.label, item.label, 120);
    setText(this.worker, item.worker);
  }
}

export class SlowestSection {
  readonly section: CardSection;
  private readonly rows: Keyed<SlowItem>;

  constructor(document: Document) {
    this.section = new CardSection(document, "slowest", "Slowest", false);
    const box = make(document, "div", "ff-rows-box");
    box.setAttribute("role", "list");
    this.rows = new Keyed<SlowItem>(box, (item) => String(item.item), () => new SlowView(document));
    this.section.body.append(box);
  }

  update(progress: Progress, show: boolean): void {
    this.section.setHidden(!show);
    if (show && progress.detail) this.rows.update(progress.detail.slowest);
  }
}

