/** Tells when a gateway of this machine may have come or gone. */

import { watch, type FSWatcher } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import { CONNECTION_FILE } from "./places.ts";

/** A file is written beside its place and then moved there: one look is enough for all of that. */
const SETTLE_MILLISECONDS = 50;

/** Where the system can't watch directories (it has a limit on how many), they are looked at so often. */
const LOOK_MILLISECONDS = 10_000;

export async function watchPlaces(directory: string, changed: () => void, clock: Clock): Promise<Disposable> {
  const watchers = new Map<string, FSWatcher>();
  let timer: Disposable | null = null;
  let over = false;

  function soon(milliseconds: number): void {
    if (over) return;
    timer?.dispose();
    timer = clock.after(milliseconds, () => {
      timer = null;
      changed();
      void follow();
    });
  }

  function add(path: string, isOfInterest: (name: string) => boolean): void {
    if (watchers.has(path) || over) return;
    try {
      const watcher = watch(path, { persistent: false }, (_, name) => {
        if (name === null || isOfInterest(name)) soon(SETTLE_MILLISECONDS);
      });
      watcher.on("error", () => {
        watchers.delete(path);
        watcher.close();
        soon(LOOK_MILLISECONDS);
      });
      watchers.set(path, watcher);
    } catch {
      soon(LOOK_MILLISECONDS);
    }
  }

  async function follow(): Promise<void> {
    add(directory, (name) => name.startsWith("local-"));
    const names = await readdir(directory).catch((): string[] => []);
    const wanted = new Set(names.filter((name) => name.startsWith("local-")).map((name) => join(directory, name)));
    for (const [path, watcher] of watchers) {
      if (path === directory || wanted.has(path)) continue;
      watchers.delete(path);
      watcher.close();
    }
    for (const path of wanted) add(path, (name) => name === CONNECTION_FILE);
  }

  await follow();
  return {
    dispose: () => {
      over = true;
      timer?.dispose();
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
