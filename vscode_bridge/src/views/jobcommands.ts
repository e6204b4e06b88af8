/** Commands about jobs, and about workers that stand still. */

import { commands, ProgressLocation, window } from "vscode";

import { count } from "../../../jupyter_ext/ui/src/format.ts";
import { canRetry } from "../../../jupyter_ext/ui/src/panel/jobs.ts";
import { isOver, type JobLine } from "../../../jupyter_ext/ui/src/state.ts";
import { message } from "./connect.ts";
import { jobTitle } from "./joblooks.ts";
import type { JobLogs } from "./logs.ts";
import { type JobTarget, open, pickJob, pickPaused } from "./picks.ts";
import type { Watch } from "./watch.ts";

/** Seconds of work, or settled items, that nobody stops by a slip of the mouse. */
const MUCH_SECONDS = 60;
const MUCH_ITEMS = 100;

type Command = (given: unknown) => Promise<void>;

export function jobCommands(watch: Watch, logs: JobLogs): Readonly<Record<string, Command>> {
  const title = ({ gateway, job }: JobTarget): string => titleOf(watch, gateway.id, job);
  return {
    "farfield.job.cancel": async (given) => {
      const target = await pickJob(watch, given, "Which job is to be stopped?", open);
      if (!target || !(await isMeant(watch.of(target.gateway.id)?.jobs.find(target.job)))) return;
      await act(`Job ${title(target)} is not stopped`, `Stopping job ${title(target)}…`, () =>
        target.gateway.cancel(String(target.job)),
      );
      watch.refresh();
    },
    "farfield.job.retry": async (given) => {
      const target = await pickJob(watch, given, "Which job's failed items are to run once more?", canRetry);
      if (!target) return;
      await act(`Job ${title(target)} does not run again`, `Retrying job ${title(target)}…`, () =>
        target.gateway.retry(String(target.job)),
      );
      watch.refresh();
    },
    "farfield.job.debug": async (given) => {
      const target = await pickJob(watch, given, "Which job's failed items are to run again, and stop?", canRetry);
      if (!target) return;
      const { items = [] } = (given ?? {}) as { items?: readonly number[] };
      await act(`Job ${title(target)} does not run again`, `Running what failed of job ${title(target)}…`, () =>
        target.gateway.retry(String(target.job), items, { postMortem: true }),
      );
      watch.refresh();
    },
    "farfield.job.log": async (given) => {
      const target = await pickJob(watch, given, "Whose log?");
      if (target) await logs.show(target.gateway, target.job, title(target));
    },
    "farfield.job.result": async (given) => {
      const target = await pickJob(watch, given, "Whose result?", isOver);
      if (!target) return;
      const options = { gateway: target.gateway.id, title: `Result of job ${title(target)}` };
      await commands.executeCommand("farfield.internal.runCode", `%jobs result ${target.job}`, options);
    },
    "farfield.worker.continue": async (given) => {
      const target = await pickPaused(watch, given, "Which worker is to go on?");
      if (!target) return;
      await act(`Worker ${target.worker} stands still yet`, `Letting worker ${target.worker} go on…`, () =>
        target.gateway.continueWorker(target.worker),
      );
      watch.refresh();
    },
  };
}

function titleOf(watch: Watch, gateway: string, job: number): string {
  const line = watch.of(gateway)?.jobs.find(job);
  return line ? jobTitle(line) : String(job);
}

/** What was done stays done, and can be gone on with: only much work is asked about. */
async function isMeant(job: JobLine | undefined): Promise<boolean> {
  if (!job) return true;
  const done = job.items - job.counts.queued - job.counts.running;
  if (job.elapsed < MUCH_SECONDS && done < MUCH_ITEMS) return true;
  const detail = job.items > 1 ? `${count(done)} of ${count(job.items)} items are done; their results stay.` : "";
  const answer = await window.showWarningMessage(`Stop job ${jobTitle(job)}?`, { modal: true, detail }, "Stop It");
  return answer === "Stop It";
}

async function act(failed: string, doing: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await window.withProgress({ location: ProgressLocation.Window, title: doing }, run);
  } catch (error) {
    void window.showErrorMessage(`${failed}: ${message(error)}.`);
  }
}
