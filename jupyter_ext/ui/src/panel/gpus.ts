/** Every GPU of every node: load and memory as they were and are, heat, power, and whose processes it runs. */

import { bytes, count, cut, percent } from "../format.ts";
import { type ClusterNode, type Gpu, type GpuProcess } from "../state.ts";
import { Keyed, make, setData, setHidden, setName, setText, setTitle, type View } from "./dom.ts";
import { Meter } from "./meter.ts";
import { bytesOf, gpuNote, isPart } from "./words.ts";

const PROCESSES = 6;

/** "61 °C · 312 W" */
export function heat(gpu: Gpu): string {
  const parts: string[] = [];
  if (gpu.temperature !== null) parts.push(`${Math.round(gpu.temperature)} °C`);
  if (gpu.power !== null) parts.push(`${Math.round(gpu.power)} W`);
  return parts.join(" · ");
}

/** "12 train · w3 · 31 GB" */
export function processText(process: GpuProcess): string {
  const who = process.worker ? [process.job || "idle", process.worker] : [`pid ${process.pid}, not ours`];
  if (process.memory > 0) who.push(bytes(process.memory));
  return who.map((part) => cut(part, 60)).join(" · ");
}

class GpuRow implements View<Gpu> {
  readonly element: HTMLElement;
  private readonly name: HTMLElement;
  private readonly heat: HTMLElement;
  private readonly trouble: HTMLElement;
  private readonly processes: HTMLElement;
  private readonly list: Keyed<GpuProcess>;
  private readonly load: Meter;
  private readonly memory: Meter;
  private readonly time: () => number;

  constructor(document: Document, gpu: Gpu, time: () => number) {
    this.time = time;
    this.name = make(document, "span", "ffp-label");
    this.heat = make(document, "span", "ffp-heat");
    this.trouble = make(document, "div", "ffp-wide ffp-bad");
    this.processes = make(document, "div", "ffp-wide ffp-procs");
    this.list = new Keyed<GpuProcess>(
      this.processes,
      ({ pid }) => String(pid),
      () => {
        const element = make(document, "span", "");
        return { element, update: (process) => setText(element, processText(process)) };
      },
    );
    this.load = new Meter(document, { name: "GPU", colour: "--ff-gpu", label: `${gpu.label}: load`, max: 1 });
    this.memory = new Meter(document, { name: "MEM", colour: "--ff-mem", label: `${gpu.label}: memory`, max: 1 });
    const { load, memory, trouble, processes } = this;
    this.element = make(document, "div", "ffp-gpu", this.name, load.element, memory.element, this.heat, trouble, processes);
    this.element.setAttribute("role", "listitem");
    this.element.classList.toggle("ffp-part", isPart(gpu));
  }

  update(gpu: Gpu): void {
    setText(this.name, gpu.label);
    setTitle(this.name, [gpu.name, gpu.id].filter(Boolean).join(", "));
    setText(this.heat, heat(gpu));
    setHidden(this.heat, gpu.error !== "");
    setTitle(this.heat, gpu.power !== null && gpu.powerLimit !== null ? `of ${Math.round(gpu.powerLimit)} W at most` : "");
    setHidden(this.trouble, !gpu.error);
    setName(this.trouble, gpu.error);
    const known = !gpu.error;
    setHidden(this.load.element, !known);
    setHidden(this.memory.element, !known);
    this.load.push(this.time(), known ? gpu.load : null, percent(gpu.load));
    this.memory.push(this.time(), known && gpu.memoryTotal ? gpu.memory / gpu.memoryTotal : null, bytes(gpu.memory));
    setTitle(this.memory.element, gpu.memoryTotal ? bytesOf(gpu.memory, gpu.memoryTotal) : "");
    this.list.update(gpu.processes.slice(0, PROCESSES));
    setHidden(this.processes, gpu.processes.length === 0);
    const more = gpu.processes.length - PROCESSES;
    setTitle(this.processes, more > 0 ? `and ${count(more)} more` : "");
  }

  destroy(): void {
    this.load.destroy();
    this.memory.destroy();
  }
}

class Machine implements View<ClusterNode> {
  readonly element: HTMLElement;
  private readonly name: HTMLElement;
  private readonly model: HTMLElement;
  private readonly use: HTMLElement;
  private readonly note: HTMLElement;
  private readonly list: HTMLElement;
  private readonly gpus: Keyed<Gpu>;
  private now = 0;

  constructor(document: Document, node: ClusterNode) {
    this.name = make(document, "b", "");
    this.model = make(document, "span", "ffp-faint");
    this.use = make(document, "span", "ffp-faint");
    this.note = make(document, "div", "ffp-empty");
    this.list = make(document, "div", "");
    this.list.setAttribute("role", "list");
    this.list.setAttribute("aria-label", `GPUs of ${cut(node.name)}`);
    const head = make(document, "div", "ffp-node-head", this.name, this.model, this.use);
    this.element = make(document, "div", "ffp-machine", head, this.note, this.list);
    this.gpus = new Keyed<Gpu>(
      this.list,
      ({ label }) => label,
      (gpu) => new GpuRow(document, gpu, () => this.now),
    );
  }

  update(node: ClusterNode): void {
    this.now = node.time;
    setName(this.name, node.name);
    const models = [...new Set(node.gpus.filter((gpu) => !isPart(gpu)).map((gpu) => gpu.name))].filter(Boolean);
    setText(this.model, cut(models.join(", "), 80));
    setText(this.use, node.gpus.length ? `${Math.round(node.gpusInUse * 100) / 100} given to tasks` : "");
    const note = gpuNote(node);
    setHidden(this.note, note === "");
    setText(this.note, note);
    setData(this.note, "state", node.gpuState);
    this.gpus.update(node.gpus);
  }

  destroy(): void {
    this.gpus.destroy();
  }
}

/** Nodes that have none, for the same reason, are one: "rack-0 and 7 more". */
export function together(nodes: readonly ClusterNode[]): ClusterNode[] {
  const reasons = new Map<string, ClusterNode[]>();
  for (const node of nodes) {
    const note = gpuNote(node);
    if (note && !node.gpus.length) reasons.set(note, [...(reasons.get(note) ?? []), node]);
  }
  return nodes.flatMap((node) => {
    const same = node.gpus.length ? [] : (reasons.get(gpuNote(node)) ?? []);
    if (same.length < 2) return [node];
    return same[0] === node ? [{ ...node, name: `${cut(node.name, 60)} and ${count(same.length - 1)} more` }] : [];
  });
}

/** Nodes and their GPUs; goes into a box of a cell and into a section of the side bar alike. */
export class GpuTable {
  readonly element: HTMLElement;
  private readonly nodes: Keyed<ClusterNode>;

  constructor(document: Document) {
    this.element = make(document, "div", "ffp-gpus");
    this.nodes = new Keyed<ClusterNode>(
      this.element,
      ({ name }) => name,
      (node) => new Machine(document, node),
    );
  }

  update(nodes: readonly ClusterNode[]): void {
    this.nodes.update(together(nodes));
  }

  destroy(): void {
    this.nodes.destroy();
    this.element.remove();
  }
}
