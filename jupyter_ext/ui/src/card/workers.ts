/** "Workers of this cell": what each uses, the ones that stand still first; pages of 25 when there are many. */

import { actionButton, messageOf } from "../actions.ts";
import { bytes, cores, count, percent } from "../format.ts";
import { button, Keyed, make, setHidden, setName, setText, setTitle, type View } from "../panel/dom.ts";
import { Meter } from "../panel/meter.ts";
import { type Detail, type JobActions, type Progress, type WorkerUse } from "../state.ts";
import { CardSection, Repeat } from "./section.ts";
import { gpuLoad, gpuTag, moreWorkers, pausedAt, workerNote } from "./words.ts";

const FEW = 4;
const PAGE = 25;

class WorkerView implements View<WorkerUse> {
  readonly element: HTMLElement;
  private readonly name: HTMLElement;
  private readonly tag: HTMLElement;
  private readonly cpu: Meter;
  private readonly gpu: Meter;
  private readonly memory: Meter;
  private readonly note: HTMLElement;
  private readonly go: HTMLButtonElement | null;
  private readonly sampled: () => number;
  private id = "";

  constructor(document: Document, actions: JobActions | null, tell: (message: string) => void, sampled: () => number) {
    this.sampled = sampled;
    this.name = make(document, "span", "ff-cut");
    this.tag = make(document, "span", "ff-tag");
    this.cpu = new Meter(document, { name: "CPU", colour: "--ff-running", label: "CPU" });
    this.gpu = new Meter(document, { name: "GPU", colour: "--ff-gpu", label: "GPU", max: 1 });
    this.gpu.element.classList.add("ff-of-gpu");
    this.memory = new Meter(document, { name: "MEM", colour: "--ff-mem", label: "Memory" });
    this.note = make(document, "span", "ff-worker-note");
    this.go = actions && actionButton(document, "Continue", () => actions.continueWorker(this.id), tell);
    const end = make(document, "span", "ff-worker-end", this.note, ...(this.go ? [this.go] : []));
    const name = make(document, "span", "ff-worker-name", this.name, this.tag);
    this.element = make(document, "div", "ff-worker", name, this.cpu.element, this.gpu.element, this.memory.element, end);
    this.element.setAttribute("role", "listitem");
  }

  update(worker: WorkerUse): void {
    this.id = worker.id;
    const time = this.sampled();
    setName(this.name, worker.rank === null ? worker.id : `${worker.id} · rank ${worker.rank}`, 40);
    setTitle(this.element, worker.node && `on ${worker.node}`);
    setText(this.tag, gpuTag(worker));
    setHidden(this.tag, worker.gpus.length === 0);
    setTitle(this.tag, worker.gpus.map(({ label }) => label).join(", "));
    this.cpu.push(time, worker.cpu, cores(worker.cpu));
    this.cpu.element.title = "CPU; 100 % is one core";
    this.gpu.push(time, gpuLoad(worker), percent(gpuLoad(worker)));
    setTitle(this.gpu.element, gpuTitle(worker));
    // None is measured of one that works for others by now.
    const memory = time && worker.memory ? worker.memory : null;
    this.memory.push(time, memory, bytes(memory));
    setTitle(this.memory.element, `memory; ${bytes(worker.peakMemory)} at most`);
    setText(this.note, workerNote(worker));
    setTitle(this.note, pausedAt(worker));
    this.note.classList.toggle("ff-paused", worker.pause !== null);
    if (this.go) setHidden(this.go, worker.pause === null);
  }

  destroy(): void {
    for (const meter of [this.cpu, this.gpu, this.memory]) meter.destroy();
  }
}

function gpuTitle(worker: WorkerUse): string {
  if (!worker.gpus.length) return "a GPU was asked for; nothing is known of its use";
  return worker.gpus
    .map(({ label, load, memory, memoryTotal }) => `${label}: ${percent(load)}, ${bytes(memory)} of ${bytes(memoryTotal)}`)
    .join("\n");
}

