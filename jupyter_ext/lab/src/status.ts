/** The item in the status bar: what runs, what stands still, and whether the way is open. */

import { Widget } from "@lumino/widgets";

import { Poller, clock } from "../../ui/src/panel/poll.ts";
import type { ClusterSource } from "../../ui/src/panel/source.ts";
import { offline, type Seen, type Status, statusOf } from "./words.ts";

/** It is always in sight, so it looks less often than the panel. */
const PERIOD = 3000;
const JOBS = 50;

export class StatusItem extends Widget {
  private readonly text = document.createElement("span");
  private readonly poll: Poller<Status>;
  private readonly onVisibility = (): void => this.look();

  constructor(source: ClusterSource, press: () => void) {
    const button = document.createElement("button");
    button.type = "button";
    super({ node: button });
    this.addClass("farfield-Status");
    this.addClass("jp-mod-highlighted");
    button.append(this.text);
    button.addEventListener("click", press);
    this.show_({ text: "Farfield", title: "Open the panel.", state: "idle" });
    this.poll = new Poller(
      {
        ask: () => ask(source),
        take: (status) => this.show_(status),
        failed: (error) => this.show_(offline(error instanceof Error ? error.message : String(error))),
      },
      clock,
      PERIOD,
    );
    document.addEventListener("visibilitychange", this.onVisibility);
    this.look();
  }

  override dispose(): void {
    this.poll.stop();
    document.removeEventListener("visibilitychange", this.onVisibility);
    super.dispose();
  }

  private look(): void {
    if (document.hidden) this.poll.stop();
    else this.poll.start();
  }

  private show_({ text, title, state }: Status): void {
    if (this.text.textContent !== text) this.text.textContent = text;
    this.node.title = title;
    this.node.setAttribute("aria-label", `${text}. ${title}`);
    this.node.dataset["state"] = state;
  }
}

async function ask(source: ClusterSource): Promise<Status> {
  const entries = await source.clusters();
  const up = entries.filter((entry) => entry.attached && entry.state === "up");
  const seen = await Promise.all(
    up.map(async (entry): Promise<Seen> => ({ entry, jobs: (await source.jobs(entry.id, { limit: JOBS })).jobs })),
  );
  return statusOf(entries, seen);
}
