/** The card of a cell whose page was loaded anew: asked for at the server until the kernel's model is back. */

import { Card } from "../../ui/src/card.ts";
import { actionsOf } from "../../ui/src/panel/jobview.ts";
import { NO_HOST } from "../../ui/src/panel/host.ts";
import { clock, pause, Poller } from "../../ui/src/panel/poll.ts";
import { type ClusterEntry, type ClusterSource, SourceError } from "../../ui/src/panel/source.ts";
import { CLAIM, isClaimed } from "../../ui/src/place.ts";
import { isOver, type JobLine } from "../../ui/src/state.ts";

/** Milliseconds that a model has to take its place by itself, as it does where the page has seen the cell begin. */
const WAIT = 1000;
/** Milliseconds between two looks for places. */
const LOOK = 250;
/** A running job is among the newest ones. */
const JOBS = 1000;

/** Lets every card live that no model has taken. */
export function revive(source: ClusterSource): void {
  const known = new WeakSet<Element>();
  const look = (): void => {
    for (const place of document.querySelectorAll("[data-farfield-job]")) {
      if (known.has(place)) continue;
      known.add(place);
      window.setTimeout(() => void show(place, source, () => known.delete(place)), WAIT);
    }
  };
  let soon = 0;
  // A page with much output changes all the time, and all of it is looked through.
  const later = (): void => {
    soon ||= window.setTimeout(() => {
      soon = 0;
      look();
    }, LOOK);
  };
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  look();
}

/** `gone` is told that the place is no longer in the page; it may be back later. */
async function show(place: Element, source: ClusterSource, gone: () => void): Promise<void> {
  const id = place.getAttribute("data-farfield-job") ?? "";
  for (let failures = 1; !isClaimed(place); failures += 1) {
    if (!place.isConnected) return gone();
    try {
      const found = await find(source, id);
      // Where nothing is known of it, what the cell has left there says so.
      if (found && place.isConnected && !isClaimed(place)) new Revived(place, source, found.entry, found.job, gone);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause(failures)));
    }
  }
}

/** The job of this id, on whatever cluster it is; null where none has it. */
export async function find(source: ClusterSource, id: string): Promise<{ entry: ClusterEntry; job: JobLine } | null> {
  const up = (await source.clusters()).filter(({ state }) => state === "up");
  const lists = await Promise.all(
    up.map(async (entry) => {
      const page = await source.jobs(entry.id, { limit: JOBS }).catch(() => null);
      return { entry, job: page?.jobs.find((job) => job.id === id) };
    }),
  );
  for (const { entry, job } of lists) if (job) return { entry, job };
  return null;
}

class Revived {
  private readonly place: Element;
  private readonly was: readonly ChildNode[];
  private readonly card: Card;
  private readonly poll: Poller<JobLine>;
  private readonly gone: () => void;
  private readonly leave = (): void => {
    this.poll.stop();
    this.place.removeEventListener(CLAIM, this.leave);
    document.removeEventListener("visibilitychange", this.look);
    this.card.dispose();
    this.place.replaceChildren(...this.was);
  };
  private readonly look = (): void => {
    if (document.hidden || isOver(this.job)) this.poll.stop();
    else this.poll.start();
  };
  private job: JobLine;
  private heard = performance.now();

  constructor(place: Element, source: ClusterSource, entry: ClusterEntry, job: JobLine, gone: () => void) {
    this.place = place;
    this.job = job;
    this.gone = gone;
    this.was = [...place.childNodes];
    const box = document.createElement("div");
    const openInPanel = (): void => {
      const detail = { job: this.job.number };
      box.dispatchEvent(new CustomEvent("farfield:open", { bubbles: true, composed: true, detail }));
    };
    const model = { source, refresh: () => this.poll.start() };
    this.card = new Card(box, { ...actionsOf(model, NO_HOST, entry, () => this.job), openInPanel });
    this.poll = new Poller<JobLine>(
      {
        ask: () => source.job(entry.id, job.number),
        take: (line) => this.take(line),
        failed: (error, again) => this.failed(error, again),
      },
      clock,
    );
    place.replaceChildren(box);
    place.addEventListener(CLAIM, this.leave);
    document.addEventListener("visibilitychange", this.look);
    this.take(job);
  }

  private take(job: JobLine): void {
    this.job = job;
    this.heard = performance.now();
    this.card.update(job);
    this.look();
    if (this.place.isConnected) return;
    this.leave();
    this.gone();
  }

  private failed(error: unknown, again: number): void {
    if (error instanceof SourceError && error.trouble === "missing") return this.leave();
    const seconds = (performance.now() - this.heard) / 1000;
    const why = error instanceof Error ? error.message : String(error);
    this.card.update({ ...this.job, connection: { lost: true, seconds, next: again / 1000, why } });
  }
}
