/** A name, a chart of the last two minutes and the number now. Charts are there only while they can be seen. */

import { Spark } from "../chart.ts";
import { make, setText } from "./dom.ts";

const KEPT = 120;

export interface MeterOptions {
  readonly name: string;
  /** The CSS variable of its colour. */
  readonly colour: string;
  /** What it measures, for a screen reader. */
  readonly label: string;
  readonly max?: number | null;
}

/** Tells meters whether they are in sight: one observer for all of a document. */
class Sight {
  private static readonly all = new WeakMap<Document, Sight>();
  private readonly told = new WeakMap<Element, (seen: boolean) => void>();
  private readonly observer: IntersectionObserver;

  private constructor() {
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) this.told.get(target)?.(isIntersecting);
      },
      { rootMargin: "80px" },
    );
  }

  static of(document: Document): Sight {
    let sight = Sight.all.get(document);
    if (!sight) {
      sight = new Sight();
      Sight.all.set(document, sight);
    }
    return sight;
  }

  watch(element: Element, tell: (seen: boolean) => void): void {
    this.told.set(element, tell);
    this.observer.observe(element);
  }

  leave(element: Element): void {
    this.observer.unobserve(element);
    this.told.delete(element);
  }
}

export class Meter {
  readonly element: HTMLElement;
  private readonly chart: HTMLElement;
  private readonly value: HTMLElement;
  private readonly options: MeterOptions;
  private readonly past: Array<[number, number | null]> = [];
  private spark: Spark | null = null;

  constructor(document: Document, options: MeterOptions) {
    this.options = options;
    this.chart = make(document, "div", "ffp-chart");
    this.chart.setAttribute("aria-hidden", "true");
    this.value = make(document, "b", "");
    const name = make(document, "span", "", options.name);
    name.setAttribute("aria-hidden", "true");
    this.element = make(document, "div", "ffp-meter", name, this.chart, this.value);
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", options.label);
    Sight.of(document).watch(this.chart, (seen) => this.show(seen));
  }

  /** `time`: when it was measured, by the clock of where it was; the same twice is one point. */
  push(time: number, value: number | null, text: string): void {
    setText(this.value, text);
    const last = this.past.at(-1);
    if (last && time < last[0]) this.restart();
    if (last && time === last[0]) return;
    this.past.push([time, value]);
    if (this.past.length > KEPT) this.past.shift();
    this.spark?.push(time, value);
  }

  destroy(): void {
    Sight.of(this.element.ownerDocument).leave(this.chart);
    this.show(false);
  }

  /** A clock that was set back: what was before has no place in the chart. */
  private restart(): void {
    this.past.length = 0;
    if (!this.spark) return;
    this.show(false);
    this.show(true);
  }

  private show(seen: boolean): void {
    if (!seen) {
      this.spark?.destroy();
      this.spark = null;
    } else if (!this.spark) {
      this.spark = new Spark(this.chart, { colour: this.options.colour, max: this.options.max ?? null });
      for (const [time, value] of this.past) this.spark.push(time, value);
    }
  }
}
