/** gRPC to one gateway: over its Unix socket, or TLS to its port. */

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { DescMessage, DescMethodBiDiStreaming, DescMethodServerStreaming, DescMethodUnary } from "@bufbuild/protobuf";
import type { MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { Client, Metadata, ServiceError } from "@grpc/grpc-js";

import { GatewayError } from "./api.ts";
import { codes, type Grpc } from "./grpc.ts";
import { pinnedCredentials } from "./pinned.ts";
import { failedCall } from "./troubles.ts";

/** How a gateway is reached. The token is a secret. */
export interface Route {
  /** Path of its Unix socket; or else the host and port where it listens. */
  readonly socket?: string;
  readonly host?: string;
  readonly port?: number;
  /** The fingerprint of its certificate; without one the system decides whom to trust. */
  readonly certificate?: string;
  readonly token: string;
  /** What errors call it. */
  readonly name: string;
}

/** So long a stream of pages may pause. */
const PAUSE_MILLISECONDS = 30_000;

/** What was sent is waited for, when a stream is left, for so long. */
const LEAVE_MILLISECONDS = 2000;

const WINDOW = 4 << 20;
const FOR_EVER = 0x7fffffff;

/** One frame after another, both ways. */
export interface Frames<I extends DescMessage> {
  send(frame: MessageInitShape<I>): void;
  /** What was sent arrives before. */
  end(): void;
}

export interface Channel {
  /** Called once, when the connection has broken; not by `close`. */
  onLost: () => void;
  /** Calls that go on end with this error. */
  close(why: GatewayError): void;
  unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    milliseconds: number,
  ): Promise<MessageShape<O>>;
  pages<I extends DescMessage, O extends DescMessage>(
    method: DescMethodServerStreaming<I, O>,
    request: MessageInitShape<I>,
    page: (page: MessageShape<O>) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  frames<I extends DescMessage, O extends DescMessage>(
    method: DescMethodBiDiStreaming<I, O>,
    frame: (frame: MessageShape<O>) => void,
    ended: (error: GatewayError) => void,
  ): Frames<I>;
}

export function openChannel(grpc: Grpc, route: Route): Channel {
  const { host = "", certificate = "", name } = route;
  const pinned = route.socket === undefined ? pinnedCredentials(grpc, host, certificate, name) : null;
  const client = new grpc.Client(addressOf(route), pinned ?? grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
    "grpc.enable_http_proxy": 0,
    "grpc.enable_retries": 0,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.client_idle_timeout_ms": FOR_EVER,
    "grpc-node.flow_control_window": WINDOW,
    "grpc.service_config_disable_resolution": 1,
  });
  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${route.token}`);
  // Closing the client would let calls go on that have begun.
  const going = new Set<{ cancel(): void }>();
  let closed: GatewayError | null = null;
  const failure = (error: ServiceError): GatewayError => closed ?? pinned?.refused ?? failedCall(error, route);
  const caller: Caller = { client, metadata, going, failure, name };
  const channel: Channel = {
    onLost: () => undefined,
    unary: (method, request, milliseconds) => ask(caller, method, request, milliseconds),
    pages: (method, request, page, signal) => readPages(caller, method, request, page, signal),
    frames: (method, frame, ended) => exchange(caller, method, frame, ended),
    close: (why) => {
      closed ??= why;
      for (const call of [...going]) call.cancel();
      client.close();
    },
  };
  watch(grpc, client, () => {
    if (!closed) channel.onLost();
  });
  return channel;
}

interface Caller {
  readonly client: Client;
  readonly metadata: Metadata;
  readonly going: Set<{ cancel(): void }>;
  readonly failure: (error: ServiceError) => GatewayError;
  readonly name: string;
}

function addressOf(route: Route): string {
  if (route.socket !== undefined) return `unix:${route.socket}`;
  const host = route.host ?? "";
  return host.includes(":") ? `ipv6:[${host}]:${route.port}` : `dns:${host}:${route.port}`;
}

function pathOf(method: { readonly parent: { readonly typeName: string }; readonly name: string }): string {
  return `/${method.parent.typeName}/${method.name}`;
}

function bytesOf<D extends DescMessage>(description: D, message: MessageShape<D>): Buffer {
  const bytes = toBinary(description, message);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Calls back once, when a connection that was there is gone. */
function watch({ connectivityState }: Grpc, client: Client, lost: () => void): void {
  const channel = client.getChannel();
  let was = channel.getConnectivityState(false);
  const look = (): void => {
    const now = channel.getConnectivityState(false);
    if (now === connectivityState.SHUTDOWN) return;
    if (was === connectivityState.READY && now !== was) {
      lost();
      return;
    }
    was = now;
    channel.watchConnectivityState(now, Infinity, (error) => {
      if (!error) look();
    });
  };
  look();
}

function ask<I extends DescMessage, O extends DescMessage>(
  { client, metadata, going, failure }: Caller,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  milliseconds: number,
): Promise<MessageShape<O>> {
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      pathOf(method),
      (message: MessageShape<I>) => bytesOf(method.input, message),
      (bytes: Buffer) => fromBinary(method.output, bytes),
      create(method.input, request),
      metadata,
      { deadline: Date.now() + milliseconds },
      (error, reply) => {
        going.delete(call);
        if (error) reject(failure(error));
        else resolve(reply as MessageShape<O>);
      },
    );
    going.add(call);
  });
}

function readPages<I extends DescMessage, O extends DescMessage>(
  { client, metadata, going, failure }: Caller,
  method: DescMethodServerStreaming<I, O>,
  request: MessageInitShape<I>,
  page: (page: MessageShape<O>) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = client.makeServerStreamRequest(
      pathOf(method),
      (message: MessageShape<I>) => bytesOf(method.input, message),
      (bytes: Buffer) => fromBinary(method.output, bytes),
      create(method.input, request),
      metadata,
    );
    going.add(call);
    let silent = false;
    const timer = setTimeout(() => {
      silent = true;
      call.cancel();
    }, PAUSE_MILLISECONDS);
    const stop = (): void => call.cancel();
    const done = (error?: GatewayError): void => {
      going.delete(call);
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (error) reject(error);
      else resolve();
    };
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    call.on("data", (message: MessageShape<O>) => {
      timer.refresh();
      page(message);
    });
    call.on("error", (error: ServiceError) => {
      if (signal?.aborted) done(new GatewayError("wrong", "it was stopped"));
      else done(failure(silent ? Object.assign(error, { code: codes.DEADLINE_EXCEEDED }) : error));
    });
    call.on("end", () => done());
  });
}

function exchange<I extends DescMessage, O extends DescMessage>(
  { client, metadata, going, failure, name }: Caller,
  method: DescMethodBiDiStreaming<I, O>,
  frame: (frame: MessageShape<O>) => void,
  ended: (error: GatewayError) => void,
): Frames<I> {
  const call = client.makeBidiStreamRequest(
    pathOf(method),
    (message: MessageShape<I>) => bytesOf(method.input, message),
    (bytes: Buffer) => fromBinary(method.output, bytes),
    metadata,
  );
  going.add(call);
  let over = false;
  let left = false;
  const end = (error: GatewayError): void => {
    going.delete(call);
    if (over) return;
    over = true;
    if (!left) ended(error);
  };
  call.on("data", (message: MessageShape<O>) => {
    if (!left) frame(message);
  });
  call.on("error", (error: ServiceError) => end(failure(error)));
  call.on("end", () => end(new GatewayError("away", `${name} has ended the connection`)));
  return {
    send: (message) => {
      if (!over && !left) call.write(create(method.input, message));
    },
    end: () => {
      if (over || left) return;
      left = true;
      call.end();
      // One that hangs would hold it for ever.
      const timer = setTimeout(() => call.cancel(), LEAVE_MILLISECONDS);
      timer.unref();
      call.on("status", () => clearTimeout(timer));
    },
  };
}
