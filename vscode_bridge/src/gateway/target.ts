/** What people connect to, as it is written: farfield://HOST:PORT?cert=…#TOKEN, by the rules of the Python clients. */

import { isIPv4, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";

import { GatewayError } from "./api.ts";

export const SCHEME = "farfield://";
const DEFAULT_PORT = 7878;
const LONGEST = 2000;
const LONGEST_TOKEN = 512;
const EXAMPLE = "sha256-… with 43 characters after the dash";

/** A gateway that listens. Certificate and token are "" where the string has none. */
export interface FarTarget {
  readonly host: string;
  readonly port: number;
  readonly certificate: string;
  readonly token: string;
}

/** "host:port", by which what is remembered of it is found. */
export function addressOf({ host, port }: Pick<FarTarget, "host" | "port">): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** As a connection string that may be shown. */
export function withoutToken(target: FarTarget): string {
  return `${SCHEME}${addressOf(target)}${target.certificate ? `?cert=${target.certificate}` : ""}`;
}

export function isToken(text: string): boolean {
  return text.length <= LONGEST_TOKEN && /^[!-~]+$/.test(text);
}

/** Whether it can be the fingerprint of a certificate, to the last bit: nothing else ever matches. */
export function isFingerprint(text: string): boolean {
  const coded = /^sha256-([A-Za-z0-9_-]{43})$/.exec(text)?.[1];
  return coded !== undefined && Buffer.from(coded, "base64url").toString("base64url") === coded;
}

/** "local", or where a gateway listens. Throws a GatewayError that names what is wrong, or the next step. */
export function parseTarget(text: string): "local" | FarTarget {
  const given = text.trim();
  const lower = given.toLowerCase();
  if (/^local(:\d+)?$/.test(lower)) return "local";
  if (lower.startsWith(SCHEME)) return parseFarfield(given);
  throw wrong(otherwise(given, lower));
}

function otherwise(given: string, lower: string): string {
  const string = "'farfield://HOST:PORT?cert=…#TOKEN', as 'farfield url' shows it where the gateway runs";
  if (!given) return `write a connection string: ${string}`;
  if (lower.startsWith("ssh://")) {
    return (
      "VS Code reaches machines by ssh itself: open a window there (Remote - SSH: Connect to Host…), and the " +
      `clusters of that machine are in its list; or connect to ${string}`
    );
  }
  if (/^(ray|kuberay)(:|$)/.test(lower)) return "this version of Farfield does not attach to Ray clusters yet";
  // What was given isn't shown: it may be a token by itself.
  return `that is no target; write ${string}`;
}

/** Throws a GatewayError that names what is wrong with it, and shows no secret. */
export function parseFarfield(text: string): FarTarget {
  // The token first: from here on, what is shown doesn't hold it.
  const [shown, mark, token] = partition(text.trim(), "#");
  checkForm(shown);
  if (mark && !isToken(token)) {
    throw wrong(`what follows the '#' of '${shown}' is no token: up to 512 visible characters, and no spaces`);
  }
  const [before, asked, query] = partition(shown.slice(SCHEME.length), "?");
  const place = before.endsWith("/") ? before.slice(0, -1) : before;
  if (place.includes("@")) {
    throw wrong(`a ${SCHEME} target names no user: the token says who you are; write '${SCHEME}HOST:PORT'`);
  }
  if (place.includes("/")) {
    throw wrong(`'${shown}' has a path, '/${partition(place, "/")[2]}': nothing follows the port`);
  }
  const [host, port] = hostAndPort(place, shown);
  return {
    host: checkedHost(host, shown),
    port: port || DEFAULT_PORT,
    certificate: asked ? certificateOf(query, shown) : "",
    token,
  };
}

function checkForm(shown: string): void {
  if (!shown.toLowerCase().startsWith(SCHEME)) throw wrong(`a target for this begins with '${SCHEME}'`);
  const length = [...shown].length;
  if (length > LONGEST) throw wrong(`the target is too long: ${length} characters`);
  if (/[\p{C}\p{Z}]/u.test(shown)) {
    throw wrong(`the target ${quoted(withoutUser(shown))} has a space or control character in it`);
  }
}

/** Someone may have written a password there. */
function withoutUser(shown: string): string {
  const [scheme, , rest] = partition(shown, "://");
  return `${scheme}://${rest.slice(rest.lastIndexOf("@") + 1)}`;
}

/** The host, an IPv6 address in its brackets, and the port, 0 where there is none. */
function hostAndPort(place: string, shown: string): [string, number] {
  let [host, colon, port] = ["", "", ""];
  if (place.startsWith("[")) {
    const [inner, closed, rest] = partition(place, "]");
    if (!closed || (rest && !rest.startsWith(":"))) {
      throw wrong(`'${shown}': an IPv6 address is written '[::1]' or '[::1]:${DEFAULT_PORT}'`);
    }
    [host, colon, port] = [inner + closed, rest.slice(0, 1), rest.slice(1)];
  } else {
    [host, colon, port] = partition(place, ":");
    if (port.includes(":")) {
      throw wrong(`'${shown}': an IPv6 address is written in brackets: '[::1]:${DEFAULT_PORT}'`);
    }
  }
  if (!colon) return [host, 0];
  const number = /^[0-9]{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65535) throw wrong(`'${shown}': a port is a number from 1 to 65535, not '${port}'`);
  return [host, number];
}

/** The host in the one form that it is remembered by. */
function checkedHost(host: string, shown: string): string {
  if (host.startsWith("[")) {
    const [address, mark, zone] = partition(host.slice(1, -1), "%");
    if (!isIPv6(address) || (mark && (!zone || zone.includes("%")))) {
      throw wrong(`'${shown}': '${host.slice(1, -1)}' is no IPv6 address`);
    }
    return `${new URL(`http://[${address}]`).hostname.slice(1, -1)}${mark}${zone}`;
  }
  if (!host) throw wrong(`'${shown}' names no host`);
  // Looked at afterwards only: among the characters it makes can be a space, a slash or a dollar sign.
  const ascii = /^[\0-\x7f]*$/.test(host) ? host : domainToASCII(host);
  const name = ascii.toLowerCase().replace(/\.$/, "");
  const labels = name.split(".");
  if (/^[0-9]+$/.test(labels.at(-1) ?? "")) {
    if (!isIPv4(name)) throw wrong(`'${shown}': '${host}' is no IPv4 address`);
    return name;
  }
  if (name.length > 253 || !labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label))) {
    throw wrong(`'${shown}': '${host}' is no name that a host can have`);
  }
  return name;
}

function certificateOf(query: string, shown: string): string {
  let certificate = "";
  for (const part of query.split("&")) {
    const [name, , value] = partition(part, "=");
    if (name !== "cert") {
      throw wrong(`'${shown}': '${name}' is unknown here; 'cert' is all that can follow the '?'`);
    }
    if (certificate) throw wrong(`'${shown}' names two certificates`);
    if (!isFingerprint(value)) throw wrong(`'${shown}': '${value}' is no fingerprint of a certificate (${EXAMPLE})`);
    certificate = value;
  }
  return certificate;
}

function wrong(message: string): GatewayError {
  return new GatewayError("wrong", message, true);
}

/** As Python's: what is before the mark, the mark or "", and what is after it. */
function partition(text: string, mark: string): [string, string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, "", ""] : [text.slice(0, at), mark, text.slice(at + mark.length)];
}

/** With what can't be seen written out. */
function quoted(text: string): string {
  const seen = text.replace(/[\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === " ") return " ";
    const short = new Map([["\n", "\\n"], ["\r", "\\r"], ["\t", "\\t"]]).get(character);
    if (short) return short;
    const hex = code.toString(16);
    return code < 256 ? `\\x${hex.padStart(2, "0")}` : code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
  return `'${seen}'`;
}
