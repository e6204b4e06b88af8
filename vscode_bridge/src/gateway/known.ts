/** All gateways of this user: those of this machine, found where they say so, and those that were connected to. */

import { CLOCK, type Clock } from "../common/clock.ts";
import { Emitter, type Disposable } from "../common/events.ts";
import { GatewayError, type Gateway, type Gateways } from "./api.ts";
import type { Route } from "./channel.ts";
import { openGateway, type OpenGateway } from "./gateway.ts";
import { nameOf } from "./names.ts";
import { localGateways, readLocal, runtimeDirectory, type Environment, type LocalGateway } from "./places.ts";
import { watchPlaces } from "./watch.ts";

export const HERE = "this machine";

/** What of VS Code's SecretStorage is used. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** What of VS Code's Memento is used. */
export interface Memory {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface Surroundings {
  /** This extension's. */
  readonly version: string;
  readonly secrets: Secrets;
  readonly memory: Memory;
  readonly env?: Environment;
  readonly clock?: Clock;
}

interface LocalEntry {
  found: LocalGateway;
  readonly gateway: OpenGateway;
}

export function makeKnown(surroundings: Surroundings): Gateways {
  const { version, env = process.env, clock = CLOCK } = surroundings;
  const changed = new Emitter<void>();
  const local = new Map<string, LocalEntry>();
  let directory = "";
  let watching: Promise<Disposable> | null = null;
  let scanning: Promise<void> | null = null;
  let over = false;

  async function scan(): Promise<void> {
    directory = await runtimeDirectory(env);
    const found = await localGateways(directory);
    if (over) return;
    let different = false;
    for (const [id, entry] of local) {
      if (found.some((each) => each.id === id)) continue;
      local.delete(id);
      entry.gateway.dispose();
      different = true;
    }
    for (const each of found) {
      const known = local.get(each.id);
      if (known) {
        const moved = known.found.gateway !== each.gateway || known.found.token !== each.token;
        known.found = each;
        if (moved) known.gateway.moved();
        continue;
      }
      local.set(each.id, openLocal(each));
      different = true;
    }
    if (different) changed.fire();
  }

  function openLocal(found: LocalGateway): LocalEntry {
    const { id } = found;
    const gateway = openGateway(
      {
        id,
        target: "local",
        local: true,
        name: () => (local.size > 1 ? nameOf(HERE, local.get(id)?.found.python ?? "", id) : HERE),
        python: () => local.get(id)?.found.python ?? "",
        find: () => findLocal(id),
      },
      version,
      clock,
    );
    gateway.onDidChange(() => {
      changed.fire();
      // It may have ended without removing its file.
      if (gateway.state === "away") void look().catch(() => undefined);
    });
    return { found, gateway };
  }

  async function findLocal(id: string): Promise<Route> {
    const found = await readLocal(directory, id);
    if (!found) throw new GatewayError("away", "the gateway on this machine has ended");
    return { socket: found.socket, token: found.token, name: "the gateway on this machine" };
  }

  function look(): Promise<void> {
    scanning ??= scan().finally(() => (scanning = null));
    return scanning;
  }

  /** The first time that somebody wants to know. */
  function begin(): void {
    if (watching || over) return;
    const quietly = (): void => void look().catch(() => undefined);
    watching = look()
      .catch(() => undefined)
      .then(() => (directory && !over ? watchPlaces(directory, quietly, clock) : { dispose: () => undefined }));
  }

  const all = (): readonly Gateway[] => [...local.values()].map((entry) => entry.gateway);
  return {
    get all() {
      begin();
      return all();
    },
    onDidChange: (listener) => {
      begin();
      return changed.event(listener);
    },
    get: (id) => {
      begin();
      return all().find((gateway) => gateway.id === id);
    },
    refresh: async () => {
      begin();
      await look();
    },
    connect: () => Promise.reject(new GatewayError("broken", "not built yet")),
    forget: () => Promise.resolve(),
    dispose: () => {
      over = true;
      void watching?.then((watch) => watch.dispose());
      for (const { gateway } of local.values()) gateway.dispose();
      local.clear();
      changed.dispose();
    },
  };
}
