/** TLS to a gateway that is known by the fingerprint of its certificate, as the Python clients do it. */

import { createHash, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";

import type { CallCredentials, ChannelCredentials } from "@grpc/grpc-js";

import { GatewayError } from "./api.ts";
import type { Grpc } from "./grpc.ts";

type Connector = ReturnType<ChannelCredentials["_createSecureConnector"]>;

/** What gRPC agrees on by ALPN. */
const PROTOCOL = "h2";

const HANDSHAKE_MILLISECONDS = 5000;
const ALIVE_MILLISECONDS = 5000;

/** "sha256-…", of a certificate in DER form. */
export function fingerprint(der: Buffer): string {
  return `sha256-${createHash("sha256").update(der).digest("base64url")}`;
}

export type Pinned = ChannelCredentials & {
  /** Why the last handshake did not succeed; null where it has. */
  refused: GatewayError | null;
};

/**
 * The certificate is compared before anything is sent. gRPC's own credentials can't: they take a certificate for
 * right or wrong by who has signed it, and ask for more only then. peer: what errors call it.
 */
export function pinnedCredentials(grpc: Grpc, host: string, certificate: string, peer: string): Pinned {
  class PinnedCredentials extends grpc.ChannelCredentials {
    refused: GatewayError | null = null;

    override _isSecure(): boolean {
      return true;
    }

    override _equals(other: ChannelCredentials): boolean {
      return this === other;
    }

    override _createSecureConnector(_target: unknown, _options: unknown, callCredentials?: CallCredentials): Connector {
      return {
        connect: async (plain) => {
          try {
            const socket = await shakeHands(plain, host, certificate, peer);
            this.refused = null;
            return { socket, secure: true };
          } catch (error) {
            // Until the next success: gRPC may have begun another attempt before it tells of this one.
            this.refused = error instanceof GatewayError ? error : null;
            throw error;
          }
        },
        waitForReady: () => Promise.resolve(),
        getCallCredentials: () => callCredentials ?? grpc.CallCredentials.createEmpty(),
        destroy: () => undefined,
      };
    }
  }
  return new PinnedCredentials();
}

function shakeHands(plain: Socket, host: string, certificate: string, peer: string): Promise<TLSSocket> {
  plain.setNoDelay(true);
  plain.setKeepAlive(true, ALIVE_MILLISECONDS);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
      socket.destroy();
    };
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connect({
      socket: plain,
      host: host,
      ...named,
      ALPNProtocols: [PROTOCOL],
      minVersion: "TLSv1.3",
      rejectUnauthorized: certificate === "",
    });
    const timer = setTimeout(
      () => fail(new GatewayError("away", `${peer} does not finish the TLS handshake`)),
      HANDSHAKE_MILLISECONDS,
    );
    socket.once("secureConnect", () => {
      const wrong = wrongWith(socket, certificate, peer);
      if (wrong) return fail(wrong);
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once("error", (error) => fail(failed(error, peer)));
    socket.once("close", () => fail(new GatewayError("away", closed(peer))));
  });
}

function wrongWith(socket: TLSSocket, certificate: string, peer: string): GatewayError | null {
  if (socket.alpnProtocol !== PROTOCOL) {
    return new GatewayError("wrong", `what answers at ${peer} is no Farfield gateway`, true);
  }
  if (!certificate) return null;
  const given = fingerprint(socket.getPeerCertificate(true).raw);
  if (given.length === certificate.length && timingSafeEqual(Buffer.from(given), Buffer.from(certificate))) {
    return null;
  }
  const message =
    `${peer} shows another certificate (${given}) than the connection string names (${certificate}), ` +
    "so the token was not sent: somebody may be in between, or the gateway has a new one; ask who runs it, " +
    "then connect with the new string";
  return new GatewayError("denied", message, true);
}

function failed(error: Error & { code?: string }, peer: string): GatewayError {
  const code = error.code ?? "";
  if (/CERT|SELF_SIGNED|ISSUER|VERIFY/.test(code) && !code.startsWith("ERR_SSL")) {
    const message =
      `the certificate of ${peer} is not trusted here (${error.message}); ` +
      "use the connection string, which has its fingerprint";
    return new GatewayError("denied", message, true);
  }
  if (code === "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL") {
    return new GatewayError("wrong", `what answers at ${peer} is no Farfield gateway`, true);
  }
  if (code.startsWith("ERR_SSL") || code === "EPROTO") {
    return new GatewayError("wrong", `${peer} does not speak TLS 1.3 as a gateway does`, true);
  }
  return new GatewayError("away", closed(peer));
}

function closed(peer: string): string {
  return `${peer} has ended the connection: too many wrong tokens may have come from here; it opens again in a minute`;
}
