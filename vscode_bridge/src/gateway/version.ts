/** Which gateways this extension can talk to. */

import { GatewayError } from "./api.ts";

/** Throws a GatewayError where the gateway's version is too far from ours. name: what it is called. */
export function checkVersion(theirs: string, ours: string, name: string): void {
  const [their, our] = [parts(theirs), parts(ours)];
  // Before 1.0, a new minor version may say things differently.
  if (their.major === our.major && (their.major > 0 || their.minor === our.minor)) return;
  const newer = their.major > our.major || (their.major === our.major && their.minor > our.minor);
  const next = newer
    ? "update the extension"
    : "update farfield where it runs (pip install --upgrade farfield), and start it anew";
  throw new GatewayError("wrong", `${name} is Farfield ${theirs || "of no version"}, this extension ${ours}: ${next}`, true);
}

function parts(version: string): { major: number; minor: number } {
  const found = /^(\d+)\.(\d+)/.exec(version);
  return { major: Number(found?.[1] ?? 0), minor: Number(found?.[2] ?? 0) };
}
