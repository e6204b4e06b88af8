/** What the views show of a real gateway: its jobs, its workers that stand still, its logs. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { CLOCK } from "../../src/common/clock.ts";
import { clusterSource } from "../../src/gateway/source.ts";
import { JobFollow } from "../../src/views/jobfollow.ts";
import { pausedOf } from "../../src/views/paused.ts";
import type { Row } from "../../src/views/rows.ts";
import { statusOf } from "../../src/views/statuswords.ts";
import { clusterRows, JobTree, PAUSED, pausedRows, Shown, WORKERS } from "../../src/views/trees.ts";
import { Watch } from "../../src/views/watch.ts";
import { Pause_Kind } from "../../src/wire/v1/jobs_pb.ts";
import { startGateway, until, type TestGateway } from "./support.ts";

let here: TestGateway;
let watch: Watch;

before(async () => {
  here = await startGateway();
  const source = clusterSource(here.gateways, () => Promise.resolve());
  watch = new Watch(here.gateways, source, { pausedOf, workersOf: () => WORKERS });
});

after(async () => {
  watch?.dispose();
  await here?.stop();
});

test("a worker that stands still is listed, and its job says where, until it goes on", async () => {
  const script = here.run(`
def standing():
    breakpoint()
    return "went on"
future = ff.submit(standing)
print(future.result(), flush=True)`);
  for (const view of ["clusters", "jobs", "paused"] as const) watch.look(view, true);
  const [row] = await until(() => {
    const rows = pausedRows(watch, new Shown(PAUSED));
    return rows.length ? rows : undefined;
  }, "a paused worker");
  assert.match(row?.look.description ?? "", /^[\d:]+( s| min)? · 1 standing$/);
  assert.deepEqual([row?.target.job, row?.look.context], [1, "paused"]);
  const [job] = await until(() => {
    const rows = new JobTree(watch).make();
    return rows[0]?.look.icon === "debug-pause" ? rows : undefined;
  }, "the job that it stands in");
  assert.match(job?.look.description ?? "", /^paused at /);
  const below = (rows: readonly Row[]): readonly Row[] => rows.flatMap((one) => one.children?.() ?? []);
  await until(() => {
    const rows = below(below(clusterRows(watch, new Shown(WORKERS))));
    return rows.some(({ look }) => look.context === "paused worker");
  }, "its row among the workers");
  assert.equal(statusOf(watch.all)?.text, "Farfield: 1 running · 1 paused");
  await here.gateway.continueWorker(row?.target.worker ?? "");
  await script.says("went on");
  watch.refresh();
  await until(() => watch.pausedCount() === 0, "no paused worker");
  await until(() => new JobTree(watch).make()[0]?.look.icon === "pass", "the job's end");
});

test("a log grows in its channel while the job runs", async () => {
  const script = here.run(`
def counting(fence):
    import pathlib, time
    print("before", flush=True)
    while not pathlib.Path(fence).exists(): time.sleep(0.02)
    print("after")
print("submitted", flush=True)
ff.submit(counting, ${JSON.stringify(`${here.directory}/fence`)}).result()
print("done", flush=True)`);
  await script.says("submitted");
  await until(async () => (await here.gateway.jobs()).total === 2, "the job");
  let text = "";
  const sink = { append: (more: string) => (text += more), replace: (all: string) => (text = all) };
  const follow = new JobFollow(here.gateway, 2, "Job 2", sink, CLOCK);
  await follow.start();
  await until(() => text.includes("before"), "its first line");
  assert.doesNotMatch(text, /after/);
  here.run(`open(${JSON.stringify(`${here.directory}/fence`)}, "w").close()`);
  await until(() => text.includes("end of the log"), "its end");
  assert.equal(text, "Job 2\nbefore\nafter\n— end of the log\n");
});

test("what failed runs again and stops where it failed", async () => {
  const script = here.run(`
import time
def failing(value):
    raise ValueError(value)
future = ff.submit(failing, 7)
try:
    future.result()
except ValueError:
    print("failed", flush=True)
time.sleep(60)`);
  await script.says("failed");
  const { jobs } = await here.gateway.jobs({ limit: 1 });
  await here.gateway.retry(String(jobs[0]?.number), [], { postMortem: true });
  const worker = await until(async () => {
    const { nodes } = await here.gateway.status();
    return nodes.flatMap(({ workers }) => workers).find(({ pause }) => pause?.kind === Pause_Kind.EXCEPTION);
  }, "a worker that stands where it failed");
  assert.match(worker.pause?.text ?? "", /ValueError/);
  await here.gateway.continueWorker(worker.id);
  await until(async () => (await here.gateway.jobs({ limit: 1 })).jobs[0]?.counts?.failed === 1, "its end");
  await script.kill();
});

test("a gateway that is gone is no longer listed, and one that is back shows its jobs", async () => {
  await here.end("SIGKILL");
  await until(() => statusOf(watch.all)?.text !== "Farfield: idle", "that it is gone");
  await here.start();
  watch.refresh();
  await until(() => watch.all[0]?.gateway.state === "up" && watch.all[0].jobs.heard, "that it is back");
  assert.match(clusterRows(watch, new Shown(WORKERS))[0]?.look.said ?? "", /^Cluster this machine, up/);
});
