/** Which Python runs cells, and whether it can; knows no editor. */

import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { join } from "node:path";

export interface Candidate {
  readonly path: string;
  /** For people: "the setting farfield.python" */
  readonly from: string;
}

export interface Checked extends Candidate {
  /** "3.12.3"; "" where it could not be started. */
  readonly version: string;
  /** Packages that it lacks. */
  readonly missing: readonly string[];
  /** Why it could not be started. */
  readonly error: string;
}

const NEEDED = ["farfield", "jupyter_client", "ipykernel"];
const OLDEST = 11;
const SECONDS = 30;

const LOOK = `import importlib.util, json, platform
print(json.dumps([platform.python_version(), [n for n in ${JSON.stringify(NEEDED)} if not importlib.util.find_spec(n)]]))`;

/** Environments of a folder that people make there. */
export async function inFolder(folder: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const name of [".venv", "venv"]) {
    const path = join(folder, name, "bin", "python");
    try {
      await access(path, constants.X_OK);
      found.push({ path, from: `${name} in ${folder}` });
    } catch {
      // There is none.
    }
  }
  return found;
}

/** Asks a Python what it is, without importing anything of ours. */
export function check(candidate: Candidate): Promise<Checked> {
  return new Promise((resolve) => {
    // In a directory where no file of the user's is taken for a module.
    const options = { cwd: "/", timeout: SECONDS * 1000 };
    execFile(candidate.path, ["-c", LOOK], options, (error, stdout, stderr) => {
      try {
        const [version, missing] = JSON.parse(stdout) as [string, string[]];
        resolve({ ...candidate, version, missing, error: "" });
      } catch {
        const lines = stderr.trim().split("\n");
        const why = (lines.at(-1) || error?.message || "it says nothing").trim();
        resolve({ ...candidate, version: "", missing: [], error: why });
      }
    });
  });
}

export function usable(checked: Checked): boolean {
  return trouble(checked) === "";
}

/** What is wrong with it, and what to do, in a sentence or two; "" where nothing is. */
export function trouble({ path, from, version, missing, error }: Checked): string {
  if (error) return `${path} (${from}) does not run: ${error}. Name another in the setting farfield.python.`;
  const [major, minor] = version.split(".").map(Number);
  if (major !== 3 || (minor ?? 0) < OLDEST) {
    return `${path} (${from}) is Python ${version}, and Farfield needs 3.${OLDEST} or later. Name another in the setting farfield.python.`;
  }
  if (!missing.length) return "";
  return `${path} (${from}) has no package ${missing.join(", ")}, which running cells takes. Install it: ${installation(path)}`;
}

export function installation(path: string): string {
  return `${quoted(path)} -m pip install 'farfield[lab]'`;
}

/** As a shell reads it. */
function quoted(path: string): string {
  return /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/**
 * The first that can run cells; else the first there is, with what is wrong with it.
 * One that somebody named is taken at their word: the others are not looked at.
 */
export async function choose(
  named: Candidate | undefined,
  others: readonly Candidate[],
  look: (candidate: Candidate) => Promise<Checked> = check,
): Promise<Checked | undefined> {
  if (named) return look(named);
  let first: Checked | undefined;
  for (const candidate of others) {
    const checked = await look(candidate);
    if (usable(checked)) return checked;
    if (!checked.error) first ??= checked;
  }
  return first;
}
