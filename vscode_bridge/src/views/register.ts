/** Everything of this folder that VS Code is to know. */

import type { ExtensionContext } from "vscode";

import type { Gateways } from "../gateway/api.ts";

export function register(context: ExtensionContext, gateways: Gateways): void {
  void context;
  void gateways;
}
