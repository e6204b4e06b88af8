/** One run: its head, and below it what it has shown. */

import type { Change } from "../outputs.ts";
import { tracebackOf } from "../outputs.ts";
import type { Entry, Head, Shown } from "../runs.ts";
import { icon } from "./icons.ts";
import { rich } from "./rich.ts";
import { plain, StreamText } from "./text.ts";

export type Action = "again" | "interrupt" | "remove" | "source";

const WORDS: Record<Head["state"], string> = {
  waiting: "waiting",
  running: "running",
  ok: "done",
  failed: "failed",
  skipped: "not run",
  dead: "Python has ended",
};

export class EntryView {
  readonly element = document.createElement("article");
  private readonly state = span("state");
  private readonly title = span("title");
  private readonly place = button("", "source");
  private readonly time = span("time");
  private readonly again = iconButton("Run again", "again");
  private readonly stop = iconButton("Interrupt", "interrupt");
  private readonly remove = iconButton("Remove", "remove");
  private readonly note = document.createElement("p");
  private readonly outputs = document.createElement("div");
  private readonly shown = new Map<number, { readonly element: HTMLElement; readonly stream?: StreamText }>();
  private head: Head;

  constructor(entry: Entry, act: (action: Action, id: number) => void) {
    this.head = entry.head;
    this.element.tabIndex = 0;
    this.note.className = "note";
    this.outputs.className = "outputs";
    this.state.setAttribute("role", "status");
        const actions = span("actions");
    actions.append(this.stop, this.again, this.remove);
    const header = document.createElement("header");
    header.append(this.state, this.title, this.place, this.time, actions);
    this.element.append(header, this.note, this.outputs);
    for (const each of [this.place, this.again, this.stop, this.remove]) {
      each.addEventListener("click", () => act(each.dataset.action as Action, this.head.id));
    }
    this.element.addEventListener("keydown", (event) => {
      if (event.target !== this.element) return;
      if (event.key === "Enter" && this.head.place) act("source", this.head.id);
      if (event.key === "Delete" && this.head.ended !== null) act("remove", this.head.id);
    });
    this.update(entry.head);
    for (const each of entry.outputs) this.add(each);
  }

  update(head: Head): void {
    this.head = head;
    const { state, title, place, count, note } = head;
    this.element.dataset.state = state;
    this.element.setAttribute("aria-label", `${title}: ${WORDS[state]}`);
    this.state.title = this.state.ariaLabel = WORDS[state];
    this.title.textContent = this.title.title = title;
    this.place.textContent = place;
    this.place.title = `Show ${place} in the editor`;
    this.place.hidden = !place;
    this.note.textContent = note;
    this.note.hidden = !note;
    this.stop.hidden = state !== "running";
    this.again.hidden = this.remove.hidden = state === "running" || state === "waiting";
    this.time.dataset.count = count ? `[${count}]` : "";
    this.tick(Date.now());
  }

  /** The time that it takes, or took. */
  tick(now: number): void {
    const { state, began, ended } = this.head;
    const seconds = began === null ? null : Math.max(0, ((ended ?? now) - began) / 1000);
    const word = state === "waiting" || state === "skipped" || state === "dead" ? WORDS[state] : "";
    this.time.textContent = [this.time.dataset.count, word, seconds === null ? "" : duration(seconds)].filter(Boolean).join("  ");
  }

  change(change: Change): void {
    if (change.kind === "clear") {
      this.shown.clear();
      this.outputs.replaceChildren();
    } else if (change.kind === "add") this.add(change);
    else if (change.kind === "append") this.shown.get(change.key)?.stream?.append(change.text);
    else {
      const before = this.shown.get(change.key);
      if (!before) return;
      const element = rich(change.output);
      before.element.replaceWith(element);
      this.shown.set(change.key, { element });
    }
  }

  private add({ key, output }: Shown): void {
    if (output.kind === "stream") {
      const stream = new StreamText(output.name);
      stream.append(output.text);
      this.shown.set(key, { element: stream.element, stream });
      this.outputs.append(stream.element);
      return;
    }
    const element = output.kind === "error" ? plain(tracebackOf(output), "error") : rich(output);
    this.shown.set(key, { element });
    this.outputs.append(element);
  }
}

/** 0.42 -> "0.4 s", 75 -> "1:15" */
function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const whole = Math.floor(seconds);
  const rest = `${String(Math.floor(whole / 60) % 60).padStart(whole < 3600 ? 1 : 2, "0")}:${String(whole % 60).padStart(2, "0")}`;
  return whole < 3600 ? rest : `${Math.floor(whole / 3600)}:${rest}`;
}

function span(className: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = className;
  return element;
}

function button(label: string, action: Action): HTMLButtonElement {
  const element = document.createElement("button");
  element.textContent = label;
  element.dataset.action = action;
  element.className = action;
  return element;
}

function iconButton(label: string, action: "again" | "interrupt" | "remove"): HTMLButtonElement {
  const element = button("", action);
  element.title = element.ariaLabel = label;
  element.append(icon(action));
  return element;
}
