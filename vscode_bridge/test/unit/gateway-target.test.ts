/** Connection strings: what is understood, and what is refused with which words. `cases/` holds Python to the same. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { GatewayError } from "../../src/gateway/api.ts";
import { addressOf, parseFarfield, parseTarget, withoutToken } from "../../src/gateway/target.ts";

type Expected = string | [string, number, string, string];
const CASES = JSON.parse(readFileSync(new URL("cases/targets.json", import.meta.url), "utf8")) as [string, Expected][];

function parsed(text: string): Expected {
  try {
    const { host, port, certificate, token } = parseFarfield(text);
    return [host, port, certificate, token];
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    return error.message;
  }
}

test("connection strings are understood and refused as in Python", () => {
  for (const [text, expected] of CASES) assert.deepEqual(parsed(text), expected, JSON.stringify(text));
});

test("a target is shown without its token", () => {
  const target = parseFarfield(`farfield://[0::1]:99?cert=sha256-${"A".repeat(43)}#Secret`);
  assert.equal(withoutToken(target), `farfield://[::1]:99?cert=sha256-${"A".repeat(43)}`);
  assert.equal(addressOf(target), "[::1]:99");
});

test("what is no connection string is told the next step, and not shown", () => {
  assert.equal(parseTarget(" local:8 "), "local");
  const refusal = (text: string): string => {
    try {
      parseTarget(text);
    } catch (error) {
      return String((error as Error).message);
    }
    return assert.fail(text);
  };
  assert.match(refusal(""), /^write a connection string/);
  assert.match(refusal("ssh://me:Secret@gpu"), /Remote - SSH: Connect to Host…/);
  assert.match(refusal("ray"), /does not attach to Ray clusters yet/);
  assert.match(refusal("Secret"), /^that is no target; write 'farfield:/);
  for (const text of ["ssh://me:Secret@gpu", "Secret", "http://a#Secret"]) assert.doesNotMatch(refusal(text), /Secret/);
});
