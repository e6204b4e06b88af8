import assert from "node:assert/strict";
import { test } from "node:test";

import { attachLine, DEFAULTS, optionsFor, read, workerLine } from "../src/settings.ts";

test("settings that are missing or wrong are the default's", () => {
  assert.deepEqual(read({}), DEFAULTS);
  assert.deepEqual(read({ target: 3, limits: { cpus: "many", gpus: -1 }, pollSeconds: "x" }), DEFAULTS);
  assert.equal(read({ pollSeconds: 0.01 }).pollSeconds, 1);
  assert.equal(read({ pollSeconds: 1e9 }).pollSeconds, 60);
  assert.equal(read({ statusBar: false }).statusBar, false);
});

test("limits become the options of the magic", () => {
  assert.equal(optionsFor(DEFAULTS.limits), "");
  const { limits } = read({ limits: { cpus: 2, gpus: 0.5, memory: "4 G", timeout: "90s", concurrency: 8 } });
  assert.equal(optionsFor(limits), "--cpus 2 --gpus 0.5 --memory 4G --timeout 90s --concurrency 8");
});

test("a target is one word, and a worker is a name", () => {
  assert.equal(attachLine(" ssh://me@box "), "%attach ssh://me@box");
  assert.equal(attachLine(""), "%attach");
  for (const wrong of ["a\n!rm -rf x", "a b", "--bootstrap"]) assert.throws(() => attachLine(wrong), RangeError);
  assert.equal(workerLine("w12"), "%worker w12");
  for (const wrong of ["", "w1; x", "w1\n!ls"]) assert.throws(() => workerLine(wrong), RangeError);
});
