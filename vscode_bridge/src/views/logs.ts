/** Output channels with the logs of jobs. */

import { type Disposable, type OutputChannel, window } from "vscode";

import { cut } from "../../../jupyter_ext/ui/src/format.ts";
import { CLOCK } from "../common/clock.ts";
import type { Gateway } from "../gateway/api.ts";
import { JobFollow } from "./jobfollow.ts";

/** Channels that are there at the same time: the one that was opened first goes. */
const MOST = 8;

interface Shown {
  readonly channel: OutputChannel;
  readonly follow: JobFollow;
}

export class JobLogs implements Disposable {
  private readonly shown = new Map<string, Shown>();

  /** title: "12 train" */
  async show(gateway: Gateway, job: number, title: string): Promise<void> {
    const key = `${gateway.id} ${job}`;
    const known = this.shown.get(key);
    known?.follow.dispose();
    this.shown.delete(key);
    const channel = known?.channel ?? window.createOutputChannel(`Farfield: ${cut(title, 40)}`, "log");
    const follow = new JobFollow(gateway, job, `Job ${title} · ${gateway.name}`, channel, CLOCK);
    this.shown.set(key, { channel, follow });
    this.drop();
    channel.show(true);
    await follow.start();
  }

  dispose(): void {
    for (const { channel, follow } of this.shown.values()) {
      follow.dispose();
      channel.dispose();
    }
    this.shown.clear();
  }

  private drop(): void {
    const [oldest] = this.shown;
    if (!oldest || this.shown.size <= MOST) return;
    const [key, { channel, follow }] = oldest;
    this.shown.delete(key);
    follow.dispose();
    channel.dispose();
  }
}
