/** What gateways are called where people see them. */

import { basename, dirname } from "node:path";

/** A gateway of this machine among several: by the environment of its interpreter, else by its directory's name. */
export function nameOf(here: string, python: string, id: string): string {
  return `${here}: ${python ? environmentOf(python) : id.replace("local-", "")}`;
}

/** "/home/ada/train/.venv/bin/python" -> "train/.venv", "/opt/conda/envs/torch/bin/python" -> "torch" */
function environmentOf(python: string): string {
  const directory = dirname(dirname(python));
  const last = basename(directory);
  return /^\.|^v?env$/.test(last) ? `${basename(dirname(directory))}/${last}` : last || directory;
}
