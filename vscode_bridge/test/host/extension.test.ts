/** What VS Code says of the extension. */

import assert from "node:assert/strict";

import { commands, extensions } from "vscode";

import { test } from "./suite.ts";

test("every command that is declared is there, and the extension is quick to begin", async () => {
  const extension = extensions.getExtension("farfield.farfield");
  assert.ok(extension);
  await extension.activate();
  const known = new Set(await commands.getCommands(true));
  const declared: { command: string }[] = extension.packageJSON.contributes.commands;
  assert.deepEqual(declared.map(({ command }) => command).filter((command) => !known.has(command)), []);
});
