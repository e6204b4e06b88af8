/** Real gateways for tests, in a runtime directory of their own; nothing of them is left. */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { DebugGatewayFrame, DebugWelcome } from "../../src/wire/v1/debug_pb.ts";
import type { DebugClientFrameInit, DebugHelloInit, Gateway, GatewayError, Gateways } from "../../src/gateway/api.ts";
import { makeKnown } from "../../src/gateway/known.ts";
import { kept } from "../kept.ts";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const PYTHON = process.env["FARFIELD_TEST_PYTHON"] ?? join(ROOT, ".venv", "bin", "python");
export const VERSION = "0.1.0";

// Who ends the tests early ends their processes, too.
process.once("SIGTERM", () => process.exit(143));

/** What anything may take on a loaded machine. */
export const DEADLINE = 60_000;

/** Waits until `what` gives something; looks again and again, because it can't be told when. */
export async function until<T>(
  what: () => T | Promise<T>,
  about = "what is awaited",
  milliseconds = DEADLINE,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const found = await what();
    if (found) return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) assert.fail(`${about}: not after ${milliseconds / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A Python process of a test, with what it has written. */
export interface Script {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Waits for a text in what it writes. */
  says(text: string): Promise<void>;
  /** Waits for its end; fails where it has failed. */
  done(): Promise<string>;
  kill(): Promise<void>;
}

export interface TestGateway {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly gateways: Gateways;
  readonly gateway: Gateway;
  /** What stands in its connection file. */
  readonly pid: number;
  /** "farfield://…#token"; only of one that listens. */
  url(): Promise<string>;
  /** Runs Python that is attached to it with two workers: `farfield` is imported as `ff`. */
  run(code: string): Script;
  /** Ends it; keeps the directory. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it anew, in the same directory; options: others than before. */
  start(options?: readonly string[]): Promise<void>;
  /** Ends all, and removes the directory. */
  stop(): Promise<void>;
}

/** options: of `farfield serve`; by default it listens at no port. */
export async function startGateway(options: readonly string[] = ["--socket-only"]): Promise<TestGateway> {
  // Short: the path of a Unix socket has at most 107 bytes.
  const directory = mkdtempSync(join(process.env["FARFIELD_RUNTIME_DIR"] ?? tmpdir(), "n"));
  const env: NodeJS.ProcessEnv = { ...process.env, FARFIELD_RUNTIME_DIR: directory, PYTHONUNBUFFERED: "1" };
  for (const name of ["TARGET", "TOKEN", "STATE_DIR", "CONFIG_DIR"]) delete env[`FARFIELD_${name}`];
  const scripts: Script[] = [];
  const atExit = (): void => rmSync(directory, { recursive: true, force: true });
  process.once("exit", atExit);
  const gateways = makeKnown({ version: VERSION, env, ...kept() });
  let served: Script | null = null;

  const test: TestGateway = {
    directory,
    env,
    gateways,
    get gateway() {
      const found = gateways.all.find((each) => each.local);
      assert.ok(found, "no gateway was found");
      return found;
    },
    get pid() {
      return connectionFile(gateways, directory).pid;
    },
    url: async () => (await python(["-m", "farfield_engine.cli", "url"], env).done()).trim().split("\n").at(-1) ?? "",
    run: (code) => {
      const script = python(["-c", `import farfield as ff\nff.attach("local:2")\n${code}`], env);
      scripts.push(script);
      return script;
    },
    end: async (signal = "SIGTERM") => {
      if (signal === "SIGKILL" && served?.process.exitCode === null) process.kill(test.pid, signal);
      await served?.kill();
      served = null;
    },
    start: async (now = options) => {
      served = python(["-m", "farfield_engine.cli", "serve", "--drain", "1s", ...now], env);
      await until(async () => {
        assert.equal(served?.process.exitCode, null, served?.output() ?? "");
        await gateways.refresh();
        return gateways.all.some((each) => each.local);
      }, "the gateway");
    },
    stop: async () => {
      await Promise.all(scripts.map((script) => script.kill()));
      gateways.dispose();
      await test.end();
      process.off("exit", atExit);
      atExit();
    },
  };
  try {
    await test.start();
  } catch (error) {
    await test.stop();
    throw error;
  }
  return test;
}

function connectionFile(gateways: Gateways, directory: string): { pid: number } {
  const id = gateways.all.find((each) => each.local)?.id ?? "";
  return JSON.parse(readFileSync(join(directory, id, "gateway.json"), "utf8")) as { pid: number };
}

/** A Python process; it is killed with this one's end at the latest. */
export function python(parameters: readonly string[], env: NodeJS.ProcessEnv): Script {
  assert.ok(existsSync(PYTHON), `${PYTHON} is missing`);
  const child = spawn(PYTHON, parameters, { env, stdio: ["ignore", "pipe", "pipe"], cwd: ROOT });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
  const closed = once(child, "close");
  const atExit = (): void => void child.kill("SIGKILL");
  process.once("exit", atExit);
  void closed.then(() => process.off("exit", atExit));
  return {
    process: child,
    output: () => text,
    says: async (wanted) => {
      await until(() => {
        assert.ok(text.includes(wanted) || child.exitCode === null, text);
        return text.includes(wanted);
      }, `'${wanted}' in ${text}`);
    },
    done: async () => {
      await closed;
      assert.equal(child.exitCode, 0, text);
      return text;
    },
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE / 2);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** A debug client of a test, with all that it was told. */
export interface DebugClient {
  readonly frames: DebugGatewayFrame[];
  readonly ended: GatewayError[];
  readonly welcome: Promise<DebugWelcome>;
  send(frame: DebugClientFrameInit): void;
  close(): void;
}

export function debugClient(gateway: Gateway, hello: DebugHelloInit = { client: "a test" }): DebugClient {
  const frames: DebugGatewayFrame[] = [];
  const ended: GatewayError[] = [];
  const stream = gateway.debug(hello, { frame: (frame) => frames.push(frame), ended: (error) => ended.push(error) });
  return { frames, ended, welcome: stream.welcome, send: (frame) => stream.send(frame), close: () => stream.close() };
}
