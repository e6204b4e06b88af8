/** "Inside the tasks": the loops of a job's items taken together, or worker by worker. */

import { messageOf } from "../actions.ts";
import { cut, plural } from "../format.ts";
import { button, Keyed, make, setAttribute, setHidden, setText, setTitle, type View } from "../panel/dom.ts";
import { type Detail, type JobActions, type Progress } from "../state.ts";
import { CardSection, Repeat } from "./section.ts";
import { barPace, loopNote, loopPace } from "./words.ts";

interface Line {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly depth: number;
  readonly fraction: number | null;
  readonly pace: string;
  readonly title: string;
}

class LineView implements View<Line> {
  readonly element: HTMLElement;
  private readonly label: HTMLElement;
  private readonly note: HTMLElement;
  private readonly name: HTMLElement;
  private readonly thin: HTMLElement;
  private readonly part: HTMLElement;
  private readonly pace: HTMLElement;

  constructor(document: Document) {
    this.label = make(document, "span", "ff-cut");
    this.note = make(document, "span", "ff-dim ff-note");
    this.name = make(document, "span", "ff-loop-name", this.label, this.note);
    this.part = make(document, "i", "");
    this.thin = make(document, "div", "ff-thin", this.part);
    this.thin.setAttribute("role", "progressbar");
    this.pace = make(document, "span", "ff-dim ff-loop-pace");
    this.element = make(document, "div", "ff-loop", this.name, this.thin, this.pace);
  }

  update(line: Line): void {
    setText(this.label, cut(line.label) || "loop");
    setText(this.note, line.note && ` · ${line.note}`);
    setTitle(this.name, line.title);
    const indent = `${Math.min(line.depth, 6) * 10}px`;
    if (this.name.style.paddingLeft !== indent) this.name.style.paddingLeft = indent;
    this.thin.classList.toggle("ff-unknown", line.fraction === null);
    const width = `${Math.round(1000 * Math.min(1, Math.max(0, line.fraction ?? 0))) / 10}%`;
    if (this.part.style.width !== width) this.part.style.width = width;
    setAttribute(this.thin, "aria-label", `${cut(line.label, 80) || "loop"}: ${line.pace}`);
    if (line.fraction === null) this.thin.removeAttribute("aria-valuenow");
    else setAttribute(this.thin, "aria-valuenow", String(Math.round(100 * line.fraction)));
    setText(this.pace, line.pace);
  }
}

function together(detail: Detail): Line[] {
  return detail.loops.map((loop) => ({
    key: `${loop.depth} ${loop.label}`,
    label: loop.label,
    note: loopNote(loop),
    depth: loop.depth,
    fraction: loop.fraction,
    pace: loopPace(loop),
    title: [loop.label, loop.note].filter(Boolean).join("\n"),
  }));
}

function byWorker(detail: Detail): Line[] {
  return detail.workers.flatMap((worker) =>
    worker.bars.map((bar, at) => ({
      key: `${worker.id} ${at}`,
      label: at ? bar.label : `${worker.id} · ${bar.label}`,
      note: "",
      depth: bar.depth,
      fraction: bar.total ? Math.min(1, bar.done / bar.total) : null,
      pace: barPace(bar),
      title: [worker.id, bar.label, bar.note].filter(Boolean).join("\n"),
    })),
  );
}

const WORKERS = 25;

export class LoopsSection {
  readonly section: CardSection;
  private readonly lines: Keyed<Line>;
  private readonly more: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly repeat: Repeat;
  private split = false;
  private last: Detail | null = null;

  constructor(document: Document, actions: JobActions | null) {
    this.toggle = button(document, "by worker", () => this.setSplit(!this.split));
    this.toggle.className = "ff-text-button";
    this.toggle.setAttribute("aria-pressed", "false");
    this.toggle.hidden = actions === null;
    this.section = new CardSection(document, "loops", "Inside the tasks", true, this.toggle);
    const box = make(document, "div", "ff-rows-box");
    this.lines = new Keyed<Line>(box, (line) => line.key, () => new LineView(document));
    this.more = make(document, "div", "ff-dim");
    this.section.body.append(box, this.more);
    this.repeat = new Repeat(async () => {
      if (!actions || !this.section.isOpen) return;
      try {
        const detail = await actions.detail({ bars: true, workersLimit: WORKERS });
        if (this.split) this.draw(byWorker(detail), detail.workersTotal - detail.workers.length, "worker");
        this.section.tell("");
      } catch (error) {
        this.section.tell(messageOf(error));
      }
    }, 1000);
  }

  update(progress: Progress, show: boolean): void {
    this.section.setHidden(!show);
    if (!show) this.repeat.stop();
    if (!show || !progress.detail) return;
    this.last = progress.detail;
    if (!this.split) this.draw(together(progress.detail), progress.detail.loopsLeftOut, "loop");
    else this.repeat.start();
  }

  destroy(): void {
    this.repeat.stop();
  }

  private setSplit(split: boolean): void {
    this.split = split;
    this.section.open(true);
    setAttribute(this.toggle, "aria-pressed", String(split));
    if (split) this.repeat.start();
    else this.repeat.stop();
    if (!split) this.section.tell("");
    if (!split && this.last) this.draw(together(this.last), this.last.loopsLeftOut, "loop");
  }

  private draw(lines: Line[], leftOut: number, noun: string): void {
    this.lines.update(lines);
    setHidden(this.more, leftOut <= 0);
    setText(this.more, leftOut > 0 ? `${plural(leftOut, `more ${noun}`)}` : "");
  }
}
