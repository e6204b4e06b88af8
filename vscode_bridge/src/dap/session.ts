/** One DAP session as the editor has it: each request gets one answer, whatever happens. */

import { Emitter } from "../common/events.ts";
import type { Adapter } from "./api.ts";
import { type Body, type Message, type Reply, type Request, failed, object } from "./messages.ts";

export class Session implements Adapter {
  private readonly emitter = new Emitter<Message>();
  readonly onDidSendMessage = this.emitter.event;
  private readonly answer: (request: Request) => Promise<Reply>;
  private readonly onGone: () => void;
  private sent = 0;
  private over = false;

  /** onGone: the editor has left, or closed it. */
  constructor(answer: (request: Request) => Promise<Reply>, onGone: () => void) {
    this.answer = answer;
    this.onGone = onGone;
  }

  handleMessage(message: Message): void {
    // What is no request is an answer, and nothing is asked of the editor.
    if (message.type === "request") void this.take(message as Request);
  }

  private async take(request: Request): Promise<void> {
    let reply: Reply;
    try {
      reply = this.over ? afterTheEnd(request) : await this.answer(request);
    } catch (error) {
      reply = failed(error instanceof Error ? error.message : String(error));
    }
    const { command } = request;
    const { success } = reply;
    const why = success ? {} : { message: reply.message || "this could not be done" };
    this.send({ type: "response", request_seq: request.seq, command, success, body: object(reply.body), ...why });
    reply.after?.();
    if (command === "disconnect") this.gone();
  }

  emit(event: string, body: Body = {}): void {
    if (!this.over) this.send({ type: "event", event, body });
  }

  /** Have the editor close it. */
  end(): void {
    this.emit("terminated");
    this.over = true;
  }

  dispose(): void {
    this.gone();
    this.emitter.dispose();
  }

  private gone(): void {
    this.over = true;
    this.onGone();
  }

  private send(message: Body): void {
    this.emitter.fire({ seq: ++this.sent, ...message } as Message);
  }
}

function afterTheEnd({ command }: Request): Reply {
  return command === "disconnect" ? { success: true } : failed("this debug session is over");
}
