/** Tests inside the extension host: pytest bundles the files beside this one and reads what it writes. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { workspace } from "vscode";

interface Outcome {
  readonly name: string;
  /** "" where the test has passed. */
  readonly error: string;
}

const tests: { readonly name: string; readonly body: () => void | Promise<void> }[] = [];

/** They run one after the other, in the order of the files' names. */
export function test(name: string, body: () => void | Promise<void>): void {
  tests.push({ name, body });
}

/** VS Code calls it when the window is ready; what happened is in the workspace then. */
export async function run(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const { name, body } of tests) {
    try {
      await body();
      outcomes.push({ name, error: "" });
    } catch (error) {
      outcomes.push({ name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  writeFileSync(join(folder, "outcomes.json"), JSON.stringify(outcomes));
}
