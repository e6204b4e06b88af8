"""How fast jobs go, from what was seen of them last."""

from __future__ import annotations

import math
from collections import OrderedDict, deque

from farfield_engine.client.states import State, advance, job_line
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

WINDOW = 5.0
"""Seconds over which a rate is measured."""

MOST_JOBS = 1000
"""Jobs of which something is kept."""


class Paces:
    """Turns summaries into lines with rate and time left, as cells show them."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, int], deque[tuple[float, int]]] = OrderedDict()

    def line(self, job: pb.JobSummary, detail: watch_pb.JobDetail | None = None) -> State:
        """A `JobLine`. What was seen once only has its mean pace."""
        if job.state != pb.STATE_RUNNING:
            return job_line(job, detail)
        done, to_come = advance(job)
        seen = self._of(job)
        if not seen or job.elapsed > seen[-1][0]:
            seen.append((job.elapsed, done))
        while len(seen) > 2 and job.elapsed - seen[0][0] > WINDOW:
            seen.popleft()
        elapsed, before = seen[0]
        if job.elapsed - elapsed < 0.5:
            return job_line(job, detail)
        rate = max(0.0, (done - before) / (job.elapsed - elapsed))
        left = to_come / rate if rate > 0 else math.inf
        return job_line(job, detail, rate=rate, left=left)

    def _of(self, job: pb.JobSummary) -> deque[tuple[float, int]]:
        key = (job.id, job.attempt)
        seen = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        if len(self._seen) > MOST_JOBS:
            self._seen.popitem(last=False)
        return seen
