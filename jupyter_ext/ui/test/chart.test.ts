import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT, Series } from "../src/chart.ts";

test("a series keeps its last points, and takes none twice", () => {
  const series = new Series();
  for (let time = 1; time <= 500; time++) assert.ok(series.push(time, time));
  assert.equal(series.push(500, 7), false);
  assert.equal(series.times.length, KEPT);
  assert.equal(series.values.at(-1), 500);
  assert.deepEqual(series.span(), [501 - KEPT, 500]);
});

test("the first points stand at the right end, from when something was measured", () => {
  const series = new Series();
  assert.equal(series.push(0, null), false);
  series.push(1000, 1);
  assert.deepEqual(series.span(), [980, 1000]);
});

test("a chart's top is what may be, or somewhat above what was", () => {
  const series = new Series();
  assert.deepEqual(series.range(null), [0, 1]);
  series.push(1, null);
  series.push(2, 8);
  assert.deepEqual(series.range(null), [0, 10]);
  assert.deepEqual(series.range(1), [0, 1]);
});
