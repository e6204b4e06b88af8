/** All gateways of this user, those of this machine first. */

import { CLOCK } from "../common/clock.ts";
import { Emitter } from "../common/events.ts";
import { GatewayError, type Gateways } from "./api.ts";
import { makeFar } from "./far.ts";
import type { OpenGateway, Terms } from "./gateway.ts";
import { makeHere } from "./here.ts";
import type { Environment } from "./places.ts";
import { remember, type Memory, type Secrets } from "./remembered.ts";
import { parseTarget } from "./target.ts";

/** Who asks for the list again has those tried that are away, but not more often than this. */
const APART_MILLISECONDS = 2000;

export interface Surroundings extends Terms {
  readonly secrets: Secrets;
  readonly memory: Memory;
  readonly env?: Environment;
}

/** Nothing is done before somebody asks. */
export function makeKnown({ secrets, memory, env = process.env, clock = CLOCK, ...rest }: Surroundings): Gateways {
  const terms = { ...rest, clock };
  const changed = new Emitter<void>();
  const tell = (): void => changed.fire();
  const here = makeHere(env, terms, tell);
  const far = makeFar(remember(secrets, memory, env), terms, tell);
  let begun = false;
  let tried = -Infinity;

  function begin(): void {
    if (begun) return;
    begun = true;
    here.begin();
    void far.look().catch(() => undefined);
  }

  function all(): readonly OpenGateway[] {
    begin();
    return [...here.all(), ...far.all()];
  }

  function tryAgain(): void {
    if (clock.now() - tried < APART_MILLISECONDS) return;
    tried = clock.now();
    for (const gateway of all()) {
      if (gateway.state === "away" || gateway.state === "refused") void gateway.tryNow().catch(() => undefined);
    }
  }

  return {
    get all() {
      return all();
    },
    onDidChange: (listener) => {
      begin();
      return changed.event(listener);
    },
    get: (id) => all().find((gateway) => gateway.id === id),
    refresh: async () => {
      begin();
      await Promise.all([here.look(), far.look()]);
      tryAgain();
    },
    connect: async (text) => {
      begin();
      const target = parseTarget(text);
      if (target !== "local") return far.connect(target);
      await here.look();
      const found = here.all()[0];
      if (!found) throw new GatewayError("missing", NOBODY_HERE, true);
      await found.tryNow();
      return found;
    },
    forget: (id) => far.forget(id),
    dispose: () => {
      here.dispose();
      far.dispose();
      changed.dispose();
    },
  };
}

const NOBODY_HERE =
  "no cluster of yours runs on this machine; 'Farfield: Start a Cluster on This Machine' starts one, as does %attach " +
  "in a notebook";
