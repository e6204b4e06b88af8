/** A list of any length of which only what can be seen is in the page, for mouse, keyboard and screen reader. */

import { make, setAttribute, type View } from "./dom.ts";

export interface Range {
  readonly from: number;
  /** The first that is not shown any more. */
  readonly to: number;
}

/** Which of `total` rows are in sight, and a few more on both sides. */
export function inSight(top: number, height: number, rowHeight: number, total: number, spare = 4): Range {
  if (total <= 0 || rowHeight <= 0) return { from: 0, to: 0 };
  const first = Math.floor(Math.max(0, top) / rowHeight) - spare;
  const last = Math.ceil((Math.max(0, top) + Math.max(0, height)) / rowHeight) + spare;
  const to = Math.min(total, Math.max(last, 0));
  return { from: Math.max(0, Math.min(first, to)), to };
}

/** Where a key leads from row `at`; null where it is not a key of lists. */
export function step(key: string, at: number, total: number, page: number): number | null {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const to = key === "Home" ? 0 : key === "End" ? total - 1 : key in steps ? at + (steps[key] ?? 0) : null;
  return to === null || total === 0 ? null : Math.max(0, Math.min(total - 1, to));
}

/** How far to scroll so that row `at` is seen; what is in sight already is left where it is. */
export function scrollFor(at: number, top: number, height: number, rowHeight: number): number {
  if (at * rowHeight < top) return at * rowHeight;
  return Math.max(top, (at + 1) * rowHeight - height);
}

export interface RowsOptions<T> {
  readonly label: string;
  readonly rowHeight: number;
  /** How many rows the list is high at most. */
  readonly most: number;
  key(item: T, index: number): string;
  open(item: T): View<T>;
  /** Enter, or a click. */
  chosen?(item: T, index: number): void;
  /** Delete. */
  removed?(item: T, index: number): void;
  /** Other rows have come into sight. */
  seen?(range: Range): void;
}

export class Rows<T> {
  readonly element: HTMLElement;
  private readonly inner: HTMLElement;
  private readonly options: RowsOptions<T>;
  private readonly views = new Map<string, View<T>>();
  private readonly indices = new WeakMap<HTMLElement, number>();
  private total = 0;
  private at: (index: number) => T | undefined = () => undefined;
  /** The row that the Tab key leads to. */
  private current = 0;
  private range: Range = { from: 0, to: 0 };
  private frame = 0;

