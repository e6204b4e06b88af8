/** One job's card: title, bar, counts; a single line with a thin bar when the job is over. */

import { Bar } from "./bar.ts";
import css from "./card.css";
import { count, outage, outcome, pace, place, STATES } from "./format.ts";
import { isOver, type JobState, type Progress } from "./state.ts";

export class Card {
  private readonly root: HTMLElement;
  private readonly name: HTMLElement;
  private readonly place: HTMLElement;
  private readonly status: HTMLElement;
  private readonly legend: HTMLElement;
  private readonly link: HTMLElement;
  private readonly bar: Bar;
  private readonly counts = new Map<JobState, HTMLElement>();

  constructor(private readonly host: HTMLElement) {
    const document = host.ownerDocument;
    const style = document.createElement("style");
    style.textContent = css;
    const make = (tag: string, className: string): HTMLElement => {
      const element = document.createElement(tag);
      element.className = className;
      return element;
    };
    this.root = make("div", "ff-card");
    this.name = make("b", "ff-name");
    this.place = make("span", "ff-dim");
    this.status = make("span", "ff-dim ff-status");
    this.legend = make("div", "ff-legend");
    this.link = make("div", "ff-link");
    this.link.setAttribute("role", "status");
    this.link.hidden = true;
    this.bar = new Bar(document);
    const head = make("div", "ff-head");
    head.append(make("span", "ff-dot"), this.name, this.place, this.status);
    for (const [state] of STATES) {
      const entry = make("span", `ff-key ff-${state}`);
      this.counts.set(state, entry);
      this.legend.append(entry);
    }
    this.root.append(head, this.bar.element, this.legend, this.link);
    host.append(style, this.root);
  }

  update(progress: Progress): void {
    const over = isOver(progress);
    this.showLink(progress);
    this.root.dataset["state"] = progress.state;
    this.root.classList.toggle("ff-over", over);
    this.name.textContent = progress.name;
    this.place.textContent = place(progress);
    this.status.textContent = over ? outcome(progress) : pace(progress);
    this.bar.update(progress);
    this.bar.element.setAttribute("aria-label", `${progress.name}: ${this.status.textContent}`);
    const plain = over || progress.items === 1;
    this.root.classList.toggle("ff-plain", plain);
    this.legend.hidden = plain;
    for (const [state, word] of STATES) {
      const entry = this.counts.get(state);
      if (!entry) continue;
      entry.textContent = `${count(progress.counts[state])} ${word}`;
      entry.hidden = state !== "succeeded" && progress.counts[state] === 0;
    }
  }

  private showLink(progress: Progress): void {
    const text = isOver(progress) ? "" : outage(progress.connection);
    this.root.classList.toggle("ff-offline", text !== "");
    this.link.hidden = text === "";
    this.link.textContent = text;
    this.link.title = progress.connection?.why ?? "";
  }

  dispose(): void {
    this.host.replaceChildren();
  }
}
