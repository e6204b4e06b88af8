import assert from "node:assert/strict";
import { test } from "node:test";

import { apply, type Edit, isDistributed, moved, optionsOf, toggle } from "../src/magic.ts";

function toggled(source: string, options = ""): string {
  const edit = toggle(source, options);
  assert.ok(!("refused" in edit), JSON.stringify(edit));
  return apply(source, edit);
}

test("the line is put at the top and taken away again", () => {
  for (const source of ["x = 1", "", "\n\nx = 1\n", "%time x = 1", "# a comment\nx"]) {
    const there = toggled(source);
    assert.ok(isDistributed(there), there);
    assert.match(there, /^\n*%%distributed\n/);
    assert.equal(toggled(there), source);
  }
});

test("with options; what the user wrote in the line is known before it goes", () => {
  assert.equal(toggled("x = 1", "--memory 2G"), "%%distributed --memory 2G\nx = 1");
  assert.equal(optionsOf("%%distributed  --cpus 2 for a in b \nx"), "--cpus 2 for a in b");
  assert.equal(toggled("%%distributed --cpus 2\nx"), "x");
  assert.equal(toggled("%%distributed"), "");
  assert.equal(optionsOf("x = 1"), "");
});

test("other magics stay above it, or keep it away", () => {
  assert.equal(toggled("%%time\nx = 1"), "%%time\n%%distributed\nx = 1");
  assert.equal(toggled("%%time\n%%distributed\nx = 1"), "%%time\nx = 1");
  assert.equal(toggled("%%time"), "%%time\n%%distributed\n");
  assert.match((toggle("%%bash\nls") as { refused: string }).refused, /%%bash cell/);
  assert.equal(isDistributed("%%distributedly\nx"), false);
  assert.equal(isDistributed("x = 1\n%%distributed"), false);
  assert.equal(isDistributed("%%bash\n%%distributed is written here"), true);
});

test("an offset goes with its text", () => {
  const put = toggle("x = 1") as Edit;
  assert.equal(moved(3, put), 3 + "%%distributed\n".length);
  const gone = toggle("%%distributed --cpus 2\nx = 1") as Edit;
  assert.equal(moved(5, gone), 0);
  assert.equal(moved(24, gone), 1);
});
