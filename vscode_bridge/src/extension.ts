/** Wires the parts together; they do nothing before they are used. */

import type { ExtensionContext } from "vscode";

import { register as registerDebug } from "./debug/register.ts";
import { makeGateways } from "./gateway/registry.ts";
import { register as registerRun } from "./run/register.ts";
import { register as registerViews } from "./views/register.ts";

export function activate(context: ExtensionContext): void {
  const gateways = makeGateways(context);
  context.subscriptions.push(gateways);
  registerDebug(context, gateways);
  registerViews(context, gateways);
  registerRun(context, gateways);
}
