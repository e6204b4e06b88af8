/** What gRPC says went wrong, in words for people. */

import type { ServiceError } from "@grpc/grpc-js";

import type { Trouble } from "../../../jupyter_ext/ui/src/panel/source.ts";
import { GatewayError } from "./api.ts";
import { codes } from "./grpc.ts";

/** The gateway's own words for an address that is not listened to for a while. */
const TOO_MANY = /^too many wrong tokens/;

export function failedCall(error: ServiceError, route: { readonly name: string; readonly socket?: string }): GatewayError {
  const name = route.name;
  switch (error.code) {
    case codes.UNAUTHENTICATED:
      return TOO_MANY.test(error.details)
        ? new GatewayError("away", `${name}: ${error.details}`)
        : new GatewayError("denied", tokenText(error.details, name, route.socket !== undefined), true);
    case codes.UNAVAILABLE:
      return new GatewayError("away", unreachable(error.details, name, route.socket !== undefined));
    case codes.DEADLINE_EXCEEDED:
      return new GatewayError("away", `${name} does not answer: it is busy or hangs, or the network is slow`);
    case codes.CANCELLED:
      return new GatewayError("away", `the connection to ${name} has ended`);
    case codes.UNIMPLEMENTED:
      return new GatewayError("wrong", `what answers at ${name} is no Farfield gateway, or one of another version`, true);
  }
  return new GatewayError(troubleOf(error.code), error.details || `${name} has failed (gRPC status ${error.code})`);
}

function troubleOf(code: number): Trouble {
  switch (code) {
    case codes.PERMISSION_DENIED:
      return "denied";
    case codes.NOT_FOUND:
      return "missing";
    case codes.INVALID_ARGUMENT:
    case codes.FAILED_PRECONDITION:
    case codes.OUT_OF_RANGE:
    case codes.RESOURCE_EXHAUSTED:
      return "wrong";
  }
  return "broken";
}

function tokenText(details: string, name: string, local: boolean): string {
  if (local) return `${name} does not take the token of its connection file; 'farfield down' ends it`;
  const next = "connect again with the connection string that 'farfield url' shows where it runs";
  if (details.includes("expired") || details.includes("revoked")) return `${name}: ${details}`;
  return `${name} does not know the token; ${next}`;
}

/** What the system has said of a connection that can't be made. */
function unreachable(details: string, name: string, local: boolean): string {
  if (/ENOENT|ECONNREFUSED/.test(details)) {
    return local
      ? `${name}: nobody listens at the gateway's socket; it has ended`
      : `nothing listens at ${name}; 'farfield serve' starts a gateway there`;
  }
  if (/ENOTFOUND|EAI_|Name resolution/.test(details)) return `the name of ${name} is not known here`;
  if (/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/.test(details)) {
    return `${name} does not answer: the machine is off, or a firewall is in between`;
  }
  return `the connection to ${name} is gone`;
}
