/** What gateways are called where people see them. */

import { basename, dirname } from "node:path";

const HERE = "this machine";

/** A gateway of this machine; among several, by the environment of its interpreter, else by its directory's name. */
export function localName(python: string, id: string, alone: boolean): string {
  if (alone) return HERE;
  return `${HERE}: ${python ? environmentOf(python) : id.replace("local-", "")}`;
}

/** "/home/ada/train/.venv/bin/python" -> "train/.venv", "/opt/conda/envs/torch/bin/python" -> "torch" */
function environmentOf(python: string): string {
  const directory = dirname(dirname(python));
  const last = basename(directory);
  return /^\.|^v?env$/.test(last) ? `${basename(dirname(directory))}/${last}` : last || directory;
}
