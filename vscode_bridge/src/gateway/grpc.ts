/** gRPC, which takes a while to load: a window that sees no gateway never needs it. */

import type * as grpc from "@grpc/grpc-js";

export type Grpc = typeof grpc;

export function loadGrpc(): Promise<Grpc> {
  return import("@grpc/grpc-js");
}

/** Of the protocol: the numbers of `grpc.status`. */
export const codes = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;
