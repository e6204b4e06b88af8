"""Jobs of an earlier life of the gateway, as the journal has them."""

from __future__ import annotations

from functools import cached_property

from farfield_engine.core.events import ItemState
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.journal import Journal, StoredJob
from farfield_engine.gateway.journalfiles import Kind
from farfield_engine.wire.v1 import jobs_pb2 as pb

TOLD_LOST = 1000
"""Items of one job that are told, one by one, to be lost."""


def recover(journal: Journal, job: StoredJob) -> JobRecord:
    """The record of a job that has ended, or was open when the gateway died. Raises ValueError, OSError."""
    spec, end = job.spec, job.end
    if spec is None:
        raise ValueError("its specification is lost")
    stored = pb.StoredJob.FromString(spec)
    record = RecoveredJob(stored, journal)
    if end is not None:
        record.take_summary(pb.JobSummary.FromString(end))
    else:
        _lose_open(record)
        journal.append(record.id, Kind.END, record.summary().SerializeToString())
    return record


class RecoveredJob(JobRecord):
    """A job that has ended, of which only what is asked for is read."""

    def __init__(self, stored: pb.StoredJob, journal: Journal) -> None:
        super().__init__(
            stored.spec, stored.number, stored.session, stored.notebook, journal, stored.user
        )
        self.submitted = stored.submitted
        self.recovered = True

    def take_summary(self, summary: pb.JobSummary) -> None:
        """Its figures at its end."""
        super().take_summary(summary)
        if self.state is not ItemState.SUCCEEDED:
            self.states = bytes(_states(self))
        else:
            del self.spec.chunks[:]
            del self.spec.values[:]

    @cached_property
    def _found(self) -> dict[str, pb.Segment.Output]:
        return {output.name: output for segment in self.results.read() for output in segment.outputs}

    @property
    def outputs(self) -> dict[str, pb.Segment.Output]:
        return self._found

    @outputs.setter
    def outputs(self, value: dict[str, pb.Segment.Output]) -> None:
        pass  # they are in the journal


def _states(record: JobRecord) -> bytearray:
    """The state of each item, as far as its results and failures tell; the others were lost."""
    states = bytearray([ItemState.LOST]) * record.spec.items
    for segment in record.results.read():
        done = bytes([ItemState.SUCCEEDED]) * segment.count
        states[segment.start : segment.start + segment.count] = done
    for failure in record.failures.read():
        stopped = failure.kind in (pb.Failure.KIND_INTERRUPTED, pb.Failure.KIND_SKIPPED)
        states[failure.item] = ItemState.CANCELLED if stopped else ItemState.FAILED
    return states


def _lose_open(record: JobRecord) -> None:
    """What ran when the gateway died is lost, and says so."""
    states = _states(record)
    told = 0
    for item, state in enumerate(states):
        if state == ItemState.LOST and told < TOLD_LOST:
            told += 1
            record.add_failure(
                pb.Failure(
                    kind=pb.Failure.KIND_GATEWAY_DIED,
                    item=item,
                    message="the gateway ended while this ran or waited; "
                    f"%jobs retry {record.number} runs it again",
                )
            )
    record.update([states.count(state) for state in ItemState], 0)
    record.end(ItemState.LOST if ItemState.LOST in states else ItemState.FAILED, bytes(states))
