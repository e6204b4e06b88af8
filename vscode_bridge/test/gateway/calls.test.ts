/** A real gateway of this machine: calls, and what happens when it ends, hangs and comes back. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { LinkState } from "../../src/gateway/api.ts";
import { makeKnown } from "../../src/gateway/known.ts";
import { clusterSource } from "../../src/gateway/source.ts";
import { kept } from "../kept.ts";
import { debugClient, PYTHON, startGateway, until, VERSION, type TestGateway } from "./support.ts";

// A gateway keeps the last 2,000.
const JOBS = 500;
const LINES = 100_000;

let here: TestGateway;

before(async () => {
  here = await startGateway();
});

after(async () => {
  await here?.stop();
});

test("a gateway of this machine is found, and answers", async () => {
  const { gateway } = here;
  assert.deepEqual([gateway.name, gateway.target, gateway.local, gateway.state], ["this machine", "local", true, "idle"]);
  assert.equal(gateway.python, PYTHON);
  const status = await gateway.status();
  assert.equal(status.pid, here.pid);
  assert.equal(gateway.state, "up");
});

test("jobs are described, cancelled, run again, and their log is read", async () => {
  const { gateway } = here;
  const script = here.run(`
print(ff.submit(lambda: print("hello from a worker") or 42).result())
failing = ff.submit(lambda: 1 / 0)
print(type(failing.exception()).__name__)
import time
job = ff.submit(time.sleep, 600)
print("it sleeps", flush=True)
try: job.result()
except BaseException as error: print(f"cancelled: {type(error).__name__}", flush=True)
time.sleep(600)`);
  await script.says("it sleeps");
  const { jobs, total } = await gateway.jobs({ limit: 2 });
  assert.deepEqual([jobs.length, total], [2, 3]);
  const [failed, sleeping] = jobs.map((job) => String(job.number));
  const detail = await gateway.job(failed ?? "", { failuresLimit: 5 });
  assert.equal(detail.failures[0]?.typeName, "ZeroDivisionError");
  assert.equal((await gateway.retry(failed ?? "")).attempt, 1);
  await gateway.cancel(sleeping ?? "");
  await script.says("cancelled:");
  let text = "";
  await gateway.log("1", {}, (page) => {
    text += page.outputs.map((output) => output.content).join("");
  });
  assert.match(text, /hello from a worker/);
  await assert.rejects(gateway.job("999"), { trouble: "missing", message: /there is no job '999'/ });
  await assert.rejects(gateway.continueWorker("w9"), { trouble: "missing" });
  assert.equal(gateway.state, "up");
  await script.kill();
});

test("a debug client is told of a worker that stands still, and lets it go on", async () => {
  const { gateway } = here;
  const client = debugClient(gateway);
  client.send({ frame: { case: "alive", value: true } }); // before it is there: it is sent later
  await client.welcome;
  const script = here.run(`ff.submit(lambda: breakpoint()).result()`);
  const pausing = await until(
    () => client.frames.map(({ frame }) => frame.case === "worker" && frame.value.pause && frame.value).find(Boolean),
    "a worker that stands still",
  );
  await gateway.continueWorker(pausing.id);
  await script.done();
  client.close();
  assert.deepEqual(client.ended, []);
});

test(`${JOBS} jobs are listed in pages, and a log of ${LINES} lines is read, or its end`, async () => {
  const { gateway, gateways } = here;
  await here
    .run(
      `
ff.wait([ff.submit(int) for _ in range(${JOBS})])
ff.submit(lambda: [print("line", number) for number in range(${LINES})] and None).result()`,
    )
    .done();
  const began = performance.now();
  const numbers: number[] = [];
  for (let before = 0; ; ) {
    const { jobs } = await gateway.jobs({ limit: 100, before });
    numbers.unshift(...jobs.map((job) => job.number));
    if (jobs.length < 100) break;
    before = numbers[0] ?? 0;
  }
  const listed = performance.now() - began;
  assert.deepEqual(numbers, Array.from(numbers, (_, index) => index + 1));
  assert.ok(numbers.length > JOBS, `${numbers.length}`);
  let lines = 0;
  let pages = 0;
  const number = numbers.at(-1) ?? 0;
  await gateway.log(String(number), {}, (page) => {
    pages += 1;
    for (const { content } of page.outputs) lines += content.split("\n").length - 1;
  });
  assert.equal(lines, LINES);
  console.log(`listed in ${listed.toFixed(0)} ms; log of ${pages} pages in ${(performance.now() - began - listed).toFixed(0)} ms`);
  const source = clusterSource(gateways, () => Promise.reject(new Error("there is one")));
  const page = await source.log(gateway.id, number, { last: 10, search: "9999" });
  assert.deepEqual([page.lines.length, page.lines.at(-1)?.text], [10, `line ${LINES - 1}`]);
  assert.ok(page.leftOut > 0);
  const stopped = new AbortController();
  const reading = gateway.log(String(number), {}, () => stopped.abort(), stopped.signal);
  await assert.rejects(reading, { trouble: "wrong" });
});

test("the panel's source answers with what the panel knows, and with its errors", async () => {
  const { gateway, gateways } = here;
  const source = clusterSource(gateways, () => Promise.reject(new Error("there is one")));
  const [entry] = await source.clusters();
  assert.deepEqual(entry, {
    id: gateway.id, target: "local", name: "this machine", state: "up", message: "", attached: true,
  }); // prettier-ignore
  assert.equal((await source.attach("local")).id, gateway.id);
  assert.equal((await source.cluster(gateway.id, { from: 0, limit: 10 })).nodes.length, 1);
  const { jobs, total } = await source.jobs(gateway.id, { limit: 3, before: 3 });
  assert.deepEqual([jobs.map(({ number }) => number), total > JOBS], [[1, 2], true]);
  assert.deepEqual((await source.job(gateway.id, 1)).detail?.failures, []);
  await assert.rejects(source.job(gateway.id, 99_999), { name: "SourceError", trouble: "missing" });
  await assert.rejects(source.cancel("gone", 1), { name: "SourceError", trouble: "missing", message: /not in the list/ });
});

test("another environment's gateway comes into the list by itself, and a dead one leaves it", async () => {
  const { gateways, directory } = here;
  const content = JSON.parse(readFileSync(join(directory, here.gateway.id, "gateway.json"), "utf8")) as object;
  const other = join(directory, "local-0123456789ab");
  mkdirSync(other, { mode: 0o700 });
  const write = (more: object): void => {
    writeFileSync(join(other, "gateway.new"), JSON.stringify({ ...content, ...more }), { mode: 0o600 });
    renameSync(join(other, "gateway.new"), join(other, "gateway.json"));
  };
  write({ executable: "/opt/torch/bin/python", gateway: "other" });
  await until(() => gateways.all.length === 2, "the second");
  assert.deepEqual(gateways.all.map(({ name }) => name).sort(), ["this machine: main/.venv", "this machine: torch"].map((name) =>
    name.replace("main/.venv", PYTHON.split("/").slice(-4, -2).join("/")),
  ));
  write({ pid: 0 });
  await until(() => gateways.all.length === 1, "only one");
  // Its number is another process's by now.
  write({ pid: process.pid, gateway: "killed", socket: join(other, "gateway.sock") });
  const killed = await until(() => gateways.get("local-0123456789ab"), "the second again");
  await assert.rejects(killed.status(), { trouble: "away", message: /nobody listens .* it has ended/ });
  await until(() => gateways.all.length === 1, "only one again");
  rmSync(other, { recursive: true });
  assert.equal(here.gateway.name, "this machine");
});

test("a gateway that hangs is away, its streams end, and it comes back", async () => {
  const gateways = makeKnown({ version: VERSION, env: here.env, ...kept(), patience: 1000 });
  await gateways.refresh();
  const [gateway] = gateways.all;
  assert.ok(gateway);
  const client = debugClient(gateway);
  await client.welcome;
  process.kill(here.pid, "SIGSTOP");
  try {
    await assert.rejects(gateway.status(), { trouble: "away", message: /does not answer: it is busy or hangs/ });
    await until(() => client.ended.length, "the end of the stream");
    assert.equal(gateway.state, "away");
    assert.deepEqual(gateways.all, [gateway]); // it is there, and does not answer
  } finally {
    process.kill(here.pid, "SIGCONT");
  }
  await until(() => gateway.state === "up", "the connection");
  gateways.dispose();
});

test("a gateway that is killed leaves the list; one in its place is another connection with its token", async () => {
  const { gateways, gateway } = here;
  await gateway.status();
  const states: LinkState[] = [];
  gateway.onDidChange(() => states.push(gateway.state));
  const client = debugClient(gateway);
  await client.welcome;
  const file = join(here.directory, gateway.id, "gateway.json");
  await here.end("SIGKILL");
  await until(() => gateways.all.length === 0, "it has left");
  assert.match(readFileSync(file, "utf8"), /"pid"/); // which it had no time to remove
  assert.equal(client.ended.length, 1);
  await assert.rejects(gateway.status(), { trouble: "away" });
  assert.deepEqual(states.slice(0, 1), ["away"]);
  await here.start();
  assert.equal((await here.gateway.status()).pid, here.pid);
});

test("a gateway that ends in good order and comes back is the same one, found without being asked for", async () => {
  const { gateways, gateway } = here;
  await gateway.status();
  const states: string[] = [];
  gateway.onDidChange(() => states.push(`${gateway.state}: ${gateway.why}`));
  await here.end();
  await until(() => gateways.all.length === 0, "it has left");
  assert.match(states.at(-1) ?? "", /^away: (it|the gateway on this machine) has ended$/);
  await here.start();
  assert.equal(here.gateway, gateway); // whoever holds it, a debug session, say, goes on with it
  await gateway.status();
  assert.deepEqual(states.slice(-3), ["idle: ", "connecting: ", "up: "]);
});
