/** A cluster in a cell: its nodes with what they have in use, its workers, how many jobs it knows. */

import { bytes, count, cut, percent, plural } from "../format.ts";
import { type Cluster, type ClusterNode } from "../state.ts";
import { Keyed, make, setHidden, setName, setText, setTitle, type View } from "./dom.ts";
import { FactsView } from "./facts.ts";
import { Meter } from "./meter.ts";
import { bytesOf, clusterSize, gpuNote, uptime, whole } from "./words.ts";
import { WorkerList, flat, workersTotal } from "./workers.ts";

/** Mean load of a node's GPUs; null where none is known. */
export function gpuLoad(node: ClusterNode): number | null {
  const loads = whole(node.gpus).flatMap(({ load }) => (load === null ? [] : [load]));
  return loads.length ? loads.reduce((sum, load) => sum + load, 0) / loads.length : null;
}

const inUse = (share: number): string => String(Math.round(share * 100) / 100);

class NodeView implements View<ClusterNode> {
  readonly element: HTMLElement;
  private readonly name: HTMLElement;
  private readonly has: HTMLElement;
  private readonly note: HTMLElement;
  private readonly cpu: Meter;
  private readonly memory: Meter;
  private readonly gpu: Meter;

  constructor(document: Document, node: ClusterNode) {
    this.name = make(document, "b", "");
    this.has = make(document, "span", "ffp-faint");
    this.note = make(document, "span", "ffp-faint");
    const label = (what: string): string => `${node.name.slice(0, 100)}: ${what}`;
    this.cpu = new Meter(document, { name: "CPU", colour: "--ff-running", label: label("processors"), max: 1 });
    this.memory = new Meter(document, { name: "MEM", colour: "--ff-mem", label: label("memory"), max: 1 });
    this.gpu = new Meter(document, { name: "GPU", colour: "--ff-gpu", label: label("GPUs' load"), max: 1 });
    const meters = make(document, "div", "ffp-machine-meters", this.cpu.element, this.memory.element, this.gpu.element);
    const head = make(document, "div", "ffp-node-head", this.name, this.has, this.note);
    this.element = make(document, "div", "ffp-machine", head, meters);
    this.element.setAttribute("role", "listitem");
  }

  update(node: ClusterNode): void {
    setName(this.name, node.name);
    const gpus = whole(node.gpus).length;
    const waits = node.state === "waiting";
    for (const meter of [this.cpu, this.memory]) setHidden(meter.element, waits);
    if (waits) {
      setText(this.has, `${plural(node.workersTotal, "worker")}: starting, or waiting for room`);
      setHidden(this.gpu.element, true);
      return;
    }
    const has = [`${inUse(node.cpusInUse)} of ${plural(node.cpus, "CPU")}`];
    if (gpus) has.push(`${inUse(node.gpusInUse)} of ${plural(gpus, "GPU")}`);
    for (const { name, total, inUse: taken } of node.resources) has.push(`${inUse(taken)} of ${count(total)} ${cut(name, 40)}`);
    if (node.state) has.push(cut(node.state, 40));
    const by = node.workersTotal ? `in use by ${plural(node.workersTotal, "worker")}` : "in use";
    setText(this.has, `${has.join(" · ")} ${by}`);
    const note = gpuNote(node);
    setName(this.note, note, 90);
    this.cpu.push(node.time, node.load, percent(node.load));
    this.memory.push(node.time, node.memory ? node.memoryUsed / node.memory : null, bytes(node.memoryUsed));
    setTitle(this.memory.element, bytesOf(node.memoryUsed, node.memory));
    const load = gpuLoad(node);
    setHidden(this.gpu.element, gpus === 0);
    this.gpu.push(node.time, load, percent(load));
  }

  destroy(): void {
    for (const meter of [this.cpu, this.memory, this.gpu]) meter.destroy();
  }
}

/** What stands at the right of a cluster's name. */
export function clusterSummary(cluster: Cluster): string {
  const parts = [clusterSize(cluster), plural(workersTotal(cluster), "worker"), plural(cluster.jobs, "job")];
  if (cluster.objectBytes > 0) parts.push(`${bytes(cluster.objectBytes)} of objects`);
  parts.push(uptime(cluster.uptime));
  if (cluster.draining) parts.push("ends when its work has ended");
  return parts.join(" · ");
}

export class ClusterView {
  readonly element: HTMLElement;
  private readonly nodes: Keyed<ClusterNode>;
  private readonly facts: FactsView;
  private readonly workers: WorkerList;
  private readonly workersHead: HTMLElement;

  constructor(document: Document) {
    const list = make(document, "div", "");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "Nodes");
    this.nodes = new Keyed<ClusterNode>(
      list,
      ({ name }) => name,
      (node) => new NodeView(document, node),
    );
    this.facts = new FactsView(document);
    this.workers = new WorkerList(document);
    this.workersHead = make(document, "div", "ffp-node-head");
    const section = make(document, "div", "ffp-section", this.workersHead, this.workers.element);
    section.style.paddingBottom = "6px";
    this.element = make(document, "div", "", this.facts.element, list, section);
    section.style.borderTop = "1px solid var(--ff-line)";
  }

  update(cluster: Cluster): void {
    this.facts.update(cluster.engine, cluster.facts);
    this.nodes.update(cluster.nodes);
    const known = flat(cluster.nodes).length;
    const total = workersTotal(cluster);
    const more = total > known ? `, the first ${count(known)} of them here` : "";
    setText(this.workersHead, total ? `${plural(total, "worker")}${more}` : "no workers yet: they start with the work");
    this.workers.update(cluster, 0, known);
  }

  destroy(): void {
    this.facts.destroy();
    this.nodes.destroy();
    this.workers.destroy();
    this.element.remove();
  }
}
