"""Which worker runs which items next: a pure state machine.

`Scheduler.handle` takes an event and the time and returns instructions. It performs no
I/O; the gateway carries the instructions out (`farfield_engine.gateway.dispatcher`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from farfield_engine.core import events as ev
from farfield_engine.core.batching import batch_size, sends_ahead
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.job import Job
from farfield_engine.core.pool import Pool
from farfield_engine.core.worker import Assignment, Worker, WorkerState

KILL_GRACE = 3.0
"""Seconds between the interrupt of an item and the kill of a worker that ignored it."""

RECALL_AGE = 0.1
"""Seconds after which a batch may be shared with workers that have nothing to do."""


class Scheduler:
    """Jobs, workers and what each does next. Not thread-safe; owned by the gateway's loop."""

    def __init__(self, capacity: ev.Capacity) -> None:
        self.jobs: dict[str, Job] = {}
        """Jobs that have open items, in the order of their submission."""
        self.pool = Pool(capacity)
        self._batches = itertools.count(1)
        self._now = 0.0
        self._out: list[ev.Instruction] = []

    def handle(self, event: ev.Event, now: float) -> list[ev.Instruction]:
        """Take one event at time `now` (seconds, monotonic); what is to be done about it."""
        self._now = now
        self._out = self.pool.out = []
        match event:
            case ev.BatchReported():
                self._batch_reported(event)
            case ev.JobSubmitted():
                self._job_submitted(event.job)
            case ev.JobCancelled():
                self._job_cancelled(event.job)
            case ev.BatchReturned():
                self._batch_returned(event)
            case ev.WorkerReady():
                self.pool.ready(event.worker, now)
            case ev.WorkerDied():
                self._worker_died(event)
            case ev.ContextOpened():
                self.pool.open_context(event.context)
            case ev.ContextClosed():
                self._context_closed(event.context)
            case ev.CapacityChanged():
                self.pool.capacity = event.capacity
            case ev.Tick():
                self._tick()
        self._dispatch()
        return self._out

    # --- jobs ---------------------------------------------------------------

    def _job_submitted(self, plan: ev.JobPlan) -> None:
        refusal = self.pool.refusal(plan)
        if refusal:
            self._out.append(ev.JobRefused(plan.id, refusal))
            return
        job = Job(plan)
        self.jobs[plan.id] = job
        self._end_if_settled(job)

    def _job_cancelled(self, job_id: str) -> None:
        job = self.jobs.get(job_id)
        if job is not None:
            job.cancelled = True
            self._stop(job)
            self._end_if_settled(job)

    def _stop(self, job: Job) -> None:
        """Begin nothing more of this job, and interrupt what runs."""
        if not job.stopping:
            job.stopping = True
            job.drop_waiting()
        for worker, assignment, current in self._assignments_of(job):
            if current:
                self._interrupt(worker, assignment)
            elif not assignment.recalled:
                assignment.recalled = True
                self._out.append(ev.RecallBatch(worker.id, assignment.batch))
        self._out.append(ev.JobChanged(job.plan.id))

    def _interrupt(self, worker: Worker, assignment: Assignment) -> None:
        if not assignment.interrupted:
            assignment.interrupted = True
            assignment.kill_at = self._now + KILL_GRACE
            self._out.append(ev.InterruptBatch(worker.id, assignment.batch))

    def _end_if_settled(self, job: Job) -> None:
        if not job.open and not job.workers and self.jobs.pop(job.plan.id, None):
            ended = ev.JobEnded(job.plan.id, job.outcome(), tuple(job.counts), job.most_workers)
            self._out.append(ended)

    def _assignments_of(self, job: Job) -> Iterator[tuple[Worker, Assignment, bool]]:
        """The batches of a job with their workers, and whether each is its worker's current one."""
        for worker_id in sorted(job.workers):
            worker = self.pool.workers[worker_id]
            for index, assignment in enumerate(worker.batches):
                yield worker, assignment, index == 0

    # --- batches ------------------------------------------------------------

    def _batch_reported(self, event: ev.BatchReported) -> None:
        worker = self.pool.workers.get(event.worker)
        assignment = worker.assignment(event.batch) if worker else None
        if worker is None or assignment is None:
            return
        job = self.jobs[assignment.job]
        settled = event.next - assignment.next
        if settled > 0:
            job.move(assignment.next, event.next, ItemState.SUCCEEDED)
            job.measured(settled, event.busy)
        assignment.next = max(assignment.next, event.next)
        assignment.heard = self._now
        for failed in event.failed:
            self._fail(job, failed.item, self._kind_of(failed, assignment), worker.id)
        if event.ended:
            self._batch_ended(worker, assignment, job)
        self._out.append(ev.JobChanged(job.plan.id))
        self._end_if_settled(job)

    def _kind_of(self, failed: ev.ItemFailed, assignment: Assignment) -> FailureKind:
        if failed.kind is FailureKind.INTERRUPTED and assignment.timed_out:
            return FailureKind.TIMEOUT
        return failed.kind

    def _batch_ended(self, worker: Worker, assignment: Assignment, job: Job) -> None:
        worker.batches.remove(assignment)
        job.largest_batch = max(job.largest_batch, assignment.next - assignment.start)
        if job.stopping:
            job.move(assignment.next, assignment.stop, ItemState.CANCELLED)
        else:
            job.give_back(assignment.next, assignment.stop)
        if worker.batches:
            following = worker.batches[0]
            following.began = self._now
            if job.stopping:
                self._interrupt(worker, following)
        else:
            job.workers.discard(worker.id)
            self.pool.free(worker, job.plan, self._now)

    def _batch_returned(self, event: ev.BatchReturned) -> None:
        worker = self.pool.workers.get(event.worker)
        assignment = worker.assignment(event.batch) if worker else None
        if assignment is None or event.stop >= assignment.stop:
            return
        job = self.jobs[assignment.job]
        stop = max(event.stop, assignment.next)
        if job.stopping:
            job.move(stop, assignment.stop, ItemState.CANCELLED)
        else:
            job.give_back(stop, assignment.stop)
        assignment.stop = stop
        assignment.recalled = False

    def _fail(self, job: Job, item: int, kind: FailureKind, worker: str) -> None:
        """One item did not succeed: run it again where that was asked for, else settle it."""
        if kind is FailureKind.INTERRUPTED or (job.stopping and kind is FailureKind.WORKER_DIED):
            # Stopped on purpose: by the user, or since another item failed.
            job.move(item, item + 1, ItemState.CANCELLED)
            self._out.append(ev.FailItem(job.plan.id, item, FailureKind.INTERRUPTED, worker))
            return
        tries = job.attempts.get(item, 0) + 1
        if tries <= job.plan.retries and not job.stopping:
            job.attempts[item] = tries
            job.give_back(item, item + 1)
            self._out.append(ev.RetryItem(job.plan.id, item))
            return
        lost = kind is FailureKind.SKIPPED
        job.move(item, item + 1, ItemState.LOST if lost else ItemState.FAILED)
        self._out.append(ev.FailItem(job.plan.id, item, kind, worker))
        if not job.plan.keep_going:
            self._stop(job)

    # --- workers ------------------------------------------------------------

    def _worker_died(self, event: ev.WorkerDied) -> None:
        worker = self.pool.remove(event.worker)
        if worker is None or not worker.batches:
            return
        job = self.jobs[worker.batches[0].job]
        job.workers.discard(worker.id)
        self.pool.release(job.plan)
        held, worker.batches = list(worker.batches), type(worker.batches)()
        for index, assignment in enumerate(held):
            self._bury(job, assignment, event, current=index == 0)
        self._out.append(ev.JobChanged(job.plan.id))
        self._end_if_settled(job)

    def _bury(self, job: Job, assignment: Assignment, event: ev.WorkerDied, *, current: bool) -> None:
        """What becomes of the items that a dead worker held."""
        begun = assignment.next  # items before this one had begun when it died
        if event.running is not None and event.running[0] == assignment.batch:
            begun = max(begun, event.running[1] + 1)
        elif current and event.running is None:
            begun = assignment.stop
        begun = min(begun, assignment.stop)
        if job.stopping:
            job.move(begun, assignment.stop, ItemState.CANCELLED)
        else:
            job.give_back(begun, assignment.stop)
        for item in range(assignment.next, begun):
            # The last one that had begun was running; those before it had ended, but what
            # they returned died with the worker. Without leave they are not run again.
            kind = FailureKind.WORKER_DIED if item == begun - 1 else FailureKind.SKIPPED
            if assignment.timed_out and item == begun - 1:
                kind = FailureKind.TIMEOUT
            self._fail(job, item, kind, event.worker)

    def _context_closed(self, context: str) -> None:
        for job in [job for job in self.jobs.values() if job.plan.context == context]:
            self._job_cancelled(job.plan.id)
        self.pool.close_context(context)

    def _tick(self) -> None:
        for worker in list(self.pool.workers.values()):
            if worker.batches:
                self._check_times(worker, worker.batches[0])
        self._share()
        self.pool.retire_idle(self._now)

    def _check_times(self, worker: Worker, assignment: Assignment) -> None:
        timeout = self.jobs[assignment.job].plan.timeout
        if timeout and not assignment.interrupted and self._now >= assignment.began + timeout:
            assignment.timed_out = True
            self._interrupt(worker, assignment)
        if assignment.kill_at is not None and self._now >= assignment.kill_at:
            assignment.kill_at = None
            self._out.append(ev.KillWorker(worker.id))

    def _share(self) -> None:
        """Ask workers with long batches to give back what has not begun, where others are idle."""
        for job in self.jobs.values():
            if job.waiting or job.stopping or not self._may_grow(job):
                continue
            for worker, assignment, current in self._assignments_of(job):
                first = worker.batches[0]
                old = self._now - first.began > RECALL_AGE
                if old and not assignment.recalled and assignment.left > int(current):
                    assignment.recalled = True
                    self._out.append(ev.RecallBatch(worker.id, assignment.batch))

    # --- sending ------------------------------------------------------------

    def _dispatch(self) -> None:
        hungry = [job for job in itertools.islice(self.jobs.values(), 256) if job.waiting]
        while hungry:
            # The job with the fewest workers first, and of those the oldest.
            job = min(hungry, key=lambda candidate: len(candidate.workers))
            if not self._may_grow(job) or not self._send_to_idle(job):
                hungry.remove(job)
            elif not job.waiting:
                hungry.remove(job)
        self._send_ahead()

    def _may_grow(self, job: Job) -> bool:
        limit = job.plan.concurrency
        return (not limit or len(job.workers) < limit) and self.pool.fits(job.plan)

    def _send_to_idle(self, job: Job) -> bool:
        worker = self.pool.idle_worker(job.plan.context)
        if worker is None:
            limit = job.plan.concurrency or math.inf
            self.pool.want(job.plan, min(job.waiting, limit - len(job.workers)))
            return False
        self.pool.occupy(worker, job.plan)
        job.workers.add(worker.id)
        job.most_workers = max(job.most_workers, len(job.workers))
        self._send(worker, job)
        return True

    def _send(self, worker: Worker, job: Job) -> None:
        size = 1
        if not job.plan.timeout:
            sharing = max(len(job.workers), self.pool.could_run(job.plan))
            size = batch_size(job.per_item, job.waiting, sharing, job.largest_batch)
        start, stop = job.take(size)
        batch = next(self._batches)
        worker.batches.append(Assignment(batch, job.plan.id, start, stop, start, self._now, self._now))
        self._out.append(ev.SendBatch(worker.id, batch, job.plan.id, start, stop))

    def _send_ahead(self) -> None:
        """Give busy workers the batch after this one, unless another job waits for a worker."""
        for job in self.jobs.values():
            if not job.waiting or job.plan.timeout or not sends_ahead(job.per_item):
                continue
            if any(other.waiting and not other.workers for other in self.jobs.values()):
                return
            for worker_id in sorted(job.workers):
                worker = self.pool.workers[worker_id]
                if job.waiting and len(worker.batches) == 1:
                    self._send(worker, job)

    def state_of(self, worker: str) -> tuple[WorkerState, str | None] | None:
        """State of a worker and the job it works for; None when there is no such worker."""
        found = self.pool.workers.get(worker)
        return (found.state, found.job) if found else None
