/** What a cluster that schedules by itself says: where it is, what waits for room, which nodes come and fail. */

import { bytes, count, cut } from "../format.ts";
import { type Demand, type Facts } from "../state.ts";
import { Keyed, make, setHidden, setText, setTitle, type View } from "./dom.ts";

/** Kinds of demands and nodes that are listed. */
const MOST = 20;

/** "3 × 1 CPU, 2 GPU (placement group)" */
export function demandText(demand: Demand): string {
  const asked = demand.resources.map(({ name, amount }) => (name === "memory" ? `${bytes(amount)} of memory` : `${amount} ${cut(name, 40)}`));
  const kind = demand.kind ? ` (${cut(demand.kind, 40)})` : "";
  return `${count(demand.count)} × ${asked.join(", ") || "nothing"}${kind}`;
}

interface FactLine {
  readonly key: string;
  readonly text: string;
  readonly trouble: boolean;
}

/** All but the first line, in the order in which they matter. */
export function factLines(facts: Facts): FactLine[] {
  const line = (kind: string, texts: readonly string[], trouble = false): FactLine[] => {
    const shown = texts.slice(0, MOST).map((text, at) => ({ key: `${kind} ${at}`, text: `${kind} ${cut(text, 200)}`.trim(), trouble }));
    const more = texts.length - shown.length;
    return more > 0 ? [...shown, { key: `${kind} more`, text: `${kind} ${count(more)} more`, trouble }] : shown;
  };
  return [
    ...line("waits for room:", facts.demands.map(demandText)),
    ...line("the autoscaler", facts.autoscaler ? [facts.autoscaler] : []),
    ...line("node on its way:", facts.pendingNodes),
    ...line("node that failed:", facts.failedNodes, true),
    ...line("", facts.note ? [facts.note] : [], true),
  ];
}

class LineView implements View<FactLine> {
  readonly element: HTMLElement;

  constructor(document: Document) {
    this.element = make(document, "div", "ffp-fact");
    this.element.setAttribute("role", "listitem");
  }

  update({ text, trouble }: FactLine): void {
    setText(this.element, text);
    setTitle(this.element, text);
    this.element.classList.toggle("ffp-fact-trouble", trouble);
  }
}

export class FactsView {
  readonly element: HTMLElement;
  private readonly where: HTMLElement;
  private readonly link: HTMLAnchorElement;
  private readonly lines: Keyed<FactLine>;

  constructor(document: Document) {
    this.where = make(document, "span", "");
    this.link = make(document, "a", "", "dashboard");
    this.link.target = "_blank";
    this.link.rel = "noopener noreferrer";
    const list = make(document, "div", "");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "State of the cluster");
    this.lines = new Keyed<FactLine>(list, ({ key }) => key, () => new LineView(document));
    this.element = make(document, "div", "ffp-facts", make(document, "div", "ffp-fact", this.where, this.link), list);
    this.element.hidden = true;
  }

  update(engine: string, facts: Facts | null): void {
    setHidden(this.element, facts === null);
    if (!facts) return;
    const name = engine === "ray" ? "Ray" : engine;
    setText(this.where, [`${name} ${facts.version}`.trim(), facts.address].filter(Boolean).join(" · "));
    // Whatever a gateway says, a page leads nowhere but to pages.
    const leads = /^https?:\/\//.test(facts.dashboard);
    setHidden(this.link, !leads);
    if (leads && this.link.getAttribute("href") !== facts.dashboard) this.link.href = facts.dashboard;
    setTitle(this.link, leads ? facts.dashboard : "");
    this.lines.update(factLines(facts));
  }

  destroy(): void {
    this.lines.destroy();
    this.element.remove();
  }
}
