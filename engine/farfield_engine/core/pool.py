"""The workers and what of the cluster's capacity is in use."""

from __future__ import annotations

import itertools
import math
from collections import Counter

from farfield_engine.core import events as ev
from farfield_engine.core import stopping
from farfield_engine.core.devices import Devices, lacking, misasked, names_of
from farfield_engine.core.worker import Kind, Worker, WorkerState

IDLE_SECONDS = 30.0
"""How long a worker beyond the usual number is kept without work."""

STARTS_AT_ONCE = 100
"""Workers that one event may have started; the next ones follow at the next events."""

STARTING_AT_MOST = 500
"""Workers of one kind that may be starting: each has much to say when it begins."""

START_TRIES = 3
"""Workers that may die in a row while they start, before their context is given up."""

_EPSILON = 1e-9
_OTHERS = (
    "--resources and --labels can never be met here: this machine by itself knows CPUs, GPUs and memory; "
    "%attach ray has more kinds of them"
)


class Pool:
    """Starts, occupies, frees and retires workers; part of the scheduler's state machine."""

    def __init__(self, capacity: ev.Capacity) -> None:
        self._capacity = capacity
        self.devices = Devices(capacity)
        self.workers: dict[str, Worker] = {}
        self.out: list[ev.Instruction] = []
        """Where instructions go; the scheduler sets it for each event, as the time."""
        self.now = 0.0
        self._numbers = itertools.count(1)
        self._contexts: set[str] = set()
        self._idle: dict[Kind, dict[str, Worker]] = {}
        """Idle workers by kind, the one that worked last at the end."""
        self._census: Counter[tuple[Kind, WorkerState]] = Counter()
        """Workers by kind and state."""
        self._failed_starts: Counter[Kind] = Counter()
        """By kind, the workers that died while they started, since one was ready last."""
        self._cpus = 0.0
        self._memory = 0
        self._held = 0
        """Memory that groups hold."""
        self._uncounted = 0
        """Workers that do not count as one of `max_workers`: ranks, and those whose item waits."""

    @property
    def capacity(self) -> ev.Capacity:
        return self._capacity

    @capacity.setter
    def capacity(self, capacity: ev.Capacity) -> None:
        self._capacity = capacity
        self.devices.names = names_of(capacity)
        there = set(self.devices.names)
        for worker in list(self.workers.values()):
            if worker.rank < 0 and not there.issuperset(worker.devices):
                self._leave_lost(worker)

    @property
    def cpus_in_use(self) -> float:
        return self._cpus

    @property
    def gpus_in_use(self) -> float:
        """What work has been given of them."""
        return sum(self.devices.in_use().values())

    # --- resources ----------------------------------------------------------

    def refusal(self, plan: ev.JobPlan) -> str:
        """Why this job can never run here; empty when it can."""
        total = self.capacity
        if misplanned := self._misplanned(plan):
            return misplanned
        if plan.custom or plan.labels:
            return _OTHERS
        if plan.cpus > total.cpus + _EPSILON:
            return f"--cpus {plan.cpus:g} can never be met: the cluster has {total.cpus:g} CPUs"
        if lacks := lacking(plan.gpus, total):
            return f"--gpus {plan.gpus:g} can never be met: {lacks}"
        if misasked(plan.gpus):
            return misasked(plan.gpus)
        if plan.memory > total.memory:
            asked, has = plan.memory / 2**30, f"{total.memory / 2**30:.1f} GiB"
            return f"--memory {asked:.1f}GiB can never be met: the cluster has {has}"
        return ""

    def _misplanned(self, plan: ev.JobPlan) -> str:
        """What nobody could give, wherever it is."""
        if not all(0 <= asked < math.inf for asked in (plan.cpus, plan.gpus, plan.memory, plan.timeout)):
            return "--cpus, --gpus, --memory and --timeout take finite numbers that are not negative"
        if plan.context not in self._contexts:
            return "its session has ended: attach again"
        return ""

    def fits(self, plan: ev.JobPlan) -> bool:
        """Whether one more item of this job fits beside what runs."""
        total = self._capacity
        return (
            self._cpus + plan.cpus <= total.cpus + _EPSILON
            and self._memory + plan.memory <= total.memory
            and (not plan.gpus or self._has_gpus(plan))
        )

    def _has_gpus(self, plan: ev.JobPlan) -> bool:
        return bool(self._idle.get((plan.context, plan.gpus)) or self.devices.place(plan.gpus))

    def fits_beside_groups(self, plan: ev.JobPlan) -> bool:
        """Whether an item of this job would fit if nothing ran; what groups hold stays theirs."""
        free = self._capacity.memory - self._held
        return plan.memory <= free and (not plan.gpus or bool(self.devices.place(plan.gpus, jobs_end=True)))

    def could_run(self, plan: ev.JobPlan) -> int:
        """How many items of this job the cluster could run side by side."""
        total, sides = self.capacity, [float(self.capacity.max_workers)]
        if plan.cpus:
            sides.append(total.cpus / plan.cpus + _EPSILON)
        if plan.gpus:
            sides.append(self.devices.side_by_side(plan.gpus))
        if plan.memory:
            sides.append(total.memory / plan.memory)
        if plan.concurrency:
            sides.append(plan.concurrency)
        return max(1, math.floor(min(sides)))

    def _room(self, plan: ev.JobPlan) -> float:
        """How many more items of this job fit beside what runs, as far as CPUs and memory go."""
        sides = [math.inf]
        if plan.cpus:
            sides.append((self.capacity.cpus - self._cpus + _EPSILON) // plan.cpus)
        if plan.memory:
            sides.append((self.capacity.memory - self._memory) // plan.memory)
        return min(sides)

    def occupy(self, worker: Worker, plan: ev.JobPlan) -> None:
        """The worker now holds the resources of one item of this job."""
        self._move(worker, WorkerState.BUSY)
        self._cpus += plan.cpus
        self._memory += plan.memory

    def release(self, worker: Worker, plan: ev.JobPlan) -> None:
        """The resources of the worker's item are free again."""
        self.waits(worker, plan, waits=False)
        self._cpus = max(0.0, self._cpus - plan.cpus)
        self._memory = max(0, self._memory - plan.memory)

    def waits(self, worker: Worker, plan: ev.JobPlan, *, waits: bool) -> None:
        """The worker's item lends its CPUs while it waits for other jobs, and takes them back at once."""
        if worker.waits is not waits:
            worker.waits = waits
            self._cpus = max(0.0, self._cpus - plan.cpus if waits else self._cpus + plan.cpus)
            if worker.rank < 0:
                self._uncounted += 1 if waits else -1

    # --- groups -------------------------------------------------------------

    def fits_gang(self, plan: ev.GangPlan) -> bool:
        """Whether what a group holds is free for all its ranks."""
        memory, free = plan.memory * plan.ranks, self.capacity.memory - self._memory
        if memory and memory > free:
            return False
        return not plan.gpus or bool(self.devices.place(plan.gpus, plan.ranks))

    def fits_cpus(self, cpus: float) -> bool:
        """Whether so many CPUs are free; none always are."""
        return not cpus or self._cpus + cpus <= self.capacity.cpus + _EPSILON

    def hold(self, plan: ev.GangPlan) -> None:
        """A group holds memory from now on; GPUs are its workers'."""
        self._held += plan.memory * plan.ranks
        self._memory += plan.memory * plan.ranks

    def let_go(self, plan: ev.GangPlan) -> None:
        """A group holds nothing any more."""
        self._held = max(0, self._held - plan.memory * plan.ranks)
        self._memory = max(0, self._memory - plan.memory * plan.ranks)

    def start_ranks(self, plan: ev.GangPlan) -> list[str]:
        """Start a group's workers, for which there is room; their names, by rank."""
        places = self.devices.place(plan.gpus, plan.ranks) if plan.gpus else [()] * plan.ranks
        workers = []
        for rank, place in enumerate(places):
            self._make_room(place, plan.gpus)
            worker = Worker(self._name(), plan.id, rank=rank, gpus=plan.gpus, devices=place)
            self._uncounted += 1
            self._begin(worker)
            workers.append(worker.id)
        return workers

    def end_rank(self, worker_id: str) -> None:
        """Let an idle rank go, and kill one that is not."""
        worker = self.workers.get(worker_id)
        if worker is None or worker.state is WorkerState.LEAVING:
            return
        if worker.held_back:
            self._forget(worker)
        elif worker.state is WorkerState.BUSY:
            worker.killed = True
            self.out.append(ev.KillWorker(worker.id))
        else:
            self._retire(worker)

    # --- workers ------------------------------------------------------------

    def idle_worker(self, kind: Kind) -> Worker | None:
        """A worker of this kind without work; the one that worked last, its caches are warm."""
        idle = self._idle.get(kind)
        return next(reversed(idle.values())) if idle else None

    def ready(self, worker_id: str, now: float) -> None:
        """A worker has started."""
        worker = self.workers.get(worker_id)
        if worker is not None and worker.state is WorkerState.STARTING:
            self._failed_starts.pop(worker.kind, None)
            self._rest(worker, now)

    def free(self, worker: Worker, plan: ev.JobPlan, now: float) -> None:
        """The worker has ended its last batch."""
        self.release(worker, plan)
        self._rest(worker, now)

    def remove(self, worker_id: str, *, blameless: bool = False) -> Worker | None:
        """A worker has died; None when there was no such worker. blameless: its start has not failed."""
        worker = self.workers.get(worker_id)
        if worker is not None:
            starting = worker.state is WorkerState.STARTING and worker.context in self._contexts
            if starting and not blameless:
                self._failed_starts[worker.kind] += 1
            self._forget(worker)
            for other in [other for other in self.workers.values() if other.held_back]:
                self._start_if_free(other)
        return worker

    def want(self, plan: ev.JobPlan, items: int) -> None:
        """Start workers, in parallel, for at most `items` items of jobs like this that have none idle."""
        kind = plan.context, plan.gpus
        if self._failed_starts[kind] >= START_TRIES and self._alive(kind):
            return  # those that live do the work, as long as no new ones can be had
        starting = self._census[kind, WorkerState.STARTING]
        wanted = min(items, self._room(plan), self.capacity.max_workers) - starting
        for _ in range(int(max(0, min(wanted, STARTS_AT_ONCE, STARTING_AT_MOST - starting)))):
            if not self._start(kind):
                return

    def cannot_start(self, kind: Kind) -> bool:
        """Whether workers of this kind die while they start, and none lives; they are then tried anew."""
        if self._failed_starts[kind] < START_TRIES or self._alive(kind):
            return False
        del self._failed_starts[kind]
        return True

    def try_again(self, kind: Kind) -> None:
        """Something new is to run: where work goes on without more workers, ask for them again."""
        if self._alive(kind):
            self._failed_starts.pop(kind, None)

    def open_context(self, context: str, *, warm: bool = True) -> None:
        """Work may come; warm: have a worker ready before it does."""
        self._contexts.add(context)
        if warm and not self._alive((context, 0.0)):
            self._start((context, 0.0))

    def close_context(self, context: str) -> None:
        """Let the context's workers go, each as soon as it has nothing to do."""
        self._contexts.discard(context)
        for kind in [kind for kind in self._failed_starts if kind[0] == context]:
            del self._failed_starts[kind]
        self._retire_idle_of(context)
        for worker in [worker for worker in self.workers.values() if worker.held_back]:
            if worker.context == context:
                self._forget(worker)

    def renew_context(self, context: str) -> None:
        """Have the context's next batches run in workers that are set up anew."""
        self._retire_idle_of(context)
        for worker in self.workers.values():
            if worker.context == context and not worker.held_back:
                worker.outdated = True
        self.open_context(context)

    def number_from(self, number: int) -> None:
        """New workers are named after this number and those that follow."""
        self._numbers = itertools.count(number)

    def found(
        self, name: str, context: str, needs: ev.Needs, devices: tuple[str, ...], now: float, rank: int = -1
    ) -> None:
        """A worker of an earlier gateway lives, and is idle as far as is known yet."""
        worker = Worker(name, context, rank=rank, gpus=needs.gpus, devices=devices)
        self.workers[name] = worker
        self._census[worker.kind, worker.state] += 1
        if devices:
            self.devices.hold(worker)
        if rank >= 0:
            self._uncounted += 1
        self._rest(worker, now)

    def _leave_lost(self, worker: Worker) -> None:
        """A worker whose device is lost gets nothing new: what it runs fails by itself, if it does."""
        worker.outdated = True
        if worker.held_back:
            self._forget(worker)
        elif worker.state is WorkerState.IDLE:
            self._retire(worker)
        for index, assignment in enumerate(worker.batches):
            self.out += stopping.recall(worker, assignment, current=index == 0)

    def _retire_idle_of(self, context: str) -> None:
        for kind in [kind for kind in self._idle if kind[0] == context]:
            for worker in list(self._idle[kind].values()):
                self._retire(worker)

    def retire_idle(self, now: float) -> None:
        """Let go of workers that have idled beyond the usual number, the longest idle first."""
        surplus = -max(1, math.ceil(self.capacity.cpus)) - self._uncounted
        surplus += sum(worker.state is not WorkerState.LEAVING for worker in self.workers.values())
        if surplus > 0:
            idle = [worker for workers in self._idle.values() for worker in workers.values()]
            rested = [worker for worker in idle if now - worker.idle_since > IDLE_SECONDS]
            for worker in sorted(rested, key=lambda worker: worker.idle_since)[:surplus]:
                self._retire(worker)

    def _start(self, kind: Kind) -> bool:
        """Start a worker; False when there is no place for one."""
        context, gpus = kind
        assert not isinstance(gpus, ev.Needs)
        places = self.devices.place(gpus) if gpus else [()]
        if not places:
            return False
        counted = len(self.workers) - self._uncounted
        if gpus:
            counted -= self._make_room(places[0], gpus)
        if counted >= self.capacity.max_workers and not self._retire_other(kind):
            return False
        self._begin(Worker(self._name(), context, gpus=gpus, devices=places[0]))
        return True

    def _name(self) -> str:
        return f"w{next(self._numbers)}"

    def _make_room(self, devices: tuple[str, ...], gpus: float) -> int:
        """Retire the idle workers that are in the way on these devices; how many."""
        gone = self.devices.in_the_way(devices, gpus)
        for worker in gone:
            self._retire(worker)
        return len(gone)

    def _begin(self, worker: Worker) -> None:
        """Start a worker now, or, where others must leave its devices first, when they have."""
        self.workers[worker.id] = worker
        self._census[worker.kind, worker.state] += 1
        if worker.devices:
            worker.held_back = True
            self.devices.hold(worker)
            self._start_if_free(worker)
        else:
            self.out.append(ev.StartWorker(worker.id, worker.context, worker.rank))

    def _start_if_free(self, worker: Worker) -> None:
        if self.devices.are_free_for(worker):
            worker.held_back = False
            self.out.append(ev.StartWorker(worker.id, worker.context, worker.rank, worker.devices))

    def _forget(self, worker: Worker) -> None:
        """A worker is dead, or never was more than a plan."""
        del self.workers[worker.id]
        self.devices.drop(worker)
        if worker.rank >= 0:
            self._uncounted -= 1
        self._leave(worker)

    def _rest(self, worker: Worker, now: float) -> None:
        if worker.rank >= 0:
            if worker.state is not WorkerState.LEAVING:
                self._move(worker, WorkerState.IDLE)
            return
        if worker.context not in self._contexts or worker.outdated:
            self._retire(worker)
            return
        worker.idle_since = now
        self._move(worker, WorkerState.IDLE)
        self._idle.setdefault(worker.kind, {})[worker.id] = worker

    def _retire_other(self, kind: Kind) -> bool:
        """Make room by retiring an idle worker of another kind, the longest idle of all."""
        others = [next(iter(idle.values())) for other, idle in self._idle.items() if other != kind]
        if others:
            self._retire(min(others, key=lambda worker: worker.idle_since))
        return bool(others)

    def _retire(self, worker: Worker) -> None:
        self._move(worker, WorkerState.LEAVING)
        self.out.append(ev.RetireWorker(worker.id))

    def _alive(self, kind: Kind) -> int:
        """Workers of this kind that work, or may yet."""
        states = (WorkerState.STARTING, WorkerState.IDLE, WorkerState.BUSY)
        return sum(self._census[kind, state] for state in states)

    def _move(self, worker: Worker, state: WorkerState) -> None:
        self._leave(worker)
        worker.state = state
        self._census[worker.kind, state] += 1

    def _leave(self, worker: Worker) -> None:
        """Forget where the worker was counted."""
        key = worker.kind, worker.state
        self._census[key] -= 1
        if not self._census[key]:
            del self._census[key]
        idle = self._idle.get(worker.kind)
        if idle and idle.pop(worker.id, None) and not idle:
            del self._idle[worker.kind]
