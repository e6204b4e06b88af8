"""What the gateway keeps of a job."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.client.states import progress_state
from farfield_engine.core.events import ItemState
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.jobrecord import TAIL_ITEMS, TAIL_LINES, JobRecord
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.objectjournal import ObjectJournal
from farfield_engine.objects.store import Store
from farfield_engine.wire.durations import bucket
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path)
    yield journal
    journal.close()


@pytest.fixture
def record(journal: Journal) -> JobRecord:
    spec = pb.JobSpec(id="j", name="sweep", items=30)
    for start in (0, 10, 20):
        spec.chunks.add(start=start, count=10)
    return JobRecord(spec, 7, "session", "notebook", journal)


def text(item: int, content: str) -> worker_pb.Output:
    return worker_pb.Output(job="j", item=item, kind=worker_pb.Output.KIND_STDOUT, content=content)


@pytest.mark.parametrize(
    ("start", "stop", "chunks"),
    [(0, 1, [0]), (9, 10, [0]), (9, 11, [0, 10]), (10, 20, [10]), (0, 30, [0, 10, 20]), (29, 30, [20])],
)
def test_the_chunks_of_a_batch(record: JobRecord, start: int, stop: int, chunks: list[int]) -> None:
    assert [chunk.start for chunk in record.chunks_for(start, stop)] == chunks


def test_a_job_without_elements_has_no_chunks(journal: Journal) -> None:
    record = JobRecord(pb.JobSpec(id="j", items=1), 1, "session", "notebook", journal)
    assert record.chunks_for(0, 1) == []


def test_the_last_lines_are_lines_however_they_came(record: JobRecord) -> None:
    for number in range(40):
        record.add_output(text(0, "li"))
        record.add_output(text(0, f"ne {number}\n"))
        record.add_output(text(1, "other\n"))
    assert record.last_lines(0) == [f"line {number}" for number in range(40 - TAIL_LINES, 40)]
    assert record.summary().log_lines == 80
    assert len(list(record.log.read())) == 120


def test_a_long_report_on_stderr_leaves_the_last_words_on_stdout(record: JobRecord) -> None:
    record.add_output(text(0, "last words\n"))
    report = "".join(f"frame {number}\n" for number in range(100))
    record.add_output(worker_pb.Output(item=0, kind=worker_pb.Output.KIND_STDERR, content=report))
    first, *others = record.last_lines(0)
    assert first == "last words"
    assert others == [f"frame {number}" for number in range(100 - TAIL_LINES, 100)]


def test_last_lines_are_kept_of_the_items_that_wrote_last(record: JobRecord) -> None:
    record.add_output(text(0, "begun\n"))
    for item in range(1, TAIL_ITEMS):
        record.add_output(text(item, "x\n"))
    record.add_output(text(0, "still here\n"))
    record.add_output(text(1000, "x\n"))
    assert record.last_lines(0) == ["begun", "still here"]
    assert record.last_lines(1) == []


def test_what_is_displayed_has_no_lines(record: JobRecord) -> None:
    record.add_output(worker_pb.Output(kind=worker_pb.Output.KIND_DISPLAY, content="{}\n"))
    assert record.summary().log_lines == 0
    assert record.last_lines(0) == []


def test_the_summary_is_of_the_latest_counts(record: JobRecord) -> None:
    assert record.summary().state == pb.STATE_QUEUED
    record.update([10, 5, 9, 3, 2, 1], 4)
    record.reported_by_worker(worker_pb.Report(busy=1.5, slowest_item=3, slowest_seconds=0.5, peak_memory=9))
    record.reported_by_worker(worker_pb.Report(busy=0.5, slowest_item=4, slowest_seconds=0.1, peak_memory=8))
    record.memory_seen(5)
    summary = record.summary()
    assert summary.state == pb.STATE_RUNNING
    # Four workers run four items; the fifth waits for its turn.
    assert summary.counts == pb.Counts(queued=11, running=4, succeeded=9, failed=3, cancelled=2, lost=1)
    assert (summary.busy, summary.slowest_item, summary.slowest_seconds) == (2.0, 3, 0.5)
    assert (summary.peak_memory, summary.workers, summary.number, summary.name) == (9, 4, 7, "sweep")


def test_the_first_failure_is_a_cause_and_not_its_consequence(record: JobRecord) -> None:
    value = {"pickle": {"data": b"x"}}
    record.add_failure(pb.Failure(kind=pb.Failure.KIND_INTERRUPTED, item=0))
    record.add_failure(pb.Failure(kind=pb.Failure.KIND_EXCEPTION, item=5, message="m", exception=value))
    record.add_failure(pb.Failure(kind=pb.Failure.KIND_EXCEPTION, item=6))
    first = record.summary().first_failure
    assert (first.item, first.message, first.HasField("exception")) == (5, "m", False)
    assert [failure.item for failure in record.failures.read()] == [0, 5, 6]


def test_an_ended_job_keeps_its_figures_and_lets_its_inputs_go(record: JobRecord) -> None:
    record.add_output(text(0, "x\n"))
    record.update([0, 0, 30, 0, 0, 0], 2)
    record.end(ItemState.SUCCEEDED, b"")
    first, second = record.summary(), record.summary()
    assert first.state == pb.STATE_SUCCEEDED
    assert first.elapsed == second.elapsed, "its time has stopped"
    assert not record.spec.chunks and record.chunks_for(0, 30) == []
    assert len(list(record.log.read())) == 1


def test_what_is_shown_of_time_is_how_long(record: JobRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall clock says when it was submitted, and nothing else, however wrong it is."""
    shown = progress_state(record.summary())
    for wrong in (-3600, 3600):
        monkeypatch.setattr(time, "time", lambda wrong=wrong: record.submitted + wrong)
        again = progress_state(record.summary())
        assert 0 <= again["elapsed"] < 60
        assert again | {"elapsed": 0} == shown | {"elapsed": 0}
    record.end(ItemState.FAILED, b"")
    assert 0 <= progress_state(record.summary())["elapsed"] < 60


@contextlib.contextmanager
def _table(directory: Path) -> Iterator[tuple[JobTable, Journal]]:
    journal, stored = Journal.open(directory / "jobs")
    store = Store(directory / "shm", directory / "spill", 1 << 24, 1 << 20)
    table = JobTable(journal, stored, ObjectJournal(directory), Blobs(store), 1 << 24)
    yield table, journal
    asyncio.run(table.close())
    store.close()


def test_what_was_seen_of_a_job_outlives_the_gateway(tmp_path: Path) -> None:
    with _table(tmp_path) as (table, journal):
        record = JobRecord(pb.JobSpec(id="j", items=2), 1, "session", "notebook", journal)
        table.begin(record)
        report = worker_pb.Report(durations=[bucket(0.1), 2], peak_memory=7, slowest_item=1)
        report.slowest_seconds, report.slowest_label = 0.4, "n=1"
        record.reported_by_worker(report)
        record.seen.report("w1", -1, report)
        bar = watch_pb.Bar(id=1, label="epoch", done=5, total=10)
        record.seen.loops.take("w1", watch_pb.Bars(bars=[bar]))
        record.update((0, 0, 2, 0, 0, 0), 1)
        record.end(ItemState.SUCCEEDED, b"")
        table.end(record)
        before = record.seen.stored()
    with _table(tmp_path) as (table, _):
        seen = table.records["j"].seen
        assert seen.stored() == before
        assert (before.loops[0].fraction, before.slowest[0].label) == (0.5, "n=1")
        assert seen.median_seconds == pytest.approx(0.1, rel=0.05)
        assert seen.workers["w1"].peak_memory == 7
