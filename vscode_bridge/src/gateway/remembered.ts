/** Gateways elsewhere: those that were connected to from VS Code, and those that the command line knows. */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

import { GatewayError } from "./api.ts";
import { readPrivate, type Environment } from "./places.ts";
import { addressOf, isFingerprint, isToken, parseFarfield, SCHEME, withoutToken, type FarTarget } from "./target.ts";

const LIST = "farfield.connections";
const HIDDEN = "farfield.hiddenConnections";
const CONNECTIONS_FILE = "connections.json";
const TOKEN_VARIABLE = "FARFIELD_TOKEN";
const TARGET_VARIABLE = "FARFIELD_TARGET";

/** What of VS Code's SecretStorage is used. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** What of VS Code's Memento is used. */
export interface Memory {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface Remembered {
  /** All that are known, without their tokens. Those that were connected to from here come first. */
  targets(): Promise<readonly FarTarget[]>;
  /** What is known of the gateway at this address, without its token. */
  recall(address: string): Promise<FarTarget | undefined>;
  /** With the token that is known for it, "" where there is none. Rejects with a GatewayError. */
  withToken(target: FarTarget): Promise<FarTarget>;
  /** Keep the token, and the connection string without it. */
  keep(target: FarTarget): Promise<void>;
  forget(address: string): Promise<void>;
}

export function remember(secrets: Secrets, memory: Memory, env: Environment): Remembered {
  const list = (): readonly string[] => memory.get<readonly string[]>(LIST, []);
  const hidden = (): readonly string[] => memory.get<readonly string[]>(HIDDEN, []);
  const addressIn = (text: string): string => addressOf(parseFarfield(text));
  const others = (texts: readonly string[], address: string): string[] =>
    texts.filter((text) => addressIn(text) !== address);

  async function setHidden(address: string, isHidden: boolean): Promise<void> {
    const rest = hidden().filter((each) => each !== address);
    if (isHidden || rest.length !== hidden().length) await memory.update(HIDDEN, isHidden ? [...rest, address] : rest);
  }

  /** A token is shown to whoever shows this certificate: what FARFIELD_TARGET says is not that well known. */
  async function kept(): Promise<FarTarget[]> {
    const theirs = await ofCommandLine(env).catch((): FarTarget[] => []); // who connects to one of them is told
    return [...list().map(parseFarfield), ...theirs.filter((target) => !hidden().includes(addressOf(target)))];
  }

  return {
    recall: async (address) => (await kept()).find((target) => addressOf(target) === address),
    targets: async () => {
      const found = new Map<string, FarTarget>();
      for (const target of [...(await kept()), ...ofEnvironment(env)]) {
        const address = addressOf(target);
        if (!found.has(address)) found.set(address, { ...target, token: "" });
      }
      return [...found.values()];
    },
    withToken: async (target) => {
      const address = addressOf(target);
      const token = (await secrets.get(keyOf(address))) || tokenOfEnvironment(env);
      if (token) return { ...target, token };
      const known = (await ofCommandLine(env)).find((each) => addressOf(each) === address);
      return { ...target, token: known?.token ?? "" };
    },
    keep: async (target) => {
      const address = addressOf(target);
      await secrets.store(keyOf(address), target.token);
      await memory.update(LIST, [...others(list(), address), withoutToken(target)]);
      await setHidden(address, false);
    },
    forget: async (address) => {
      await secrets.delete(keyOf(address));
      await memory.update(LIST, others(list(), address));
      // The command line's file is the command line's.
      const known = await ofCommandLine(env).catch((): FarTarget[] => []);
      if (known.some((target) => addressOf(target) === address)) await setHidden(address, true);
    },
  };
}

function keyOf(address: string): string {
  return `farfield.token:${address}`;
}

function tokenOfEnvironment(env: Environment): string {
  const token = (env[TOKEN_VARIABLE] ?? "").trim();
  if (token && !isToken(token)) {
    const message = `${TOKEN_VARIABLE} holds no token: up to 512 visible characters, and no spaces`;
    throw new GatewayError("denied", message, true);
  }
  return token;
}

function ofEnvironment(env: Environment): FarTarget[] {
  const text = (env[TARGET_VARIABLE] ?? "").trim();
  // One with a token is refused by all other clients: every program that is started would be handed it.
  if (!text.toLowerCase().startsWith(SCHEME) || text.includes("#")) return [];
  try {
    return [parseFarfield(text)];
  } catch {
    return [];
  }
}

/** What `farfield login` has kept, by the rules of `farfield_engine/client/remembered.py`. */
async function ofCommandLine(env: Environment): Promise<FarTarget[]> {
  const path = join(configPath(env), CONNECTIONS_FILE);
  const content = await readPrivate(path);
  if (content === undefined) return [];
  try {
    const read = JSON.parse(content) as { version: unknown; connections: Record<string, Record<string, unknown>> };
    if (read.version !== 1) throw new Error("of another version");
    return Object.entries(read.connections).map(([address, known]) => ({
      ...parseFarfield(`${SCHEME}${address}`),
      ...checked(known),
    }));
  } catch {
    const message = `'${path}' can't be read: it is damaged or of another version of Farfield; remove it, and log in again`;
    throw new GatewayError("denied", message, true);
  }
}

function checked(known: Record<string, unknown>): { certificate: string; token: string } {
  const { certificate, token } = known;
  if (typeof certificate !== "string" || typeof token !== "string") throw new Error("no texts");
  if ((certificate && !isFingerprint(certificate)) || !isToken(token)) throw new Error("no fingerprint or token");
  return { certificate, token };
}

/** Where the command line keeps it; it is not made here. */
function configPath(env: Environment): string {
  if (env["FARFIELD_CONFIG_DIR"]) return env["FARFIELD_CONFIG_DIR"];
  if (env["FARFIELD_RUNTIME_DIR"]) return join(env["FARFIELD_RUNTIME_DIR"], "config");
  const base = env["XDG_CONFIG_HOME"] ?? "";
  return join(isAbsolute(base) ? base : join(homedir(), ".config"), "farfield");
}
