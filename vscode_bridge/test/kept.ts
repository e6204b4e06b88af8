/** What VS Code keeps for the extension, for tests without it. */

import type { Memory, Secrets } from "../src/gateway/remembered.ts";

export interface Kept {
  readonly secrets: Secrets & { readonly all: Map<string, string> };
  readonly memory: Memory & { readonly all: Map<string, unknown> };
}

/** What VS Code would keep. */
export function kept(): Kept {
  const secrets = new Map<string, string>();
  const memory = new Map<string, unknown>();
  return {
    secrets: {
      all: secrets,
      get: async (key) => secrets.get(key),
      store: async (key, value) => void secrets.set(key, value),
      delete: async (key) => void secrets.delete(key),
    },
    memory: {
      all: memory,
      get: <T>(key: string, fallback: T) => (memory.get(key) as T | undefined) ?? fallback,
      update: async (key, value) => void (value === undefined ? memory.delete(key) : memory.set(key, value)),
    },
  };
}
