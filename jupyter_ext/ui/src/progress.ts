/** The notebook's progress widget: shows the `state` that the kernel's model carries. */

import { Asks, kernelActions } from "./asks.ts";
import { Card } from "./card.ts";
import { type Progress } from "./state.ts";

/** The part of anywidget's model that is used here. */
interface Model {
  get(name: "state"): Progress;
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

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const asks = new Asks(model);
  const card = new Card(el, kernelActions(asks, panelOf(model, el)));
  const update = (): void => card.update(model.get("state"));
  model.on("change:state", update);
  model.on("msg:custom", asks.heard);
  update();
  return () => {
    model.off("change:state", update);
    model.off("msg:custom", asks.heard);
    asks.close();
    card.dispose();
  };
}

export default { render };
