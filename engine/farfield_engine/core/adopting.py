"""What an earlier gateway has left running: its workers, groups and jobs are the scheduler's from now on.

First comes `Adopting`, then groups and workers, then jobs with what workers hold of them, at last `Adopted`.
Nothing new begins before that: who looks idle may hold a batch of a job that is told later.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from farfield_engine.core import events as ev
from farfield_engine.core.events import ItemState
from farfield_engine.core.gangs import Gangs
from farfield_engine.core.job import Job
from farfield_engine.core.pool import Pool
from farfield_engine.core.worker import Assignment, Worker


class Adoption:
    """The part of `Scheduler` that takes over."""

    pool: Pool
    gangs: Gangs
    adopting: bool
    """Nothing new begins: not all is told yet that was there before."""
    _batches: Iterator[int]
    _now: float

    def _adopt(self, event: ev.Adopting | ev.Adopted | ev.WorkerFound | ev.GangFound) -> None:
        match event:
            case ev.Adopting():
                self.adopting = True
                self.pool.number_from(event.worker)
                self._batches = itertools.count(event.batch)
            case ev.Adopted():
                self.adopting = False
            case ev.WorkerFound():
                self.pool.found(event.worker, event.context, event.needs, event.devices, self._now)
            case ev.GangFound():
                self.gangs.found(event.gang, event.workers, event.devices, self._now)

    def _take_over(self, job: Job, event: ev.JobResumed) -> None:
        """Go on with a job: its workers have what they hold, and its group runs it if it has begun there."""
        job.resume(event.states, event.attempts)
        job.cancelled = event.cancelled
        for held in event.held:
            self._hold(job, held)
        failed = job.counts[ItemState.FAILED] + job.counts[ItemState.LOST]
        stops = job.cancelled or (failed and not job.plan.keep_going)
        begun = event.held or job.counts[ItemState.QUEUED] < job.plan.items
        gang = self.gangs.gangs.get(job.plan.gang) if begun else None
        if gang is not None:
            gang.running = job.plan.id
            for item, name in enumerate(() if stops else gang.workers):
                # Ranks begin together: what has not arrived at one of them is sent once more.
                if job.states[item] == ItemState.QUEUED:
                    self._employ(self.pool.workers[name], job)
        if stops:
            self._stop(job)

    def _hold(self, job: Job, held: ev.Holding) -> None:
        worker = self.pool.workers[held.worker]
        if not worker.batches:
            self.pool.occupy(worker, job.plan)
            job.workers.add(worker.id)
            job.most_workers = max(job.most_workers, len(job.workers))
        began = self._now - held.age
        worker.batches.append(Assignment(held.batch, job.plan.id, held.start, held.stop, held.next, began))

    def _employ(self, worker: Worker, job: Job) -> None:
        """Have a worker begin with the job."""
        raise NotImplementedError

    def _stop(self, job: Job) -> None:
        """Begin nothing more of this job, and interrupt what runs."""
        raise NotImplementedError
