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
  /** Whether its process is there; one that is started in its place is this entry's again. */
  isThere: boolean;
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
  const present = (): Entry[] => [...entries.values()].filter((entry) => entry.isThere);
  // Of those that were killed: another process may have their number.
  const dead = new Set<string>();
  let directory = "";
  let watching: Promise<Disposable | undefined> | null = null;
  let over = false;
  const look = oneAfterTheOther(scan);

  async function scan(): Promise<void> {
    directory = await runtimeDirectory(env);
    const found = await living(directory, entries, dead);
    if (over) return;
    const before = names();
    for (const [id, entry] of entries) {
      if (!entry.isThere || found.has(id)) continue;
      entry.isThere = false;
      entry.gateway.ended();
    }
    for (const each of found.values()) take(each);
    if (names() !== before) changed();
  }

  const names = (): string => present().map(({ gateway }) => gateway.id).join();

  function take(found: LocalGateway): void {
    const known = entries.get(found.id);
    if (!known) {
      entries.set(found.id, open(found));
      return;
    }
    const isSame = known.isThere && known.found.gateway === found.gateway && known.found.token === found.token;
    known.found = found;
    known.isThere = true;
    if (!isSame) known.gateway.moved();
  }

  function open(first: LocalGateway): Entry {
    const { id } = first;
    const place = {
      id,
      target: "local",
      local: true,
      name: () => localName(entry.found.python, id, present().length < 2),
      python: () => entry.found.python,
      find: () => find(directory, id),
    };
    const entry: Entry = { found: first, isThere: true, gateway: openGateway(place, terms) };
    entry.gateway.onDidChange(() => {
      changed();
      // It may have ended without removing its file.
      if (entry.isThere && entry.gateway.state === "away") void look().catch(() => undefined);
    });
    return entry;
  }

  async function begin(): Promise<Disposable | undefined> {
    await look().catch(() => undefined); // who asks by `refresh` is told
    if (!directory || over) return undefined;
    return watchPlaces(directory, () => void look().catch(() => undefined), terms.clock);
  }

  return {
    all: () => present().map((entry) => entry.gateway),
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

/** Those that run, by their ids; dead: by their gateways' own ids, which are new with each start. */
async function living(
  directory: string,
  entries: ReadonlyMap<string, Entry>,
  dead: Set<string>,
): Promise<ReadonlyMap<string, LocalGateway>> {
  const found = new Map<string, LocalGateway>();
  for (const each of await localGateways(directory)) {
    const known = entries.get(each.id);
    const isAway = known?.isThere && known.gateway.state === "away" && known.found.gateway === each.gateway;
    if (isAway && (await isDeaf(each.socket))) dead.add(each.gateway);
    if (!dead.has(each.gateway)) found.set(each.id, each);
  }
  return found;
}

async function find(directory: string, id: string): Promise<Route> {
  const found = await readLocal(directory, id);
  if (!found) throw new GatewayError("away", `${NAME} has ended`);
  return { socket: found.socket, token: found.token, name: NAME };
}

/** Who asks while it is done waits for the next time: it may have been too late for the first. */
function oneAfterTheOther(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    next = null;
    running = work().finally(() => (running = null));
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running.then(start, start);
    return next;
  };
}
