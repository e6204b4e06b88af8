"""What failures say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.core.events import FailItem, FailureKind
from farfield_engine.engines.base import Death
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.messages import failure_of
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


@pytest.fixture
def record(tmp_path: Path) -> Iterator[JobRecord]:
    journal = Journal(tmp_path)
    yield JobRecord(pb.JobSpec(id="j", items=3, timeout=2.5), 1, "session", "notebook", journal)
    journal.close()


def test_what_the_worker_reported_is_told_as_it_is(record: JobRecord) -> None:
    reported = pb.Failure(kind=pb.Failure.KIND_EXCEPTION, item=1, type_name="ValueError", message="bad")
    assert failure_of(FailItem("j", 1, FailureKind.EXCEPTION, "w1"), reported, record, None) is reported


def test_a_timeout_says_how_long_and_shows_where(record: JobRecord) -> None:
    reported = pb.Failure(kind=pb.Failure.KIND_INTERRUPTED, item=1, plain_traceback="Traceback: here")
    failure = failure_of(FailItem("j", 1, FailureKind.TIMEOUT, "w1"), reported, record, None)
    assert failure.kind == pb.Failure.KIND_TIMEOUT
    assert "2.5 s" in failure.message and "--timeout" in failure.message
    assert failure.plain_traceback == "Traceback: here"


def test_a_death_says_how_what_it_used_and_what_it_wrote_last(record: JobRecord) -> None:
    record.add_output(worker_pb.Output(item=1, content="loading\nboom\n"))
    death = Death("was killed by signal 9 (SIGKILL)", peak_memory=3 << 30, running=(4, 1))
    failure = failure_of(FailItem("j", 1, FailureKind.WORKER_DIED, "w1"), None, record, death)
    assert (failure.kind, failure.item, failure.worker) == (pb.Failure.KIND_WORKER_DIED, 1, "w1")
    assert "worker w1 was killed by signal 9 (SIGKILL) while it ran this" in failure.message
    assert "3,072 MiB" in failure.message and "--memory" in failure.message
    assert failure.message.endswith("Its last lines:\n  loading\n  boom")


def test_a_worker_that_never_started_is_not_said_to_have_run_it(record: JobRecord) -> None:
    do = FailItem("j", 0, FailureKind.WORKER_DIED, "w3", started=False)
    failure = failure_of(do, None, record, Death("exited with status 1", running=(0, 0)))
    assert failure.message == (
        "no worker could be started; the last one, w3, exited with status 1: "
        "'farfield doctor' looks for the cause"
    )


@pytest.mark.parametrize("kind", list(FailureKind))
def test_every_failure_that_no_worker_reported_has_a_message(record: JobRecord, kind: FailureKind) -> None:
    # The last one is told by `dependency_failure`, which knows the job that is needed.
    by_worker = {FailureKind.EXCEPTION, FailureKind.INPUT, FailureKind.RESULT, FailureKind.DEPENDENCY}
    failure = failure_of(FailItem("j", 0, kind, "w1"), None, record, None)
    assert failure.kind == int(kind)
    assert bool(failure.message) is (kind not in by_worker)
