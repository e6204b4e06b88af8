/**
 * What the adapter adds to a request: the same requests to a worker through it, and to debugpy by itself.
 * latency.ts FILE LINE ROUNDS NAME=PORT…: says "ready" when all have the breakpoint, and has the samples in
 * milliseconds, as JSON, on its last line, when all have stopped at it.
 */

import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { makeKnown } from "../../src/gateway/known.ts";
import { type Any, Client, until, Window } from "./debugeditor.ts";
import { kept } from "../kept.ts";
import { VERSION } from "./support.ts";

/** One that is stopped, and can be asked. */
interface Side {
  readonly name: string;
  readonly client: Client;
  stop(): Promise<Any>;
}

type Samples = Record<string, Record<string, number[]>>;

const [file = "", line = "", rounds = "", ...peers] = process.argv.slice(2);
const points = { [file]: [{ line: Number(line) }] };

/** DAP over a socket, as VS Code would speak it. */
function adapterOf(socket: Socket): Any {
  let listener: (message: Any) => unknown = () => undefined;
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (data) => {
    received = Buffer.concat([received, Buffer.from(data)]);
    for (;;) {
      const end = received.indexOf("\r\n\r\n");
      const size = end < 0 ? NaN : Number(/Content-Length: (\d+)/.exec(received.subarray(0, end).toString())?.[1]);
      if (!(received.length >= end + 4 + size)) return;
      const content = received.subarray(end + 4, end + 4 + size);
      received = received.subarray(end + 4 + size);
      listener(JSON.parse(content.toString()));
    }
  });
  return {
    onDidSendMessage: (given: (message: Any) => unknown) => (listener = given),
    handleMessage: (message: Any) => {
      const content = Buffer.from(JSON.stringify(message));
      socket.write(Buffer.concat([Buffer.from(`Content-Length: ${content.length}\r\n\r\n`), content]));
    },
    dispose: () => socket.destroy(),
  };
}

async function dial(port: number): Promise<Socket> {
  return until(async () => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      return false;
    }
  }, "debugpy");
}

async function direct(name: string, port: number): Promise<Side> {
  const client = new Client(adapterOf(await dial(port)));
  await client.ask("initialize", { clientID: "vscode", adapterID: "debugpy", linesStartAt1: true, columnsStartAt1: true });
  const attached = client.send("attach", { justMyCode: true });
  await client.event("initialized");
  await client.ask("setBreakpoints", { source: { path: file }, breakpoints: points[file] });
  await client.ask("setExceptionBreakpoints", { filters: [] });
  await client.ask("configurationDone");
  await client.answer(attached);
  return { name, client, stop: () => client.event("stopped") };
}

/** Milliseconds from a request to its answer; what is awaited otherwise looks too seldom. */
function timed(client: Client, command: string, given: Any, event?: string): Promise<[number, Any]> {
  return new Promise((settle, fail) => {
    const began = performance.now();
    const listening = client.adapter.onDidSendMessage((message: Any) => {
      if (event ? message.event !== event : message.command !== command) return;
      listening?.dispose?.();
      if (message.success === false) fail(new Error(message.message));
      settle([performance.now() - began, message.body]);
    });
    client.send(command, given);
  });
}

async function round({ client }: Side, threadId: number, samples: Record<string, number[]>): Promise<void> {
  const take = async (command: string, given: Any, event?: string): Promise<Any> => {
    const [milliseconds, body] = await timed(client, command, given, event);
    (samples[command] ??= []).push(milliseconds);
    return body;
  };
  await take("next", { threadId }, "stopped");
  const { stackFrames } = await take("stackTrace", { threadId, startFrame: 0, levels: 20 });
  const { scopes } = await take("scopes", { frameId: stackFrames[0].id });
  await take("variables", { variablesReference: scopes[0].variablesReference });
  await take("evaluate", { expression: "total", frameId: stackFrames[0].id, context: "hover" });
}

const gateways = makeKnown({ version: VERSION, env: process.env, ...kept() });
await gateways.refresh();
const gateway = gateways.all.find(({ local }) => local);
if (gateway === undefined) throw new Error("there is no gateway");
const window = await new Window(gateway, points).attach();
await until(() => window.parent.events.some(({ event, body }) => event === "breakpoint" && body.breakpoint.verified));
const others = await Promise.all(peers.map((peer) => direct(peer.split("=")[0] ?? "", Number(peer.split("=")[1]))));
console.log("ready");
const { session, stop } = await window.stopped();
const sides: [Side, Any][] = [[{ name: "Farfield", client: session, stop: async () => stop }, stop]];
for (const side of others) sides.push([side, await side.stop()]);
const samples: Samples = {};
for (let number = 0; number < Number(rounds); number++) {
  for (const [side, { threadId }] of sides) await round(side, threadId, (samples[side.name] ??= {}));
}
console.log(`samples ${JSON.stringify(samples)}`);
for (const { client } of others) client.adapter.dispose();
window.close();
gateways.dispose();
process.exit(0);
