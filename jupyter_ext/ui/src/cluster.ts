/** The widget of %cluster and %gpus: shows the `state` that the kernel's model carries, in one of two ways. */

import { outage } from "./format.ts";
import { make, setHidden, setName, setText } from "./panel/dom.ts";
import { GpuTable } from "./panel/gpus.ts";
import { ClusterView, clusterSummary } from "./panel/nodes.ts";
import css from "./panel/panel.css";
import theme from "./theme.css";
import { Presence } from "./panel/presence.ts";
import { gpuSummary } from "./panel/words.ts";
import { mountAt } from "./place.ts";
import { type Cluster } from "./state.ts";

/** The part of anywidget's model that is used here. */
interface Model {
  get(name: "state"): Partial<Cluster>;
  get(name: "view" | "place"): string;
  on(event: "change:state" | "change:view", listener: () => void): void;
  off(event: "change:state" | "change:view", listener: () => void): void;
  send(message: { kind: "visible"; visible: boolean; page: string }): void;
}

/** `state` is empty until the kernel has asked for the first time. */
export const isKnown = (state: Partial<Cluster>): state is Cluster => Array.isArray(state.nodes);

export class ClusterBox {
  private readonly root: HTMLElement;
  private readonly title: HTMLElement;
  private readonly tag: HTMLElement;
  private readonly summary: HTMLElement;
  private readonly link: HTMLElement;
  private readonly body: HTMLElement;
  private shown: GpuTable | ClusterView | null = null;
  private view = "";

  constructor(host: HTMLElement) {
    const document = host.ownerDocument;
    const style = make(document, "style", "");
    style.textContent = theme + css;
    this.title = make(document, "b", "");
    this.tag = make(document, "span", "ffp-tag");
    this.summary = make(document, "span", "ffp-faint ffp-summary");
    this.link = make(document, "div", "ffp-outage");
    this.link.setAttribute("role", "status");
    this.body = make(document, "div", "ffp-box-body");
    const head = make(document, "div", "ffp-top", this.title, this.tag, make(document, "span", "ffp-grow"), this.summary);
    this.root = make(document, "div", "ffp-panel ffp-box", style, head, this.link, this.body);
    this.root.setAttribute("role", "region");
    host.append(this.root);
  }

  update(state: Partial<Cluster>, view: string): void {
    const gpus = view === "gpus";
    const known = isKnown(state);
    const title = gpus ? "GPUs" : known ? state.name || state.target : "Cluster";
    setName(this.title, title);
    this.root.setAttribute("aria-label", gpus ? "GPUs of the cluster" : "Cluster");
    setText(this.tag, known && !gpus ? state.engine : "");
    setHidden(this.tag, !this.tag.textContent);
    const text = known ? outage(state.connection) : "";
    setHidden(this.link, text === "");
    setText(this.link, text);
    this.body.classList.toggle("ffp-stale", text !== "");
    setText(this.summary, !known ? "asking…" : gpus ? gpuSummary(state.nodes) : clusterSummary(state));
    if (!known) return;
    if (view !== this.view) this.shown?.destroy();
    if (view !== this.view || !this.shown) {
      this.view = view;
      this.shown = gpus ? new GpuTable(this.body.ownerDocument) : new ClusterView(this.body.ownerDocument);
      this.body.append(this.shown.element);
    }
    if (this.shown instanceof GpuTable) this.shown.update(state.nodes);
    else this.shown.update(state);
  }

  /** Tells whether anybody can see it: it is in sight, and so is the page. */
  watch(tell: (visible: boolean) => void): () => void {
    const document = this.root.ownerDocument;
    const presence = new Presence(tell);
    let inSight = false;
    const look = (): void => presence.set(inSight && document.visibilityState === "visible");
    const observer = new IntersectionObserver((entries) => {
      inSight = entries.at(-1)?.isIntersecting ?? false;
      look();
    });
    observer.observe(this.root);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
      presence.end();
    };
  }

  dispose(): void {
    this.shown?.destroy();
    this.root.remove();
  }
}

function show(model: Model, el: HTMLElement): () => void {
  const box = new ClusterBox(el);
  const update = (): void => box.update(model.get("state"), model.get("view"));
  model.on("change:state", update);
  model.on("change:view", update);
  update();
  // No UUID: those are for pages that came over TLS.
  const page = Math.random().toString(36).slice(2);
  const leave = box.watch((visible) => model.send({ kind: "visible", visible, page }));
  return () => {
    leave();
    model.off("change:state", update);
    model.off("change:view", update);
    box.dispose();
  };
}

export default {
  initialize: ({ model }: { model: Model }) => mountAt(document, model.get("place"), (host) => show(model, host)),
  render: ({ model, el }: { model: Model; el: HTMLElement }) => show(model, el),
};
