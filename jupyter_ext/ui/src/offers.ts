/** What is offered under a cell whose items have failed: buttons, and below them the card of what runs again. */

import { actionButton } from "./actions.ts";
import { Asks, kernelActions, type Line } from "./asks.ts";
import { Card } from "./card.ts";
import { setHidden, setText, make } from "./panel/dom.ts";
import css from "./offers.css";
import { mountAt } from "./place.ts";
import { type Progress } from "./state.ts";

interface Offer {
  readonly name: string;
  readonly title: string;
}

/** The part of anywidget's model that is used here. */
interface Model extends Line {
  get(name: "state"): Partial<Progress>;
  get(name: "offers"): readonly Offer[];
  get(name: "taken"): boolean;
  get(name: "said" | "place"): string;
  on(event: string, listener: (message: unknown) => void): void;
  off(event: string, listener: (message: unknown) => void): void;
}

const CHANGES = ["change:state", "change:said", "change:taken"];

function show(model: Model, host: HTMLElement): () => void {
  const document = host.ownerDocument;
  const asks = new Asks(model);
  const style = make(document, "style", "");
  style.textContent = css;
  const said = make(document, "code", "");
  const trouble = make(document, "div", "ff-trouble");
  trouble.setAttribute("role", "alert");
  const below = make(document, "div", "");
  const tell = (message: string): void => {
    setText(trouble, message);
    setHidden(trouble, message === "");
  };
  tell("");
  const buttons = model
    .get("offers")
    .map(({ name, title }) => actionButton(document, title, () => asks.ask("offer", { offer: name }), tell));
  const row = make(document, "div", "ff-offers-row", ...buttons, said);
  // The card's styles are those of the buttons, too.
  const card = new Card(below, kernelActions(asks, null));
  host.append(style, make(document, "div", "ff-card ff-offers", row, trouble), below);
  const update = (): void => {
    setText(said, model.get("said"));
    const taken = model.get("taken");
    for (const button of buttons) button.disabled = taken;
    const state = model.get("state");
    setHidden(below, !state.counts);
    if (state.counts) card.update(state as Progress);
  };
  for (const change of CHANGES) model.on(change, update);
  model.on("msg:custom", asks.heard);
  update();
  return () => {
    for (const change of CHANGES) model.off(change, update);
    model.off("msg:custom", asks.heard);
    asks.close();
    card.dispose();
    host.replaceChildren();
  };
}

export default {
  initialize: ({ model }: { model: Model }) => mountAt(document, model.get("place"), (host) => show(model, host)),
  render: ({ model, el }: { model: Model; el: HTMLElement }) => show(model, el),
};
