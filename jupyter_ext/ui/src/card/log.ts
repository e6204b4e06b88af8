/** "Log": the last lines that a job's items have printed, asked for only while they are looked at. */

import { messageOf } from "../actions.ts";
import { count, cut } from "../format.ts";
import { make, setHidden, setText } from "../panel/dom.ts";
import { isOver, type JobActions, type LogLine, type LogPage, type LogQuery, type Progress } from "../state.ts";
import { CardSection, Repeat } from "./section.ts";
import { itemsOf } from "./words.ts";

const LINES = 200;
const EVERY = 1500;

export class LogSection {
  readonly section: CardSection;
  private readonly view: HTMLElement;
  private readonly state: HTMLElement;
  private readonly search: HTMLInputElement;
  private readonly items: HTMLInputElement;
  private readonly follow: HTMLInputElement;
  private readonly repeat: Repeat;
  private readonly actions: JobActions | null;
  private over = false;
  private asked = 0;
  private drawn = "";

  constructor(document: Document, actions: JobActions | null) {
    this.actions = actions;
    const input = (type: string, name: string, className: string): HTMLInputElement => {
      const field = make(document, "input", className);
      field.type = type;
      field.setAttribute("aria-label", name);
      if (type !== "checkbox") field.placeholder = name;
      // A notebook's own shortcuts are not meant while somebody types here.
      field.addEventListener("keydown", (event) => event.stopPropagation());
      return field;
    };
    this.section = new CardSection(document, "log", "Log", false);
    this.search = input("search", "search", "ff-field");
    this.items = input("text", "item or rank: 3, 5-7", "ff-field ff-field-short");
    this.follow = input("checkbox", "follow", "");
    this.follow.checked = true;
    const label = make(document, "label", "ff-dim", this.follow, " follow");
    const tools = make(document, "div", "ff-log-tools", this.search, this.items, label);
    this.state = make(document, "div", "ff-dim ff-log-state");
    this.view = make(document, "div", "ff-log-lines");
    this.view.setAttribute("role", "log");
    this.view.setAttribute("aria-live", "off");
    this.view.tabIndex = 0;
    this.section.body.append(tools, this.state, this.view);
    this.repeat = new Repeat(async () => {
      if (this.follow.checked || this.asked === 0) await this.ask();
    }, EVERY);
    for (const field of [this.search, this.items]) field.addEventListener("input", () => void this.ask());
    this.follow.addEventListener("change", () => void this.ask());
    this.section.toggled = () => this.look();
  }

  update(progress: Progress, show: boolean): void {
    this.section.setHidden(!show);
    const ended = !this.over && isOver(progress);
    this.over = isOver(progress);
    if (ended && this.asked) void this.ask();
    this.look();
  }

  /** Show what one item has printed. */
  openFor(item: number): void {
    this.items.value = String(item);
    this.search.value = "";
    this.section.open(true);
    void this.ask();
    this.section.element.scrollIntoView({ block: "nearest" });
    this.items.focus({ preventScroll: true });
  }

  destroy(): void {
    this.repeat.stop();
  }

  private look(): void {
    if (!this.section.isOpen) this.repeat.stop();
    else if (!this.over) this.repeat.start();
    else {
      this.repeat.stop();
      if (this.asked === 0) void this.ask();
    }
  }

  private async ask(): Promise<void> {
    if (!this.actions || !this.section.isOpen) return;
    const items = itemsOf(this.items.value);
    this.items.setAttribute("aria-invalid", String(items === null));
    if (items === null) return this.section.tell("Items are named by their numbers: 3, 5-7");
    const search = this.search.value.trim();
    const query: LogQuery = { last: LINES, ...(items.length ? { items } : {}), ...(search ? { search } : {}) };
    const turn = (this.asked += 1);
    try {
      const page = await this.actions.log(query);
      // An answer to what has been asked differently since is not shown.
      if (turn === this.asked) this.draw(page, items.length > 0 || search !== "");
      this.section.tell("");
    } catch (error) {
      if (turn === this.asked) this.section.tell(messageOf(error));
    }
  }

  private draw(page: LogPage, asked: boolean): void {
    const before = page.leftOut > 0 ? `${count(page.leftOut)} earlier lines are not shown` : "";
    const text = page.lines.length ? before : asked ? "nothing like that has been printed" : "nothing has been printed";
    setText(this.state, text);
    setHidden(this.state, text === "");
    const drawn = JSON.stringify(page.lines);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const { view } = this;
    const top = view.scrollTop;
    view.replaceChildren(...page.lines.map((line) => this.line(line)));
    view.scrollTop = this.follow.checked ? view.scrollHeight : top;
  }

  private line({ label, item, text, stream }: LogLine): HTMLElement {
    const { ownerDocument } = this.view;
    const name = make(ownerDocument, "span", "ff-log-item", cut(label || String(item), 24));
    name.title = label;
    const words = make(ownerDocument, "span", `ff-log-text ff-${stream}`, text.length > 2000 ? `${text.slice(0, 1999)}…` : text);
    return make(ownerDocument, "div", "ff-log-line", name, words);
  }
}
