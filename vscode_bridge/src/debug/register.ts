/** The debugger, as VS Code is told of it. */

import * as vscode from "vscode";

import type { Gateways } from "../gateway/api.ts";
import { Cells } from "./cells.ts";
import { registerCommands } from "./commands.ts";
import { TYPE } from "./config.ts";
import { makeConfigurations, makeDynamicConfigurations } from "./configurations.ts";
import { registerPython } from "./inlinevalues.ts";
import { OnStop } from "./onstop.ts";
import { Sessions } from "./sessions.ts";
import { watchTyping } from "./typing.ts";

export function register(context: vscode.ExtensionContext, gateways: Gateways): void {
  const cells = new Cells();
  const typing = watchTyping();
  let onStop: OnStop | undefined;
  const sessions = new Sessions(gateways, cells, typing, (...which) => onStop?.labelOf(...which) ?? "");
  // What nobody waits for is not done while the window opens.
  const later = setTimeout(() => context.subscriptions.push((onStop = new OnStop(gateways, sessions))), 0);
  const { Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  context.subscriptions.push(
    sessions,
    cells,
    typing,
    registerCommands(gateways, sessions, cells),
    registerPython(),
    { dispose: () => clearTimeout(later) },
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, sessions),
    vscode.debug.registerDebugConfigurationProvider(TYPE, makeConfigurations(gateways)),
    vscode.debug.registerDebugConfigurationProvider(TYPE, makeDynamicConfigurations(gateways), Dynamic),
  );
}
