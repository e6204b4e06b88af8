/** Calls of a real gateway over its Unix socket. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { debugClient, startGateway, until, type TestGateway } from "./support.ts";

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
  const status = await gateway.status();
  assert.equal(status.pid, here.pid);
  assert.equal(gateway.state, "up");
});

test("jobs are listed, described and their log read; a worker that stands still goes on", async () => {
  const { gateway } = here;
  await here.run(`print(ff.submit(lambda: print("hello from a worker") or 42).result())`).done();
  const { jobs, total } = await gateway.jobs({ limit: 1 });
  assert.deepEqual([jobs.length, total], [1, 1]);
  const number = String(jobs[0]?.number);
  assert.equal((await gateway.job(number)).summary?.items, 1);
  let text = "";
  await gateway.log(number, {}, (page) => {
    text += page.outputs.map((output) => output.content).join("");
  });
  assert.match(text, /hello from a worker/);
  await assert.rejects(gateway.job("999"), { trouble: "missing", message: /there is no job '999'/ });
  const client = debugClient(gateway);
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
