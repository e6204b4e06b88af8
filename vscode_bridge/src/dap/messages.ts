/** The Debug Adapter Protocol's messages, as they are made here. */

import type { DebugProtocol } from "@vscode/debugprotocol";

export type Message = DebugProtocol.ProtocolMessage;
export type Source = DebugProtocol.Source;
export type Breakpoint = DebugProtocol.Breakpoint;

/** Arguments or a body: what is in it, whoever has sent it has to be asked. */
export type Body = Readonly<Record<string, unknown>>;

export interface Request extends Message {
  readonly type: "request";
  readonly command: string;
  readonly arguments?: Body;
}

/** What has become of a request. */
export interface Reply {
  readonly success: boolean;
  /** Why it could not be done. */
  readonly message?: string;
  readonly body?: Body;
  /** Called when the answer is with the editor. */
  readonly after?: () => void;
}

/** A request that can't be done; the message is for people. */
export class Refusal extends Error {}

export function failed(message: string): Reply {
  return { success: false, message };
}

/** The body of an answer; throws a Refusal where there is none. */
export function bodyOf(reply: Reply): Body {
  if (!reply.success) throw new Refusal(reply.message || "the worker refused");
  return reply.body ?? {};
}

/** A field that is an object, else an empty one. */
export function object(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};
}

/** A field that is a list of objects, else an empty one. */
export function list(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.map(object) : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** NaN for what is no number. */
export function number(value: unknown): number {
  return typeof value === "number" ? value : NaN;
}
