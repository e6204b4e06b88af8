/** What the views say, how they page, and what is asked for them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { JobLine } from "../../../jupyter_ext/ui/src/state.ts";
import {
  cluster,
  entry,
  FakeSource,
  gpu,
  job,
  node,
  pauseOf,
  worker,
} from "../../../jupyter_ext/ui/test/clusters.ts";
import type { Clock } from "../../../jupyter_ext/ui/src/panel/poll.ts";
import { Emitter } from "../../src/common/events.ts";
import type { Gateway, Gateways, LinkState } from "../../src/gateway/api.ts";
import { clusterLook, gpuLook, nodeLook, pausedLook, workerLook } from "../../src/views/clusterlooks.ts";
import { jobDescription, jobLook } from "../../src/views/joblooks.ts";
import { JobBook, PAGE } from "../../src/views/jobbook.ts";
import { type RowNode, Rows } from "../../src/views/rows.ts";
import { statusOf } from "../../src/views/statuswords.ts";
import {
  clusterRows,
  JobTree,
  PAUSED,
  pageOfKey,
  pausedRows,
  Shown,
  WORKERS,
  workersWanted,
} from "../../src/views/trees.ts";
import { Watch } from "../../src/views/watch.ts";

const counts = (given: Partial<JobLine["counts"]>): JobLine["counts"] => ({
  queued: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  lost: 0,
  ...given,
});

const over = (number: number): JobLine => job({ number, state: "succeeded", counts: counts({ succeeded: 1 }) });

/** Time that goes on when a test says so. */
class Hours implements Clock {
  private at = 0;
  private readonly timers = new Map<object, { at: number; run: () => void }>();
  now = (): number => this.at;
  after = (milliseconds: number, run: () => void): unknown => {
    const timer = {};
    this.timers.set(timer, { at: this.at + milliseconds, run });
    return timer;
  };
  stop = (timer: unknown): void => void this.timers.delete(timer as object);

  async pass(milliseconds: number): Promise<void> {
    const end = this.at + milliseconds;
    while (this.at < end) {
      this.at = Math.min(end, this.at + 50);
      for (const [timer, { at, run }] of [...this.timers]) {
        if (at > this.at || !this.timers.delete(timer)) continue;
        run();
      }
      // Let the answers come.
      await new Promise((done) => setImmediate(done));
    }
  }

  get waiting(): number {
    return this.timers.size;
  }
}

function gatewayOf(id: string, state: LinkState = "up", why = ""): Gateway {
  const changed = new Emitter<void>();
  const given: Partial<Gateway> = {
    id,
    name: id === "local-1" ? "this machine" : id,
    target: id,
    local: id.startsWith("local"),
    state,
    why,
    python: "",
  };
  return { ...given, onDidChange: changed.event } as Gateway;
}

function gatewaysOf(...all: Gateway[]): Gateways {
  const changed = new Emitter<void>();
  return {
    all,
    onDidChange: changed.event,
    get: (id: string) => all.find((one) => one.id === id),
    dispose: () => undefined,
  } as unknown as Gateways;
}

function watchOf(source: FakeSource, gateways: Gateways, clock: Clock, paused: readonly string[] = []): Watch {
  return new Watch(gateways, source, {
    clock,
    pausedOf: () =>
      Promise.resolve(
        paused.map((name) => ({ pause: pauseOf({ worker: name, left: 90 }), job: "12 train", node: "node 1" })),
      ),
    workersOf: () => WORKERS,
  });
}

test("a job's row says how far it is, how fast, and what is left", () => {
  const running = job({
    number: 12,
    name: "sweep",
    items: 400,
    rate: 12,
    left: 30.4,
    counts: counts({ queued: 355, running: 8, succeeded: 35, failed: 2 }),
  });
  assert.equal(jobDescription(running), "37/400 · 12/s · 0:30 left · 2 failed");
  assert.equal(jobLook(running, "").label, "12 sweep");
  assert.equal(jobLook(running, "").context, "job open");
  const failed = job({
    state: "failed",
    items: 400,
    elapsed: 102,
    error: "ValueError: no",
    counts: counts({ succeeded: 398, failed: 2 }),
  });
  assert.equal(jobDescription(failed), "2 failed · ValueError: no · 1:42");
  assert.equal(jobLook(failed, "").context, "job over retry");
  const paused = job({ pauses: [pauseOf({})] });
  assert.equal(jobDescription(paused), "paused at train.py:57 · 3.0 s");
  assert.equal(jobLook(paused, "").icon, "debug-pause");
  assert.equal(jobDescription(job({ state: "queued", waiting: "waits for 2 GPUs" })), "waits for 2 GPUs");
});

