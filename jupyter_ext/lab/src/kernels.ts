/** What is done in the kernel of a notebook. */

import type { ISessionContext } from "@jupyterlab/apputils";
import { Notification } from "@jupyterlab/apputils";
import type { KernelMessage } from "@jupyterlab/services";

import { cut } from "../../ui/src/format.ts";

const LONGEST_LINE = 300;
/** Most lines are over before anybody asks what they do. */
const PATIENCE = 1000;

/** Run a line in the notebook's kernel, unseen and not counted; what it says is shown as a notification. */
export async function runLine(session: ISessionContext, line: string): Promise<void> {
  const kernel = session.session?.kernel;
  if (!kernel) throw new Error("this notebook has no kernel; start one first");
  const busy = kernel.status === "busy";
  const doing = busy ? `${line}: waits until the kernel is idle` : `${line} ...`;
  let waiting = "";
  const timer = window.setTimeout(
    () => (waiting = Notification.emit(doing, "in-progress", { autoClose: false })),
    busy ? 0 : PATIENCE,
  );
  const said: string[] = [];
  let content: KernelMessage.IExecuteReplyMsg["content"];
  try {
    const future = kernel.requestExecute({ code: line, silent: true, store_history: false, stop_on_error: false });
    future.onIOPub = (message) => {
      if (message.header.msg_type === "stream") said.push((message as KernelMessage.IStreamMsg).content.text);
    };
    ({ content } = await future.done);
  } finally {
    window.clearTimeout(timer);
    if (waiting) Notification.dismiss(waiting);
  }
  const failed = content.status !== "ok";
  const told = said.join("").trim();
  const wrong = content.status === "error" ? content.evalue : "the kernel has ended, or was interrupted";
  // A usage error is printed, and ends well as far as the kernel is concerned.
  const message = failed ? told || wrong : told || `${line}: done`;
  // A new one: JupyterLab drops what is to change in a notification before its page has drawn it.
  Notification.emit(cut(message, LONGEST_LINE), failed || message.startsWith("UsageError") ? "error" : "success", {
    autoClose: failed ? false : 5000,
  });
}
