/** What is done in the kernel of a notebook. */

import type { ISessionContext } from "@jupyterlab/apputils";
import { Notification } from "@jupyterlab/apputils";
import type { KernelMessage } from "@jupyterlab/services";

const LONGEST_LINE = 300;

/** Run a line in the notebook's kernel, unseen and not counted; what it says is shown as a notification. */
export async function runLine(session: ISessionContext, line: string): Promise<void> {
  const kernel = session.session?.kernel;
  if (!kernel) throw new Error("this notebook has no kernel; start one first");
  const busy = kernel.status === "busy";
  const id = Notification.emit(busy ? `${line}: waits until the kernel is idle` : `${line} ...`, "in-progress", {
    autoClose: false,
  });
  const said: string[] = [];
  const future = kernel.requestExecute({ code: line, silent: true, store_history: false, stop_on_error: false });
  future.onIOPub = (message) => {
    if (message.header.msg_type === "stream") said.push((message as KernelMessage.IStreamMsg).content.text);
  };
  const { content } = await future.done;
  const failed = content.status !== "ok";
  const told = said.join("").trim();
  const wrong = content.status === "error" ? content.evalue : "the kernel has ended, or was interrupted";
  // A usage error is printed, and ends well as far as the kernel is concerned.
  const message = failed ? told || wrong : told || `${line}: done`;
  Notification.update({
    id,
    message: cut(message),
    type: failed || message.startsWith("UsageError") ? "error" : "success",
    autoClose: failed ? false : 5000,
  });
}

function cut(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE - 1)}…` : text;
}
