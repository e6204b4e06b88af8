/** What views are shown of the gateway's messages: the same as the JupyterLab panel, which Python serves. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { create, fromJson, type JsonValue } from "@bufbuild/protobuf";

import { makePaces } from "../../src/gateway/paces.ts";
import { clusterState, jobLine, logPage } from "../../src/gateway/states.ts";
import { StatusReplySchema } from "../../src/wire/v1/gateway_pb.ts";
import { JobSummarySchema, State } from "../../src/wire/v1/jobs_pb.ts";
import { JobDetailSchema } from "../../src/wire/v1/watch_pb.ts";
import { OutputSchema } from "../../src/wire/v1/worker_pb.ts";

interface Case {
  readonly function: "jobLine" | "clusterState" | "logPage";
  readonly summary?: JsonValue;
  readonly detail?: JsonValue;
  readonly status?: JsonValue;
  readonly outputs?: JsonValue[];
  readonly expected: { leftOut?: number };
}

// Written by tests/engine/client/test_vscode_cases.py.
const CASES = JSON.parse(readFileSync(new URL("cases/states.json", import.meta.url), "utf8")) as Case[];

function stateOf(given: Case): unknown {
  switch (given.function) {
    case "jobLine": {
      const detail = given.detail ? fromJson(JobDetailSchema, given.detail) : null;
      return jobLine(fromJson(JobSummarySchema, given.summary ?? {}), detail);
    }
    case "clusterState":
      return clusterState(fromJson(StatusReplySchema, given.status ?? {}), "local", "this machine");
    case "logPage":
      return logPage((given.outputs ?? []).map((each) => fromJson(OutputSchema, each)), given.expected.leftOut);
  }
}

for (const [index, given] of CASES.entries()) {
  test(`${given.function} is as in Python (case ${index})`, () => assert.deepEqual(stateOf(given), given.expected));
}

test("the pace of a running job is that of the last seconds", () => {
  const line = makePaces();
  const at = (elapsed: number, succeeded: number): [number, number | null] => {
    const job = create(JobSummarySchema, {
      id: "j", state: State.RUNNING, items: 100, elapsed, busy: elapsed, workers: 1, counts: { succeeded },
    }); // prettier-ignore
    const { rate, left } = line(job);
    return [rate, left];
  };
  assert.deepEqual(at(10, 10), [1, 90]); // seen once: the mean
  assert.deepEqual(at(12, 20), [5, 16]);
  assert.deepEqual(at(14, 20), [2.5, 32]);
  assert.deepEqual(at(20, 20), [0, null]); // nothing in the last seconds: no end in sight
});
