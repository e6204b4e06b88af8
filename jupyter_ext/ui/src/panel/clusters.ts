/** The panel's list of clusters, the nodes of the chosen one, and how to attach to another. */

import { count, cut } from "../format.ts";
import { type ClusterNode } from "../state.ts";
import { button, make, setAttribute, setData, setHidden, setName, setText, setTitle, type View } from "./dom.ts";
import { FactsView } from "./facts.ts";
import { type Model } from "./model.ts";
import { Rows } from "./rows.ts";
import { confirmIn, Section } from "./section.ts";
import { type ClusterEntry } from "./source.ts";
import { clusterSize, nodeLoad } from "./words.ts";

type Line = { readonly entry: ClusterEntry } | { readonly node: ClusterNode };

const keyOf = (line: Line): string => ("entry" in line ? `cluster ${line.entry.id}` : `node ${line.node.name}`);

interface Doing {
  attach(target: string): void;
  detach(row: HTMLElement, entry: ClusterEntry): void;
}

class EntryRow implements View<Line> {
  readonly element: HTMLElement;
  private readonly mark: HTMLElement;
  private readonly name: HTMLElement;
  private readonly tag: HTMLElement;
  private readonly tail: HTMLElement;
  private readonly attach: HTMLButtonElement;
  private readonly detach: HTMLButtonElement;
  private readonly model: Model;
  private entry: ClusterEntry | null = null;

  constructor(document: Document, model: Model, doing: Doing) {
    this.model = model;
    this.mark = make(document, "span", "ffp-mark");
    this.name = make(document, "span", "ffp-label");
    this.tag = make(document, "span", "ffp-tag");
    this.tail = make(document, "span", "ffp-tail");
    this.attach = button(document, "Attach", () => this.entry && doing.attach(this.entry.target));
    this.detach = button(document, "Detach", () => this.entry && doing.detach(this.element, this.entry));
    const tools = make(document, "span", "ffp-tools", this.attach, this.detach);
    this.element = make(document, "div", "ffp-link-row", this.mark, this.name, this.tag, tools, this.tail);
  }

  update(line: Line): void {
    if (!("entry" in line)) return;
    const { entry } = line;
    this.entry = entry;
    const chosen = entry.id === this.model.selected;
    const cluster = chosen ? this.model.cluster : null;
    setData(this.mark, "state", entry.attached || entry.state !== "up" ? entry.state : "known");
    setName(this.name, entry.name || entry.target);
    setText(this.tag, cluster?.engine ?? "");
    setHidden(this.tag, !cluster?.engine);
    const size = cluster ? clusterSize(cluster) : "";
    const tail = entry.state === "up" ? (entry.attached ? size : "not attached") : entry.state === "down" ? "not running" : "unreachable";
    setText(this.tail, tail);
    setTitle(this.tail, entry.message || tail);
    setHidden(this.attach, entry.attached);
    setHidden(this.detach, !entry.attached);
    const engine = cluster?.engine ? `engine: ${cluster.engine}` : "";
    setTitle(this.element, [entry.target, engine, entry.message].filter(Boolean).join("\n"));
    if (chosen) setAttribute(this.element, "aria-current", "true");
    else this.element.removeAttribute("aria-current");
    setAttribute(this.element, "aria-label", [`Cluster ${cut(entry.name || entry.target)}`, tail, cut(entry.message)].filter(Boolean).join(", "));
  }
}

class NodeRow implements View<Line> {
  readonly element: HTMLElement;
  private readonly name: HTMLElement;
  private readonly tail: HTMLElement;

  constructor(document: Document) {
    this.name = make(document, "span", "ffp-label");
    this.tail = make(document, "span", "ffp-tail");
    this.element = make(document, "div", "ffp-node", this.name, this.tail);
  }

  update(line: Line): void {
    if (!("node" in line)) return;
    const { node } = line;
    setName(this.name, node.name);
    setText(this.tail, nodeLoad(node));
    setTitle(this.element, `${count(node.cpus)} CPUs, ${Math.round(node.cpusInUse * 100) / 100} in use by tasks`);
    setAttribute(this.element, "aria-label", `Node ${cut(node.name)}, ${nodeLoad(node)}`);
  }
}

/** The field for another cluster's address. */
class AttachForm {
  readonly element: HTMLFormElement;
  private readonly field: HTMLInputElement;
  private readonly trouble: HTMLElement;
  private readonly send: HTMLButtonElement;

