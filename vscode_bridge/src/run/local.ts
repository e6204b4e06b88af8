/** Starts a cluster on this machine: the local gateway of a Python environment. */

import { execFile } from "node:child_process";

const SECONDS = 60;
const START = "from farfield_engine.client.local import find_or_start_local; find_or_start_local()";

/** Rejects with what went wrong, in a sentence. */
export function startGateway(python: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { cwd: "/", timeout: SECONDS * 1000 };
    execFile(python, ["-P", "-c", START], options, (error, _stdout, stderr) => {
      if (!error) return resolve();
      const said = stderr.trim().split("\n").at(-1)?.replace(/^[\w.]*Error: /, "");
      reject(new Error(`No cluster could be started on this machine with ${python}: ${said || error.message}`));
    });
  });
}
