"""Which worker runs which items next: a pure state machine.

`Scheduler.handle` takes an event and the time and returns instructions. It performs no
I/O; the gateway carries the instructions out (`farfield_engine.gateway.dispatcher`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from farfield_engine.core import events as ev
from farfield_engine.core import stopping
from farfield_engine.core.adopting import Adoption
from farfield_engine.core.bindingpool import BindingPool
from farfield_engine.core.deaths import begun_before
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.gangs import Gang, Gangs, GangState
from farfield_engine.core.job import Job
from farfield_engine.core.pool import Pool
from farfield_engine.core.serving import AT_ONCE, Serving
from farfield_engine.core.standing import go_on, stand_still
from farfield_engine.core.waiting import WaitingJobs
from farfield_engine.core.worker import Assignment, Worker

PATIENCE = 0.5
"""Seconds after which room is kept free for a job that finds too little of it."""

RECALL_AGE = 0.1
"""Seconds after which a batch may be shared with workers that have nothing to do."""


class Scheduler(Serving, Adoption):
    """Jobs, workers and what each does next. Not thread-safe; owned by the gateway's loop."""

    def __init__(self, capacity: ev.Capacity) -> None:
        self.jobs: dict[str, Job] = {}
        """Jobs that have open items, in the order of their submission."""
        self.pool = BindingPool(capacity) if capacity.binds else Pool(capacity)
        self.gangs = Gangs(self.pool)
        self._dependents: dict[str, list[str]] = {}
        """By open job, those that wait for its end."""
        self._waiting = WaitingJobs()
        self._batches = itertools.count(1)
        self.adopting = False
        self._now = 0.0
        self._out: list[ev.Instruction] = []
        self._touched: dict[str, Job] = {}
        """Jobs that this event has changed."""
        self._unsettled: dict[str, Job] = {}
        """Those of them of which it is not yet decided what follows."""
        self.draining = False
        """Nothing more begins: the gateway is about to end."""
        self._keeps_room = False
        """Nothing new is begun until there is room for a job that has waited long for it."""
        self._hungry: list[Worker] = []
        self.unfinished = False

    def handle(self, event: ev.Event, now: float) -> list[ev.Instruction]:
        """Take one event at time `now` (seconds, monotonic); what is to be done about it."""
        self._now = self.pool.now = now
        self._out = self.pool.out = []
        self._touched.clear()
        self._unsettled.clear()
        self._hungry.clear()
        match event:
            case ev.BatchReported():
                self._batch_reported(event)
            case ev.JobSubmitted() | ev.JobRetried() | ev.JobResumed():
                self._job_submitted(event)
            case ev.Adopting() | ev.Adopted() | ev.WorkerFound() | ev.GangFound():
                self._adopt(event)
            case ev.JobCancelled():
                self._job_cancelled(event.job)
            case ev.BatchReturned():
                self._batch_returned(event)
            case ev.WorkerReady():
                self.pool.ready(event.worker, now)
                self.gangs.worker_ready(event.worker)
            case ev.WorkerWaits():
                self._worker_waits(event)
            case ev.WorkerPaused():
                self._worker_paused(event)
            case ev.WorkerDied():
                self._worker_died(event)
            case ev.ContextOpened():
                self.pool.open_context(event.context, warm=event.warm and not self.draining)
            case ev.ContextClosed():
                self._context_closed(event.context)
            case ev.ContextRenewed():
                self.pool.renew_context(event.context)
            case ev.GangOpened():
                self.gangs.open(event.gang)
            case ev.GangClosed():
                self._gang_closed(self.gangs.close(event.gang))
            case ev.GangRestarted():
                self._gang_closed(self.gangs.restart(event.gang))
            case ev.CapacityChanged():
                self._capacity_changed(event.capacity)
            case ev.Draining():
                self._drain()
            case ev.Tick():
                self._tick()
            case ev.GoOn():
                pass
        while self._unsettled:
            # The end of one job may be what another has waited for.
            self._settle(self._unsettled.pop(next(iter(self._unsettled))))
        self._dispatch()
        self._out += [ev.JobChanged(job) for job in self._touched if job in self.jobs]
        return self._out

    # --- jobs ---------------------------------------------------------------

    def _job_submitted(self, event: ev.JobSubmitted | ev.JobRetried | ev.JobResumed) -> None:
        plan = event.job
        runs = isinstance(event, ev.JobResumed) and event.held
        if not runs and (refusal := self._refusal(plan) or self.gangs.leave_no_room(plan)):
            self._out.append(ev.JobRefused(plan.id, refusal))
            return
        job = self.jobs[plan.id] = Job(plan, binds=self.pool.capacity.binds)
        if isinstance(event, ev.JobRetried) and not plan.gang:
            job.run_again(event.states, event.only)
        job.needs &= self.jobs.keys() - {plan.id}
        for needed in job.needs:
            self._dependents.setdefault(needed, []).append(plan.id)
        if plan.gang:
            self.gangs.add_job(plan.gang, plan.id)
        else:
            self.pool.try_again(job.kind)
        self._touch(job)
        if isinstance(event, ev.JobResumed):
            self._take_over(job, event)

    def _job_cancelled(self, job_id: str) -> None:
        job = self.jobs.get(job_id)
        if job is not None:
            job.cancelled = True
            self._stop(job)

    def _stop(self, job: Job) -> None:
        """Begin nothing more of this job, and interrupt what runs."""
        if not job.stopping:
            job.stopping = True
            job.drop_waiting()
        for worker, assignment, current in self._assignments_of(job):
            if current:
                self._interrupt(worker, assignment)
            else:
                self._out += stopping.recall(worker, assignment, current=False)
        self._touch(job)

    def _interrupt(self, worker: Worker, assignment: Assignment) -> None:
        gang = self.gangs.of_worker(worker.id)
        lasting = gang is not None and gang.plan.lasting
        self._out += stopping.interrupt(worker, assignment, self._now, lasting=lasting)

    def _touch(self, job: Job) -> None:
        self._touched[job.plan.id] = self._unsettled[job.plan.id] = job

    def _settle(self, job: Job) -> None:
        """What follows from a change: the job's place among those that wait, or its end."""
        self._waiting.update(job)
        if job.open or job.workers:
            return
        del self.jobs[job.plan.id]
        outcome = job.outcome()
        states = b"" if outcome is ItemState.SUCCEEDED else bytes(job.states)
        self._out.append(ev.JobEnded(job.plan.id, outcome, tuple(job.counts), job.most_workers, states))
        if job.plan.gang:
            self._leave_gang(job)
        for name in self._dependents.pop(job.plan.id, ()):
            dependent = self.jobs.get(name)
            if dependent is None:
                continue
            dependent.needs.discard(job.plan.id)
            if outcome is not ItemState.SUCCEEDED and dependent.waiting:
                self._give_up(dependent, FailureKind.DEPENDENCY, job.plan.id)
            self._touch(dependent)

    def _assignments_of(self, job: Job) -> Iterator[tuple[Worker, Assignment, bool]]:
        """The batches of a job with their workers, and whether each is its worker's current one."""
        for worker_id in sorted(job.workers):
            worker = self.pool.workers[worker_id]
            for index, assignment in enumerate(worker.batches):
                yield worker, assignment, index == 0

    def _context_closed(self, context: str) -> None:
        for gang in [gang for gang in self.gangs.gangs.values() if gang.plan.context == context]:
            self._gang_closed(self.gangs.close(gang.plan.id))
        for job in [job for job in self.jobs.values() if job.plan.context == context]:
            self._job_cancelled(job.plan.id)
        self.pool.close_context(context)

    def _capacity_changed(self, capacity: ev.Capacity) -> None:
        self.pool.capacity = capacity
        self.gangs.leave_lost()
        for job in self.jobs.values():
            if job.waiting and (refusal := self._refusal(job.plan)):
                self._give_up(job, FailureKind.REFUSED, reason=refusal)

    def _refusal(self, plan: ev.JobPlan) -> str:
        """Why a job can never run here; empty when it can."""
        return self.gangs.refuses(plan.gang) if plan.gang else self.pool.refusal(plan)

    def _give_up(self, job: Job, kind: FailureKind, worker: str = "", *, reason: str = "") -> None:
        """What waits of this job can't be run: the next item has failed, and the others do not run."""
        item, stop = job.take(1)
        job.move(item, stop, ItemState.FAILED)
        self._out.append(ev.FailItem(job.plan.id, item, kind, worker, started=False, reason=reason))
        self._stop(job)

    # --- groups -------------------------------------------------------------

    def _gang_closed(self, gang: Gang | None) -> None:
        """What waited for the group, or for the one that it was, is not run; what runs dies with it."""
        if gang is not None:
            for name in [name for name in gang.jobs if name != gang.running]:
                self._give_up(self.jobs[name], FailureKind.WORKER_DIED)

    def _gang_broken(self, gang: Gang, worker: str) -> None:
        self._out.append(ev.GangBroken(gang.plan.id, worker))
        self._gang_closed(gang)
        if not gang.running:
            self.gangs.release(gang)

    def _leave_gang(self, job: Job) -> None:
        """A job of a group has ended."""
        gang = self.gangs.remove_job(job.plan.gang, job.plan.id)
        if gang is not None and gang.state is GangState.BROKEN and not gang.running:
            self.gangs.release(gang)

    def _run_gangs(self) -> bool:
        """Begin what groups can begin; whether room is to be kept for one that could not."""
        self.gangs.start()
        kept_out = [self.jobs[name] for name in self.gangs.without_room()]
        starves = any(self._is_stuck(job) for job in kept_out if not job.needs)
        for gang in self.gangs.with_work.values():
            job = self.jobs.get(self.gangs.due(gang))
            if job is None or job.needs or not job.waiting:
                continue
            if not self.pool.fits_cpus(job.plan.cpus * gang.plan.ranks):
                starves = starves or self._is_stuck(job)
                continue
            gang.running = job.plan.id
            for worker in gang.workers:
                self._employ(self.pool.workers[worker], job)
        return starves

    def _is_stuck(self, job: Job) -> bool:
        """Whether the job has found no room for long."""
        if job.stuck_since is None:
            job.stuck_since = self._now
        return self._now - job.stuck_since >= PATIENCE

    def _worker_waits(self, event: ev.WorkerWaits) -> None:
        worker = self.pool.workers.get(event.worker)
        if worker is not None and worker.batches:
            self.pool.waits(worker, self.jobs[worker.batches[0].job].plan, waits=event.waits)

    # --- batches ------------------------------------------------------------

    def _batch_reported(self, event: ev.BatchReported) -> None:
        worker = self.pool.workers.get(event.worker)
        assignment = worker.assignment(event.batch) if worker else None
        if worker is None or assignment is None:
            return
        job = self.jobs[assignment.job]
        first, assignment.next = assignment.next, max(assignment.next, event.next)
        if first < assignment.next:
            job.move(first, assignment.next, ItemState.SUCCEEDED)
            job.measured(assignment.next - first, event.busy)
            job.false_starts = 0
        if event.ended:
            self._batch_ended(worker, assignment, job)
        for failed in event.failed:
            # Told twice of an item, the first time counts: by now it may wait to run again.
            if job.states[failed.item] == ItemState.SUCCEEDED:
                self._fail(job, failed.item, self._kind_of(failed, assignment), worker.id)
        self._hungry.append(worker)
        self._touch(job)

    def _kind_of(self, failed: ev.ItemFailed, assignment: Assignment) -> FailureKind:
        if failed.kind is FailureKind.INTERRUPTED and assignment.timed_out:
            return FailureKind.TIMEOUT
        return failed.kind

    def _batch_ended(self, worker: Worker, assignment: Assignment, job: Job) -> None:
        # Its end may be told before it is told that it goes on.
        if worker.paused:
            go_on(worker, self._together(worker, job), self._now)
        worker.stands_since = None
        worker.batches.remove(assignment)
        job.largest_batch = max(job.largest_batch, assignment.next - assignment.start)
        self._give_back(job, assignment.next, assignment.stop)
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
        self._give_back(job, stop, assignment.stop)
        assignment.stop = stop
        assignment.recalled = False
        self._touch(job)

    def _give_back(self, job: Job, start: int, stop: int) -> None:
        """Items that a worker had and did not run wait again, or are not run any more."""
        if job.stopping:
            job.move(start, stop, ItemState.CANCELLED)
        elif start < stop:
            job.give_back(start, stop)
            self._out.append(ev.ItemsReturned(job.plan.id, start, stop))

    def _fail(self, job: Job, item: int, kind: FailureKind, worker: str) -> None:
        """One item did not succeed: run it again where that was asked for, else settle it."""
        # A rank that dies may be why the others have failed, though that was heard first.
        dies_stopping = job.stopping and kind is FailureKind.WORKER_DIED and not job.plan.gang
        if kind is FailureKind.INTERRUPTED or dies_stopping:
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

    def _worker_paused(self, event: ev.WorkerPaused) -> None:
        worker = self.pool.workers.get(event.worker)
        job = self.jobs.get((worker.job or "") if worker is not None else "")
        if worker is None or job is None:
            return
        (stand_still if event.paused else go_on)(worker, self._together(worker, job), self._now)
        self._touch(job)

    def _together(self, worker: Worker, job: Job) -> list[Worker]:
        """Those whose time stands still with this worker's: the ranks that wait for each other."""
        return [self.pool.workers[name] for name in job.workers] if job.plan.gang else [worker]

    def _worker_died(self, event: ev.WorkerDied) -> None:
        worker = self.pool.remove(event.worker, blameless=event.blameless)
        if worker is None:
            return
        broken = self.gangs.worker_died(worker.id)
        if worker.batches:
            job = self.jobs[worker.batches[0].job]
            job.workers.discard(worker.id)
            self.pool.release(worker, job.plan)
            held = list(worker.batches)
            worker.batches.clear()
            for index, assignment in enumerate(held):
                self._bury(job, assignment, event, current=index == 0)
            self._touch(job)
        elif worker.rank < 0 and self.pool.cannot_start(worker.kind):
            for job in self.jobs.values():
                if job.waiting and job.kind == worker.kind and not job.plan.gang:
                    self._give_up(job, FailureKind.WORKER_DIED, worker.id)
        if broken is not None:
            self._gang_broken(broken, worker.id)

    def _bury(self, job: Job, assignment: Assignment, event: ev.WorkerDied, *, current: bool) -> None:
        """What becomes of the items that a dead worker held."""
        if job.plan.gang:
            if assignment.left:
                # Who ended it says why; only what the scheduler killed itself was stopped.
                kind = FailureKind.INTERRUPTED if assignment.killed else FailureKind.WORKER_DIED
                kind = FailureKind.TIMEOUT if assignment.timed_out else kind
                self._fail(job, assignment.next, kind, event.worker)
            return
        first, begun = assignment.next, begun_before(job, assignment, event, current=current)
        self._give_back(job, begun, assignment.stop)
        if begun > first:
            kind = FailureKind.TIMEOUT if assignment.timed_out else FailureKind.WORKER_DIED
            # The last one that had begun was running. It is told first: it is the cause.
            self._fail(job, begun - 1, kind, event.worker)
        for item in range(first, begun - 1):
            # These had ended, but what they returned died with the worker. Without leave
            # they are not run again.
            self._fail(job, item, FailureKind.SKIPPED, event.worker)

    def _tick(self) -> None:
        for worker in list(self.pool.workers.values()):
            if worker.batches:
                self._check_times(worker, worker.batches[0])
        self._share()
        self.pool.retire_idle(self._now)
        self._hungry += self.pool.workers.values()

    def _check_times(self, worker: Worker, assignment: Assignment) -> None:
        timeout = self.jobs[assignment.job].plan.timeout
        runs = worker.stands_since is None
        if timeout and runs and not assignment.interrupted and self._now >= assignment.began + timeout:
            assignment.timed_out = True
            self._interrupt(worker, assignment)
        self._out += stopping.kill(worker, assignment, self._now)

    def _share(self) -> None:
        """Ask workers with long batches to give back what has not begun, where others could run it."""
        working = dict.fromkeys(worker.job for worker in self.pool.workers.values() if worker.job)
        for job in [self.jobs[job_id] for job_id in working]:
            shares = not job.waiting and self._may_grow(job)
            if job.stopping or job.plan.gang or not (shares or self._waiting.starving or self._keeps_room):
                continue
            for worker, assignment, current in self._assignments_of(job):
                if len(self._out) >= AT_ONCE:
                    return  # what is given back of these is shared first
                old = self._now - worker.batches[0].began > RECALL_AGE
                if old:
                    self._out += stopping.recall(worker, assignment, current=current)

    def _drain(self) -> None:
        """Begin nothing more; what runs goes on to its end."""
        self.draining = True
        for job in self.jobs.values():
            for worker, assignment, current in self._assignments_of(job):
                if not job.plan.gang:
                    self._out += stopping.recall(worker, assignment, current=current)

    @property
    def working(self) -> bool:
        """Whether any worker has something to run."""
        return any(worker.batches for worker in self.pool.workers.values())
