/** A part of a card that opens and closes. */

import { button, type Child, make, setHidden, setText } from "../panel/dom.ts";
import { folds } from "./folds.ts";

let numbers = 0;

export class CardSection {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  /** Called when it has been opened or closed. */
  toggled: (open: boolean) => void = () => undefined;
  private readonly head: HTMLButtonElement;
  private readonly note: HTMLElement;
  private readonly trouble: HTMLElement;

  constructor(document: Document, name: string, title: string, open: boolean, ...tools: Child[]) {
    this.head = button(document, title, () => {
      folds.remember(name, this.body.hidden);
      this.open(this.body.hidden);
    });
    this.head.className = "ff-fold";
    this.note = make(document, "span", "ff-dim ff-fold-note");
    this.body = make(document, "div", "ff-part-body");
    this.body.id = `ff-part-${(numbers += 1)}`;
    this.head.setAttribute("aria-controls", this.body.id);
    this.trouble = make(document, "div", "ff-trouble");
    this.trouble.setAttribute("role", "alert");
    this.trouble.hidden = true;
    const top = make(document, "div", "ff-part-head", this.head, this.note, ...tools);
    this.element = make(document, "section", `ff-part ff-part-${name}`, top, this.trouble, this.body);
    this.element.setAttribute("aria-label", title);
    this.element.hidden = true;
    this.show(folds.isOpen(name) ?? open);
  }

  get isOpen(): boolean {
    return !this.element.hidden && !this.body.hidden;
  }

  open(open: boolean): void {
    this.show(open);
    this.toggled(open);
  }

  setHidden(hidden: boolean): void {
    setHidden(this.element, hidden);
  }

  /** What its title line says besides, also while it is closed. */
  setNote(text: string): void {
    setText(this.note, text);
  }

  /** What went wrong with what was asked for here; "" takes it away. */
  readonly tell = (message: string): void => {
    setText(this.trouble, message);
    setHidden(this.trouble, message === "");
  };

  private show(open: boolean): void {
    this.body.hidden = !open;
    this.head.setAttribute("aria-expanded", String(open));
  }
}

/** Asks again and again while somebody looks; never twice at a time. */
export class Repeat {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private readonly work: () => Promise<void>;
  private readonly every: number;

  constructor(work: () => Promise<void>, every: number) {
    this.work = work;
    this.every = every;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    void this.turn();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  private async turn(): Promise<void> {
    if (!document.hidden) await this.work();
    if (this.running) this.timer = setTimeout(() => void this.turn(), this.every);
  }
}
