/** The gateways of this user on this machine: one for each Python environment, found where they say so. */

import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import { GatewayError } from "./api.ts";
import type { Route } from "./channel.ts";
import { openGateway, type OpenGateway, type Terms } from "./gateway.ts";
import { localName } from "./names.ts";
import { isDeaf, localGateways, readLocal, runtimeDirectory, type Environment, type LocalGateway } from "./places.ts";
import { watchPlaces } from "./watch.ts";

const NAME = "the gateway on this machine";

interface Entry {
  found: LocalGateway;
  readonly gateway: OpenGateway;
}

export interface Here extends Disposable {
  all(): readonly OpenGateway[];
  /** Be told of changes from now on: the first time that somebody wants to know. */
  begin(): void;
  /** Look again. Rejects with a GatewayError where the directory can't be trusted. */
  look(): Promise<void>;
}

/** changed: the list has changed, or one of them. */
export function makeHere(env: Environment, terms: Terms & { readonly clock: Clock }, changed: () => void): Here {
  const entries = new Map<string, Entry>();
  // Of those that were killed: another process may have their number.
  const dead = new Set<string>();
  let directory = "";
  let watching: Promise<Disposable | undefined> | null = null;
  let looking: Promise<void> | null = null;
  let over = false;

  async function scan(): Promise<void> {
    directory = await runtimeDirectory(env);
    const found: LocalGateway[] = [];
    for (const each of await localGateways(directory)) {
      const isAway = entries.get(each.id)?.gateway.state === "away";
      if (isAway && (await isDeaf(each.socket))) dead.add(each.gateway);
      if (!dead.has(each.gateway)) found.push(each);
    }
    if (over) return;
    const gone = [...entries.keys()].filter((id) => !found.some((each) => each.id === id));
    for (const id of gone) {
      entries.get(id)?.gateway.dispose();
      entries.delete(id);
    }
    let come = 0;
    for (const each of found) {
      const known = entries.get(each.id);
      if (!known) {
        entries.set(each.id, open(each));
        come += 1;
      } else if (known.found.gateway !== each.gateway || known.found.token !== each.token) {
        known.found = each;
        known.gateway.moved();
      }
    }
    if (come || gone.length) changed();
  }

  function open(found: LocalGateway): Entry {
    const { id } = found;
    const python = (): string => entries.get(id)?.found.python ?? "";
    const gateway = openGateway(
      {
        id,
        target: "local",
        local: true,
        name: () => localName(python(), id, entries.size === 1),
        python,
        find: () => find(id),
      },
      terms,
    );
    gateway.onDidChange(() => {
      changed();
      // It may have ended without removing its file.
      if (gateway.state === "away") void look().catch(() => undefined);
    });
    return { found, gateway };
  }

  async function find(id: string): Promise<Route> {
    const found = await readLocal(directory, id);
    if (!found) throw new GatewayError("away", `${NAME} has ended`);
    return { socket: found.socket, token: found.token, name: NAME };
  }

  function look(): Promise<void> {
    looking ??= scan().finally(() => (looking = null));
    return looking;
  }

  async function begin(): Promise<Disposable | undefined> {
    await look().catch(() => undefined); // who asks by `refresh` is told
    if (!directory || over) return undefined;
    return watchPlaces(directory, () => void look().catch(() => undefined), terms.clock);
  }

  return {
    all: () => [...entries.values()].map((entry) => entry.gateway),
    begin: () => {
      if (!over) watching ??= begin();
    },
    look,
    dispose: () => {
      over = true;
      void watching?.then((watcher) => watcher?.dispose());
      for (const { gateway } of entries.values()) gateway.dispose();
      entries.clear();
    },
  };
}
