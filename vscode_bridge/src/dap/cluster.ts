/** The workers of a gateway, as a debug client has them: which there are, and tunnels to those it wants. */

import { CLOCK } from "../common/clock.ts";
import type { Disposable } from "../common/events.ts";
import type { DebugClientFrameInit, DebugHelloInit, DebugStream, Gateway } from "../gateway/api.ts";
import { GatewayError } from "../gateway/api.ts";
import type { DebugGatewayFrame, DebugWorker } from "../wire/v1/debug_pb.ts";
import { Conversation, type WorkerEvent } from "./conversation.ts";

/** A worker that has not let us in is asked again after that, or when who has it lets it go. */
const REFUSED_MILLISECONDS = 5000;

/** Milliseconds between attempts to come back to a gateway; the last is repeated. */
const PAUSES = [100, 200, 500, 1000, 2000] as const;

/** How a tunnel has ended: the worker is unwanted, refuses, has ended, or its gateway is gone. */
export interface End {
  readonly by: "us" | "worker" | "death" | "gateway";
  readonly why: string;
  /** Whether there was a tunnel already. */
  readonly wasOpen: boolean;
}

export interface ClusterUser {
  wants(worker: DebugWorker): boolean;
  /** There is a tunnel: set up what is at its end. */
  opened(conversation: Conversation): void;
  event(conversation: Conversation, event: WorkerEvent): void;
  /** A tunnel has ended, or could not be made. */
  ended(conversation: Conversation, end: End): void;
  /** A worker does something else than before, or is new. */
  changed(conversation: Conversation): void;
  /** Why it is away, or that it is there again. */
  away(why: string): void;
  back(): void;
  /** A connection that was lost is there again, with these workers. */
  connected(): void;
  /** It will not come back. */
  lost(why: string): void;
}

/** A connection to a gateway, opened again when it breaks, and a conversation with each worker. */
export class Cluster {
  readonly workers = new Map<string, Conversation>();
  private readonly gateway: Gateway;
  private readonly hello: DebugHelloInit;
  private readonly user: ClusterUser;
  /** By worker that has not let us in, when it is asked again. */
  private readonly refused = new Map<string, Disposable>();
  private stream: DebugStream | undefined;
  private returning: Disposable | undefined;
  private dialing = false;
  private over = false;

  constructor(gateway: Gateway, hello: DebugHelloInit, user: ClusterUser) {
    this.gateway = gateway;
    this.hello = hello;
    this.user = user;
  }

  /** Hear of its workers from now on. Rejects with a GatewayError: it is not tried again then. */
  async connect(): Promise<void> {
    await this.open((error) => this.broken(error));
  }

  /** Have tunnels to the workers that are wanted, now and from now on. */
  dial(): void {
    this.dialing = true;
    this.look();
  }

  /** Others are wanted now. */
  look(): void {
    for (const conversation of [...this.workers.values()]) this.consider(conversation);
  }

  /** Leave the gateway: what its workers hold goes on. */
  disconnect(): void {
    this.over = true;
    this.returning?.dispose();
    this.stream?.close();
    this.stream = undefined;
    this.drop("the debugger has left the gateway");
  }

  private async open(broken: (error: GatewayError) => void): Promise<void> {
    let early: DebugGatewayFrame[] | undefined = [];
    let welcomed = false;
    const stream = this.gateway.debug(this.hello, {
      frame: (frame) => (early ? early.push(frame) : this.take(frame)),
      ended: (error) => {
        if (this.stream === stream) this.stream = undefined;
        if (welcomed && !this.over) broken(error);
      },
    });
    this.stream = stream;
    const welcome = await stream.welcome;
    welcomed = true;
    if (this.over) {
      stream.close();
      throw new GatewayError("away", "the debugger has left the gateway");
    }
    for (const worker of welcome.workers) this.workerChanged(worker);
    const frames = early;
    early = undefined;
    for (const frame of frames) this.take(frame);
  }

  private broken(error: GatewayError): void {
    this.drop(error.message);
    this.comeBack(error, 0);
  }

  /** Connect again, however long that takes. What workers held has gone on; breakpoints are set anew. */
  private comeBack(error: GatewayError, attempt: number): void {
    if (this.over) return;
    if (error.lasting) {
      this.user.lost(error.message);
      return;
    }
    if (attempt === 1) this.user.away(error.message);
    const pause = PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 0;
    this.returning = CLOCK.after(pause, () => {
      this.open((again) => this.broken(again)).then(
        () => this.isBack(attempt > 0),
        (why: unknown) => this.comeBack(asGatewayError(why), attempt + 1),
      );
    });
  }

  private isBack(told: boolean): void {
    if (told) this.user.back();
    this.user.connected();
  }

  private drop(why: string): void {
    for (const conversation of [...this.workers.values()]) this.gone(conversation, "gateway", why);
  }

  private gone(conversation: Conversation, by: End["by"], why: string): void {
    this.workers.delete(conversation.id);
    this.forgive(conversation);
    this.ended(conversation, by, why);
  }

  private ended(conversation: Conversation, by: End["by"], why: string): void {
    const wasOpen = conversation.open;
    conversation.ended(why);
    this.user.ended(conversation, { by, why, wasOpen });
  }

  private take(frame: DebugGatewayFrame): void {
    const { case: kind, value } = frame.frame;
    if (kind === "worker") {
      this.workerChanged(value);
      return;
    }
    const id = typeof value === "object" && "worker" in value ? value.worker : value;
    const conversation = typeof id === "string" ? this.workers.get(id) : undefined;
    if (conversation === undefined) return;
    if (kind === "message") {
      conversation.take(value.content);
    } else if (kind === "gone") {
      this.gone(conversation, "death", `${conversation.title} has ended`);
    } else if (kind === "opened" && conversation.tunnel === "opening") {
      conversation.opened();
      this.user.opened(conversation);
    } else if (kind === "closed" && conversation.tunnel !== "none") {
      const again = (): void => {
        this.forgive(conversation);
        this.consider(conversation);
      };
      this.refused.set(conversation.id, CLOCK.after(REFUSED_MILLISECONDS, again));
      this.ended(conversation, "worker", value.reason);
    }
  }

  private workerChanged(about: DebugWorker): void {
    const known = this.workers.get(about.id);
    const send = (frame: DebugClientFrameInit): void => this.stream?.send(frame);
    const conversation = known ?? new Conversation(about, send, (from, event) => this.user.event(from, event));
    conversation.about = about;
    this.workers.set(about.id, conversation);
    this.user.changed(conversation);
    this.consider(conversation);
  }

  private consider(conversation: Conversation): void {
    const { client } = conversation.about;
    const wanted = this.user.wants(conversation.about);
    if (conversation.tunnel !== "none") {
      if (wanted) return;
      const wasOpen = conversation.open;
      conversation.hangUp();
      this.user.ended(conversation, { by: "us", why: "it is not wanted any more", wasOpen });
    } else if (client !== "") {
      if (client !== this.hello.client) this.forgive(conversation);
    } else if (this.dialing && wanted && !this.refused.has(conversation.id)) {
      conversation.dial();
    }
  }

  private forgive(conversation: Conversation): void {
    this.refused.get(conversation.id)?.dispose();
    this.refused.delete(conversation.id);
  }
}

function asGatewayError(error: unknown): GatewayError {
  return error instanceof GatewayError ? error : new GatewayError("broken", String(error));
}
