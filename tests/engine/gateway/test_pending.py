"""What other jobs are to make, found among their results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.core.events import ItemState
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.pending import NeedFailed, needs_of, resolve
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as pb


class Jobs:
    """Records by id, in one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.records: dict[str, JobRecord] = {}

    def new(self, name: str, items: int = 1, *, detached: bool = True, **more: object) -> JobRecord:
        spec = jobs_pb.JobSpec(id=name, items=items, detached=detached, **more)  # type: ignore[arg-type]  # any field
        record = self.records[name] = JobRecord(
            spec, len(self.records) + 1, "session", "notebook", self._journal
        )
        return record


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    journal = Journal(tmp_path)
    yield Jobs(journal)
    journal.close()


def blob(data: bytes) -> pb.Value:
    return pb.Value(pickle=pb.Blob(size=len(data), data=data))


def wants(*needed: tuple[str, str], results: bool = False) -> jobs_pb.JobSpec:
    """A job whose first value is its own and whose others are to be made by these jobs."""
    pending = [pb.Value(pending=pb.Pending(job=job, name=name, results=results)) for job, name in needed]
    return jobs_pb.JobSpec(id="wants", items=1, values=[blob(b"main"), *pending])


def segment(start: int, count: int, data: bytes, attempt: int = 0) -> jobs_pb.Segment:
    return jobs_pb.Segment(start=start, count=count, values=blob(data), single=count == 1, attempt=attempt)


def test_it_needs_each_job_once_whether_running_or_done(jobs: Jobs) -> None:
    running, done = jobs.new("running"), jobs.new("done")
    done.end(ItemState.SUCCEEDED, b"")
    spec = wants(("running", "a"), ("done", "b"), ("running", "c"))
    assert needs_of(spec, jobs.records, "") == [running, done]
    assert needs_of(jobs_pb.JobSpec(id="plain", values=[blob(b"x")]), jobs.records, "") == []


@pytest.mark.parametrize("state", [ItemState.FAILED, ItemState.CANCELLED, ItemState.LOST])
def test_a_job_that_did_not_succeed_is_told(jobs: Jobs, state: ItemState) -> None:
    jobs.new("fine")
    failed = jobs.new("failed")
    failed.end(state, bytes([int(state)]))
    with pytest.raises(NeedFailed) as caught:
        needs_of(wants(("fine", "a"), ("failed", "b")), jobs.records, "")
    assert (caught.value.record, caught.value.pending.name) == (failed, "b")


def test_an_unknown_job_and_the_job_itself_are_told(jobs: Jobs) -> None:
    with pytest.raises(NeedFailed) as caught:
        needs_of(wants(("nowhere", "a")), jobs.records, "")
    assert caught.value.record is None
    jobs.new("another's").user = "ada"
    with pytest.raises(NeedFailed) as caught:
        needs_of(wants(("another's", "a")), jobs.records, "")
    assert caught.value.record is None
    own = jobs.new("wants")
    with pytest.raises(NeedFailed) as caught:
        needs_of(wants(("wants", "a")), jobs.records, "")
    assert caught.value.record is own


def test_an_output_takes_the_place_of_its_name_and_nothing_else(jobs: Jobs) -> None:
    record = jobs.new("made")
    record.outputs["a"] = jobs_pb.Segment.Output(name="a", value=blob(b"A"))
    record.outputs[""] = jobs_pb.Segment.Output(name="", value=blob(b"value"))
    spec = wants(("made", "a"), ("other", "a"), ("made", ""))
    assert [value.pickle.data for value in resolve(spec, record)] == [b"A", b"value"]
    assert [value.pickle.data for value in spec.values] == [b"main", b"A", b"", b"value"]
    assert [value.HasField("pending") for value in spec.values] == [False, False, True, False]


def test_what_a_detached_cell_did_not_bind_is_left_to_the_worker_to_tell(jobs: Jobs) -> None:
    spec = wants(("made", "never"))
    assert resolve(spec, jobs.new("made")) == []
    assert spec.values[1].pending.name == "never"


def test_the_value_of_a_task_is_the_one_element_of_its_results(jobs: Jobs) -> None:
    record = jobs.new("task", detached=False)
    record.results.append(segment(0, 1, b"r"))
    spec = wants(("task", ""))
    (value,) = resolve(spec, record)
    assert value.element and [part.value.pickle.data for part in value.parts] == [b"r"]


def test_results_are_in_item_order_however_they_came(jobs: Jobs) -> None:
    record = jobs.new("loop", 6)
    for part in (segment(4, 2, b"4-5"), segment(0, 1, b"0"), segment(1, 3, b"1-3")):
        record.results.append(part)
    spec = wants(("loop", "root"), results=True)
    (value,) = resolve(spec, record)
    assert not value.element
    assert [
        (part.value.pickle.data, part.single, part.skip, part.count, part.output) for part in value.parts
    ] == [(b"0", True, 0, 1, "root"), (b"1-3", False, 0, 3, "root"), (b"4-5", False, 0, 2, "root")]


def test_of_items_that_ran_again_the_last_result_counts(jobs: Jobs) -> None:
    record = jobs.new("loop", 6)
    # Items 2 and 4 failed first; their places in the first segments hold nothing of use.
    for part in (
        segment(0, 6, b"first"),
        segment(4, 1, b"4 again", attempt=2),
        segment(2, 1, b"2 again", attempt=1),
    ):
        record.results.append(part)
    (value,) = resolve(wants(("loop", ""), results=True), record)
    assert [(part.value.pickle.data, part.skip, part.count) for part in value.parts] == [
        (b"first", 0, 2),
        (b"2 again", 0, 1),
        (b"first", 3, 1),
        (b"4 again", 0, 1),
        (b"first", 5, 1),
    ]
