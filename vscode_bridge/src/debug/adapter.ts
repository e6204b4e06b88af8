/** A session's adapter as VS Code is given it: it minds who is typing, and who ends it; knows no editor. */

import type { DebugProtocol } from "@vscode/debugprotocol";

import { Emitter } from "../common/events.ts";
import type { Adapter } from "../dap/api.ts";

export interface Minded extends Adapter {
  /** Show where it stands, if it does: what the user is doing is no reason any more not to. */
  show(): void;
}

export interface Minding {
  /** Whether a stop is to leave the focus where it is. */
  quiet?(): boolean;
  /** It was quiet. */
  hushed?(): void;
  /** The user has ended the session; not: the adapter has. */
  left?(): void;
  /** There is nothing to attach to: VS Code's own dialog, which offers launch.json, does not say so. */
  refused?(why: string): void;
}

type Stopped = DebugProtocol.StoppedEvent;

const is = (message: DebugProtocol.ProtocolMessage, event: string): boolean =>
  message.type === "event" && (message as DebugProtocol.Event).event === event;

export function minded(adapter: Adapter, minding: Minding): Minded {
  const told = new Emitter<DebugProtocol.ProtocolMessage>();
  let stopped: Stopped | undefined;
  let over = false;
  const listening = adapter.onDidSendMessage((message) => {
    if (is(message, "continued")) stopped = undefined;
    if (is(message, "terminated")) over = true;
    if (!is(message, "stopped")) return told.fire(attachFailed(message) ? unsaid(message, minding) : message);
    stopped = message as Stopped;
    // Who makes a step looks at it.
    if (stopped.body.reason === "step" || !minding.quiet?.()) return told.fire(message);
    told.fire({ ...stopped, body: { ...stopped.body, preserveFocusHint: true } } as Stopped);
    minding.hushed?.();
  });
  return {
    onDidSendMessage: told.event,
    handleMessage(message) {
      const { type, command } = message as DebugProtocol.Request;
      if (type === "request" && (command === "disconnect" || command === "terminate") && !over) {
        over = true;
        minding.left?.();
      }
      if (type === "request" && (command === "continue" || command === "next" || command.startsWith("step"))) {
        stopped = undefined;
      }
      adapter.handleMessage(message);
    },
    show() {
      if (stopped) told.fire(stopped);
    },
    dispose() {
      listening.dispose();
      adapter.dispose();
      told.dispose();
    },
  };
}

function attachFailed(message: DebugProtocol.ProtocolMessage): message is DebugProtocol.Response {
  const { type, success, command } = message as DebugProtocol.Response;
  return type === "response" && command === "attach" && !success;
}

/** The same answer, for which VS Code shows no dialog. */
function unsaid(message: DebugProtocol.Response, minding: Minding): DebugProtocol.ErrorResponse {
  const why = message.message ?? "it can't be attached to";
  minding.refused?.(why);
  return { ...message, body: { error: { id: 1, format: why, showUser: false } } };
}

/** The adapter of a session that comes too late: it can't attach to anything. */
export function absent(why: string): Adapter {
  const told = new Emitter<DebugProtocol.ProtocolMessage>();
  let sent = 0;
  return {
    onDidSendMessage: told.event,
    handleMessage(message) {
      const { type, command, seq } = message as DebugProtocol.Request;
      if (type !== "request") return;
      const success = command !== "attach";
      const reply = { type: "response", seq: ++sent, request_seq: seq, command, success, ...(!success && { message: why }) };
      told.fire(reply as DebugProtocol.Response);
    },
    dispose: () => told.dispose(),
  };
}
