/** The panel of runs, inside its webview. */

import type { Told } from "../runs.ts";
import { EntryView, type Action } from "./entry.ts";
import style from "./style.css";

interface Editor {
  postMessage(message: unknown): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const views = new Map<number, EntryView>();
const list = document.createElement("main");
const empty = document.createElement("p");

/** Whether the end is kept in sight, as long as nobody reads further up. */
let follows = true;

const act = (action: Action | "clear", id = 0): void => editor.postMessage({ type: action, id });

function build(): void {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  empty.className = "empty";
  empty.textContent = "Nothing has run yet. Press “Run on cluster” above a # %% cell of a Python file.";
  list.tabIndex = -1;
  list.addEventListener("keydown", move);
  document.body.append(empty, list);
}

/** Up and down go from run to run. */
function move(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const current = document.activeElement;
  if (!step || !(current instanceof HTMLElement) || current.tagName !== "ARTICLE") return;
  const next = step > 0 ? current.nextElementSibling : current.previousElementSibling;
  if (!(next instanceof HTMLElement)) return;
  next.focus();
  event.preventDefault();
}

function put(view: EntryView, id: number): void {
  views.set(id, view);
  list.append(view.element);
}

function take(told: Told): void {
  switch (told.type) {
    case "all":
      views.clear();
      list.replaceChildren();
      for (const entry of told.entries) put(new EntryView(entry, act), entry.head.id);
      break;
    case "head": {
      const view = views.get(told.head.id);
      if (view) view.update(told.head);
      else {
        put(new EntryView({ head: told.head, outputs: [] }, act), told.head.id);
        follows = true;
      }
      break;
    }
    case "change":
      views.get(told.id)?.change(told.change);
      break;
    case "gone":
      for (const id of told.ids) {
        views.get(id)?.element.remove();
        views.delete(id);
      }
  }
  empty.hidden = views.size > 0;
}

function page(): Element {
  return document.scrollingElement ?? document.body;
}

function follow(): void {
  if (follows) page().scrollTop = page().scrollHeight;
}

build();
window.addEventListener("message", ({ data }: MessageEvent<readonly Told[]>) => {
  data.forEach(take);
  follow();
});
// Pictures have a height only when they are there.
new ResizeObserver(follow).observe(list);
window.addEventListener("scroll", () => {
  const { scrollHeight, scrollTop, clientHeight } = page();
  follows = scrollHeight - scrollTop - clientHeight < 40;
});
setInterval(() => views.forEach((view) => view.tick(Date.now())), 500);
editor.postMessage({ type: "ready" });
