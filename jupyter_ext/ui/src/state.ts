/** What the kernel sends about one job, and what is read off it. */

export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "lost";

/** The way to the cluster while it is interrupted. */
export interface Connection {
  readonly lost: boolean;
  /** Seconds since it was lost. */
  readonly seconds: number;
  /** Seconds until it is tried again, or null while it is being tried. */
  readonly next: number | null;
  readonly why: string;
  /** Whether the user has pressed stop meanwhile. */
  readonly stopping?: boolean;
}

export interface Progress {
  readonly name: string;
  readonly state: JobState;
  readonly items: number;
  readonly counts: Readonly<Record<JobState, number>>;
  /** Seconds since submission. */
  readonly elapsed: number;
  /** Items that end per second; 0 while none has. */
  readonly rate: number;
  /** Seconds until the last item ends, or null where nothing is known yet. */
  readonly left: number | null;
  readonly workers: number;
  /** The job's short number. */
  readonly job: number | string;
  /** Why it has not begun, where more is known than that no worker is free. */
  readonly waiting?: string;
  readonly connection?: Connection | null;
}

export function isOver(progress: Progress): boolean {
  return progress.state !== "queued" && progress.state !== "running";
}
