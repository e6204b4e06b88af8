"""The workers and what of the cluster's capacity is in use."""

from __future__ import annotations

import itertools
import math

from farfield_engine.core import events as ev
from farfield_engine.core.worker import Worker, WorkerState

IDLE_SECONDS = 30.0
"""How long a worker beyond the usual number is kept without work."""

_EPSILON = 1e-9


class Pool:
    """Starts, occupies, frees and retires workers; part of the scheduler's state machine."""

    def __init__(self, capacity: ev.Capacity) -> None:
        self.capacity = capacity
        self.workers: dict[str, Worker] = {}
        self.out: list[ev.Instruction] = []
        """Where instructions go; the scheduler sets it for each event."""
        self._numbers = itertools.count(1)
        self._contexts: set[str] = set()
        self._cpus = 0.0
        self._gpus = 0.0
        self._memory = 0

    @property
    def cpus_in_use(self) -> float:
        return self._cpus

    # --- resources ----------------------------------------------------------

    def refusal(self, plan: ev.JobPlan) -> str:
        """Why this job can never run here; empty when it can."""
        total = self.capacity
        if plan.cpus > total.cpus + _EPSILON:
            return f"--cpus {plan.cpus:g} can never be met: the cluster has {total.cpus:g} CPUs"
        if plan.gpus > total.gpus + _EPSILON:
            has = f"{total.gpus:g} GPUs" if total.gpus else "no GPUs"
            return f"--gpus {plan.gpus:g} can never be met: the cluster has {has}"
        if plan.memory > total.memory:
            asked, has = plan.memory / 2**30, f"{total.memory / 2**30:.1f} GiB"
            return f"--memory {asked:.1f}GiB can never be met: the cluster has {has}"
        return ""

    def fits(self, plan: ev.JobPlan) -> bool:
        """Whether one more item of this job fits beside what runs."""
        total = self.capacity
        return (
            self._cpus + plan.cpus <= total.cpus + _EPSILON
            and self._gpus + plan.gpus <= total.gpus + _EPSILON
            and self._memory + plan.memory <= total.memory
        )

    def could_run(self, plan: ev.JobPlan) -> int:
        """How many items of this job the cluster could run side by side."""
        total, sides = self.capacity, [float(self.capacity.max_workers)]
        if plan.cpus:
            sides.append(total.cpus / plan.cpus + _EPSILON)
        if plan.gpus:
            sides.append(total.gpus / plan.gpus + _EPSILON)
        if plan.memory:
            sides.append(total.memory / plan.memory)
        if plan.concurrency:
            sides.append(plan.concurrency)
        return max(1, math.floor(min(sides)))

    def _room(self, plan: ev.JobPlan) -> float:
        """How many more items of this job fit beside what runs."""
        sides = [math.inf]
        if plan.cpus:
            sides.append((self.capacity.cpus - self._cpus + _EPSILON) // plan.cpus)
        if plan.gpus:
            sides.append((self.capacity.gpus - self._gpus + _EPSILON) // plan.gpus)
        if plan.memory:
            sides.append((self.capacity.memory - self._memory) // plan.memory)
        return min(sides)

    def occupy(self, worker: Worker, plan: ev.JobPlan) -> None:
        """The worker now holds the resources of one item of this job."""
        worker.state = WorkerState.BUSY
        self._cpus += plan.cpus
        self._gpus += plan.gpus
        self._memory += plan.memory

    def release(self, plan: ev.JobPlan) -> None:
        """The resources of one item are free again."""
        self._cpus = max(0.0, self._cpus - plan.cpus)
        self._gpus = max(0.0, self._gpus - plan.gpus)
        self._memory = max(0, self._memory - plan.memory)

    # --- workers ------------------------------------------------------------

    def idle_worker(self, context: str) -> Worker | None:
        """A worker of this context without work; the one that worked last, its caches are warm."""
        idle = [w for w in self.workers.values() if w.context == context and w.state is WorkerState.IDLE]
        return max(idle, key=lambda worker: worker.idle_since, default=None)

    def ready(self, worker_id: str, now: float) -> None:
        worker = self.workers.get(worker_id)
        if worker is not None and worker.state is WorkerState.STARTING:
            self._rest(worker, now)

    def free(self, worker: Worker, plan: ev.JobPlan, now: float) -> None:
        """The worker has ended its last batch."""
        self.release(plan)
        self._rest(worker, now)

    def _rest(self, worker: Worker, now: float) -> None:
        worker.state, worker.idle_since = WorkerState.IDLE, now
        if worker.context not in self._contexts:
            self._retire(worker)

    def remove(self, worker_id: str) -> Worker | None:
        return self.workers.pop(worker_id, None)

    def want(self, plan: ev.JobPlan, items: float) -> None:
        """Start workers, in parallel, for at most `items` items of a job that has none idle."""
        starting = sum(
            worker.context == plan.context and worker.state is WorkerState.STARTING
            for worker in self.workers.values()
        )
        for _ in range(int(max(0, min(items, self._room(plan), self.capacity.max_workers) - starting))):
            if len(self.workers) >= self.capacity.max_workers and not self._retire_other(plan.context):
                return
            self.start(plan.context)

    def start(self, context: str) -> None:
        worker = Worker(f"w{next(self._numbers)}", context)
        self.workers[worker.id] = worker
        self.out.append(ev.StartWorker(worker.id, context))

    def open_context(self, context: str) -> None:
        """Have a worker ready before the first job."""
        self._contexts.add(context)
        if not any(worker.context == context for worker in self.workers.values()):
            self.start(context)

    def close_context(self, context: str) -> None:
        self._contexts.discard(context)
        for worker in self.workers.values():
            if worker.context == context and worker.state is WorkerState.IDLE:
                self._retire(worker)

    def retire_idle(self, now: float) -> None:
        """Let go of workers that have idled beyond the usual number."""
        usual = max(1, math.ceil(self.capacity.cpus))
        for worker in list(self.workers.values()):
            if len(self.workers) <= usual:
                return
            if worker.state is WorkerState.IDLE and now - worker.idle_since > IDLE_SECONDS:
                self._retire(worker)

    def _retire_other(self, context: str) -> bool:
        """Make room by retiring an idle worker of another context."""
        for worker in self.workers.values():
            if worker.context != context and worker.state is WorkerState.IDLE:
                self._retire(worker)
                return True
        return False

    def _retire(self, worker: Worker) -> None:
        worker.state = WorkerState.LEAVING
        self.out.append(ev.RetireWorker(worker.id))
