/** Where gateways of this machine are looked for, and what is trusted there. */

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { localName } from "../../src/gateway/names.ts";
import { localGateways, runtimeDirectory } from "../../src/gateway/places.ts";
import { remember } from "../../src/gateway/remembered.ts";
import { checkVersion } from "../../src/gateway/version.ts";
import { kept } from "../kept.ts";

const PIN = `sha256-${"A".repeat(43)}`;
let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "farfield-places-"));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function writeGateway(name: string, content: unknown, mode = 0o600): void {
  mkdirSync(join(base, name));
  const path = join(base, name, "gateway.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(path, mode);
}

test("the runtime directory is the one of the Python side", async () => {
  mkdirSync(join(base, "run"));
  const user = process.getuid?.();
  const of = (env: Record<string, string>): Promise<string> => runtimeDirectory(env);
  assert.equal(await of({ FARFIELD_RUNTIME_DIR: join(base, "own"), XDG_RUNTIME_DIR: base }), join(base, "own"));
  assert.equal(await of({ XDG_RUNTIME_DIR: join(base, "run") }), join(base, "run", "farfield"));
  assert.equal(await of({ XDG_RUNTIME_DIR: join(base, "missing"), TMPDIR: base }), join(base, `farfield-${user}`));
  assert.equal(statSync(join(base, "own")).mode & 0o777, 0o700);
});

test("a directory that others can write to is closed; what is none of ours is not trusted", async () => {
  const open = join(base, "open");
  mkdirSync(open);
  chmodSync(open, 0o777);
  await runtimeDirectory({ FARFIELD_RUNTIME_DIR: open });
  assert.equal(statSync(open).mode & 0o777, 0o700);
  symlinkSync(open, join(base, "link"));
  writeFileSync(join(base, "file"), "");
  for (const name of ["link", "file"]) {
    await assert.rejects(runtimeDirectory({ FARFIELD_RUNTIME_DIR: join(base, name) }), {
      trouble: "denied",
      message: /is not a directory of yours, so no token is kept there; remove it or set FARFIELD_RUNTIME_DIR/,
    });
  }
});

test("gateways are listed whose processes are there, and whose files are ours alone", async () => {
  const gateway = { gateway: "g", socket: "/s", token: "t", pid: process.pid, version: "0.1.0", python: "3.11.2" };
  writeGateway("local-2", { ...gateway, executable: "/env/bin/python" });
  writeGateway("local-1", gateway);
  writeGateway("local-3", { ...gateway, pid: 0 });
  writeGateway("local-4", "{");
  writeGateway("local-5", gateway, 0o644);
  writeGateway("state", gateway);
  mkdirSync(join(base, "local-6"));
  const found = await localGateways(base);
  assert.deepEqual(
    found.map(({ id, python }) => [id, python]),
    [
      ["local-1", ""],
      ["local-2", "/env/bin/python"],
    ],
  );
});

test("one gateway is this machine's, several are named by their environments", () => {
  assert.equal(localName("/env/bin/python", "local-ab", true), "this machine");
  assert.equal(localName("/opt/conda/envs/torch/bin/python", "local-ab", false), "this machine: torch");
  assert.equal(localName("/home/ada/train/.venv/bin/python", "local-ab", false), "this machine: train/.venv");
  assert.equal(localName("", "local-ab", false), "this machine: ab");
});

test("what `farfield login` has kept is known here, and can be left out here", async () => {
  const connections = { "gpu:7878": { certificate: PIN, token: "secret" } };
  writeFileSync(join(base, "connections.json"), JSON.stringify({ version: 1, connections }), { mode: 0o600 });
  const { secrets, memory } = kept();
  const env = { FARFIELD_CONFIG_DIR: base, FARFIELD_TARGET: "farfield://other" };
  const remembered = remember(secrets, memory, env);
  const known = async (): Promise<string[]> => (await remembered.targets()).map(({ host, token }) => `${host}${token}`);
  assert.deepEqual(await known(), ["gpu", "other"]);
  const gpu = await remembered.recall("gpu:7878");
  assert.ok(gpu);
  assert.equal((await remembered.withToken(gpu)).token, "secret");
  assert.equal((await remember(secrets, memory, { ...env, FARFIELD_TOKEN: "mine" }).withToken(gpu)).token, "mine");
  await remembered.forget("gpu:7878");
  assert.deepEqual(await known(), ["other"]);
  await remembered.keep({ ...gpu, token: "new" });
  assert.deepEqual(await known(), ["gpu", "other"]);
  assert.equal((await remembered.withToken(gpu)).token, "new");
  assert.ok(!JSON.stringify([...memory.all]).includes("new"), "no token outside of the secret storage");
});

test("a gateway of another version is refused, with what to do about it", () => {
  checkVersion("0.1.7", "0.1.0", "gpu");
  checkVersion("1.9.0", "1.2.0", "gpu");
  assert.throws(() => checkVersion("0.2.0", "0.1.0", "gpu"), /^GatewayError: gpu is Farfield 0.2.0, .*: update the ext/);
  assert.throws(() => checkVersion("0.0.9", "0.1.0", "gpu"), /this extension 0.1.0: update farfield where it runs/);
  assert.throws(() => checkVersion("", "0.1.0", "gpu"), { trouble: "wrong", lasting: true });
});
