"""The workers and what of the cluster's capacity is in use."""

from __future__ import annotations

import itertools
import math
from collections import Counter

from farfield_engine.core import events as ev
from farfield_engine.core.worker import Worker, WorkerState

IDLE_SECONDS = 30.0
"""How long a worker beyond the usual number is kept without work."""

START_TRIES = 3
"""Workers that may die in a row while they start, before their context is given up."""

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
        self._idle: dict[str, dict[str, Worker]] = {}
        """Idle workers by context, the one that worked last at the end."""
        self._census: Counter[tuple[str, WorkerState]] = Counter()
        """Workers by context and state."""
        self._failed_starts: Counter[str] = Counter()
        """By context, the workers that died while they started, since one was ready last."""
        self._cpus = 0.0
        self._gpus = 0.0
        self._memory = 0
        self._uncounted = 0
        """Workers that do not count as one of `max_workers`: ranks, and those whose item waits."""

    @property
    def cpus_in_use(self) -> float:
        return self._cpus

    # --- resources ----------------------------------------------------------

    def refusal(self, plan: ev.JobPlan) -> str:
        """Why this job can never run here; empty when it can."""
        total = self.capacity
        if not all(0 <= asked < math.inf for asked in (plan.cpus, plan.gpus, plan.memory, plan.timeout)):
            return "--cpus, --gpus, --memory and --timeout take finite numbers that are not negative"
        if plan.context not in self._contexts:
            return "its session has ended: attach again"
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
        self._move(worker, WorkerState.BUSY)
        self._cpus += plan.cpus
        self._gpus += plan.gpus
        self._memory += plan.memory

    def release(self, worker: Worker, plan: ev.JobPlan) -> None:
        """The resources of the worker's item are free again."""
        self.waits(worker, plan, waits=False)
        self._cpus = max(0.0, self._cpus - plan.cpus)
        self._gpus = max(0.0, self._gpus - plan.gpus)
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
        gpus, memory = plan.gpus * plan.ranks, plan.memory * plan.ranks
        free_gpus, free_memory = self.capacity.gpus - self._gpus, self.capacity.memory - self._memory
        return (not gpus or gpus <= free_gpus + _EPSILON) and (not memory or memory <= free_memory)

    def fits_cpus(self, cpus: float) -> bool:
        """Whether so many CPUs are free; none always are."""
        return not cpus or self._cpus + cpus <= self.capacity.cpus + _EPSILON

    def hold(self, plan: ev.GangPlan) -> None:
        """A group holds GPUs and memory from now on."""
        self._gpus += plan.gpus * plan.ranks
        self._memory += plan.memory * plan.ranks

    def let_go(self, plan: ev.GangPlan) -> None:
        """A group holds nothing any more."""
        self._gpus = max(0.0, self._gpus - plan.gpus * plan.ranks)
        self._memory = max(0, self._memory - plan.memory * plan.ranks)

    def start_rank(self, gang: str, rank: int) -> str:
        """Start a worker for a group; its name."""
        worker = Worker(f"w{next(self._numbers)}", gang, rank=rank)
        self.workers[worker.id] = worker
        self._census[gang, worker.state] += 1
        self._uncounted += 1
        self.out.append(ev.StartWorker(worker.id, gang, rank))
        return worker.id

    def end_rank(self, worker_id: str) -> None:
        """Let an idle rank go, and kill one that is not."""
        worker = self.workers.get(worker_id)
        if worker is None or worker.state is WorkerState.LEAVING:
            return
        if worker.state is WorkerState.BUSY:
            self.out.append(ev.KillWorker(worker.id))
        else:
            self._retire(worker)

    # --- workers ------------------------------------------------------------

    def idle_worker(self, context: str) -> Worker | None:
        """A worker of this context without work; the one that worked last, its caches are warm."""
        idle = self._idle.get(context)
        return next(reversed(idle.values())) if idle else None

    def ready(self, worker_id: str, now: float) -> None:
        """A worker has started."""
        worker = self.workers.get(worker_id)
        if worker is not None and worker.state is WorkerState.STARTING:
            self._failed_starts.pop(worker.context, None)
            self._rest(worker, now)

    def free(self, worker: Worker, plan: ev.JobPlan, now: float) -> None:
        """The worker has ended its last batch."""
        self.release(worker, plan)
        self._rest(worker, now)

    def remove(self, worker_id: str, *, blameless: bool = False) -> Worker | None:
        """A worker has died; None when there was no such worker. blameless: its start has not failed."""
        worker = self.workers.pop(worker_id, None)
        if worker is not None:
            starting = worker.state is WorkerState.STARTING and worker.context in self._contexts
            if starting and not blameless:
                self._failed_starts[worker.context] += 1
            if worker.rank >= 0:
                self._uncounted -= 1
            self._leave(worker)
        return worker

    def want(self, plan: ev.JobPlan, items: int) -> None:
        """Start workers, in parallel, for at most `items` items of jobs like this that have none idle."""
        context = plan.context
        if self._failed_starts[context] >= START_TRIES and self._alive(context):
            return  # those that live do the work, as long as no new ones can be had
        starting = self._census[context, WorkerState.STARTING]
        for _ in range(int(max(0, min(items, self._room(plan), self.capacity.max_workers) - starting))):
            if not self._start(context):
                return

    def cannot_start(self, context: str) -> bool:
        """Whether this context's workers die while they start, and none lives; they are then tried anew."""
        if self._failed_starts[context] < START_TRIES or self._alive(context):
            return False
        del self._failed_starts[context]
        return True

    def try_again(self, context: str) -> None:
        """Something new is to run: where work goes on without more workers, ask for them again."""
        if self._alive(context):
            self._failed_starts.pop(context, None)

    def open_context(self, context: str, *, warm: bool = True) -> None:
        """Work may come; warm: have a worker ready before it does."""
        self._contexts.add(context)
        if warm and not self._alive(context):
            self._start(context)

    def close_context(self, context: str) -> None:
        """Let the context's workers go, each as soon as it has nothing to do."""
        self._contexts.discard(context)
        self._failed_starts.pop(context, None)
        for worker in list(self._idle.get(context, {}).values()):
            self._retire(worker)

    def renew_context(self, context: str) -> None:
        """Have the context's next batches run in workers that are set up anew."""
        for worker in list(self._idle.get(context, {}).values()):
            self._retire(worker)
        for worker in self.workers.values():
            if worker.context == context:
                worker.outdated = True
        self.open_context(context)

    def retire_idle(self, now: float) -> None:
        """Let go of workers that have idled beyond the usual number, the longest idle first."""
        surplus = -max(1, math.ceil(self.capacity.cpus)) - self._uncounted
        surplus += sum(worker.state is not WorkerState.LEAVING for worker in self.workers.values())
        if surplus > 0:
            idle = [worker for workers in self._idle.values() for worker in workers.values()]
            rested = [worker for worker in idle if now - worker.idle_since > IDLE_SECONDS]
            for worker in sorted(rested, key=lambda worker: worker.idle_since)[:surplus]:
                self._retire(worker)

    def _start(self, context: str) -> bool:
        """Start a worker; False when there is no place for one."""
        counted = len(self.workers) - self._uncounted
        if counted >= self.capacity.max_workers and not self._retire_other(context):
            return False
        worker = Worker(f"w{next(self._numbers)}", context)
        self.workers[worker.id] = worker
        self._census[context, worker.state] += 1
        self.out.append(ev.StartWorker(worker.id, context))
        return True

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
        self._idle.setdefault(worker.context, {})[worker.id] = worker

    def _retire_other(self, context: str) -> bool:
        """Make room by retiring an idle worker of another context, the longest idle of all."""
        others = [next(iter(idle.values())) for other, idle in self._idle.items() if other != context]
        if others:
            self._retire(min(others, key=lambda worker: worker.idle_since))
        return bool(others)

    def _retire(self, worker: Worker) -> None:
        self._move(worker, WorkerState.LEAVING)
        self.out.append(ev.RetireWorker(worker.id))

    def _alive(self, context: str) -> int:
        """Workers of this context that work, or may yet."""
        states = (WorkerState.STARTING, WorkerState.IDLE, WorkerState.BUSY)
        return sum(self._census[context, state] for state in states)

    def _move(self, worker: Worker, state: WorkerState) -> None:
        self._leave(worker)
        worker.state = state
        self._census[worker.context, state] += 1

    def _leave(self, worker: Worker) -> None:
        """Forget where the worker was counted."""
        key = worker.context, worker.state
        self._census[key] -= 1
        if not self._census[key]:
            del self._census[key]
        idle = self._idle.get(worker.context)
        if idle and idle.pop(worker.id, None) and not idle:
            del self._idle[worker.context]