test("a cluster's row says whether it answers, and why not", () => {
  const away = clusterLook(gatewayOf("box:7878", "away", "connection refused; is it running?"), cluster());
  assert.equal(away.description, "away, trying again: connection refused; is it running?");
  assert.deepEqual([away.context, away.opens], ["cluster far away", "no"]);
  const up = clusterLook(gatewayOf("local-1"), cluster());
  assert.deepEqual([up.description, up.context, up.opens], ["1 node · 64 CPUs", "cluster local up", "open"]);
  assert.match(
    clusterLook(gatewayOf("box:7878", "refused", "the token is not known there"), null).description,
    /^refused: the token/,
  );
});

test("nodes, GPUs and workers are told in a few words", () => {
  assert.equal(nodeLook(node({}), true).description, "64 cores · CPU 40 % · 184 of 512 GB");
  assert.equal(gpuLook(gpu({ load: 0.93, memory: 71e9 })).description, "93 % · 71 of 80 GB");
  assert.equal(
    workerLook(worker({ state: "busy", job: "12 train", cpu: 0.98, memory: 1.2e9 })).description,
    "12 train · 100 % · 1.2 GB",
  );
  const still = workerLook(worker({ state: "busy", job: "12 train", pause: pauseOf({}) }));
  assert.deepEqual([still.context, still.icon], ["paused worker", "debug-pause"]);
});

test("a paused worker's row counts down, and says who has it", () => {
  const one = { pause: pauseOf({ left: 90, label: "item 7" }), job: "12 train", node: "n" };
  assert.equal(pausedLook(one, 10.5, "").description, "1:20 · 12 train · item 7");
  assert.ok(!pausedLook(one, 10.5, "").said.includes("1:20"), "a screen reader would say it each second");
  const taken = pausedLook({ ...one, pause: pauseOf({ left: null, client: "VS Code on box" }) }, 0, "");
  assert.equal(taken.context, "paused taken");
  assert.match(taken.description, /^VS Code on box has it/);
});

test("the newest jobs are one list, older ones pages of fixed numbers", async () => {
  const list = Array.from({ length: 1050 }, (_, index) => over(index + 1));
  const source = new FakeSource([entry("a")], {}, list);
  const ask = (page: { limit: number; before?: number }) => source.jobs("a", page);
  const book = new JobBook();
  await book.refresh(ask);
  assert.deepEqual([book.newest[0]?.number, book.newest.at(-1)?.number], [1050, 801]);
  assert.deepEqual(
    book.older().map(({ from, to }) => [from + 1, to]),
    [
      [601, 800],
      [401, 600],
      [201, 400],
      [1, 200],
    ],
  );
  const [page] = book.older();
  assert.ok(page);
  assert.equal(book.page(page), undefined);
  await book.load(page, ask);
  assert.deepEqual([book.page(page)?.length, book.page(page)?.[0]?.number], [PAGE, 800]);
  source.list = list.filter(({ number }) => number > 690 || number === 3);
  await book.refresh(ask);
  await book.load(page, ask);
  assert.equal(book.older().length, 2, "no pages are shown for jobs that the gateway has forgotten");
  source.asked.length = 0;
  source.list = [...list, over(1051)];
  await book.refresh(ask);
  assert.equal(book.newest[0]?.number, 1051);
  assert.equal(source.asked.length, 1, "what is over is not asked for again");
  source.list = [over(1)];
  await book.refresh(ask);
  assert.deepEqual(
    [book.newest.length, book.older().length],
    [1, 0],
    "numbers that begin again are another gateway's",
  );
});

const rowsOf = (lines: () => readonly JobLine[], now?: () => number): Rows =>
  new Rows(
    () =>
      lines().map((line) => ({
        key: String(line.number),
        target: { gateway: "a", job: line.number },
        look: jobLook(line, ""),
      })),
    now,
  );

test("a row whose numbers change is drawn every three seconds: its buttons are made anew", () => {
  let [elapsed, state, now] = [1, "running" as JobLine["state"], 0];
  const rows = rowsOf(
    () => [job({ number: 2, elapsed, state })],
    () => now,
  );
  let told = 0;
  rows.onDidChange((nodes) => {
    told += 1;
    for (const node of nodes ?? []) rows.draw(node);
  });
  rows.children().forEach((node) => rows.draw(node));
  for (; now < 12_000; now += 1000) {
    elapsed += 1;
    rows.update();
  }
  assert.equal(told, 3);
  state = "succeeded";
  rows.update();
  assert.equal(told, 4, "what a job has become is drawn at once");
});

test("only rows that differ are drawn again, and those below one that has other rows", () => {
  let lines = [job({ number: 2, elapsed: 1 }), over(1)];
  const rows = rowsOf(() => lines);
  const told: (readonly RowNode[] | undefined)[] = [];
  rows.onDidChange((nodes) => told.push(nodes));
  rows.update();
  assert.equal(told.length, 0, "nobody has asked for rows yet");
  const [first] = rows.children();
  lines = [job({ number: 2, elapsed: 5 }), over(1)];
  rows.update();
  assert.deepEqual(told, [[first]]);
  rows.update();
  assert.equal(told.length, 2, "it is told again until the row is drawn");
  assert.ok(first);
  assert.equal(rows.draw(first).description, "5.0 s");
  rows.update();
  assert.equal(told.length, 2);
  lines = [over(3), ...lines];
  rows.update();
  assert.deepEqual(told.slice(2), [undefined]);
  assert.equal(rows.children()[1], first, "a row stays the same object");
});

