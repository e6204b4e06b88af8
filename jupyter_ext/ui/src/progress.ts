/** The notebook's progress widget: shows the `state` that the kernel's model carries. */

import { Asks, kernelActions } from "./asks.ts";
import { Card } from "./card.ts";
import { mountAt } from "./place.ts";
import { isOver, type Progress } from "./state.ts";

/** The part of anywidget's model that is used here. */
interface Model {
  get(name: "state"): Progress;
  get(name: "place"): string;
  /** False where the kernel would not hear what a button says. */
  get(name: "acts"): boolean;
  send(message: Record<string, unknown>): void;
  on(event: "change:state", listener: () => void): void;
  on(event: "msg:custom", listener: (message: unknown) => void): void;
  off(event: "change:state", listener: () => void): void;
  off(event: "msg:custom", listener: (message: unknown) => void): void;
}

/** How the card's job is shown in JupyterLab's panel, where that is there. */
function panelOf(model: Model, el: HTMLElement): (() => void) | null {
  if (el.ownerDocument.documentElement.dataset["farfield"] !== "panel") return null;
  return () => {
    const detail = { job: model.get("state").job };
    el.dispatchEvent(new CustomEvent("farfield:open", { bubbles: true, composed: true, detail }));
  };
}

function show(model: Model, el: HTMLElement): () => boolean {
  const asks = new Asks(model);
  const card = new Card(el, model.get("acts") === false ? null : kernelActions(asks, panelOf(model, el)));
  const update = (): void => card.update(model.get("state"));
  model.on("change:state", update);
  model.on("msg:custom", asks.heard);
  update();
  return () => {
    model.off("change:state", update);
    model.off("msg:custom", asks.heard);
    asks.close();
    card.dispose();
    const last = model.get("state");
    // A page that was loaded anew has no other summary of it.
    if (isOver(last)) new Card(el).update(last);
    return isOver(last);
  };
}

export default {
  initialize: ({ model }: { model: Model }) => mountAt(document, model.get("place"), (host) => show(model, host)),
  render: ({ model, el }: { model: Model; el: HTMLElement }) => show(model, el),
};
