import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT, Series } from "../src/chart.ts";

test("a series keeps its last points, and takes none twice", () => {
  const series = new Series();
  for (let time = 0; time < 500; time++) assert.ok(series.push(time, time));
  assert.equal(series.push(499, 7), false);
  assert.equal(series.times.length, KEPT);
  assert.equal(series.values.at(-1), 499);
  assert.deepEqual(series.span(), [500 - KEPT, 499]);
});

test("the first points stand at the right end", () => {
  const series = new Series();
  series.push(1000, 1);
  assert.deepEqual(series.span(), [940, 1000]);
});

test("a chart's top is what may be, or somewhat above what was", () => {
  const series = new Series();
  assert.deepEqual(series.range(null), [0, 1]);
  series.push(1, null);
  series.push(2, 8);
  assert.deepEqual(series.range(null), [0, 10]);
  assert.deepEqual(series.range(1), [0, 1]);
});
