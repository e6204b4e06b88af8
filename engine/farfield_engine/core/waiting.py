"""Which job is served next: the one with the fewest workers, and of those the first to come."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Container

from farfield_engine.core.job import Demand, Job


class WaitingJobs:
    """Jobs with items that could go to a worker, in the order in which they are served.

    Jobs with equally many workers are served in the order in which they came to that
    number, so that jobs that share one worker take turns. Jobs with the same demand are
    kept together: where one of them finds no room, none does, and none is looked at.
    """

    def __init__(self) -> None:
        self._groups: dict[Demand, dict[int, OrderedDict[str, tuple[int, Job]]]] = {}
        """By demand and number of workers: the time of arrival (a number) and the job."""
        self._levels: dict[str, int] = {}
        self._arrivals = itertools.count()

    def update(self, job: Job) -> None:
        """Take notice that the job's workers or its waiting items may have changed."""
        limit = job.plan.concurrency
        ready = bool(job.waiting) and not job.needs and not job.plan.gang
        serves = ready and (not limit or len(job.workers) < limit)
        new = len(job.workers) if serves else None
        old = self._levels.get(job.plan.id)
        if old == new:
            return
        if old is not None:
            self._leave(job, old)
        if new is not None:
            levels = self._groups.setdefault(job.demand, {})
            levels.setdefault(new, OrderedDict())[job.plan.id] = next(self._arrivals), job
            self._levels[job.plan.id] = new

    def _leave(self, job: Job, level: int) -> None:
        levels = self._groups[job.demand]
        del levels[level][job.plan.id], self._levels[job.plan.id]
        if not levels[level]:
            del levels[level]
        if not levels:
            del self._groups[job.demand]

    def first(self, without: Container[Demand]) -> Job | None:
        """The job to serve now, of those whose demand is not in `without`."""
        best: tuple[int, int] | None = None
        found: Job | None = None
        for demand, levels in self._groups.items():
            if demand not in without:
                level = min(levels)
                arrival, job = next(iter(levels[level].values()))
                if best is None or (level, arrival) < best:
                    best, found = (level, arrival), job
        return found

    @property
    def starving(self) -> bool:
        """Whether a job waits that has no worker at all."""
        return any(0 in levels for levels in self._groups.values())

    def wanted(self, demand: Demand, most: int) -> int:
        """How many more workers the jobs of this demand could use, counted up to `most`."""
        count = 0
        for jobs in self._groups.get(demand, {}).values():
            for _, job in jobs.values():
                limit = job.plan.concurrency
                count += min(job.waiting, limit - len(job.workers)) if limit else job.waiting
                if count >= most:
                    return most
        return count
