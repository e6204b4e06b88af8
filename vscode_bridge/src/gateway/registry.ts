/** The gateways of this user, with what VS Code keeps for them. */

import type { ExtensionContext } from "vscode";

import type { Gateways } from "./api.ts";
import { makeKnown } from "./known.ts";

export function makeGateways(context: ExtensionContext): Gateways {
  const { version } = context.extension.packageJSON as { version: string };
  return makeKnown({ version, secrets: context.secrets, memory: context.globalState });
}
