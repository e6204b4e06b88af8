/** The gateways elsewhere that this user has connected to. */

import type { Disposable } from "../common/events.ts";
import { GatewayError } from "./api.ts";
import type { Route } from "./channel.ts";
import { openGateway, type OpenGateway, type Terms } from "./gateway.ts";
import type { Remembered } from "./remembered.ts";
import { addressOf, SCHEME, withoutToken, type FarTarget } from "./target.ts";

interface Entry {
  target: FarTarget;
  readonly gateway: OpenGateway;
}

export interface Far extends Disposable {
  all(): readonly OpenGateway[];
  /** Look again which are remembered. */
  look(): Promise<void>;
  /** Nothing is kept where it rejects, with a GatewayError. */
  connect(target: FarTarget): Promise<OpenGateway>;
  forget(id: string): Promise<void>;
}

/** changed: the list has changed, or one of them. */
export function makeFar(remembered: Remembered, terms: Terms, changed: () => void): Far {
  const entries = new Map<string, Entry>();
  let over = false;

  function add(entry: Entry): void {
    entries.set(entry.gateway.id, entry);
    entry.gateway.onDidChange(changed);
    changed();
  }

  async function look(): Promise<void> {
    const targets = await remembered.targets();
    if (over) return;
    for (const target of targets) {
      if (!entries.has(addressOf(target))) add(open(target, remembered, terms));
    }
  }

  async function connect(target: FarTarget): Promise<OpenGateway> {
    const wanted = await completed(target, remembered);
    const trial = open(wanted, remembered, terms);
    try {
      await trial.gateway.tryNow();
      await remembered.keep(wanted);
      if (over) throw new GatewayError("away", "the window is being closed");
    } catch (error) {
      trial.gateway.dispose();
      throw error;
    }
    // From here on the token is the one that is kept.
    trial.target = { ...wanted, token: "" };
    const before = entries.get(addressOf(wanted));
    if (!before) {
      add(trial);
      return trial.gateway;
    }
    // Views and debug sessions hold the one that is in the list.
    trial.gateway.dispose();
    before.target = trial.target;
    if (before.gateway.state !== "up") {
      before.gateway.moved();
      await before.gateway.tryNow();
    }
    return before.gateway;
  }

  return {
    all: () => [...entries.values()].map((entry) => entry.gateway),
    look,
    connect,
    forget: async (id) => {
      const entry = entries.get(id);
      if (!entry) return;
      await remembered.forget(id);
      entries.delete(id);
      entry.gateway.dispose();
      changed();
    },
    dispose: () => {
      over = true;
      for (const { gateway } of entries.values()) gateway.dispose();
      entries.clear();
    },
  };
}

function open(first: FarTarget, remembered: Remembered, terms: Terms): Entry {
  const address = addressOf(first);
  const place = {
    id: address,
    target: withoutToken(first),
    local: false,
    name: () => address,
    python: () => "",
    find: () => find(entry.target, remembered),
  };
  const entry: Entry = { target: first, gateway: openGateway(place, terms) };
  return entry;
}

/** A target without token: the one that is remembered is looked for each time, there may be a new one. */
async function find(target: FarTarget, remembered: Remembered): Promise<Route> {
  const known = target.token ? target : await remembered.withToken(target);
  if (!known.token) throw noToken(target);
  const { host, port, certificate, token } = known;
  return { host, port, certificate, token, name: addressOf(target) };
}

/** With all that is known of it. Rejects where there is no token, or the certificate is not the known one. */
async function completed(target: FarTarget, remembered: Remembered): Promise<FarTarget> {
  const address = addressOf(target);
  const known = await remembered.recall(address);
  if (known && target.certificate && target.certificate !== known.certificate) {
    const before = known.certificate ? `another one (${known.certificate})` : "one that this system trusts";
    const message =
      `the certificate of ${address} is said to be ${target.certificate}, and until now it was ${before}: either ` +
      "the gateway has a new one, or somebody pretends to be it, to get your token; ask whoever runs it, and if it " +
      "is new, forget this cluster (Farfield: Forget This Cluster), and connect again";
    throw new GatewayError("denied", message, true);
  }
  const complete = { ...target, certificate: target.certificate || known?.certificate || "" };
  const found = target.token ? complete : await remembered.withToken(complete);
  if (!found.token) throw noToken(target);
  return found;
}

function noToken(target: FarTarget): GatewayError {
  const message =
    `there is no token for ${addressOf(target)}: connect with the whole string, '${SCHEME}…#TOKEN', as 'farfield url' ` +
    "shows it where the gateway runs";
  return new GatewayError("denied", message, true);
}
