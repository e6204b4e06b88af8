/** TLS to a gateway that is known by the fingerprint of its certificate, as the Python clients do it. */

import { createHash, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";

import { CallCredentials, ChannelCredentials } from "@grpc/grpc-js";

import { GatewayError } from "./api.ts";

type Connector = ReturnType<ChannelCredentials["_createSecureConnector"]>;

/** What gRPC agrees on by ALPN. */
const PROTOCOL = "h2";

const HANDSHAKE_MILLISECONDS = 5000;
const ALIVE_MILLISECONDS = 5000;

/** "sha256-…", of a certificate in DER form. */
export function fingerprint(der: Buffer): string {
  return `sha256-${createHash("sha256").update(der).digest("base64url")}`;
}

/**
 * The certificate is compared before anything is sent. gRPC's own credentials can't: they take a certificate for
 * right or wrong by who has signed it, and ask for more only then.
 */
export class PinnedCredentials extends ChannelCredentials {
  /** Why the last handshake did not succeed; null where it has. */
  refused: GatewayError | null = null;
  private readonly host: string;
  private readonly certificate: string;
  private readonly name: string;

  /** name: what errors call it. */
  constructor(host: string, certificate: string, name: string) {
    super();
    this.host = host;
    this.name = name;
    this.certificate = certificate;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(
    _target: unknown,
    _options: unknown,
    callCredentials?: CallCredentials,
  ): Connector {
    return {
      connect: async (socket) => {
        try {
          const opened = await this.shakeHands(socket);
          this.refused = null;
          return { socket: opened, secure: true };
        } catch (error) {
          // Until the next success: gRPC may have begun another attempt before it tells of this one.
          this.refused = error instanceof GatewayError ? error : null;
          throw error;
        }
      },
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => callCredentials ?? CallCredentials.createEmpty(),
      destroy: () => undefined,
    };
  }

  private shakeHands(plain: Socket): Promise<TLSSocket> {
    plain.setNoDelay(true);
    plain.setKeepAlive(true, ALIVE_MILLISECONDS);
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(error);
        socket.destroy();
      };
      const named = /^[\d.]+$|:/.test(this.host) ? {} : { servername: this.host };
      const socket = connect({
        socket: plain,
        host: this.host,
        ...named,
        ALPNProtocols: [PROTOCOL],
        minVersion: "TLSv1.3",
        rejectUnauthorized: this.certificate === "",
      });
      const timer = setTimeout(
        () => fail(new GatewayError("away", `${this.name} does not finish the TLS handshake`)),
        HANDSHAKE_MILLISECONDS,
      );
      socket.once("secureConnect", () => {
        const wrong = this.wrongWith(socket);
        if (wrong) return fail(wrong);
        clearTimeout(timer);
        resolve(socket);
      });
      socket.once("error", (error) => fail(this.failed(error)));
      socket.once("close", () => fail(new GatewayError("away", this.closed())));
    });
  }

  private wrongWith(socket: TLSSocket): GatewayError | null {
    if (socket.alpnProtocol !== PROTOCOL) {
      return new GatewayError("wrong", `what answers at ${this.name} is no Farfield gateway`, true);
    }
    if (!this.certificate) return null;
    const given = fingerprint(socket.getPeerCertificate(true).raw);
    if (given.length === this.certificate.length && timingSafeEqual(Buffer.from(given), Buffer.from(this.certificate))) {
      return null;
    }
    const message =
      `${this.name} shows another certificate (${given}) than the connection string names (${this.certificate}), ` +
      "so the token was not sent: somebody may be in between, or the gateway has a new one; ask who runs it, " +
      "then connect with the new string";
    return new GatewayError("denied", message, true);
  }

  private failed(error: Error & { code?: string; reason?: string }): GatewayError {
    const code = error.code ?? "";
    if (/CERT|SELF_SIGNED|ISSUER|VERIFY/.test(code) && !code.startsWith("ERR_SSL")) {
      const message =
        `the certificate of ${this.name} is not trusted here (${error.message}); ` +
        "use the connection string, which has its fingerprint";
      return new GatewayError("denied", message, true);
    }
    if (code === "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL") {
      return new GatewayError("wrong", `what answers at ${this.name} is no Farfield gateway`, true);
    }
    if (code.startsWith("ERR_SSL") || code === "EPROTO") {
      return new GatewayError("wrong", `${this.name} does not speak TLS 1.3 as a gateway does`, true);
    }
    return new GatewayError("away", this.closed());
  }

  private closed(): string {
    return `${this.name} has ended the connection: too many wrong tokens may have come from here; it opens again in a minute`;
  }
}