export class WorkersSection {
  readonly section: CardSection;
  private readonly rows: Keyed<WorkerUse>;
  private readonly box: HTMLElement;
  private readonly text: HTMLElement;
  private readonly unfold: HTMLButtonElement;
  private readonly earlier: HTMLButtonElement;
  private readonly later: HTMLButtonElement;
  private readonly repeat: Repeat;
  private readonly actions: JobActions | null;
  private all = false;
  private from = 0;
  private sampled = 0;
  private detail: Detail | null = null;

  constructor(document: Document, actions: JobActions | null) {
    this.actions = actions;
    this.section = new CardSection(document, "workers", "Workers of this cell", true);
    this.box = make(document, "div", "ff-rows-box");
    this.box.setAttribute("role", "list");
    const open = (): WorkerView => new WorkerView(document, actions, this.section.tell, () => this.sampled);
    this.rows = new Keyed<WorkerUse>(this.box, (worker) => worker.id, open);
    this.text = make(document, "span", "ff-dim");
    const link = (label: string, press: () => void): HTMLButtonElement => {
      const made = button(document, label, press);
      made.className = "ff-text-button";
      return made;
    };
    this.earlier = link("earlier", () => this.turn(-PAGE));
    this.later = link("later", () => this.turn(PAGE));
    this.unfold = link("show", () => this.setAll(!this.all));
    this.section.body.append(this.box, make(document, "div", "ff-more", this.text, this.earlier, this.later, this.unfold));
    this.repeat = new Repeat(() => this.ask(), 1000);
  }

  update(progress: Progress, show: boolean): void {
    this.section.setHidden(!show);
    if (!show) this.repeat.stop();
    if (!show || !progress.detail) return;
    this.detail = progress.detail;
    this.box.classList.toggle("ff-no-gpu", progress.detail.gpusAsked === 0);
    if (this.paged) this.repeat.start();
    else this.draw(progress.detail);
  }

  destroy(): void {
    this.repeat.stop();
    this.rows.destroy();
  }

  /** Whether there are more than come by themselves, and all are wanted. */
  private get paged(): boolean {
    const { detail } = this;
    return this.all && this.actions !== null && detail !== null && detail.workersTotal > detail.workers.length;
  }

  private async ask(): Promise<void> {
    if (!this.actions || !this.section.isOpen) return;
    try {
      const detail = await this.actions.detail({ workersFrom: this.from, workersLimit: PAGE });
      if (this.paged) this.draw(detail);
      this.section.tell("");
    } catch (error) {
      this.section.tell(messageOf(error));
    }
  }

  private turn(by: number): void {
    this.from = Math.max(0, this.from + by);
    void this.ask();
  }

  private setAll(all: boolean): void {
    this.all = all;
    this.from = 0;
    if (!this.paged) this.repeat.stop();
    if (this.detail && !this.paged) this.draw(this.detail);
    if (this.paged) this.repeat.start();
  }

  private draw(detail: Detail): void {
    this.sampled = detail.sampled;
    const rows = this.all ? detail.workers : detail.workers.slice(0, FEW);
    this.rows.update(rows);
    const more = detail.workersTotal - rows.length;
    const last = this.from + rows.length;
    const pages = this.paged;
    const text = pages ? `${count(this.from + 1)}–${count(last)} of ${count(detail.workersTotal)}` : moreWorkers(detail.workers.slice(rows.length), more);
    setText(this.text, text && `${text} · `);
    setHidden(this.earlier, !pages || this.from === 0);
    setHidden(this.later, !pages || last >= detail.workersTotal);
    const canShow = this.all ? rows.length > FEW || pages : more > 0 && (this.actions !== null || detail.workers.length > FEW);
    setHidden(this.unfold, !canShow);
    setText(this.unfold, this.all ? "show fewer" : "show");
  }
}
