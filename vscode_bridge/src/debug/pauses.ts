/** Which workers of a gateway stand still with nobody there, by what its Debug stream says; knows no editor. */

import type { DebugGatewayFrame, DebugWorker } from "../wire/v1/debug_pb.ts";
import type { Pause } from "../wire/v1/jobs_pb.ts";
import { jobLabel } from "./words.ts";

export type Waiting = DebugWorker & { pause: Pause };

/** What a gateway's stream has said of its workers. */
export class Pauses {
  private readonly workers = new Map<string, DebugWorker>();
  private readonly left = new Set<string>();

  take(frame: DebugGatewayFrame["frame"]): void {
    if (frame.case === "welcome") {
      this.workers.clear();
      for (const worker of frame.value.workers) this.workers.set(worker.id, worker);
    } else if (frame.case === "worker") {
      this.workers.set(frame.value.id, frame.value);
    } else if (frame.case === "gone") {
      this.workers.delete(frame.value);
    }
  }

  /** The stream is over: nothing is known any more. */
  clear(): void {
    this.workers.clear();
  }

  /**
   * The user has disconnected from a worker: what it, in this job, or all of the job waits for is not offered again.
   * worker: "" for all.
   */
  leave(job: string, worker = ""): void {
    this.left.add(`${job}\n${worker}`);
  }

  jobOf(worker: string): string {
    return this.workers.get(worker)?.job ?? "";
  }

  /** "12 train" */
  labelOf(worker: string): string {
    const known = this.workers.get(worker);
    return known ? jobLabel(known) : "";
  }

  /** Those that stand still and wait, and that no debugger has. */
  waiting(): Waiting[] {
    return [...this.workers.values()].filter((worker): worker is Waiting => {
      const { pause, client, job, id } = worker;
      if (!pause || client || pause.client || pause.left <= 0) return false;
      return !this.left.has(`${job}\n`) && !this.left.has(`${job}\n${id}`);
    });
  }
}