  constructor(document: Document, attach: (target: string) => Promise<void>, close: () => void) {
    this.field = make(document, "input", "");
    this.field.type = "text";
    this.field.spellcheck = false;
    this.field.autocomplete = "off";
    this.field.placeholder = "farfield://host:port";
    this.field.setAttribute("aria-label", "Address of the cluster: farfield://host:port, ssh://host or local");
    this.trouble = make(document, "div", "ffp-problem");
    this.trouble.setAttribute("role", "alert");
    this.trouble.id = `ffp-attach-${Math.random().toString(36).slice(2)}`;
    this.field.setAttribute("aria-describedby", this.trouble.id);
    this.send = make(document, "button", "ffp-button", "Attach");
    this.send.type = "submit";
    this.element = make(document, "form", "ffp-attach", this.field, this.send, this.trouble);
    this.element.hidden = true;
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit(attach, close);
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
  }

  open(target: string): void {
    this.element.hidden = false;
    this.field.value ||= target;
    this.complain("");
    this.field.focus();
    this.field.select();
  }

  complain(text: string): void {
    setText(this.trouble, text);
    this.field.setAttribute("aria-invalid", String(text !== ""));
  }

  private async submit(attach: (target: string) => Promise<void>, close: () => void): Promise<void> {
    const target = this.field.value.trim();
    if (!target) {
      this.complain("Type an address like farfield://host:port or ssh://host, or local for this machine.");
      return;
    }
    this.send.disabled = true;
    setText(this.send, "Attaching…");
    this.complain("");
    try {
      await attach(target);
      this.field.value = "";
      close();
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
      this.field.focus();
    } finally {
      this.send.disabled = false;
      setText(this.send, "Attach");
    }
  }
}

export class Clusters {
  readonly section: Section;
  private readonly rows: Rows<Line>;
  private readonly empty: HTMLElement;
  private readonly facts: FactsView;
  private readonly form: AttachForm;
  private readonly model: Model;
  private lines: readonly Line[] = [];

  constructor(document: Document, model: Model) {
    this.model = model;
    this.section = new Section(document, "Clusters");
    const attach = (target: string): Promise<void> => model.attach(target);
    this.form = new AttachForm(document, attach, () => {
      this.form.element.hidden = true;
      this.update();
      this.focus();
    });
    const doing: Doing = {
      attach: (target) => void this.section.attempt(`${cut(target)} cannot be attached`, () => attach(target)),
      detach: (row, entry) => this.detach(row, entry),
    };
    this.rows = new Rows<Line>(document, {
      label: "Clusters",
      rowHeight: 28,
      most: 10,
      key: keyOf,
      open: (line) => ("entry" in line ? new EntryRow(document, model, doing) : new NodeRow(document)),
      chosen: (line) => "entry" in line && model.select(line.entry.id),
      removed: (line) => "entry" in line && line.entry.attached && this.detachKey(line.entry),
    });
    this.empty = make(document, "div", "ffp-empty", "No cluster yet. “New” starts one on this machine, “Attach” joins one elsewhere.");
    this.facts = new FactsView(document);
    this.section.body.append(this.form.element, this.rows.element, this.facts.element, this.empty);
  }

  openForm(target: string): void {
    this.section.setOpen(true);
    this.form.open(target);
  }

  /** Start a cluster on this machine. */
  startNew(): Promise<void> {
    this.section.setOpen(true);
    return this.section.attempt("No cluster could be started", () => this.model.attach("local"));
  }

  /** Give the chosen one the keyboard; false where there is none. */
  focus(): boolean {
    const chosen = this.lines.findIndex((line) => "entry" in line && line.entry.id === this.model.selected);
    if (chosen >= 0 && this.section.open) this.rows.focus(chosen);
    return chosen >= 0 && this.section.open;
  }

  update(): void {
    const { entries, selected, cluster, heard } = this.model;
    this.lines = entries.flatMap((entry): Line[] => [
      { entry },
      ...(entry.id === selected ? (cluster?.nodes ?? []).map((node) => ({ node })) : []),
    ]);
    this.rows.update(this.lines.length, (index) => this.lines[index]);
    this.facts.update(cluster?.engine ?? "", cluster?.facts ?? null);
    const attached = entries.filter((entry) => entry.attached).length;
    this.section.setSummary(entries.length ? `${count(attached)} attached` : "");
    setHidden(this.empty, !heard || entries.length > 0);
  }

  destroy(): void {
    this.facts.destroy();
    this.rows.destroy();
  }

  private detachKey(entry: ClusterEntry): void {
    const row = this.rows.element.ownerDocument.activeElement;
    if (row instanceof HTMLElement && this.rows.element.contains(row)) this.detach(row, entry);
  }

  private detach(row: HTMLElement, entry: ClusterEntry): void {
    confirmIn(row, `Detach ${cut(entry.name, 60)}?`, "Detach", () => {
      void this.section.attempt(`${cut(entry.name, 60)} cannot be detached`, async () => {
        await this.model.source.forget(entry.id);
        this.model.refresh();
      });
    });
  }
}
