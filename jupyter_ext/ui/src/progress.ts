/** The notebook's progress widget: shows the `state` that the kernel's model carries. */

import { Card } from "./card.ts";
import { type Progress } from "./state.ts";

/** The part of anywidget's model that is used here. */
interface Model {
  get(name: "state"): Progress;
  on(event: "change:state", listener: () => void): void;
  off(event: "change:state", listener: () => void): void;
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const card = new Card(el);
  const update = (): void => card.update(model.get("state"));
  model.on("change:state", update);
  update();
  return () => {
    model.off("change:state", update);
    card.dispose();
  };
}

export default { render };
