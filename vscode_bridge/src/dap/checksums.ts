/** How two sides of a debugger know that they have the same file: by the SHA-256 of its content. */

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

import { type Body, list, text } from "./messages.ts";

/** In a DAP source: the text of what this side does not expect the other to have as a file. */
export const TEXT = "farfieldText";

const MAX_TEXT = 4 << 20;

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The SHA-256 that a DAP source names: of a cell all that its text may have in an editor, the likeliest first. */
export function checksumsOf(source: Body): readonly string[] {
  const sums = list(source["checksums"]).filter((checksum) => checksum["algorithm"] === "SHA256");
  return sums.map((checksum) => text(checksum["checksum"]).toLowerCase()).filter(Boolean);
}

/** SHA-256 of files, computed once for each version of a file. */
export class Checksums {
  private readonly known = new Map<string, { readonly stamp: string; readonly sum: string }>();

  /** Empty where there is no such file, or it can't be read, or is larger than code is. */
  of(path: string): string {
    try {
      const { mtimeMs, size } = statSync(path);
      const stamp = `${mtimeMs} ${size}`;
      const known = this.known.get(path);
      if (known?.stamp === stamp) return known.sum;
      if (size > MAX_TEXT) return "";
      const sum = sha256(readFileSync(path));
      this.known.set(path, { stamp, sum });
      return sum;
    } catch {
      return "";
    }
  }
}
