/** One job's card: title, bar, counts, what there is to see of it; one line with a thin bar when it is over. */

import { actionButton } from "./actions.ts";
import { Bar } from "./bar.ts";
import css from "./card.css";
import { FailedSection, SlowestSection } from "./card/items.ts";
import { LogSection } from "./card/log.ts";
import { LoopsSection } from "./card/loops.ts";
import sections from "./card/sections.css";
import theme from "./theme.css";
import { failedOnes, retryable, shown, spread } from "./card/words.ts";
import { WorkersSection } from "./card/workers.ts";
import { count, outage, outcome, pace, place, STATES } from "./format.ts";
import { make, setAttribute, setData, setHidden, setName, setText, setTitle } from "./panel/dom.ts";
import { isOver, type JobActions, type JobState, type Progress } from "./state.ts";

export class Card {
  private readonly host: HTMLElement;
  private readonly actions: JobActions | null;
  private readonly root: HTMLElement;
  private readonly name: HTMLElement;
  private readonly place: HTMLElement;
  private readonly status: HTMLElement;
  private readonly legend: HTMLElement;
  private readonly spread: HTMLElement;
  private readonly link: HTMLElement;
  private readonly trouble: HTMLElement;
  private readonly live: HTMLElement;
  private readonly bar: Bar;
  private readonly counts = new Map<JobState, HTMLElement>();
  private readonly retry: HTMLButtonElement;
  private readonly debug: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly panel: HTMLButtonElement;
  private readonly loops: LoopsSection;
  private readonly workers: WorkersSection;
  private readonly failed: FailedSection;
  private readonly slowest: SlowestSection;
  private readonly log: LogSection;
  private next: Progress | null = null;
  private last: Progress | null = null;
  private frame = 0;

  /** Without `actions` it is only to be looked at. */
  constructor(host: HTMLElement, actions: JobActions | null = null) {
    this.host = host;
    this.actions = actions;
    const document = host.ownerDocument;
    const style = document.createElement("style");
    style.textContent = theme + css + sections;
    this.root = make(document, "div", "ff-card");
    this.name = make(document, "b", "ff-name");
    this.place = make(document, "span", "ff-dim");
    this.status = make(document, "span", "ff-dim ff-status");
    this.legend = make(document, "div", "ff-legend");
    this.spread = make(document, "span", "ff-spread");
    this.link = make(document, "div", "ff-link");
    this.link.setAttribute("role", "status");
    this.link.hidden = true;
    this.trouble = make(document, "div", "ff-trouble");
    this.trouble.setAttribute("role", "alert");
    this.trouble.hidden = true;
    this.live = make(document, "div", "ff-unseen");
    this.live.setAttribute("aria-live", "polite");
    this.bar = new Bar(document);
    [this.retry, this.debug, this.stop, this.panel] = this.makeButtons(document);
    const tools = make(document, "span", "ff-tools-c", this.retry, this.debug, this.stop, this.panel);
    const head = make(document, "div", "ff-head", make(document, "span", "ff-dot"), this.name, this.place, this.status, tools);
    for (const [state] of STATES) {
      const entry = make(document, "span", `ff-key ff-${state}`);
      this.counts.set(state, entry);
      this.legend.append(entry);
    }
    this.legend.append(this.spread);
    this.log = new LogSection(document, actions);
    this.loops = new LoopsSection(document, actions);
    this.workers = new WorkersSection(document, actions);
    this.failed = new FailedSection(document, actions, (item) => this.log.openFor(item));
    this.slowest = new SlowestSection(document);
    const parts = [this.loops, this.workers, this.failed, this.slowest, this.log].map(({ section }) => section.element);
    this.root.append(head, this.bar.element, this.legend, this.trouble, this.link, ...parts, this.live);
    host.append(style, this.root);
  }

  /** Shown with the next frame; the first at once. */
  update(progress: Progress): void {
    this.next = progress;
    const window = this.host.ownerDocument.defaultView;
    if (!window || !this.last) return this.draw();
    this.frame ||= window.requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  dispose(): void {
    this.host.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);
    this.next = null;
    for (const part of [this.loops, this.workers, this.log]) part.destroy();
    this.host.replaceChildren();
  }

  private draw(): void {
    const progress = this.next;
    if (!progress) return;
    const over = isOver(progress);
    const status = over ? outcome(progress) : pace(progress);
    this.showLink(progress);
    setData(this.root, "state", progress.state);
    this.root.classList.toggle("ff-over", over);
    setName(this.name, progress.name);
    setText(this.place, place(progress));
    setTitle(this.place, progress.waiting ?? "");
    setText(this.status, status);
    this.bar.update(progress);
    const name = this.name.textContent ?? "";
    setAttribute(this.bar.element, "aria-label", `${name}: ${status}`);
    const plain = over || progress.items === 1;
    this.root.classList.toggle("ff-plain", plain);
    setHidden(this.legend, plain);
    for (const [state, word] of STATES) {
      const entry = this.counts.get(state);
      if (!entry) continue;
      setText(entry, `${count(progress.counts[state])} ${word}`);
      setHidden(entry, state !== "succeeded" && progress.counts[state] === 0);
    }
    setText(this.spread, spread(progress));
    setTitle(this.spread, progress.detail?.slowest[0]?.label ?? "");
    this.showButtons(progress);
    const show = shown(progress, this.actions !== null);
    this.loops.update(progress, show.loops);
    this.workers.update(progress, show.workers);
    this.failed.update(progress, show.failed);
    this.slowest.update(progress, show.slowest);
    this.log.update(progress, show.log);
    // Said once, not with each tick.
    if (this.last && this.last.state !== progress.state) setText(this.live, `${name}: ${over ? status : progress.state}`);
    this.last = progress;
  }

  private makeButtons(document: Document): [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement, HTMLButtonElement] {
    const tell = (message: string): void => {
      setText(this.trouble, message);
      setHidden(this.trouble, message === "");
    };
    const { actions } = this;
    const debug = async (): Promise<void> => {
      const [first] = failedOnes(this.last?.detail?.failures ?? []);
      if (first) await actions?.debug?.(first.item);
    };
    const retry = actionButton(document, "Retry", async () => actions?.retry?.(), tell);
    const stop = actionButton(document, "Stop", async () => actions?.cancel(), tell);
    stop.classList.add("ff-hot");
    const panel = actionButton(document, "Open in panel", async () => actions?.openInPanel?.(), tell);
    return [retry, actionButton(document, "Debug", debug, tell), stop, panel];
  }

  private showButtons(progress: Progress): void {
    const { actions } = this;
    const again = retryable(progress);
    setHidden(this.retry, !actions?.retry || again === 0);
    setText(this.retry, `Retry ${count(again)}`);
    setTitle(this.retry, "Run what did not succeed once more");
    const [failure] = failedOnes(progress.detail?.failures ?? []);
    setHidden(this.debug, !actions?.debug || !failure);
    setTitle(this.debug, failure ? `Run ${failure.label.slice(0, 80)} once more and stop where it fails` : "");
    setHidden(this.stop, !actions || isOver(progress));
    setHidden(this.panel, !actions?.openInPanel);
  }

  private showLink(progress: Progress): void {
    const text = isOver(progress) ? "" : outage(progress.connection);
    this.root.classList.toggle("ff-offline", text !== "");
    setHidden(this.link, text === "");
    setText(this.link, text);
    setTitle(this.link, progress.connection?.why ?? "");
  }
}
