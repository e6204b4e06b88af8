import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Emitter } from "../../src/common/events.ts";
import { makeKernel } from "../../src/run/kernel.ts";
import type { Output, Reply, Request } from "../../src/run/protocol.ts";
import { check, choose, inFolder, trouble, type Candidate, type Checked } from "../../src/run/python.ts";
import { openRelay } from "../../src/run/relay.ts";

function makeRelay() {
  const received = new Emitter<Reply>();
  const ended = new Emitter<string>();
  const sent: Request[] = [];
  const kernel = makeKernel({
    onDidReceive: received.event,
    onDidEnd: ended.event,
    send: (request) => sent.push(request),
    dispose: () => sent.push({ type: "shutdown" }),
  });
  return { kernel, sent, say: (reply: Reply) => received.fire(reply), end: (why: string) => ended.fire(why) };
}

test("an execution has its outputs, also those after its end, and how it ended", async () => {
  const { kernel, sent, say } = makeRelay();
  const outputs: Output[] = [];
  const begun: number[] = [];
  const done = kernel.execute("1", "cell", { begun: (time) => begun.push(time), output: (each) => outputs.push(each) });
  assert.deepEqual(sent, [{ type: "execute", id: 1, code: "1", cell: "cell" }]);
  say({ type: "ready", protocol: 1, python: "", farfield: "" });
  assert.equal(kernel.state, "busy");
  const output: Output = { kind: "stream", name: "stdout", text: "x" };
  say({ type: "busy", id: 1, time: 2 });
  say({ type: "output", id: 1, output });
  say({ type: "done", id: 1, status: "ok", count: 7, time: 3 });
  const { status, count, time } = await done;
  assert.deepEqual([status, count, time, begun], ["ok", 7, 3000, [2000]]);
  assert.equal(kernel.state, "idle");
  say({ type: "output", id: 1, output });
  assert.equal(outputs.length, 2);
});

test("who gives no input has the cell stopped", async () => {
  const { kernel, sent, say } = makeRelay();
  void kernel.execute("input()", "", { output: () => undefined, input: () => Promise.resolve(undefined) });
  say({ type: "input", id: 1, prompt: "?", password: false });
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(sent.at(-1), { type: "interrupt" });
});

test("with the kernel everything ends that waits for it", async () => {
  const { kernel, say, end } = makeRelay();
  say({ type: "ready", protocol: 1, python: "", farfield: "" });
  const asked = kernel.complete("a", 1);
  const run = kernel.execute("1", "", { output: () => undefined });
  say({ type: "dead", message: "Python was ended by SIGKILL" });
  end("it ended with 0");
  assert.equal((await run).status, "dead");
  assert.equal(await asked, undefined);
  assert.deepEqual([kernel.state, kernel.why], ["dead", "Python was ended by SIGKILL"]);
  assert.equal((await kernel.execute("1", "", { output: () => undefined })).status, "dead");
});

const candidate = (path: string): Candidate => ({ path, from: "a test" });

test("the first Python that can run cells is taken; else the first there is, with what it lacks", async () => {
  const look = (each: Candidate): Promise<Checked> =>
    Promise.resolve({
      ...each,
      version: each.path === "old" ? "3.9.1" : "3.12.0",
      missing: each.path === "bare" ? ["farfield"] : [],
      error: each.path === "none" ? "not there" : "",
    });
  const path = async (...paths: string[]) => (await choose(undefined, paths.map(candidate), look))?.path;
  assert.equal(await path("none", "bare", "old", "good", "better"), "good");
  assert.equal(await path("none", "bare", "old"), "bare");
  assert.equal(await path("none"), undefined);
  assert.equal((await choose(candidate("bare"), [candidate("good")], look))?.path, "bare");
});

test("what is wrong with a Python is said, with what to do", async () => {
  const directory = await mkdtemp(join(tmpdir(), "farfield-"));
  try {
    const path = join(directory, "a python");
    await writeFile(path, `#!/bin/sh\necho '["3.12.1", ["farfield"]]'\n`);
    await chmod(path, 0o755);
    const told = trouble(await check(candidate(path)));
    assert.match(told, /has no package farfield/);
    assert.ok(told.endsWith(`'${path}' -m pip install 'farfield[lab]'`));
    await writeFile(path, `#!/bin/sh\necho 'No module named x' >&2; exit 1\n`);
    assert.match(trouble(await check(candidate(path))), /does not run: No module named x/);
    assert.match(trouble(await check(candidate(join(directory, "none")))), /does not run/);
    assert.match(trouble({ ...candidate("p"), version: "3.9.2", missing: [], error: "" }), /needs 3\.11 or later/);
    assert.deepEqual(await inFolder(directory), []);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("why a process could not be started, or has ended, is told once", async () => {
  const relay = (python: string) =>
    openRelay({ python, directory: "/", document: "", environment: {} });
  const why = (python: string) => new Promise<string>((resolve) => relay(python).onDidEnd(resolve));
  assert.match(await why("/no/such/python"), /can't be started/);
  assert.match(await why("/bin/false"), /it ended with 1/);
});
