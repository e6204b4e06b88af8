import assert from "node:assert/strict";
import { test } from "node:test";

import type { ClusterSource } from "../../ui/src/panel/source.ts";
import { entry, FakeSource, job } from "../../ui/test/clusters.ts";
import { clusterOf } from "../src/owner.ts";

/** Clusters, each with a job 7 that is from this cell; null: with none. */
function source(cells: Readonly<Record<string, string | null>>): ClusterSource {
  const made = new FakeSource(Object.keys(cells).map((id) => entry(id)), {}, []);
  made.job = async (id, number) => {
    const cell = cells[id];
    if (cell === null || cell === undefined || number !== 7) throw new Error("missing");
    return job({ number, cell });
  };
  return made;
}

test("a card's job is on the cluster whose job of this number is from its cell", async () => {
  assert.equal(await clusterOf(source({ local: "other", far: "mine" }), 7, "mine"), "far");
  // A card outside a notebook, and a job that was not told its cell.
  assert.equal(await clusterOf(source({ local: null, far: "mine" }), 7, ""), "far");
  assert.equal(await clusterOf(source({ local: "" }), 7, "mine"), "local");
  for (const cells of [{ local: "other" }, { local: null }, {}]) {
    await assert.rejects(clusterOf(source(cells), 7, "mine"), /job 7 is on no cluster of this panel/);
  }
});
