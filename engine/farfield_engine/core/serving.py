"""Who is sent what next: waiting items go to workers that have nothing to do, or will have nothing soon.

One event has at most `AT_ONCE` batches sent: where there are thousands of workers, the gateway has its
clients and the other workers to hear in between.
"""

from __future__ import annotations

from collections.abc import Iterator

from farfield_engine.core import events as ev
from farfield_engine.core.batching import batch_size, sends_ahead
from farfield_engine.core.job import Demand, Job
from farfield_engine.core.pool import Pool
from farfield_engine.core.waiting import WaitingJobs
from farfield_engine.core.worker import Assignment, Worker

AT_ONCE = 200


class Serving:
    """The part of `Scheduler` that sends batches."""

    jobs: dict[str, Job]
    pool: Pool
    adopting: bool
    draining: bool
    unfinished: bool
    """There is more to send than one event may have sent: `GoOn` is to follow."""
    _waiting: WaitingJobs
    _batches: Iterator[int]
    _now: float
    _out: list[ev.Instruction]
    _keeps_room: bool
    _hungry: list[Worker]
    """Workers that could be sent the batch after the one they run."""
    _sent: int

    def _dispatch(self) -> None:
        """Give waiting items to workers, as long as there are workers for them."""
        self.unfinished, self._sent = False, 0
        if self.draining or self.adopting:
            return
        self._keeps_room = self._run_gangs()
        if self._keeps_room:
            return
        served: set[Demand] = set()
        while (job := self._waiting.first(without=served)) is not None:
            worker = self.pool.idle_worker(job.kind)
            if not self.pool.fits(job.plan):
                # Room that groups hold becomes free when they are dropped: nobody else waits for that.
                if not job.workers and self.pool.fits_beside_groups(job.plan) and self._is_stuck(job):
                    # Who came later would take what becomes free again and again.
                    self._keeps_room = True
                    return
                served.add(job.demand)
            elif worker is None:
                wanted = self._waiting.wanted(job.demand, self.pool.capacity.max_workers)
                self.pool.want(job.plan, wanted)
                served.add(job.demand)
            elif self._sent >= AT_ONCE:
                self.unfinished = True
                return
            else:
                self._employ(worker, job)
        for worker in self._hungry:
            self._send_ahead(worker)

    def _employ(self, worker: Worker, job: Job) -> None:
        self.pool.occupy(worker, job.plan)
        job.workers.add(worker.id)
        job.most_workers = max(job.most_workers, len(job.workers))
        job.stuck_since = None
        self._send(worker, job)
        self._hungry.append(worker)
        self._touch(job)

    def _send(self, worker: Worker, job: Job) -> None:
        size = 1
        if not job.plan.timeout and not job.plan.gang:
            sharing = max(len(job.workers), self.pool.could_run(job.plan))
            size = batch_size(job.per_item, job.waiting, sharing, job.largest_batch)
        start, stop = job.take(size)
        batch = next(self._batches)
        self._sent += 1
        worker.batches.append(Assignment(batch, job.plan.id, start, stop, start, self._now))
        self._out.append(ev.SendBatch(worker.id, batch, job.plan.id, start, stop))
        self._waiting.update(job)

    def _send_ahead(self, worker: Worker) -> None:
        """Give a busy worker the batch after this one, unless a job waits for its first worker."""
        if len(worker.batches) == 1 and not worker.outdated and self._sent < AT_ONCE:
            job = self.jobs[worker.batches[0].job]
            ahead = not job.plan.gang and job.waiting and not job.plan.timeout and sends_ahead(job.per_item)
            if ahead and not self._waiting.starving:
                self._send(worker, job)

    def _may_grow(self, job: Job) -> bool:
        limit = job.plan.concurrency
        return (not limit or len(job.workers) < limit) and self.pool.fits(job.plan)

    # --- of the scheduler itself ----------------------------------------------

    def _run_gangs(self) -> bool:
        raise NotImplementedError

    def _is_stuck(self, job: Job) -> bool:
        raise NotImplementedError

    def _touch(self, job: Job) -> None:
        raise NotImplementedError
