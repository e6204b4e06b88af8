/** The side panel: clusters, GPUs, jobs, paused workers, workers; or one job in their place. */

import { count } from "../format.ts";
import { type JobLine } from "../state.ts";
import { Clusters } from "./clusters.ts";
import { button, make, setHidden, setText } from "./dom.ts";
import { GpuTable } from "./gpus.ts";
import { type Folds, NO_HOST, type PanelHost } from "./host.ts";
import { Jobs } from "./jobs.ts";
import { JobView } from "./jobview.ts";
import { Model } from "./model.ts";
import css from "./panel.css";
import theme from "../theme.css";
import { Pauses } from "./pauses.ts";
import { Section } from "./section.ts";
import { type ClusterSource } from "./source.ts";
import { gpuSummary, outageText } from "./words.ts";
import { WorkerList, workersTotal } from "./workers.ts";

export class Panel {
  readonly model: Model;
  private readonly place: HTMLElement;
  private readonly host: PanelHost;
  private readonly root: HTMLElement;
  private readonly lists: HTMLElement;
  private readonly sections: readonly Section[];
  private readonly start: HTMLButtonElement;
  private readonly outage: HTMLElement;
  private readonly outageLeft: HTMLElement;
  private readonly clusters: Clusters;
  private readonly jobs: Jobs;
  private readonly pauses: Pauses;
  private readonly gpuSection: Section;
  private readonly gpus: GpuTable;
  private readonly workerSection: Section;
  private readonly workers: WorkerList;
  private job: JobView | null = null;
  private visible = false;
  private frame = 0;
  private ticks: unknown = null;
  private readonly leave: () => void;

  constructor(place: HTMLElement, source: ClusterSource, host: Partial<PanelHost> = {}, model: Model = new Model(source)) {
    const document = place.ownerDocument;
    this.place = place;
    this.host = { ...NO_HOST, ...host };
    this.model = model;
    this.clusters = new Clusters(document, model);
    this.jobs = new Jobs(document, model, this.host, (job) => this.open(job));
    this.pauses = new Pauses(document, model, this.host);
    this.gpus = new GpuTable(document);
    this.gpuSection = new Section(document, "GPUs");
    this.gpuSection.body.append(this.gpus.element);
    this.workers = new WorkerList(document, ({ from, to }) => model.lookAtWorkers(from, to));
    this.workerSection = new Section(document, "Workers", false);
    this.workerSection.body.append(this.workers.element);
    this.outageLeft = make(document, "span", "");
    this.outageLeft.setAttribute("aria-hidden", "true");
    const text = make(document, "span", "");
    this.outage = make(document, "div", "ffp-outage", make(document, "span", "", text, this.outageLeft));
    this.outage.setAttribute("role", "status");
    const attach = button(document, "Attach", () => this.attach(), "Attach to a cluster elsewhere");
    this.start = button(document, "New", () => void this.startNew(), "Start a cluster on this machine");
    const head = make(document, "div", "ffp-top", make(document, "b", "", "Farfield"), make(document, "span", "ffp-grow"), this.start, attach);
    this.sections = [this.clusters.section, this.jobs.section, this.pauses.section, this.gpuSection, this.workerSection];
    for (const section of this.sections) section.toggled = (open) => this.toggled(section, open);
    this.lists = make(document, "div", "", head, ...this.sections.map(({ element }) => element));
    const style = make(document, "style", "");
    style.textContent = theme + css;
    this.root = make(document, "div", "ff-panel ffp-panel ffp-side", style, this.outage, this.lists);
    this.root.setAttribute("role", "region");
    this.root.setAttribute("aria-label", "Farfield");
    place.append(this.root);
    this.leave = model.listen(() => this.later());
    this.draw();
  }

