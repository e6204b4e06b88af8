"""Jobs of an earlier life of the gateway, as the journal has them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from google.protobuf.message import DecodeError

from farfield_engine.core.events import Holding, ItemState
from farfield_engine.core.job import outcome_of
from farfield_engine.core.resuming import Resumption, resume
from farfield_engine.gateway.found import NOTHING, Found
from farfield_engine.gateway.handed import left_of
from farfield_engine.gateway.itemlabels import LABELLED, label_of
from farfield_engine.gateway.jobrecord import TEXT, JobRecord
from farfield_engine.gateway.journal import Journal, StoredJob
from farfield_engine.gateway.journalfiles import Kind
from farfield_engine.gateway.seen import JobSeen
from farfield_engine.objects.values import blobs_of
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

TOLD_LOST = 1000
"""Items of one job that are told, one by one, to be lost."""

_CANCELLED = (pb.Failure.KIND_INTERRUPTED,)
_LOST = (pb.Failure.KIND_SKIPPED, pb.Failure.KIND_GATEWAY_DIED)


def recover(
    journal: Journal,
    job: StoredJob,
    sessions: Collection[str],
    has: Callable[[str, bytes], bool],
    found: Found = NOTHING,
) -> RecoveredJob:
    """The record of a job that has ended, or that is to go on, which its session has to be known for.

    has: whether the object of this user and hash is still there. found: what goes on of before. Raises
    ValueError, OSError.
    """
    spec, end = job.spec, job.end
    if spec is None:
        raise ValueError("its specification is lost")
    record = RecoveredJob(pb.StoredJob.FromString(spec), journal)
    moved = journal.last(record.id, Kind.SESSION)
    if moved is not None:
        record.session = moved.decode()
    if end is not None:
        record.take_summary(pb.JobSummary.FromString(end))
        return record
    record.go_on(lambda digest: has(record.user, digest), found)
    assert record.left is not None
    left = record.left
    if record.session not in sessions:
        lose(record, "the gateway ended while this ran or waited", left)
    elif found.group_of(record.spec, record.session) is not None:
        pass  # the scheduler knows its ranks, and which of them have not come back
    elif record.spec.HasField("gang") and not _may_begin(record, left):
        lose(record, "the gateway ended, and with it the ranks that this ran or waited for", left)
    else:
        _tell_lost(record, "the gateway ended while this ran", left.lost)
    if ItemState.QUEUED not in left.states and ItemState.RUNNING not in left.states:
        end_now(record, left)
        journal.append(record.id, Kind.END, record.summary().SerializeToString())
    return record


def _may_begin(record: JobRecord, left: Resumption) -> bool:
    """Whether ranks can be started anew: nothing of theirs is gone yet."""
    begun = bool(left.lost or left.attempts) or left.states.count(ItemState.QUEUED) < len(left.states)
    return not begun and not record.spec.gang.group


def lose(record: JobRecord, reason: str, left: Resumption, *, again: bool = True) -> None:
    """What is left of the job does not run any more; again: it could, later."""
    if left.cancelled:
        left.states[:] = left.states.replace(_byte(ItemState.QUEUED), _byte(ItemState.CANCELLED))
        return
    left.lost += [item for item, state in enumerate(left.states) if state == ItemState.QUEUED]
    left.states[:] = left.states.replace(_byte(ItemState.QUEUED), _byte(ItemState.LOST))
    _tell_lost(record, reason, left.lost, again=again)


def _tell_lost(record: JobRecord, reason: str, items: list[int], *, again: bool = True) -> None:
    advice = f"%jobs retry {record.number} runs it again" if again else "run its cell again"
    for number, item in enumerate(items[:TOLD_LOST]):
        record.add_failure(
            pb.Failure(
                kind=pb.Failure.KIND_GATEWAY_DIED,
                item=item,
                message=f"{reason}; {advice}",
                at=time.time(),
                label=label_of(record.spec, item) if number < LABELLED else "",
            )
        )


def end_now(record: JobRecord, left: Resumption) -> None:
    """Nothing is open of the job: its end, as its items have ended."""
    counts = [left.states.count(state) for state in ItemState]
    state = outcome_of(counts, cancelled=left.cancelled)
    record.update(counts, 0)
    record.end(state, b"" if state is ItemState.SUCCEEDED else bytes(left.states))


class RecoveredJob(JobRecord):
    """A job of before. Of one that has ended, only what is asked for is read."""

    def __init__(self, stored: pb.StoredJob, journal: Journal) -> None:
        super().__init__(stored.spec, stored.number, stored.session, stored.notebook, journal, stored.user)
        self.submitted = stored.submitted
        self.recovered = True
        self.left: Resumption | None = None
        """Of one that was open: from where it goes on."""
        self.held: list[Holding] = []
        """And what workers hold of it."""
        self._journal = journal

    def take_summary(self, summary: pb.JobSummary) -> None:
        """Its figures at its end."""
        super().take_summary(summary)
        if self.state is not ItemState.SUCCEEDED:
            settled = _settled(self, lambda digest: True).replace(
                _byte(ItemState.QUEUED), _byte(ItemState.LOST)
            )
            self.states = bytes(settled)
        else:
            del self.spec.chunks[:]
            del self.spec.values[:]

    def go_on(self, has: Callable[[bytes], bool], found: Found = NOTHING) -> None:
        """Find what was done of it and what is left. has: whether an object is still there."""
        self.attempt = self._journal.count(self.id, Kind.RETRY)
        self._began -= max(0.0, time.time() - self.submitted)
        self._lines = sum(output.content.count("\n") for output in self.log.read() if output.kind in TEXT)
        for failure in self.failures.read():
            self._note_failure(failure)
        states = _settled(self, has)
        kept = self._journal.last(self.id, Kind.RETRY)
        for item, state in enumerate(kept or b""):
            # Only some items were to run again: the others stay what they were.
            if states[item] == ItemState.QUEUED:
                states[item] = state
        cancelled = self._journal.count(self.id, Kind.CANCEL) > 0
        sent, self.held = left_of(self._journal, self.id, found)
        held = [range(each.next, each.stop) for each in self.held]
        self.left = resume(bytes(states), sent, self.spec.retries, cancelled=cancelled, held=held)
        workers = {each.worker for each in self.held}
        self.update([self.left.states.count(state) for state in ItemState], len(workers))

    def void(self, segment: pb.Segment) -> None:
        """Something of a result is gone: what comes in its place is to replace it."""
        self.attempt = max(self.attempt, segment.attempt + 1)

    @cached_property
    def _seen_before(self) -> JobSeen:
        """What was seen of it while it ran, when its end is known; it is read when somebody looks."""
        stored = self._journal.last(self.id, Kind.SEEN) if self.state is not None else None
        if stored is not None:
            with contextlib.suppress(DecodeError):
                return JobSeen.recovered(watch_pb.JobDetail.FromString(stored))
        seen, (item, seconds, label) = JobSeen(), self._slowest
        if seconds:
            seen.slowest.append(watch_pb.ItemNote(item=item, label=label, seconds=seconds))
        return seen

    @property
    def seen(self) -> JobSeen:
        return self._seen_before

    @seen.setter
    def seen(self, value: JobSeen) -> None:
        pass  # it is in the journal

    @cached_property
    def _found(self) -> dict[str, pb.Segment.Output]:
        return {output.name: output for segment in self.results.read() for output in segment.outputs}

    @property
    def outputs(self) -> dict[str, pb.Segment.Output]:
        return self._found

    @outputs.setter
    def outputs(self, value: dict[str, pb.Segment.Output]) -> None:
        pass  # they are in the journal


def _settled(record: RecoveredJob, has: Callable[[bytes], bool]) -> bytearray:
    """The state of each item, as far as its results and failures tell; the others are queued."""
    states = bytearray(record.spec.items)
    for segment in record.results.read():
        if all(has(digest) for digest in hashes_of(segment)):
            states[segment.start : segment.start + segment.count] = _byte(ItemState.SUCCEEDED) * segment.count
        else:
            record.void(segment)
    for failure in record.failures.read():
        lost = ItemState.LOST if failure.kind in _LOST else ItemState.FAILED
        states[failure.item] = ItemState.CANCELLED if failure.kind in _CANCELLED else lost
    return states


def hashes_of(segment: pb.Segment) -> Iterator[bytes]:
    """The objects that a result is made of."""
    for value in (segment.values, *segment.kept, *(output.value for output in segment.outputs)):
        for blob in blobs_of(value):
            if blob.hash:
                yield blob.hash


def _byte(state: ItemState) -> bytes:
    return bytes((state,))
