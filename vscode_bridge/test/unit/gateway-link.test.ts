/** When a gateway is tried again, and when it is left alone. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { GatewayError } from "../../src/gateway/api.ts";
import { makeLink } from "../../src/gateway/link.ts";
import { fakeClock } from "./fakeclock.ts";

const AWAY = new GatewayError("away", "nobody answers");
const DENIED = new GatewayError("denied", "the token is wrong", true);

function linkTo(answers: () => GatewayError | null) {
  const clock = fakeClock();
  const tries: number[] = [];
  const link = makeLink(
    async () => {
      tries.push(clock.now());
      const error = answers();
      if (error) throw error;
    },
    clock,
    () => 0.5, // no more and no less
  );
  const states: string[] = [];
  link.onDidChange(() => states.push(link.state));
  return { clock, link, states, tries };
}

test("nothing is done before somebody asks; all who ask wait for one attempt", async () => {
  const { clock, link, states, tries } = linkTo(() => null);
  await clock.pass(3_600_000);
  assert.deepEqual([tries.length, link.state, clock.waiting], [0, "idle", 0]);
  await Promise.all([link.ready(), link.ready(), link.tryNow()]);
  await link.ready();
  assert.deepEqual([tries.length, states, clock.waiting], [1, ["connecting", "up"], 0]);
});

test("one that is away is tried again, later and later, at least once a minute", async () => {
  const { clock, link, states, tries } = linkTo(() => AWAY);
  await assert.rejects(link.ready(), AWAY);
  await clock.pass(600_000);
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  assert.deepEqual(pauses.slice(0, 10), [300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 60000, 60000]);
  assert.deepEqual([states, link.why], [["connecting", "away"], "nobody answers"]);
});

test("who asks for one that is away has it tried now, but not more often than once a second", async () => {
  const { clock, link, tries } = linkTo(() => AWAY);
  await assert.rejects(link.ready(), AWAY);
  await clock.pass(100_000);
  const before = tries.length;
  for (let turn = 0; turn < 100; turn += 1) {
    await assert.rejects(link.ready(), AWAY);
    await clock.pass(20);
  }
  assert.ok(tries.length - before <= 3, `${tries.length - before} attempts in 2 s`);
});

test("a lost connection is made again at once, and the pauses begin anew", async () => {
  let answer: GatewayError | null = null;
  const { clock, link, states, tries } = linkTo(() => answer);
  await link.ready();
  link.lost(AWAY);
  link.lost(AWAY); // once is enough
  answer = AWAY;
  await clock.pass(1000);
  answer = null;
  await clock.pass(2000);
  assert.deepEqual([tries, link.state], [[0, 300, 900, 2100], "up"]);
  link.lost(AWAY);
  await clock.pass(300);
  assert.equal(tries.at(-1), 3300);
  assert.deepEqual(states, ["connecting", "up", "away", "up", "away", "up"]);
});

test("a refusal is not tried again until somebody has changed something", async () => {
  let answer: GatewayError | null = DENIED;
  const { clock, link, tries } = linkTo(() => answer);
  await assert.rejects(link.ready(), DENIED);
  await clock.pass(3_600_000);
  await assert.rejects(link.ready(), DENIED);
  assert.deepEqual([tries.length, link.state, link.why], [1, "refused", "the token is wrong"]);
  answer = null;
  await link.tryNow();
  assert.equal(link.state, "up");
});

test("what was tried before it moved says nothing about where it is now", async () => {
  const clock = fakeClock();
  const answers: (() => void)[] = [];
  const link = makeLink(() => new Promise((resolve) => answers.push(resolve)), clock);
  const first = link.ready();
  await clock.pass(0);
  link.reset();
  assert.equal(link.state, "idle");
  const second = link.ready();
  await clock.pass(0);
  answers[0]?.();
  await assert.rejects(first);
  assert.equal(link.state, "connecting");
  answers[1]?.();
  await second;
  assert.equal(link.state, "up");
});
