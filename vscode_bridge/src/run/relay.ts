/** A kernel as a child process that is talked to by lines of JSON; knows no editor. */

import { spawn } from "node:child_process";

import { Emitter, type Disposable, type Event } from "../common/events.ts";
import { PROTOCOL, type Reply, type Request } from "./protocol.ts";

const KEPT_ERRORS = 4000;
/** Milliseconds that it may take to end a kernel before it is killed. */
const PATIENCE = 15_000;

export interface RelayOptions {
  readonly python: string;
  /** The kernel's working directory. */
  readonly directory: string;
  readonly document: string;
  /** Beside this process's own; what is undefined is left out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Relay extends Disposable {
  readonly onDidReceive: Event<Reply>;
  /** The process has ended, by itself or not; says why. Called once. */
  readonly onDidEnd: Event<string>;
  send(request: Request): void;
  /** End the kernel and the process. */
  dispose(): void;
}

export function openRelay({ python, directory, document, environment }: RelayOptions): Relay {
  const received = new Emitter<Reply>();
  const ended = new Emitter<string>();
  // Neither a file of the user's nor its own folder is to be found in place of what it imports.
  const child = spawn(python, ["-P", "-m", "farfield_launcher", "relay"], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let over = false;
  let errors = "";
  let failure = "";
  let timer: NodeJS.Timeout | undefined;
  const rest: string[] = [];
  const end = (why: string): void => {
    clearTimeout(timer);
    if (over) return;
    over = true;
    ended.fire(why);
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = text.split("\n");
    rest.push(lines[0] ?? "");
    // A picture comes in many parts.
    for (const next of lines.slice(1)) {
      take(rest.splice(0).join(""));
      rest.push(next);
    }
  });
  function take(line: string): void {
    const reply = parse(line);
    // The process ends; what it has said last tells more.
    if (reply?.type === "failed") failure = reply.message;
    else if (reply) received.fire(reply);
  }
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-KEPT_ERRORS);
  });
  // It has gone, which `close` says.
  child.stdin.on("error", () => undefined);
  child.on("error", (error) => end(`${python} can't be started: ${error.message}`));
  child.on("close", (code, signal) => end(explained(failure, lastLine(errors)) || `it ended with ${signal ?? code}`));
  const send = (request: Request): void => {
    if (!over && child.stdin.writable) child.stdin.write(`${JSON.stringify(request)}\n`);
  };
  send({ type: "start", protocol: PROTOCOL, document });
  return {
    onDidReceive: received.event,
    onDidEnd: ended.event,
    send,
    dispose() {
      child.stdin.end();
      if (!over && !timer) timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE).unref();
    },
  };
}

function parse(line: string): Reply | undefined {
  try {
    return JSON.parse(line) as Reply;
  } catch {
    return undefined;
  }
}

function explained(failure: string, said: string): string {
  return failure && said ? `${failure}: ${said}` : failure || said;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
