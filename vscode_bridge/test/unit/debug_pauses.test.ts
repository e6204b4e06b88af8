import assert from "node:assert/strict";
import { test } from "node:test";

import { create } from "@bufbuild/protobuf";

import { choicesOf } from "../../src/debug/choices.ts";
import { Pauses } from "../../src/debug/pauses.ts";
import { lease, standsAt } from "../../src/debug/words.ts";
import { type DebugWorker, DebugWorkerSchema } from "../../src/wire/v1/debug_pb.ts";
import { StatusReplySchema } from "../../src/wire/v1/gateway_pb.ts";
import { JobSummarySchema, Pause_Kind, PauseSchema, State } from "../../src/wire/v1/jobs_pb.ts";

const PAUSE = { kind: Pause_Kind.BREAKPOINT, file: "/app/train.py", line: 57, left: 26.2 };

function worker(id: string, more: { job?: string; client?: string; left?: number } = {}): DebugWorker {
  const { left, ...rest } = more;
  const pause = create(PauseSchema, { ...PAUSE, left: left ?? PAUSE.left });
  return create(DebugWorkerSchema, { id, job: "j1", pause, ...rest });
}

const waiting = (pauses: Pauses): string[] => pauses.waiting().map(({ id }) => id);

test("those wait that stand still, have time left and that nobody has", () => {
  const pauses = new Pauses();
  const workers = [worker("w1"), worker("w2", { client: "JupyterLab on box" }), worker("w3", { left: 0 })];
  pauses.take({ case: "welcome", value: { $typeName: "farfield.v1.DebugWelcome", gateway: "g", workers } });
  pauses.take({ case: "worker", value: create(DebugWorkerSchema, { id: "w4", job: "j1", state: "busy" }) });
  assert.deepEqual(waiting(pauses), ["w1"]);
  pauses.take({ case: "worker", value: worker("w4") });
  pauses.take({ case: "gone", value: "w1" });
  assert.deepEqual(waiting(pauses), ["w4"]);
});

test("what was disconnected from is not offered again in this job", () => {
  const pauses = new Pauses();
  for (const id of ["w1", "w2"]) pauses.take({ case: "worker", value: worker(id) });
  pauses.leave(pauses.jobOf("w1"), "w1");
  assert.deepEqual(waiting(pauses), ["w2"]);
  pauses.leave(pauses.jobOf("w2"));
  assert.deepEqual(waiting(pauses), []);
  pauses.take({ case: "worker", value: worker("w1", { job: "j2" }) });
  assert.deepEqual(waiting(pauses), ["w1"]);
});

test("where a worker stands is said in a few words", () => {
  assert.equal(standsAt(create(PauseSchema, PAUSE)), "train.py:57");
  assert.equal(standsAt(create(PauseSchema, { ...PAUSE, file: "/tmp/ipykernel_12/345.py", line: 3 })), "a cell, line 3");
  assert.equal(standsAt(create(PauseSchema, { kind: Pause_Kind.EXCEPTION })), "an exception");
  assert.equal(lease(create(PauseSchema, PAUSE)), "27 s left");
  assert.equal(lease(create(PauseSchema, { client: "JupyterLab on box" })), "JupyterLab on box has it");
});

test("to choose from are workers that stand still, those that run, open jobs, and whatever stops next", () => {
  const status = create(StatusReplySchema, {
    nodes: [
      {
        name: "node1",
        workers: [
          { id: "w1", state: "busy", job: "12 train" },
          { id: "w2", state: "busy", job: "12 train", pause: PAUSE },
          { id: "w3", state: "idle" },
        ],
      },
    ],
  });
  const jobs = [
    create(JobSummarySchema, { id: "j0", number: 1, name: "old", state: State.SUCCEEDED }),
    create(JobSummarySchema, { id: "j1", number: 12, name: "train", state: State.RUNNING, workers: 2 }),
  ];
  const told = choicesOf("g", "", status, jobs).map(({ group, label, description }) => [group, label, description]);
  assert.deepEqual(told, [
    ["paused", "w2 at train.py:57", "12 train · 27 s left"],
    ["running", "w1", "12 train · node1"],
    ["jobs", "Job 12 train", "2 workers"],
    ["any worker", "Whatever stops next", "also in workers that start later"],
  ]);
});