  /** Only what is looked at asks the server. */
  setVisible(visible: boolean): void {
    if (this.visible === visible) return;
    this.visible = visible;
    this.model.setVisible(visible);
    this.job?.setVisible(visible);
    if (visible) this.tick();
    else this.model.clock.stop(this.ticks);
  }

  /** Open the field for a cluster's address. */
  attach(target: string = this.host.defaultTarget): void {
    this.closeJob();
    this.clusters.openForm(target);
  }

  async startNew(): Promise<void> {
    this.start.disabled = true;
    setText(this.start, "Starting…");
    await this.clusters.startNew();
    setText(this.start, "New");
    this.start.disabled = false;
  }

  /** Open and close sections as they were. */
  fold(folds: Folds): void {
    for (const section of this.sections) section.setOpen(folds[section.title] ?? section.open);
  }

  /** Give it the keyboard. */
  focus(): void {
    if (this.job) this.job.focus();
    else if (!this.clusters.focus()) this.start.focus();
  }

  /** Show a job of the chosen cluster, or of the one with this id, by its number. Raises `SourceError`. */
  async openJob(number: number, cluster = ""): Promise<void> {
    if (cluster) this.model.select(cluster);
    await this.model.choose();
    const job = this.model.job(number) ?? (await this.model.source.job(this.model.selected, number));
    this.open(job);
  }

  dispose(): void {
    this.setVisible(false);
    this.leave();
    this.place.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);
    this.job?.destroy();
    for (const part of [this.clusters, this.jobs, this.pauses, this.gpus, this.workers]) part.destroy();
    this.root.remove();
  }

  private open(job: JobLine): void {
    const { entry } = this.model;
    if (!entry) return;
    this.job?.destroy();
    const close = (): void => {
      this.closeJob();
      this.jobs.focus();
    };
    this.job = new JobView(this.place.ownerDocument, this.model, this.host, entry, job, close);
    this.root.append(this.job.element);
    this.lists.hidden = true;
    this.root.scrollTop = 0;
    this.job.setVisible(this.visible);
    this.job.focus();
  }

  private closeJob(): void {
    this.job?.destroy();
    this.job = null;
    this.lists.hidden = false;
    this.later();
  }

  private toggled(section: Section, open: boolean): void {
    this.host.folded?.(section.title, open);
    this.later();
  }

  private later(): void {
    const window = this.place.ownerDocument.defaultView;
    if (!window || this.frame) return;
    this.frame = window.requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  /** Countdowns go on between two answers. */
  private tick(): void {
    this.ticks = this.model.clock.after(1000, () => {
      if (!this.visible) return;
      if (!this.lists.hidden) this.pauses.update();
      this.tick();
    });
  }

  private draw(): void {
    const { model } = this;
    const { cluster, outage } = model;
    this.drawOutage();
    this.lists.classList.toggle("ffp-gone", outage !== null);
    this.job?.listed();
    if (this.lists.hidden) return;
    this.clusters.update();
    this.jobs.update();
    this.pauses.update();
    const nodes = cluster?.nodes ?? [];
    setHidden(this.gpuSection.element, !cluster);
    this.gpuSection.setSummary(gpuSummary(nodes));
    if (this.gpuSection.open) this.gpus.update(nodes);
    const total = cluster ? workersTotal(cluster) : 0;
    setHidden(this.workerSection.element, !cluster);
    this.workerSection.setSummary(total ? count(total) : "none");
    if (cluster && this.workerSection.open) this.workers.update(cluster, model.answeredFrom, total);
    for (const { element } of [this.jobs.section, this.pauses.section, this.gpuSection, this.workerSection]) {
      element.classList.toggle("ffp-stale", outage !== null);
    }
  }

  private drawOutage(): void {
    const { outage } = this.model;
    setHidden(this.outage, outage === null);
    if (!outage) return;
    const { text, again } = outageText(outage);
    const said = this.outageLeft.previousElementSibling as HTMLElement;
    setText(said, text);
    setText(this.outageLeft, again);
  }
}