  constructor(document: Document, options: RowsOptions<T>) {
    this.options = options;
    this.inner = make(document, "div", "ffp-rows-inner");
    this.inner.setAttribute("role", "list");
    this.inner.setAttribute("aria-label", options.label);
    this.element = make(document, "div", "ffp-rows", this.inner);
    this.element.addEventListener("scroll", () => this.later(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("focusin", (event) => this.focused(event));
  }

  /** `at` gives a row's item; undefined while it is not known. */
  update(total: number, at: (index: number) => T | undefined): void {
    this.total = total;
    this.at = at;
    this.current = Math.max(0, Math.min(this.current, total - 1));
    const { rowHeight, most } = this.options;
    const height = `${Math.min(total, most) * rowHeight}px`;
    if (this.element.style.height !== height) this.element.style.height = height;
    const whole = `${total * rowHeight}px`;
    if (this.inner.style.height !== whole) this.inner.style.height = whole;
    this.draw();
  }

  /** How many rows are in the page. */
  get drawn(): number {
    return this.views.size;
  }

  focus(index = this.current): void {
    this.go(index);
  }

  destroy(): void {
    this.element.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);
    for (const view of this.views.values()) view.destroy?.();
    this.views.clear();
    this.element.remove();
  }

  private later(): void {
    const window = this.element.ownerDocument.defaultView;
    if (!window || this.frame) return;
    this.frame = window.requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { rowHeight, most } = this.options;
    const range = inSight(this.element.scrollTop, Math.min(this.total, most) * rowHeight, rowHeight, this.total);
    const indices = Array.from({ length: range.to - range.from }, (_, i) => range.from + i);
    // What the keyboard is at stays, wherever the wheel has taken the list.
    if (this.total && this.current < range.from) indices.unshift(this.current);
    if (this.total && this.current >= range.to) indices.push(this.current);
    const kept = new Map<string, View<T>>();
    for (const index of indices) {
      const item = this.at(index);
      if (item === undefined) continue;
      const key = this.options.key(item, index);
      if (kept.has(key)) continue;
      const view = this.view(key, item);
      kept.set(key, view);
      this.place(view, item, index);
    }
    for (const [key, view] of this.views) {
      if (kept.has(key)) continue;
      view.destroy?.();
      view.element.remove();
      this.views.delete(key);
    }
    this.order([...kept.values()]);
    if (range.from === this.range.from && range.to === this.range.to) return;
    this.range = range;
    this.options.seen?.(range);
  }

  private view(key: string, item: T): View<T> {
    let view = this.views.get(key);
    if (!view) {
      view = this.options.open(item);
      view.element.classList.add("ffp-row");
      view.element.setAttribute("role", "listitem");
      view.element.style.height = `${this.options.rowHeight}px`;
      this.views.set(key, view);
    }
    return view;
  }

  private place(view: View<T>, item: T, index: number): void {
    const { element } = view;
    view.update(item);
    const where = `translateY(${index * this.options.rowHeight}px)`;
    if (element.style.transform !== where) element.style.transform = where;
    setAttribute(element, "aria-setsize", String(this.total));
    setAttribute(element, "aria-posinset", String(index + 1));
    setAttribute(element, "tabindex", index === this.current ? "0" : "-1");
    this.indices.set(element, index);
  }

  /** Rows lie in the page as they are shown, so that a screen reader reads them in order. */
  private order(views: readonly View<T>[]): void {
    let next: Element | null = this.inner.firstElementChild;
    for (const { element } of views) {
      if (element === next) next = next.nextElementSibling;
      else this.inner.insertBefore(element, next);
    }
  }

  private rowOf(target: EventTarget | null): { row: HTMLElement; index: number } | null {
    const row = (target as HTMLElement | null)?.closest<HTMLElement>(".ffp-row") ?? null;
    const index = row && this.indices.get(row);
    return row && index !== null && index !== undefined ? { row, index } : null;
  }

  private key(event: KeyboardEvent): void {
    const found = this.rowOf(event.target);
    if (!found || event.ctrlKey || event.altKey || event.metaKey) return;
    const item = this.at(found.index);
    const onRow = event.target === found.row;
    const page = Math.max(1, Math.min(this.total, this.options.most) - 1);
    const to = onRow ? step(event.key, found.index, this.total, page) : null;
    if (to !== null) this.go(to);
    else if (onRow && event.key === "Enter" && item !== undefined) this.options.chosen?.(item, found.index);
    else if (onRow && event.key === "Delete" && item !== undefined) this.options.removed?.(item, found.index);
    else if (!onRow && event.key === "Escape") found.row.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private click(event: MouseEvent): void {
    const found = this.rowOf(event.target);
    if (!found || (event.target as HTMLElement).closest("button, input, a, .ffp-confirm")) return;
    this.current = found.index;
    const item = this.at(found.index);
    this.draw();
    if (item !== undefined) this.options.chosen?.(item, found.index);
  }

  private focused(event: FocusEvent): void {
    const found = this.rowOf(event.target);
    if (!found || found.index === this.current) return;
    this.current = found.index;
    this.draw();
  }

  private go(index: number): void {
    const { rowHeight, most } = this.options;
    this.current = index;
    const height = Math.min(this.total, most) * rowHeight;
    this.element.scrollTop = scrollFor(index, this.element.scrollTop, height, rowHeight);
    this.draw();
    for (const view of this.views.values()) {
      if (this.indices.get(view.element) === index) view.element.focus({ preventScroll: true });
    }
  }
}
