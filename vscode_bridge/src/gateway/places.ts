/** Where this user's gateways on this machine say how they are reached, by the rules of `farfield_engine/places.py`. */

import { constants, promises as fs } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { GatewayError } from "./api.ts";

export const CONNECTION_FILE = "gateway.json";
const LOCAL = /^local-[0-9a-f]+$/;

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a gateway has written about itself. The token is a secret. */
export interface LocalGateway {
  /** The name of its directory, the same after a restart. */
  readonly id: string;
  /** Its own id, new with each start. */
  readonly gateway: string;
  readonly socket: string;
  readonly token: string;
  readonly pid: number;
  readonly version: string;
  /** Path of its interpreter; "" where it does not say. */
  readonly python: string;
}

/** The directory, made where it is not there yet. Rejects with a GatewayError where it can't be trusted. */
export async function runtimeDirectory(env: Environment = process.env): Promise<string> {
  return privateDirectory(await runtimePath(env), "token", "FARFIELD_RUNTIME_DIR");
}

async function runtimePath(env: Environment): Promise<string> {
  if (env["FARFIELD_RUNTIME_DIR"]) return env["FARFIELD_RUNTIME_DIR"];
  const base = env["XDG_RUNTIME_DIR"];
  if (base && (await isWritableDirectory(base))) return join(base, "farfield");
  // The order in which Python looks for it.
  return join(env["TMPDIR"] || env["TEMP"] || env["TMP"] || "/tmp", `farfield-${process.getuid?.() ?? 0}`);
}

/** A directory of this user's alone, made where it is not there. Rejects with a GatewayError. */
export async function privateDirectory(path: string, kept: string, variable: string): Promise<string> {
  try {
    await fs.mkdir(path, { mode: 0o700, recursive: true });
    const status = await fs.lstat(path);
    if (!status.isDirectory() || status.uid !== process.getuid?.()) throw notYours(path, kept, variable);
    if (status.mode & 0o077) await fs.chmod(path, 0o700);
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "EEXIST" || code === "ENOTDIR") throw notYours(path, kept, variable);
    throw new GatewayError("denied", `'${path}' can't be used (${code}); set ${variable} to another directory`, true);
  }
  return path;
}

function notYours(path: string, kept: string, variable: string): GatewayError {
  const message =
    `'${path}' is not a directory of yours, so no ${kept} is kept there; remove it or set ${variable} to another`;
  return new GatewayError("denied", message, true);
}

/** The gateways whose processes are there, in the order of their names. Rejects with a GatewayError. */
export async function localGateways(directory: string): Promise<readonly LocalGateway[]> {
  const names = (await fs.readdir(directory)).filter((name) => LOCAL.test(name)).sort();
  const found = await Promise.all(names.map((name) => readLocal(directory, name)));
  return found.filter((each) => each !== undefined);
}

/** What the connection file of one says; undefined where none runs there. */
export async function readLocal(directory: string, id: string): Promise<LocalGateway | undefined> {
  const content = await readPrivate(join(directory, id, CONNECTION_FILE)).catch(() => undefined);
  if (content === undefined) return undefined;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  let read: Readonly<Record<string, unknown>>;
  try {
    read = JSON.parse(content) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  const pid = Number(read["pid"]);
  const socket = text(read["socket"]);
  if (!socket || !isAlive(pid)) return undefined;
  return {
    id,
    gateway: text(read["gateway"]),
    socket,
    token: text(read["token"]),
    pid,
    version: text(read["version"]),
    python: text(read["executable"]),
  };
}

/** Whether nobody listens at a socket, to the last. */
export function isDeaf(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    const done = (answer: boolean): void => {
      probe.destroy();
      resolve(answer);
    };
    probe.once("connect", () => done(false));
    probe.once("error", ({ code }: NodeJS.ErrnoException) => done(code === "ECONNREFUSED" || code === "ENOENT"));
  });
}

/** The content of a file of this user's alone; undefined where there is none. Rejects with a GatewayError. */
export async function readPrivate(path: string): Promise<string | undefined> {
  let file: fs.FileHandle;
  try {
    // Without waiting: a pipe in its place would have us wait for ever.
    file = await fs.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new GatewayError("denied", `'${path}' can't be read (${code})`, true);
  }
  try {
    const status = await file.stat();
    if (!status.isFile() || status.uid !== process.getuid?.()) {
      throw new GatewayError("denied", `'${path}' is not a file of yours, so it is not trusted; remove it`, true);
    }
    if (status.mode & 0o077) {
      const message = `'${path}' holds secrets, and others can read it; run 'chmod 600 ${path}'`;
      throw new GatewayError("denied", message, true);
    }
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // it is gone, or another user's by now
  }
}

async function isWritableDirectory(path: string): Promise<boolean> {
  try {
    await fs.access(path, constants.W_OK);
    return (await fs.stat(path)).isDirectory();
  } catch {
    return false;
  }
}
