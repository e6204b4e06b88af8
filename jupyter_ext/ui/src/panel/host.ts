/** Which sections are open, by their titles; what is not in it is as it is at first. */
export type Folds = Readonly<Record<string, boolean>>;

/** What the panel leaves to the front end that it stands in; what is null there is not offered. */

import { type JobLine, type Pause } from "../state.ts";
import { type ClusterEntry } from "./source.ts";

export interface PanelHost {
  /** What stands in the field for a new attachment. */
  readonly defaultTarget: string;
  /** Show the cell that a job is from. */
  readonly jumpToCell: ((job: JobLine) => void) | null;
  /** Let the debugger show this paused worker. */
  readonly choosePause: ((pause: Pause, job: JobLine, cluster: ClusterEntry) => void) | null;
  /** The user has opened or closed a section; `Panel.fold` does so again the next time. */
  readonly folded: ((section: string, open: boolean) => void) | null;
  /** Run a failed item once more, stopped where it fails. */
  readonly debug: ((job: JobLine, item: number, cluster: ClusterEntry) => Promise<void>) | null;
}

export const NO_HOST: PanelHost = { defaultTarget: "", jumpToCell: null, choosePause: null, folded: null, debug: null };
