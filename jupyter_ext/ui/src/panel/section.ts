/** A part of the panel that opens and closes, and questions that are asked where the answer matters. */

import { button, type Child, make, setText } from "./dom.ts";

let sections = 0;

export class Section {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  readonly title: string;
  private readonly summary: HTMLElement;
  private readonly head: HTMLButtonElement;
  private readonly trouble: HTMLElement;
  /** Called when it has been opened or closed. */
  toggled: (open: boolean) => void = () => undefined;

  constructor(document: Document, title: string, open = true) {
    sections += 1;
    const id = `ffp-section-${sections}`;
    this.title = title;
    this.summary = make(document, "span", "ffp-faint");
    this.head = make(document, "button", "ffp-section-head", make(document, "b", "", title), this.summary);
    this.head.type = "button";
    this.head.setAttribute("aria-controls", id);
    this.trouble = make(document, "div", "ffp-problem");
    this.trouble.setAttribute("role", "alert");
    this.trouble.hidden = true;
    this.body = make(document, "div", "ffp-section-body", this.trouble);
    this.body.id = id;
    this.element = make(document, "section", "ffp-section", this.head, this.body);
    this.element.setAttribute("aria-label", title);
    this.head.addEventListener("click", () => this.setOpen(!this.open));
    this.setOpen(open);
  }

  get open(): boolean {
    return !this.body.hidden;
  }

  setOpen(open: boolean): void {
    if (open === this.open && this.head.hasAttribute("aria-expanded")) return;
    this.body.hidden = !open;
    this.head.setAttribute("aria-expanded", String(open));
    this.toggled(open);
  }

  setSummary(text: string): void {
    setText(this.summary, text);
    if (this.summary.title !== text) this.summary.title = text;
  }

  /** Say what went wrong with what was asked for here; "" takes it away. */
  complain(text: string): void {
    this.trouble.hidden = text === "";
    setText(this.trouble, text);
  }

  /** Do something, and say so when it fails. */
  async attempt(what: string, act: () => Promise<void>): Promise<void> {
    this.complain("");
    try {
      await act();
    } catch (error) {
      this.complain(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Ask in a row whether this is meant; the row shows nothing else meanwhile. */
export function confirmIn(row: HTMLElement, question: string, yes: string, act: () => void): void {
  if (row.querySelector(".ffp-confirm")) return;
  const document = row.ownerDocument;
  const end = (): void => {
    box.remove();
    row.focus();
  };
  const text: Child = make(document, "span", "", question);
  const sure = button(document, yes, () => {
    end();
    act();
  });
  sure.classList.add("ffp-hot");
  const box = make(document, "div", "ffp-confirm", text, sure, button(document, "No", end));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", question);
  box.title = question;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    end();
  });
  row.append(box);
  sure.focus();
}
