/** One debug session of the user's: the workers of a gateway that it is about, and their breakpoints. */

import { Emitter } from "../common/events.ts";
import type { Disposable, Event } from "../common/events.ts";
import type { Gateway } from "../gateway/api.ts";
import type { Adapter, Editor, HubOptions, Stop, Wanted } from "./api.ts";

/** It does nothing before its parent session attaches, and ends with that. */
export class Hub implements Disposable {
  readonly gateway: Gateway;
  readonly wanted: Wanted;
  private readonly changed = new Emitter<void>();
  private readonly over = new Emitter<void>();

  constructor(gateway: Gateway, wanted: Wanted, editor: Editor, options: HubOptions) {
    this.gateway = gateway;
    this.wanted = wanted;
    void editor;
    void options;
  }

  /** What stands still now, the oldest stop first. */
  get stops(): readonly Stop[] {
    return [];
  }

  /** `stops` are others now. */
  get onDidChangeStops(): Event<void> {
    return this.changed.event;
  }

  /** The parent session is over, whoever ended it; called once. */
  get onDidEnd(): Event<void> {
    return this.over.event;
  }

  /** The adapter of the session that the user has started; one for each hub. */
  parentAdapter(): Adapter {
    throw new Error("not yet");
  }

  /** The adapter of a session that `Editor.startWorkerSession` was asked for. */
  workerAdapter(worker: string): Adapter {
    throw new Error(`not yet: ${worker}`);
  }

  /** Whether a worker is one that this session is about, or could be. */
  wants(worker: string): boolean {
    return worker === "";
  }

  /** Be about one more worker, whatever else is wanted (attach on stop joins a session that runs). */
  join(worker: string): void {
    void worker;
  }

  /** Let all that stands still go on; the workers that do. */
  async continueAll(): Promise<readonly string[]> {
    return [];
  }

  /** End it: what stands still goes on. */
  dispose(): void {
    this.over.fire();
  }
}
