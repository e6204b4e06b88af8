"""What other jobs are to make: found among their results once they have ended."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from farfield_engine.core.events import ItemState
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as pb


class NeedFailed(Exception):
    """A job that is needed has failed, or is not known (`record` is None then)."""

    def __init__(self, pending: pb.Pending, record: JobRecord | None) -> None:
        super().__init__(f"job {pending.job} is not known any more")
        self.pending = pending
        self.record = record


def needs_of(spec: jobs_pb.JobSpec, records: Mapping[str, JobRecord], user: str) -> list[JobRecord]:
    """The jobs of this user whose results this one uses.

    Raises NeedFailed where one has failed or is not known.
    """
    needed: dict[str, JobRecord] = {}
    for value in spec.values:
        if value.HasField("pending"):
            record = records.get(value.pending.job)
            if record is not None and record.user != user:
                record = None
            if record is None or record.state not in (None, ItemState.SUCCEEDED) or record.id == spec.id:
                raise NeedFailed(value.pending, record)
            needed[record.id] = record
    return list(needed.values())


def resolve(spec: jobs_pb.JobSpec, needed: JobRecord) -> list[pb.Value]:
    """Put the results of a job that has succeeded where `spec` refers to them; the values put there.

    What the job has not made stays as it is; the worker says so.
    """
    found = []
    for value in spec.values:
        if value.HasField("pending") and value.pending.job == needed.id:
            made = _made(value.pending, needed)
            if made is not None:
                value.CopyFrom(made)
                found.append(value)
    return found


def _made(pending: pb.Pending, record: JobRecord) -> pb.Value | None:
    if pending.results:
        return pb.Value(parts=_parts(record, pending.name))
    output = record.outputs.get(pending.name)
    if output is not None:
        return output.value
    if record.spec.detached and pending.name:
        return None
    return pb.Value(parts=_parts(record, pending.name), element=True)


def _parts(record: JobRecord, output: str) -> list[pb.Part]:
    """The stretches of all results, in item order; what came with a later attempt is what counts."""
    segments = sorted(record.results.read(), key=lambda segment: segment.attempt)
    if not any(segment.attempt for segment in segments):
        segments.sort(key=lambda segment: segment.start)
        return [_part(segment, 0, segment.count, output) for segment in segments]
    owners = [-1] * record.spec.items
    for index, segment in enumerate(segments):
        owners[segment.start : segment.start + segment.count] = [index] * segment.count
    parts, item = [], 0
    for owner, run in itertools.groupby(owners):
        count = len(list(run))
        parts.append(_part(segments[owner], item - segments[owner].start, count, output))
        item += count
    return parts


def _part(segment: jobs_pb.Segment, skip: int, count: int, output: str) -> pb.Part:
    return pb.Part(value=segment.values, single=segment.single, skip=skip, count=count, output=output)
