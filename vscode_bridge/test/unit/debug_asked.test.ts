import assert from "node:assert/strict";
import { test } from "node:test";

import { findCluster, targetOf, wantedOf } from "../../src/debug/asked.ts";
import type { Gateway, LinkState } from "../../src/gateway/api.ts";

const gateway = (id: string, name: string, target: string, state: LinkState = "up"): Gateway =>
  ({ id, name, target, state }) as Gateway;

const LOCAL = gateway("local-1", "local", "local");
const FAR = gateway("box:7000", "box", "farfield://box:7000?cert=ab");

test("a configuration names a worker, a job, or neither", () => {
  assert.deepEqual(wantedOf({}), { kind: "any" });
  assert.deepEqual(wantedOf({ worker: "w3" }), { kind: "worker", worker: "w3" });
  assert.deepEqual(wantedOf({ job: 12 }), { kind: "job", job: 12 });
  assert.deepEqual(wantedOf({ job: "12", worker: "" }), { kind: "job", job: 12 });
});

test("what a configuration has wrong is said", () => {
  assert.match(String(wantedOf({ worker: "w3", job: 1 })), /a worker and a job/);
  for (const job of [0, -1, 1.5, "train", null]) assert.match(String(wantedOf({ job })), /a number/);
  assert.match(String(wantedOf({ worker: 3 })), /a name like "w3"/);
});

test("a cluster is found by its name, its id or its address, and without any where there is only one", () => {
  const all = [LOCAL, FAR];
  for (const cluster of ["box", "BOX", "box:7000", "farfield://box:7000", "farfield://box:7000?cert=ab#token"]) {
    assert.deepEqual(findCluster(all, cluster), { kind: "one", gateway: FAR });
  }
  assert.deepEqual(findCluster([FAR], undefined), { kind: "one", gateway: FAR });
  assert.equal(findCluster(all, " ").kind, "several");
  assert.equal(findCluster([], undefined).kind, "none");
});

test("one that has refused is not among those to choose from, unless there is no other", () => {
  const refused = gateway("old", "old", "farfield://old:1", "refused");
  assert.deepEqual(findCluster([refused, LOCAL], undefined), { kind: "one", gateway: LOCAL });
  assert.deepEqual(findCluster([refused], undefined), { kind: "one", gateway: refused });
});

test("a name that nothing has is said without the token in it", () => {
  assert.deepEqual(findCluster([LOCAL], "farfield://far:1#secret"), { kind: "unknown", name: "farfield://far:1" });
});

test("a tree's item is read by ids and by objects that have one", () => {
  assert.deepEqual(targetOf({ gateway: FAR, worker: { id: "w3" } }), { gateway: "box:7000", worker: "w3" });
  assert.deepEqual(targetOf({ gateway: "box:7000", job: { number: 12 } }), { gateway: "box:7000", job: 12 });
  assert.deepEqual(targetOf({ gateway: FAR, job: 7 }), { gateway: "box:7000", job: 7 });
  for (const nothing of [undefined, null, "w3", {}]) assert.deepEqual(targetOf(nothing), {});
});
