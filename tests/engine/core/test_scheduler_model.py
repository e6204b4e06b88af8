"""The scheduler against workers and clients that do anything they may, in any order.

The workers here behave as real ones do: what they are sent and say is under way for a while, in order; they
die at any moment; what they have said before is heard.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass, field, replace

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from farfield_engine.core import events as ev
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.pool import IDLE_SECONDS
from farfield_engine.core.resuming import Sent, resume
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.core.stopping import KILL_GRACE
from farfield_engine.core.worker import Worker, WorkerState

CONTEXTS = ["a", "b"]
ANY = st.integers(0, 1000)
OUTCOMES = st.sampled_from([None, None, None, None, FailureKind.EXCEPTION, FailureKind.RESULT])
SECONDS = st.sampled_from([1e-6, 1e-6, 1e-6, 1e-3, 0.03, 1.0])
PLANS = st.builds(
    ev.JobPlan,
    id=st.just(""),
    context=st.sampled_from(["a", "a", "a", "b"]),
    items=st.sampled_from([0, 1, 1, 2, 5, 30, 60]),
    cpus=st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.0, 2.5, 9.0]),
    gpus=st.sampled_from([0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.5, 0.3, 2.0, 1.5, 3.0]),
    memory=st.sampled_from([0, 0, 0, 40, 60]),
    timeout=st.sampled_from([0.0, 0.0, 0.0, 1.0]),
    retries=st.sampled_from([0, 0, 1, 3]),
    keep_going=st.booleans(),
    concurrency=st.sampled_from([0, 0, 1, 2]),
)


@dataclass
class Batch:
    """A batch in a worker. Items before `next` have ended."""

    sent: ev.SendBatch
    stop: int
    next: int
    begun: bool = False
    recalled: bool = False
    failures: list[ev.ItemFailed] = field(default_factory=list)
    busy: float = 0.0


@dataclass
class SimulatedWorker:
    """What really goes on in a worker, whatever the scheduler thinks."""

    context: str
    stubborn: bool
    devices: tuple[str, ...] = ()
    ready: bool = False
    current: Batch | None = None
    waiting: deque[Batch] = field(default_factory=deque)
    to_worker: deque[ev.Instruction] = field(default_factory=deque)
    from_worker: deque[ev.Event] = field(default_factory=deque)
    asked_to_stop: int = 0
    kill: bool = False
    leaving: bool = False


@dataclass
class Submitted:
    """What has become of a job and its items, by what was told."""

    plan: ev.JobPlan
    ends: int = 0
    begins: Counter[int] = field(default_factory=Counter)
    told: dict[int, ItemState] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    """What the journal has of its batches."""
    cancelled: bool = False


class SchedulerMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.jobs: dict[str, Submitted] = {}
        self.workers: dict[str, SimulatedWorker] = {}
        self.numbers = 0

    @initialize(cpus=st.integers(1, 4), gpus=st.integers(0, 3), most=st.integers(1, 6), warm=st.booleans())
    def begin(self, cpus: int, gpus: int, most: int, warm: bool) -> None:
        self.devices = ("0", "1", "MIG-2")[:gpus]
        self.scheduler = Scheduler(self.capacity(cpus, most))
        self.allowed = float(cpus)
        for context in CONTEXTS:
            self.tell(ev.ContextOpened(context))
        if warm:
            self.submit(ev.JobPlan("", "a", 60, keep_going=True))
            for which in range(len(self.workers)):
                self.finish_batch(which, None, 1e-6)
                self.work(which, [], 0.0, False)

    def capacity(self, cpus: int, most: int) -> ev.Capacity:
        return ev.Capacity(float(cpus), float(len(self.devices)), 100, most, devices=self.devices)

    # --- the gateway --------------------------------------------------------

    def tell(self, happened: ev.Event) -> None:
        told = set()
        for do in self.scheduler.handle(happened, self.now):
            match do:
                case ev.StartWorker():
                    assert do.worker not in self.workers
                    stubborn = len(self.workers) % 3 == 2
                    self.workers[do.worker] = SimulatedWorker(do.context, stubborn, do.devices)
                case ev.SendBatch():
                    worker = self.workers[do.worker]
                    assert worker.ready and not worker.leaving and do.start < do.stop
                    assert worker.context == self.jobs[do.job].plan.context
                    self.has_what_it_needs(do.worker, self.jobs[do.job].plan)
                    self.jobs[do.job].sent.append(Sent(do.start, do.stop))
                    assert not self.scheduler.draining
                    worker.to_worker.append(do)
                case ev.ItemsReturned():
                    self.jobs[do.job].sent.append(Sent(do.start, do.stop, back=True))
                case ev.RetireWorker():
                    worker = self.workers[do.worker]
                    assert not worker.leaving and worker.current is None and not worker.waiting
                    worker.leaving = True
                case ev.KillWorker():
                    self.workers[do.worker].kill = True
                case ev.InterruptBatch() | ev.RecallBatch():
                    self.workers[do.worker].to_worker.append(do)
                case ev.RetryItem():
                    assert self.jobs[do.job].told.pop(do.item, None) is not ItemState.FAILED
                case ev.FailItem():
                    self.item_failed(do)
                case ev.JobRefused():
                    self.jobs[do.job].ends += 1
                case ev.JobEnded():
                    self.job_ended(do)
                    told.add(do.job)
                case ev.JobChanged():
                    assert do.job not in told, "nothing is told of a job after its end"
                    told.add(do.job)

    def has_what_it_needs(self, worker: str, plan: ev.JobPlan) -> None:
        assert len(set(self.workers[worker].devices)) == math.ceil(plan.gpus)

    def item_failed(self, do: ev.FailItem) -> None:
        states = {FailureKind.INTERRUPTED: ItemState.CANCELLED, FailureKind.SKIPPED: ItemState.LOST}
        told = self.jobs[do.job].told
        assert told.get(do.item) is None, "an item is settled once"
        told[do.item] = states.get(do.kind, ItemState.FAILED)

    def job_ended(self, do: ev.JobEnded) -> None:
        job = self.jobs[do.job]
        job.ends += 1
        assert job.ends == 1
        told = Counter(job.told.values())
        told[ItemState.CANCELLED] += job.plan.items - told.total()
        assert do.counts == tuple(told[state] for state in ItemState)
        bad = ItemState.FAILED if told[ItemState.FAILED] else ItemState.LOST
        assert (do.state is bad) == bool(told[bad])
        assert do.state is not ItemState.SUCCEEDED or told[ItemState.SUCCEEDED] == job.plan.items

    # --- clients and time ---------------------------------------------------

    @rule(plan=PLANS)
    def submit(self, plan: ev.JobPlan) -> None:
        self.numbers += 1
        plan = replace(plan, id=f"j{self.numbers}")
        self.jobs[plan.id] = Submitted(plan)
        self.tell(ev.JobSubmitted(plan))

    @precondition(lambda self: self.jobs)
    @rule(which=ANY)
    def cancel(self, which: int) -> None:
        name, job = list(self.jobs.items())[which % len(self.jobs)]
        job.cancelled = True
        self.tell(ev.JobCancelled(name))

    @rule(context=st.sampled_from(CONTEXTS))
    def close(self, context: str) -> None:
        for job in self.jobs.values():
            job.cancelled |= job.plan.context == context
        self.tell(ev.ContextClosed(context))
        self.tell(ev.ContextOpened(context))

    @rule(cpus=st.integers(1, 5))
    def change_capacity(self, cpus: int) -> None:
        self.allowed = max(float(cpus), self.scheduler.pool.cpus_in_use)
        most = self.scheduler.pool.capacity.max_workers
        self.tell(ev.CapacityChanged(self.capacity(cpus, most)))

    @precondition(lambda self: self.scheduler.working)
    @rule()
    def drain(self) -> None:
        """The gateway is about to end: what runs may end, and nothing else begins."""
        self.tell(ev.Draining())

    @rule(alive=st.sampled_from([0, 0, 1, 2, 6, 63]))
    def restart(self, alive: int = 0) -> None:
        """Another gateway goes on; what was under way to workers is lost. alive: those that outlive it."""
        old, numbers = self.scheduler, [0, *(int(name[1:]) for name in self.workers)]
        self.scheduler = Scheduler(old.pool.capacity)
        for place, (name, worker) in enumerate(list(self.workers.items())):
            if not alive >> place & 1 or not worker.ready or worker.kill:
                del self.workers[name]
            worker.to_worker.clear()
            worker.leaving = False
        self.allowed = max(old.pool.capacity.cpus, old.pool.cpus_in_use)
        for context in CONTEXTS:
            self.tell(ev.ContextOpened(context, warm=False))
        self.tell(ev.Adopting(max(numbers) + 1, next(old._batches)))
        held: dict[str, list[ev.Holding]] = {}
        for name in self.workers:
            known = old.pool.workers[name]
            needs = known.needs or ev.Needs(gpus=known.gpus)
            self.tell(ev.WorkerFound(name, known.context, needs, known.devices))
            self.find_batches(name, known, held)
        for name in list(old.jobs):
            job, holdings = self.jobs[name], tuple(held.get(name, ()))
            states = bytes(job.told.get(item, 0) for item in range(job.plan.items))
            ranges = [range(each.next, each.stop) for each in holdings]
            found = resume(states, job.sent, job.plan.retries, cancelled=job.cancelled, held=ranges)
            job.told.update(dict.fromkeys(found.lost, ItemState.LOST))
            self.tell(ev.JobResumed(job.plan, bytes(found.states), found.attempts, found.cancelled, holdings))
        self.tell(ev.Adopted())

    def find_batches(self, name: str, known: Worker, held: dict[str, list[ev.Holding]]) -> None:
        """What a worker says that it holds, beside what was known of it; what has not arrived waits again."""
        worker = self.workers[name]
        said = [each for each in worker.from_worker if isinstance(each, ev.BatchReported)]
        stops = {each.batch: each.next for each in said if each.ended}
        for batch in [worker.current, *worker.waiting]:
            stops |= {batch.sent.batch: batch.sent.start if batch.recalled else batch.stop} if batch else {}
        for each in known.batches:
            stop = min(each.stop, stops.get(each.batch, each.next))
            self.jobs[each.job].sent.append(Sent(stop, each.stop, back=True))
            found = ev.Holding(name, each.batch, each.start, stop, each.next)
            held.setdefault(each.job, []).extend([found] if each.batch in stops else [])

    @rule(seconds=st.sampled_from([0.05, 0.2, 1.0, KILL_GRACE, IDLE_SECONDS]))
    def tick(self, seconds: float) -> None:
        self.now += seconds
        self.tell(ev.Tick())

    # --- workers ------------------------------------------------------------

    def some(self, which: int) -> tuple[str, SimulatedWorker]:
        return list(self.workers.items())[which % len(self.workers)]

    @precondition(lambda self: self.workers)
    @rule(which=ANY)
    def become_ready(self, which: int) -> None:
        self.start(*self.some(which))

    def start(self, name: str, worker: SimulatedWorker) -> None:
        if not worker.ready:
            worker.ready = True
            self.tell(ev.WorkerReady(name))

    @precondition(lambda self: self.workers)
    @rule(which=ANY, outcomes=st.lists(OUTCOMES, max_size=8), seconds=SECONDS, report=st.booleans())
    def work(self, which: int, outcomes: list[FailureKind | None], seconds: float, report: bool) -> None:
        """A worker takes what it was sent and works for some time."""
        name, worker = self.some(which)
        self.receive(name, worker)
        for outcome in outcomes:
            self.step(name, worker, outcome, seconds)
        if report and worker.current is not None:
            self.report(name, worker, ended=False)

    @precondition(lambda self: self.workers)
    @rule(which=ANY, outcome=OUTCOMES, seconds=SECONDS)
    def finish_batch(self, which: int, outcome: FailureKind | None, seconds: float) -> None:
        name, worker = self.some(which)
        self.start(name, worker)
        self.receive(name, worker)
        if worker.current is None:
            self.step(name, worker, None, seconds)
        self.step(name, worker, outcome, seconds)
        while worker.current is not None:
            self.step(name, worker, None, seconds)
        self.hear(worker)

    @precondition(lambda self: self.workers)
    @rule(which=ANY)
    def deliver(self, which: int) -> None:
        self.hear(self.some(which)[1])

    @precondition(lambda self: self.workers)
    @rule(which=ANY, known=st.booleans())
    def die(self, which: int, known: bool) -> None:
        name, worker = self.some(which)
        self.end(name, worker, known)

    def end(self, name: str, worker: SimulatedWorker, known: bool = True) -> None:
        self.hear(worker)
        batch, running = worker.current, (0, 0)
        if batch is not None and (batch.begun or batch.next > batch.sent.start):
            running = batch.sent.batch, batch.next if batch.begun else batch.next - 1
        del self.workers[name]
        self.tell(ev.WorkerDied(name, running if known else None))

    def hear(self, worker: SimulatedWorker) -> None:
        """What the worker has said arrives."""
        while worker.from_worker:
            said = worker.from_worker.popleft()
            if isinstance(said, ev.BatchReported):
                self.expect_results(said)
            self.tell(said)

    def expect_results(self, said: ev.BatchReported) -> None:
        held = self.scheduler.pool.workers[said.worker].assignment(said.batch)
        assert held is not None, "a batch is the worker's until it says that it has ended"
        failed = {failure.item for failure in said.failed}
        told = self.jobs[held.job].told
        for item in range(held.next, said.next):
            assert item not in told
            if item not in failed:
                told[item] = ItemState.SUCCEEDED

    def receive(self, name: str, worker: SimulatedWorker) -> None:
        """The link thread takes what has come."""
        while worker.to_worker:
            match worker.to_worker.popleft():
                case ev.SendBatch() as sent:
                    worker.waiting.append(Batch(sent, sent.stop, sent.start))
                case ev.InterruptBatch(batch=number):
                    worker.asked_to_stop = number
                case ev.RecallBatch(batch=number):
                    self.recall(name, worker, number)

    def recall(self, name: str, worker: SimulatedWorker, number: int) -> None:
        batch = worker.current
        for waiting in worker.waiting:
            if waiting.sent.batch == number:
                waiting.recalled = True
                worker.from_worker.append(ev.BatchReturned(name, number, waiting.sent.start))
        if batch is not None and batch.sent.batch == number:
            batch.stop = min(batch.stop, batch.next + 1)
            worker.from_worker.append(ev.BatchReturned(name, number, batch.stop))

    def step(self, name: str, worker: SimulatedWorker, outcome: FailureKind | None, seconds: float) -> None:
        """The main thread does one thing: takes a batch, begins an item, ends it, or ends the batch."""
        batch = worker.current
        if batch is None:
            worker.current = worker.waiting.popleft() if worker.waiting else None
        elif batch.recalled or batch.next >= batch.stop:
            self.report(name, worker, ended=True)
        elif not batch.begun:
            batch.begun = True
            self.item_begins(batch)
        else:
            pending = worker.asked_to_stop == batch.sent.batch
            if pending and not worker.stubborn:
                outcome = FailureKind.INTERRUPTED
            self.item_ends(batch, outcome, seconds)
            plan = self.jobs[batch.sent.job].plan
            goes_on = outcome is None or plan.keep_going or plan.retries
            if not goes_on or (pending and outcome is not None):
                self.report(name, worker, ended=True)

    def item_begins(self, batch: Batch) -> None:
        job = self.jobs[batch.sent.job]
        assert not job.ends, "nothing runs of a job that has ended"
        assert self.scheduler.jobs[batch.sent.job].states[batch.next] == ItemState.RUNNING
        job.begins[batch.next] += 1
        assert job.begins[batch.next] <= 1 + job.plan.retries, "nothing runs again without leave"

    def item_ends(self, batch: Batch, outcome: FailureKind | None, seconds: float) -> None:
        batch.begun = False
        batch.busy += seconds
        if outcome is not None:
            batch.failures.append(ev.ItemFailed(batch.next, outcome))
        batch.next += 1

    def report(self, name: str, worker: SimulatedWorker, *, ended: bool) -> None:
        batch = worker.current
        assert batch is not None
        failed = tuple(batch.failures)
        said = ev.BatchReported(name, batch.sent.batch, batch.next, failed, ended, batch.busy)
        worker.from_worker.append(said)
        batch.failures, batch.busy = [], 0.0
        if ended:
            worker.current = None

    # --- what always holds --------------------------------------------------

    @invariant()
    def jobs_agree_with_their_items(self) -> None:
        for name, job in self.scheduler.jobs.items():
            job.check()
            assert job.open or job.workers
            assert not self.jobs[name].ends

    @invariant()
    def every_running_item_is_held_once(self) -> None:
        held: Counter[tuple[str, int]] = Counter()
        for worker in self.scheduler.pool.workers.values():
            assert len({assignment.job for assignment in worker.batches}) <= 1
            assert bool(worker.batches) == (worker.state is WorkerState.BUSY)
            for assignment in worker.batches:
                assert worker.id in self.scheduler.jobs[assignment.job].workers
                held.update((assignment.job, item) for item in range(assignment.next, assignment.stop))
        assert all(count == 1 for count in held.values())
        running = sum(job.counts[ItemState.RUNNING] for job in self.scheduler.jobs.values())
        assert running == len(held)

    @invariant()
    def no_more_runs_than_fits(self) -> None:
        pool = self.scheduler.pool
        busy = [self.jobs[worker.job].plan for worker in pool.workers.values() if worker.job]
        assert abs(pool.cpus_in_use - sum(plan.cpus for plan in busy)) < 1e-6
        self.allowed = max(pool.capacity.cpus, min(self.allowed, pool.cpus_in_use))
        assert pool.cpus_in_use <= self.allowed
        assert sum(plan.memory for plan in busy) <= pool.capacity.memory
        for name, job in self.scheduler.jobs.items():
            assert not job.plan.concurrency or len(job.workers) <= job.plan.concurrency, name
        staying = [worker for worker in pool.workers.values() if worker.state is not WorkerState.LEAVING]
        assert len(staying) <= pool.capacity.max_workers

    @invariant()
    def no_device_is_held_twice(self) -> None:
        """Not by what is planned, and not by those who live, whatever they are about to do."""
        planned, real = Counter[str](), Counter[str]()
        for name, worker in self.scheduler.pool.workers.items():
            parts = dict.fromkeys(worker.devices, round(worker.share * 1000))
            assert set(parts) <= set(self.devices) and (name in self.workers) != worker.held_back
            if worker.state is not WorkerState.LEAVING:
                planned.update(parts)
            if name in self.workers:
                assert self.workers[name].devices == worker.devices
                real.update(parts)
        assert all(part <= 1000 for part in (*planned.values(), *real.values()))

    @invariant()
    def nobody_waits_beside_an_idle_worker(self) -> None:
        pool = self.scheduler.pool
        if self.scheduler.draining or self.scheduler._keeps_room:  # for somebody who has waited for long
            return
        idle = {worker.kind for worker in pool.workers.values() if worker.state is WorkerState.IDLE}
        for job in self.scheduler.jobs.values():
            full = job.plan.concurrency and len(job.workers) >= job.plan.concurrency
            assert not (job.waiting and job.kind in idle and pool.fits(job.plan) and not full)

    def teardown(self) -> None:
        """When everybody does what is expected of them, every job ends."""
        if self.jobs and self.scheduler.draining:
            self.finish_draining()
            self.restart()
        for _ in range(2000):
            if not self.jobs or not self.scheduler.jobs:
                break
            for name, worker in list(self.workers.items()):
                if name in self.workers:
                    self.go_on(name, worker)
            self.now += 0.05
            self.tell(ev.Tick())
            self.every_running_item_is_held_once()
            self.no_more_runs_than_fits()
        assert all(job.ends == 1 for job in self.jobs.values())
        self.nothing_runs()

    def nothing_runs(self) -> None:
        assert not self.jobs or self.scheduler.pool.cpus_in_use < 1e-6

    def finish_draining(self) -> None:
        """What runs comes to its end, and nothing follows it."""
        for _ in range(200):
            if not self.scheduler.working:
                return
            for name, worker in list(self.workers.items()):
                self.go_on(name, worker)
            self.now += 0.05
            self.tell(ev.Tick())
        raise AssertionError("what ran has not come to its end")

    def go_on(self, name: str, worker: SimulatedWorker) -> None:
        if worker.kill or worker.leaving:
            self.end(name, worker)
            return
        self.start(name, worker)
        self.receive(name, worker)
        for _ in range(100):
            stuck = worker.stubborn and worker.current and worker.current.sent.batch == worker.asked_to_stop
            if not stuck:
                self.step(name, worker, None, 1e-4)
        self.hear(worker)


TestScheduler = SchedulerMachine.TestCase
TestScheduler.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
