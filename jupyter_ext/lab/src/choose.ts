/** Which of the workers that stand still the debugger shows. */

import type { IDebugger } from "@jupyterlab/debugger";

import { workerLine } from "./settings.ts";

/** Ask the kernel's debugger to show this worker. Raises `Error`, whose line says what to do. */
export async function showWorker(debug: IDebugger | null, worker: string): Promise<void> {
  const session = debug?.session;
  if (!session?.isStarted) {
    throw new Error("the debugger is off: turn it on in the notebook whose cell has stopped (the bug icon)");
  }
  const line = workerLine(worker);
  const reply = await session.sendRequest("evaluate", { expression: line, context: "repl" });
  if (!reply.success) throw new Error(reply.message ?? `${line} has failed`);
}
