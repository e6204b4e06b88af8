/** Workers that stand still: where, for how long yet, and how they go on. */

import { count, cut } from "../format.ts";
import { button, make, setAttribute, setData, setHidden, setName, setText, setTitle, type View } from "./dom.ts";
import { type PanelHost } from "./host.ts";
import { type Model, type PausedWorker } from "./model.ts";
import { Rows } from "./rows.ts";
import { Section } from "./section.ts";
import { countdown, pausePlace } from "./words.ts";

class PauseRow implements View<PausedWorker> {
  readonly element: HTMLElement;
  private readonly name: HTMLElement;
  private readonly second: HTMLElement;
  private readonly left: HTMLElement;
  private readonly age: () => number;
  private paused: PausedWorker | null = null;

  constructor(document: Document, host: PanelHost, model: Model, go: (paused: PausedWorker) => void) {
    this.age = () => model.age();
    const mark = make(document, "span", "ffp-mark");
    setData(mark, "state", "paused");
    this.name = make(document, "span", "ffp-label");
    this.second = make(document, "span", "ffp-second");
    this.left = make(document, "span", "ffp-tail ffp-left");
    const choose = button(document, "Choose", () => {
      const { entry } = model;
      if (this.paused && entry) host.choosePause?.(this.paused.pause, this.paused.job, entry);
    }, "Show it in the debugger");
    choose.hidden = !host.choosePause;
    const on = button(document, "Continue", () => this.paused && go(this.paused), "Let it go on");
    const tools = make(document, "span", "ffp-tools", choose, on);
    this.element = make(document, "div", "ffp-two ffp-link-row", mark, this.name, tools, this.left, this.second);
  }

  update(paused: PausedWorker): void {
    this.paused = paused;
    const { pause, job } = paused;
    const place = pausePlace(pause);
    setName(this.name, `${cut(pause.worker, 40)} · ${place}`);
    setTitle(this.element, [`${pause.file}:${pause.line}`, pause.text].filter(Boolean).join("\n").slice(0, 2000));
    setText(this.second, [cut(job.name, 60), cut(pause.label, 60), cut(pause.text, 80)].filter(Boolean).join(" · "));
    setText(this.left, countdown(pause, this.age()));
    setAttribute(this.element, "aria-label", `Worker ${cut(pause.worker, 40)} paused at ${place}, job ${cut(job.name)}`);
  }
}

export class Pauses {
  readonly section: Section;
  private readonly rows: Rows<PausedWorker>;
  private readonly empty: HTMLElement;
  private readonly model: Model;

  constructor(document: Document, model: Model, host: PanelHost) {
    this.model = model;
    this.section = new Section(document, "Paused workers");
    const go = ({ pause }: PausedWorker): void =>
      void this.section.attempt(`${cut(pause.worker, 40)} cannot go on`, async () => {
        await model.source.continueWorker(model.selected, pause.worker);
        model.refresh();
      });
    this.rows = new Rows<PausedWorker>(document, {
      label: "Paused workers",
      rowHeight: 44,
      most: 8,
      key: ({ pause, job }) => `${job.number} ${pause.worker}`,
      open: () => new PauseRow(document, host, model, go),
      chosen: ({ pause, job }) => model.entry && host.choosePause?.(pause, job, model.entry),
    });
    this.empty = make(document, "div", "ffp-empty", "None. A worker stops at breakpoint(), or where the debugger says.");
    this.section.body.append(this.rows.element, this.empty);
  }

  update(): void {
    const paused = this.model.paused();
    this.rows.update(paused.length, (index) => paused[index]);
    this.section.setSummary(paused.length ? count(paused.length) : "");
    setHidden(this.empty, paused.length > 0);
  }

  destroy(): void {
    this.rows.destroy();
  }
}
