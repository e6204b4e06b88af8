/** Charts over time, by uPlot: no axes, no cursor; the number stands beside them as text. */

import uPlot from "uplot";

/** Points that a chart keeps. */
export const KEPT = 120;
/** Seconds that its width stands for at least, so that the first points do not race across it. */
const LEAST_SPAN = 20;

/** The last points of a series, ready for uPlot. */
export class Series {
  readonly times: number[] = [];
  readonly values: Array<number | null> = [];

  /** False where the point tells nothing new: it is not later than the last one, or 0, when nothing is measured yet. */
  push(time: number, value: number | null): boolean {
    if (time <= (this.times.at(-1) ?? 0)) return false;
    this.times.push(time);
    this.values.push(value);
    if (this.times.length > KEPT) {
      this.times.shift();
      this.values.shift();
    }
    return true;
  }

  /** The times at the chart's left and right end. */
  span(): [number, number] {
    const last = this.times.at(-1) ?? 0;
    return [Math.min(this.times[0] ?? 0, last - LEAST_SPAN), last];
  }

  /** The values at its bottom and top: what it may be at most, or somewhat above what it was. */
  range(max: number | null): [number, number] {
    if (max !== null && max > 0) return [0, max];
    const highest = Math.max(0, ...this.values.map((value) => value ?? 0));
    return [0, highest > 0 ? highest * 1.25 : 1];
  }
}

export interface SparkOptions {
  /** The CSS variable that holds its colour: "--ff-gpu" */
  readonly colour: string;
  /** What it may be at most; null or absent: it goes by what it was. */
  readonly max?: number | null;
}

/** A line over time that fills its host, whatever the size of that is; drawn when a point comes. */
export class Spark {
  private readonly series = new Series();
  private readonly sizes: ResizeObserver;
  private readonly host: HTMLElement;
  private readonly max: number | null;
  private plot: uPlot | null = null;
  private colour = "";
  private shown = false;

  constructor(host: HTMLElement, { colour, max = null }: SparkOptions) {
    this.host = host;
    this.max = max;
    host.style.color = `var(${colour})`;
    host.setAttribute("aria-hidden", "true");
    // What is not shown, as in a closed section, is neither made nor drawn. To ask the host for its size
    // instead would have the page laid out anew for each chart.
    this.sizes = new ResizeObserver((entries) => {
      const last = entries.at(-1);
      if (last) this.fit(Math.round(last.contentRect.width), Math.round(last.contentRect.height));
    });
    this.sizes.observe(host);
  }

  /** A point at `time`, in seconds of whatever clock; null draws a gap. */
  push(time: number, value: number | null): void {
    if (this.series.push(time, value)) this.draw();
  }

  destroy(): void {
    this.sizes.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }

  private fit(width: number, height: number): void {
    this.shown = width > 0 && height > 0;
    if (!this.shown) return;
    if (this.plot && this.plot.width === width && this.plot.height === height) return;
    if (this.plot) this.plot.setSize({ width, height });
    else this.make(width, height);
    this.draw();
  }

  private draw(): void {
    if (!this.plot || !this.shown) return;
    // A canvas knows no variables; asked each time, since the theme may have changed.
    this.colour = getComputedStyle(this.host).color;
    this.plot.setData([this.series.times, this.series.values]);
  }

  private make(width: number, height: number): void {
    const hidden = { show: false } as const;
    const options: uPlot.Options = {
      width,
      height,
      padding: [2, 0, 1, 0],
      cursor: hidden,
      legend: hidden,
      axes: [hidden, hidden],
      scales: {
        x: { time: false, range: () => this.series.span() },
        y: { range: () => this.series.range(this.max) },
      },
      series: [
        {},
        {
          stroke: () => this.colour,
          fill: () => `color-mix(in srgb, ${this.colour} 16%, transparent)`,
          width: 1.4,
          points: hidden,
        },
      ],
    };
    this.plot = new uPlot(options, [[], []], this.host);
    // The few rules of uPlot's own style sheet that matter without axes and cursor.
    const { root } = this.plot;
    root.style.cssText = "position:relative;overflow:hidden";
    for (const part of root.querySelectorAll<HTMLElement>(".u-wrap")) part.style.position = "relative";
    for (const part of root.querySelectorAll<HTMLElement>(".u-under, .u-over")) part.style.position = "absolute";
    for (const part of root.querySelectorAll("canvas")) {
      part.style.cssText = "display:block;position:relative;width:100%;height:100%";
    }
  }
}
