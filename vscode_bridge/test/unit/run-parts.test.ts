import assert from "node:assert/strict";
import { test } from "node:test";

import { placed } from "../../src/debug/sent.ts";
import { partAt, partsOf, sentLines, sentPart, titleOf } from "../../src/run/parts.ts";

const FILE = `"""What it is."""
import math

# %% [markdown]
# Text.

# %%
# %% Sum
total = 1
total

# %%distributed --gpus 1 for lr in rates
    # not at the margin

def f(): ...


# %% Own magic

%%time
f()
`.split("\n");

test("what lies between the lines # %% is a cell, without blank lines at its end", () => {
  const found = partsOf(FILE).map(({ kind, marker, end, title }) => [kind, marker, end, title]);
  assert.deepEqual(found, [
    ["code", -1, 2, ""],
    ["text", 3, 5, "[markdown]"],
    ["code", 7, 10, "Sum"],
    ["magic", 11, 15, "distributed --gpus 1 for lr in rates"],
    ["code", 17, 21, "Own magic"],
  ]);
});

test("a line is in the cell before it, also where that is blank lines or the line # %% itself", () => {
  const parts = partsOf(FILE);
  assert.equal(partAt(parts, 0)?.marker, -1);
  assert.equal(partAt(parts, 7)?.title, "Sum");
  assert.equal(partAt(parts, 10)?.title, "Sum");
  assert.equal(partAt(parts, 21)?.title, "Own magic");
  assert.equal(partAt([], 3), undefined);
});

test("each line of what is sent is the line of the file that the offset says", () => {
  for (const part of partsOf(FILE)) {
    const { text, offset } = sentPart(FILE, part, "%%distributed");
    const lines = text.split("\n");
    assert.match(lines[0] ?? "", /^%%/);
    for (const [index, line] of lines.entries()) if (index) assert.equal(FILE[index + offset], line);
  }
});

test("the magic of the setting stands where none of the cell's own does", () => {
  const [first, , sum, magic, own] = partsOf(FILE).map((part) => sentPart(FILE, part, "%%distributed --cpus 2"));
  assert.equal(first?.text, '%%distributed --cpus 2\n"""What it is."""\nimport math');
  assert.equal(first?.offset, -1);
  assert.equal(sum?.text, "%%distributed --cpus 2\ntotal = 1\ntotal");
  assert.match(magic?.text ?? "", /^%%distributed --gpus 1 for lr in rates\n {4}# not at the margin\n\ndef f/);
  assert.equal(own?.text, "%%time\nf()");
  assert.equal(sentLines(["1"], 4, "").text, "1");
  assert.equal(sentLines(["1"], 4, "").offset, 4);
});

test("a selection loses the indentation that all its lines have, and no more", () => {
  const lines = ["        if x:", "", "            y()", "  ", "        z()"];
  assert.deepEqual(sentLines(lines, 10, "%%distributed"), {
    text: "%%distributed\nif x:\n\n    y()\n\nz()",
    offset: 9,
  });
  const file = ["def f(x, y, z):", ...lines];
  assert.equal(placed({ source: "", ...sentLines(lines, 1, "%%distributed") }, file.join("\n")), 0);
  assert.equal(placed({ source: "", ...sentLines(lines, 1, "%%distributed") }, ["#", ...file].join("\n")), 1);
  assert.equal(sentLines(["\ta", "    b"], 0, "").text, "\ta\n    b");
});

test("a run is called by the first line that does something", () => {
  assert.equal(titleOf("%%distributed\n# a comment\n\nfit(model)"), "fit(model)");
  assert.equal(titleOf("%jobs result 12"), "%jobs result 12");
  assert.equal(titleOf("%%distributed\n# only a comment"), "%%distributed");
});