test("workers are shown fifty at a time, of each node", async () => {
  const workers = Array.from({ length: 130 }, (_, index) => worker({ id: `w${index}` }));
  const nodes = [
    node({ name: "one", workers, workersTotal: 130 }),
    node({ name: "two", workers: [worker({ id: "v" })], workersTotal: 1 }),
  ];
  const source = new FakeSource([entry("local-1")], { "local-1": cluster({ nodes }) }, []);
  const clock = new Hours();
  const shown = new Shown(WORKERS);
  const gateways = gatewaysOf(gatewayOf("local-1"));
  const watch: Watch = new Watch(gateways, source, {
    clock,
    pausedOf: () => Promise.resolve([]),
    workersOf: (id) => workersWanted(id, watch.of(id)?.cluster ?? null, shown),
  });
  watch.look("clusters", true);
  await clock.pass(4000);
  const of = (): readonly string[] =>
    (clusterRows(watch, shown)[0]?.children?.() ?? [])
      .flatMap((row) => row.children?.() ?? [])
      .map(({ look }) => look.label);
  assert.equal(of().length, 50 + 1 + 1);
  assert.deepEqual(of().slice(-2), ["Show 50 more…", "v"]);
  shown.grow("node local-1\none");
  watch.refresh();
  await clock.pass(4000);
  assert.deepEqual([of().length, of().at(-2)], [100 + 1 + 1, "Show 30 more…"]);
  watch.dispose();
});

test("nothing is asked while nobody looks", async () => {
  const source = new FakeSource([entry("local-1")], { "local-1": cluster() }, [job({})]);
  const clock = new Hours();
  const watch = watchOf(source, gatewaysOf(gatewayOf("local-1")), clock);
  await clock.pass(5000);
  assert.equal(source.asked.length, 0);
  watch.look("jobs", true);
  await clock.pass(10_000);
  const often = source.asked.length;
  assert.ok(often >= 8 && often <= 12, `open jobs are asked for once a second, not ${often} times in ten`);
  source.list = [over(1)];
  await clock.pass(2000);
  source.asked.length = 0;
  await clock.pass(9000);
  assert.ok(source.asked.length <= 4, `nothing runs: ${source.asked.length} questions in nine seconds`);
  watch.look("jobs", false);
  source.asked.length = 0;
  await clock.pass(20_000);
  assert.deepEqual([source.asked.length, clock.waiting], [0, 0]);
  watch.dispose();
});

test("five hundred paused workers are a page and a way to more", async () => {
  const names = Array.from({ length: 500 }, (_, index) => `w${index}`);
  const clock = new Hours();
  const watch = watchOf(new FakeSource([], {}, []), gatewaysOf(gatewayOf("local-1")), clock, names);
  watch.look("paused", true);
  await clock.pass(1000);
  const shown = new Shown(PAUSED);
  const rows = pausedRows(watch, shown);
  assert.equal(rows.length, PAUSED + 1);
  assert.equal(rows.at(-1)?.look.description, "400 paused workers are not shown");
  assert.equal(watch.pausedCount(), 500);
  assert.equal(statusOf(watch.all)?.text, "Farfield: 500 paused");
  watch.dispose();
});

test("a tree with ten thousand jobs is brought up to date in a few milliseconds", async (t) => {
  const total = 10_000;
  const list = Array.from({ length: total }, (_, index) =>
    index >= total - 3 ? job({ number: index + 1, items: 400 }) : over(index + 1),
  );
  const source = new FakeSource([entry("local-1")], {}, list);
  const clock = new Hours();
  const watch = watchOf(source, gatewaysOf(gatewayOf("local-1")), clock);
  const jobs = new JobTree(watch);
  const rows = new Rows(() => jobs.make());
  watch.look("jobs", true);
  await clock.pass(2000);
  const roots = rows.children();
  const older = roots.at(-1);
  assert.equal(older?.look.label, "Older jobs…");
  const pages = rows.children(older);
  for (const page of pages) watch.lookAtPage("local-1", pageOfKey(page.key) ?? { from: 0, to: 0 }, true);
  for (let second = 0; second < 80; second += 1) await clock.pass(300);
  let shown = roots.length - 1;
  for (const page of pages) shown += rows.children(page).length;
  assert.equal(shown, total);
  const started = performance.now();
  for (let time = 0; time < 20; time += 1) rows.update();
  const each = (performance.now() - started) / 20;
  assert.ok(each < 50, `${each.toFixed(1)} ms for each update`);
  t.diagnostic(`${each.toFixed(2)} ms`);
  watch.dispose();
});
