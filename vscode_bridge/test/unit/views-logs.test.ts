/** A job's log in its channel, and what the panel's page and the extension say to each other. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { create } from "@bufbuild/protobuf";

import { SourceError } from "../../../jupyter_ext/ui/src/panel/source.ts";
import { entry, FakeSource, job } from "../../../jupyter_ext/ui/test/clusters.ts";
import type { Clock } from "../../src/common/clock.ts";
import type { Gateway } from "../../src/gateway/api.ts";
import { answer, type FromPage, PageSource, readMessage } from "../../src/views/bridge.ts";
import { page } from "../../src/views/html.ts";
import { AT_FIRST, AT_ONCE, JobFollow, KEPT, shownLine } from "../../src/views/jobfollow.ts";
import { LogPageSchema } from "../../src/wire/v1/gateway_pb.ts";
import { JobSummarySchema, State } from "../../src/wire/v1/jobs_pb.ts";
import { JobDetailSchema } from "../../src/wire/v1/watch_pb.ts";
import { Output_Kind } from "../../src/wire/v1/worker_pb.ts";

/** A job that writes what a test has it write. */
class Writing {
  lines: string[] = [];
  open = true;
  readonly asked: number[] = [];
  readonly gateway = {
    job: () =>
      Promise.resolve(
        create(JobDetailSchema, {
          summary: create(JobSummarySchema, {
            state: this.open ? State.RUNNING : State.SUCCEEDED,
            items: 1,
            logLines: BigInt(this.lines.length),
          }),
        }),
      ),
    log: (_job: string, { last = 0 }: { last?: number }, take: (page: unknown) => void) => {
      this.asked.push(last);
      const shown = this.lines.slice(-last);
      const outputs = shown.map((content) => ({ kind: Output_Kind.STDOUT, content }));
      take(create(LogPageSchema, { outputs, leftOutLines: BigInt(this.lines.length - shown.length) }));
      return Promise.resolve();
    },
  } as unknown as Gateway;
}

class Ticks implements Clock {
  private waiting: (() => void)[] = [];
  now = (): number => 0;
  after = (_milliseconds: number, run: () => void) => {
    this.waiting.push(run);
    return { dispose: () => (this.waiting = this.waiting.filter((one) => one !== run)) };
  };

  async tick(): Promise<void> {
    for (const run of this.waiting.splice(0)) run();
    await new Promise((done) => setTimeout(done, 0));
  }

  get idle(): boolean {
    return this.waiting.length === 0;
  }
}

class Channel {
  text = "";
  append = (text: string): void => void (this.text += text);
  replace = (text: string): void => void (this.text = text);
}

function following(): { log: Writing; clock: Ticks; channel: Channel; follow: JobFollow } {
  const [log, clock, channel] = [new Writing(), new Ticks(), new Channel()];
  return { log, clock, channel, follow: new JobFollow(log.gateway, 12, "Job 12 train", channel, clock) };
}

test("a log is shown as it grows, each line once, and ends with its job", async () => {
  const { log, clock, channel, follow } = following();
  log.lines = ["one\n", "two\n"];
  await follow.start();
  assert.equal(channel.text, "Job 12 train\none\ntwo\n");
  await clock.tick();
  assert.equal(log.asked.length, 1, "a log that has not grown is not read again");
  log.lines.push("three\n", "fo");
  await clock.tick();
  assert.equal(channel.text, "Job 12 train\none\ntwo\nthree\n", "a line that has not ended is not shown yet");
  log.lines[3] = "four";
  log.open = false;
  await clock.tick();
  assert.equal(channel.text, "Job 12 train\none\ntwo\nthree\nfour\n— end of the log\n");
  assert.ok(clock.idle);
});

test("of a flood the last lines are shown, and how many are left out", async () => {
  const { log, clock, channel, follow } = following();
  log.lines = Array.from({ length: AT_FIRST + 7 }, (_, index) => `${index}\n`);
  await follow.start();
  assert.match(channel.text, /^Job 12 train\n— 7 lines are left out here; "farfield logs 12" shows all\n7\n/);
  for (let round = 0; round < 10; round += 1) {
    log.lines.push(...Array.from({ length: AT_ONCE + 1 }, (_, index) => `${index}\n`));
    await clock.tick();
  }
  const lines = channel.text.split("\n").length;
  assert.ok(lines <= KEPT + 20, `${lines} lines are kept`);
  assert.match(channel.text, /^Job 12 train\n— 1\d,\d{3} lines are left out/);
  follow.dispose();
  assert.ok(clock.idle);
});

test("a line is shown as a terminal leaves it", () => {
  assert.equal(shownLine("  1 %\r 50 %\r100 %\r\n"), "100 %");
  assert.equal(shownLine("\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07\n"), "red link");
});

test("the page has its answers by messages, and errors with what was wrong", async () => {
  const source = new FakeSource([entry("local-1")], {}, [job({ number: 3 })]);
  const page = new PageSource((message) => {
    const read = readMessage(JSON.parse(JSON.stringify(message)));
    assert.equal(read?.kind, "ask");
    void answer(source, read as FromPage & { kind: "ask" }).then((told) =>
      page.take(JSON.parse(JSON.stringify(told))),
    );
  });
  const asks = page.source();
  assert.equal((await asks.job("local-1", 3)).number, 3);
  await assert.rejects(
    asks.job("local-1", 4),
    (error: SourceError) => error.trouble === "missing" && /no job 4/.test(error.message),
  );
  assert.equal((await asks.jobs("local-1", { limit: 5 })).total, 1);
});

test("nothing but a source's questions is taken from the page", () => {
  for (const bad of [
    null,
    "ask",
    { kind: "ask", number: 1, method: "constructor", args: [] },
    { kind: "ask", number: 1, method: "log" },
    { kind: "eval" },
    { kind: "debug", cluster: "local-1", job: 3, item: "1" },
  ]) {
    assert.equal(readMessage(bad), null);
  }
});

test("the page runs our script alone, and fetches nothing", () => {
  const html = page({ cspSource: "https://own" }, "https://own/dist/panel.js");
  const policy = /content="([^"]*)"/.exec(html)?.[1] ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'nonce-([\w+/=]+)'; /);
  const nonce = /nonce-([\w+/=]+)/.exec(policy)?.[1];
  assert.ok(html.includes(`<script nonce="${nonce}" src="https://own/dist/panel.js">`));
  assert.notEqual(nonce, /nonce-([\w+/=]+)/.exec(page({ cspSource: "" }, ""))?.[1]);
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe|connect-src|https:(?!\/\/own)/);
});
