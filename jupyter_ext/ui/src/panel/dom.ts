/** Small help with the page: what is the same already is not written again, and texts are never markup. */

import { cut } from "../format.ts";

export type Child = Node | string;

export function make<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A name as it is given, however long; the whole of it in the title. */
export function setName(element: HTMLElement, name: string, longest = 200): void {
  setText(element, cut(name, longest));
  setTitle(element, name);
}

export function setTitle(element: HTMLElement, title: string): void {
  if (element.title !== title) element.title = title;
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) element.hidden = hidden;
}

export function setData(element: HTMLElement, name: string, value: string): void {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

export function button(document: Document, text: string, press: () => void, label = ""): HTMLButtonElement {
  const element = make(document, "button", "ffp-button", text);
  element.type = "button";
  if (label) {
    element.setAttribute("aria-label", label);
    element.title = label;
  }
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    press();
  });
  return element;
}

/** What is shown of one thing, and goes on being shown while the thing changes. */
export interface View<T> {
  readonly element: HTMLElement;
  update(item: T): void;
  destroy?(): void;
}

/** A view for each item, in order; those that stay are not touched, nor is what has the focus. */
export class Keyed<T> {
  private readonly views = new Map<string, View<T>>();
  private readonly host: HTMLElement;
  private readonly key: (item: T) => string;
  private readonly open: (item: T) => View<T>;

  constructor(host: HTMLElement, key: (item: T) => string, open: (item: T) => View<T>) {
    this.host = host;
    this.key = key;
    this.open = open;
  }

  update(items: readonly T[]): void {
    const wanted = new Set(items.map(this.key));
    for (const [key, view] of this.views) {
      if (wanted.has(key)) continue;
      view.destroy?.();
      view.element.remove();
      this.views.delete(key);
    }
    let before: Element | null = this.host.firstElementChild;
    for (const item of items) {
      const key = this.key(item);
      let view = this.views.get(key);
      if (!view) {
        view = this.open(item);
        this.views.set(key, view);
      }
      view.update(item);
      if (view.element === before) before = before.nextElementSibling;
      else this.host.insertBefore(view.element, before);
    }
  }

  destroy(): void {
    this.update([]);
  }
}
