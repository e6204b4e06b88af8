"""What pages and widgets are given: the keys that `state.ts` names, and numbers that JSON knows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.client.states import (
    cluster_state,
    detail_state,
    job_line,
    log_page,
    pause_state,
    progress_state,
)
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

STATE_TS = Path(__file__).resolve().parents[3] / "jupyter_ext" / "ui" / "src" / "state.ts"

PAUSE = pb.Pause(worker="w1", job="id", item=2, kind=pb.Pause.KIND_ENTRY, file="a.py", line=3, left=4.5)
SUMMARY = pb.JobSummary(
    id="id",
    number=7,
    name="fit",
    items=10,
    state=pb.STATE_RUNNING,
    counts=pb.Counts(queued=5, running=1, succeeded=3, failed=1),
    elapsed=8.0,
    busy=4.0,
    workers=2,
    peak_memory=99,
    resources=pb.Resources(gpus=0.5),
    first_failure=pb.Failure(type_name="ValueError", message="\n no\nmore"),
    pauses=[PAUSE],
    cell="c1",
)
DETAIL = watch_pb.JobDetail(
    loops=[watch_pb.Loop(label="epoch", done=2, total=4, fraction=0.5, rate=-1, slowest_fraction=-1)],
    workers=[
        watch_pb.WorkerUse(
            worker="w1",
            rank=-1,
            cpu=-1,
            item=3,
            devices=[watch_pb.DeviceUse(label="gpu0", load=-1)],
            bars=[watch_pb.Bar(label="batch", done=3, elapsed=2, total=float("inf"))],
            pause=PAUSE,
        ),
        watch_pb.WorkerUse(worker="w2", rank=1, cpu=0.5, item=3, running=True),
    ],
    slowest=[watch_pb.ItemNote(item=4, label="C=1"), watch_pb.ItemNote(item=5)],
    failures=[
        pb.Failure(item=1, kind=pb.Failure.KIND_WORKER_DIED, plain_traceback="\x1b[31mred\x1b[0m"),
        pb.Failure(item=2, kind=pb.Failure.KIND_INTERRUPTED, label="C=2"),
    ],
)
STATUS = gateway_pb.StatusReply(
    engine="local",
    nodes=[
        gateway_pb.Node(
            name="n",
            load=-1,
            resources={"TPU": 4, "memory": 1},
            resources_in_use={"TPU": 1},
            workers=[gateway_pb.Worker(id="w1", state="busy", job="7 fit", load=-1, pause=PAUSE)],
            gpus=[
                watch_pb.Gpu(
                    label="gpu0",
                    load=0.5,
                    temperature=-1,
                    processes=[watch_pb.GpuProcess(pid=1, job="7 fit")],
                )
            ],
        )
    ],
    facts=gateway_pb.EngineFacts(
        version="2.60.0",
        demands=[gateway_pb.Demand(resources={"GPU": 1, "CPU": 2}, count=3)],
        failed_nodes=["gpu: no capacity"],
    ),
)
LOG = [worker_pb.Output(item=1, content="a\n")]


def interfaces() -> dict[str, set[str]]:
    """The interfaces of `state.ts` with their keys, those they extend included."""
    text = re.sub(r"/\*\*.*?\*/", "", STATE_TS.read_text(), flags=re.DOTALL)
    found: dict[str, set[str]] = {}
    for name, base, body in re.findall(
        r"export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}", text, flags=re.DOTALL | re.MULTILINE
    ):
        found[name] = set(re.findall(r"^  readonly (\w+)\??:", body, re.MULTILINE)) | found.get(base, set())
    return found


@pytest.mark.parametrize(
    ("interface", "state"),
    [
        ("Progress", progress_state(SUMMARY, DETAIL)),
        ("Detail", detail := detail_state(DETAIL, SUMMARY)),
        ("Loop", detail["loops"][0]),
        ("WorkerUse", detail["workers"][0]),
        ("WorkerBar", detail["workers"][0]["bars"][0]),
        ("DeviceUse", detail["workers"][0]["gpus"][0]),
        ("SlowItem", detail["slowest"][0]),
        ("FailedItem", detail["failures"][0]),
        ("Pause", pause_state(PAUSE, 7)),
        ("Cluster", cluster := cluster_state(STATUS, "local", "this machine")),
        ("ClusterNode", node := cluster["nodes"][0]),
        ("Resource", node["resources"][0]),
        ("Facts", facts := cluster["facts"]),
        ("Demand", facts["demands"][0]),
        ("NodeWorker", node["workers"][0]),
        ("Gpu", node["gpus"][0]),
        ("GpuProcess", node["gpus"][0]["processes"][0]),
        ("JobLine", job_line(SUMMARY)),
        ("LogPage", page := log_page(LOG)),
        ("LogLine", page["lines"][0]),
    ],
)
def test_the_keys_are_those_of_the_pages(interface: str, state: dict[str, Any]) -> None:
    assert set(state) == interfaces()[interface]
    json.dumps(state, allow_nan=False)


def test_progress_without_detail_is_the_summary_with_the_pace() -> None:
    state = progress_state(SUMMARY, rate=2.5, left=float("inf"), elapsed=9.0)
    assert state["counts"] == {
        "queued": 5, "running": 1, "succeeded": 3, "failed": 1, "cancelled": 0, "lost": 0
    }  # fmt: skip
    assert (state["state"], state["job"], state["elapsed"]) == ("running", 7, 9.0)
    assert (state["rate"], state["left"], state["detail"]) == (2.5, None, None)
    assert progress_state(SUMMARY)["elapsed"] == 8.0


def test_what_is_not_known_is_none() -> None:
    loop = detail["loops"][0]
    assert (loop["fraction"], loop["rate"], loop["slowestFraction"]) == (0.5, None, None)
    first, second = detail["workers"]
    assert (first["rank"], first["cpu"], first["item"], first["gpus"][0]["load"]) == (None, None, None, None)
    assert (second["rank"], second["cpu"], second["item"], second["pause"]) == (1, 0.5, 3, None)
    assert (first["bars"][0]["total"], first["bars"][0]["rate"]) == (None, 1.5)
    assert detail["median"] is None
    assert (node["load"], node["gpus"][0]["temperature"]) == (None, None)
    assert pause_state(pb.Pause(client="somebody"), None)["left"] is None


def test_items_are_called_what_the_worker_or_the_client_calls_them() -> None:
    assert [slow["label"] for slow in detail["slowest"]] == ["C=1", "item 5"]
    named = detail_state(DETAIL, SUMMARY, lambda item: "C=5" if item == 5 else "")
    assert [slow["label"] for slow in named["slowest"]] == ["C=1", "C=5"]
    ranks = detail_state(DETAIL, pb.JobSummary(ranks=8))
    assert [failure["label"] for failure in ranks["failures"]] == ["rank 1", "C=2"]


def test_failures_are_plain_text_with_what_became_of_the_item() -> None:
    lost, cancelled = detail["failures"]
    assert (lost["state"], lost["traceback"], cancelled["state"]) == ("lost", "red", "cancelled")
    assert job_line(SUMMARY)["error"] == "ValueError: no"


def test_a_worker_that_stands_still_is_paused_and_names_its_job() -> None:
    worker = node["workers"][0]
    assert (worker["state"], worker["pause"]["job"], worker["pause"]["kind"]) == ("paused", 7, "entry")


def test_the_pace_of_a_line_is_the_mean_one_while_nothing_better_is_known() -> None:
    line = job_line(SUMMARY)
    assert (line["rate"], line["left"]) == (2.0, 3.0)
    assert job_line(SUMMARY, rate=1.0)["left"] is None
    stopped = pb.JobSummary.FromString(SUMMARY.SerializeToString())
    stopped.counts.cancelled, stopped.counts.queued = stopped.counts.queued, 0
    assert job_line(stopped)["rate"] == line["rate"] and job_line(stopped)["left"] < line["left"]
    over = job_line(
        pb.JobSummary(state=pb.STATE_SUCCEEDED, elapsed=2, counts=pb.Counts(succeeded=4), items=4)
    )
    assert (over["rate"], over["left"]) == (2.0, None)
    waiting = job_line(pb.JobSummary(items=4, elapsed=2))
    assert (waiting["rate"], waiting["left"]) == (0.0, None)


def test_a_log_is_lines_whatever_pieces_it_came_in() -> None:
    pieces = [
        (1, "stdout", "a"),
        (2, "stdout", "other\n"),
        (1, "stderr", "\x1b[1mbold\x1b[0m\r\n"),
        (1, "stdout", "b\n\n10 %\r20 %"),
    ]
    kinds = {"stdout": worker_pb.Output.KIND_STDOUT, "stderr": worker_pb.Output.KIND_STDERR}
    outputs = [worker_pb.Output(item=item, kind=kinds[kind], content=text) for item, kind, text in pieces]
    outputs.insert(1, worker_pb.Output(item=1, kind=worker_pb.Output.KIND_DISPLAY, content="{}"))
    state = log_page(outputs, lambda item: f"C={item}", left_out=5)
    assert [(line["item"], line["stream"], line["text"]) for line in state["lines"]] == [
        (2, "stdout", "other"),
        (1, "stderr", "bold"),
        (1, "stdout", "ab"),
        (1, "stdout", ""),
        (1, "stdout", "20 %"),
    ]
    assert (state["lines"][0]["label"], state["leftOut"]) == ("C=2", 5)
