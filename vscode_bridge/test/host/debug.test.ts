/** What the debugger does where there is no cluster. Runs before the other files here. */

import assert from "node:assert/strict";
import http2 from "node:http2";

import * as vscode from "vscode";

import { test } from "./suite.ts";

const CONFIGURATION = { type: "farfield", request: "attach", name: "a test" };

const connections: string[] = [];

test("it calls nobody where there is no gateway", async () => {
  const connect = http2.connect;
  http2.connect = ((...given: Parameters<typeof connect>) => {
    connections.push(String(given[0]));
    return connect(...given);
  }) as typeof connect;
  const extension = vscode.extensions.getExtension("farfield.farfield");
  assert.ok(extension, "the extension is not installed");
  await extension.activate();
  await vscode.commands.executeCommand("farfield.refresh");
  assert.deepEqual(connections, []);
});

test("a menu or a key names no command that is not declared", () => {
  const { contributes } = vscode.extensions.getExtension("farfield.farfield")?.packageJSON as {
    contributes: { commands: { command: string }[]; menus: Record<string, { command: string }[]>; keybindings: { command: string }[] };
  };
  const declared = new Set(contributes.commands.map(({ command }) => command));
  const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command);
  assert.deepEqual(named.filter((id) => id.startsWith("farfield.") && !declared.has(id)), []);
});

test("nothing is debugged where there is no cluster, none of that name, or the configuration is wrong", async () => {
  for (const wrong of [{}, { cluster: "nowhere" }, { worker: "w1", job: 1 }, { job: "train" }]) {
    assert.equal(await vscode.debug.startDebugging(undefined, { ...CONFIGURATION, ...wrong }), false);
  }
  assert.equal(vscode.debug.activeDebugSession, undefined);
  assert.deepEqual(connections, []);
});

test("to continue all does no harm where nothing stands still", async () => {
  await vscode.commands.executeCommand("farfield.debug.continueAll");
  await vscode.commands.executeCommand("farfield.internal.sent", { source: "/nowhere.py", offset: 0, text: "x = 1" });
});
