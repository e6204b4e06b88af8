import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { shares } from "../src/bar.ts";
import * as format from "../src/format.ts";
import { isOver, type Progress } from "../src/state.ts";

type Case = [unknown, string];
const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8")) as Record<string, Case[]>;

function progress(given: Partial<Progress> = {}): Progress {
  const none = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, lost: 0 };
  return {
    name: "sweep",
    state: "succeeded",
    items: 1,
    elapsed: 0,
    rate: 0,
    left: null,
    workers: 1,
    job: 1,
    ...given,
    counts: { ...none, ...given.counts },
  };
}

const functions: Record<string, (value: never) => string> = {
  count: format.count,
  duration: format.duration,
  span: format.span,
  rate: format.rate,
  left: format.left,
  pace: (given: Partial<Progress>) => format.pace(progress(given)),
  outcome: (given: Partial<Progress>) => format.outcome(progress(given)),
  outage: format.outage,
  trouble: (given: Partial<Progress>) => format.trouble(progress(given)),
  bytes: format.bytes,
  place: (given: Partial<Progress>) => format.place(progress(given)),
};

for (const [name, table] of Object.entries(cases)) {
  for (const [value, text] of table) {
    test(`${name}(${JSON.stringify(value)}) is "${text}"`, () => {
      assert.equal(functions[name]?.(value as never), text);
    });
  }
}

test("a bar's parts add up to what has left the queue", () => {
  const counts = { queued: 40, running: 10, succeeded: 45, failed: 5, cancelled: 0, lost: 0 };
  const total = shares(progress({ items: 100, counts })).reduce((sum, [, share]) => sum + share, 0);
  assert.equal(total, 60);
});

test("a job without items has an empty bar", () => {
  assert.ok(shares(progress({ items: 0 })).every(([, share]) => share === 0));
});

test("a job is over once it neither waits nor runs", () => {
  assert.deepEqual(
    (["queued", "running", "succeeded", "failed", "cancelled", "lost"] as const).map((state) => isOver(progress({ state }))),
    [false, false, true, true, true, true],
  );
});

test("numbers of machines are short, and what is not known is a dash", () => {
  assert.deepEqual([null, 0, 0.884, 1, 0.005].map(format.percent), ["–", "0 %", "88 %", "100 %", "1 %"]);
  assert.deepEqual([null, 0.88, 1.9, 3.42, 240.2].map(format.cores), ["–", "88 %", "190 %", "3.4 cores", "240 cores"]);
  assert.deepEqual([null, 61.4].map(format.temperature), ["–", "61 °C"]);
  assert.deepEqual([null, 312.4, 1700].map(format.watts), ["–", "312 W", "1,700 W"]);
});

test("what is too long is cut, on one line", () => {
  assert.equal(format.cut("a\n b\t c"), "a b c");
  const long = format.cut("x".repeat(5000), 40);
  assert.equal(long.length, 40);
  assert.ok(long.endsWith("…"));
});
