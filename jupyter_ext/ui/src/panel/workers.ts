/** The list of workers, however many there are. */

import { bytes, cores, cut } from "../format.ts";
import { type Cluster, type ClusterNode, type NodeWorker } from "../state.ts";
import { make, setData, setHidden, setName, setText, setTitle, type View } from "./dom.ts";
import { type Range, Rows } from "./rows.ts";

export interface WorkerLine {
  readonly worker: NodeWorker;
  readonly node: string;
}

/** The workers of all nodes, one after the other, as pages count them. */
export function flat(nodes: readonly ClusterNode[]): WorkerLine[] {
  return nodes.flatMap((node) => node.workers.map((worker) => ({ worker, node: node.name })));
}

export const workersTotal = (cluster: Cluster): number =>
  cluster.nodes.reduce((sum, node) => sum + node.workersTotal, 0);

/** What it does: "12 train · rank 3", "paused", "idle" */
export function workerText(worker: NodeWorker): string {
  if (worker.state === "paused" || worker.pause) return worker.job ? `${cut(worker.job, 60)} · paused` : "paused";
  if (!worker.job) return worker.state;
  return worker.group ? `${cut(worker.job, 60)} · rank ${worker.rank}` : cut(worker.job, 60);
}

class WorkerRow implements View<WorkerLine> {
  readonly element: HTMLElement;
  private readonly mark: HTMLElement;
  private readonly name: HTMLElement;
  private readonly gpus: HTMLElement;
  private readonly where: HTMLElement;
  private readonly work: HTMLElement;
  private readonly cpu: HTMLElement;
  private readonly memory: HTMLElement;

  constructor(document: Document) {
    this.mark = make(document, "span", "ffp-mark");
    this.name = make(document, "span", "ffp-label");
    this.gpus = make(document, "span", "ffp-tag");
    const who = make(document, "span", "ffp-who", this.name, this.gpus);
    this.where = make(document, "span", "ffp-label ffp-where ffp-faint");
    this.work = make(document, "span", "ffp-label ffp-where ffp-faint");
    this.cpu = make(document, "span", "ffp-num");
    this.memory = make(document, "span", "ffp-num");
    this.element = make(document, "div", "ffp-worker", this.mark, who, this.where, this.work, this.cpu, this.memory);
  }

  update({ worker, node }: WorkerLine): void {
    const does = workerText(worker);
    const state = worker.pause ? "paused" : worker.state;
    setData(this.mark, "state", state);
    setText(this.name, cut(worker.id, 60));
    setText(this.gpus, cut(worker.gpus.join(" "), 60));
    setHidden(this.gpus, worker.gpus.length === 0);
    setName(this.where, node, 60);
    setText(this.work, does);
    setText(this.cpu, cores(worker.cpu));
    setText(this.memory, worker.memory > 0 ? bytes(worker.memory) : "");
    setTitle(this.element, `${cut(node, 60)} · ${does} · pid ${worker.pid}`);
    this.element.setAttribute("aria-label", `Worker ${cut(worker.id, 60)} on ${cut(node, 60)}: ${does}`);
  }
}

export class WorkerList {
  readonly element: HTMLElement;
  readonly rows: Rows<WorkerLine>;

  constructor(document: Document, seen: (range: Range) => void = () => undefined) {
    this.rows = new Rows<WorkerLine>(document, {
      label: "Workers",
      rowHeight: 24,
      most: 12,
      key: ({ worker, node }, index) => (worker.id ? `${node}\n${worker.id}` : String(index)),
      open: () => new WorkerRow(document),
      seen,
    });
    this.element = this.rows.element;
  }

  /** `from`: which of all workers is the first that the cluster's nodes tell of. */
  update(cluster: Cluster, from: number, total: number): void {
    const lines = flat(cluster.nodes);
    this.rows.update(total, (index) => lines[index - from]);
  }

  destroy(): void {
    this.rows.destroy();
  }
}
