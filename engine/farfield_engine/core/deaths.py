"""What a dead worker had begun of its batches."""

from __future__ import annotations

from farfield_engine.core import events as ev
from farfield_engine.core.job import Job
from farfield_engine.core.worker import Assignment

FALSE_STARTS = 3
"""Workers of a job that may die in a row before their first item begins; after that the item has failed."""


def begun_before(job: Job, assignment: Assignment, event: ev.WorkerDied, *, current: bool) -> int:
    """The item before which all of a dead worker's batch had begun, or count as if they had."""
    first, stop = assignment.next, assignment.stop
    if event.running is None:
        return stop if current else first
    batch, item = event.running
    begun = min(stop, item + 1) if batch == assignment.batch else first
    if begun <= first < stop and current:
        # Not even its first item had begun; rebuilding the inputs may be what kills.
        job.false_starts += not event.blameless
        if assignment.timed_out or job.false_starts >= FALSE_STARTS:
            return first + 1
    return max(first, begun)
