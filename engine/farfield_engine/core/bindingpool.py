"""Workers that take what they need for life, of a cluster that places them and has other users too.

How many of what kind live is what is decided here. What others of the cluster use is not known: a worker for
which there is no room now waits for it in the cluster's own queue.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from farfield_engine.core import events as ev
from farfield_engine.core.devices import misasked
from farfield_engine.core.pool import START_TRIES, STARTING_AT_MOST, STARTS_AT_ONCE, Pool
from farfield_engine.core.room import Room, side_by_side, why_never
from farfield_engine.core.worker import Kind, Worker, WorkerState

SPARE_SECONDS = 20.0
"""How long a worker without work is kept: others want what it takes."""

WARM_SECONDS = 90.0
"""The same for one worker of each session, of the kind that it used last."""

REST_SECONDS = 1.0
"""Who has been idle for so long makes way for whoever needs the room."""

TENURE_SECONDS = 10.0
"""Who has worked for so long makes way for those who have nothing: a new worker takes seconds to start."""

UNPLACED_SECONDS = 2.5
"""A worker that has not started by then waits for room."""

GROWTH = 4
"""How many workers may wait for machines that are yet to be added, at least; else as many as there are."""


class BindingPool(Pool):
    """A `Pool` where resources are taken by workers, not by what they run."""

    def __init__(self, capacity: ev.Capacity) -> None:
        super().__init__(capacity)
        self.capacity = capacity
        self._usual: dict[str, ev.Needs] = {}
        """By context, what its last job needed."""
        self._taken = Room()
        """By all workers but those that were told to end: these have ended, as far as room goes."""
        self._takers: dict[str, ev.Needs] = {}
        """Them."""
        self._lent: Counter[Kind] = Counter()
        """By kind, workers that wait."""
        self._ever: dict[ev.Needs, int] = {}
        """By needs, how many workers the machines have room for."""
        self._waiting_since = 0.0
        """When somebody had to make way last for a worker that waits for room."""

    @property
    def capacity(self) -> ev.Capacity:
        return self._capacity

    @capacity.setter
    def capacity(self, capacity: ev.Capacity) -> None:
        self._capacity = capacity
        self._total = Room(*(node.has for node in capacity.nodes))
        self._ever = {}

    @property
    def cpus_in_use(self) -> float:
        return self._taken.of("CPU")

    @property
    def gpus_in_use(self) -> float:
        return self._taken.of("GPU")

    # --- resources ----------------------------------------------------------

    def refusal(self, plan: ev.JobPlan) -> str:
        return self._misplanned(plan) or misasked(plan.gpus) or why_never(plan.asks, self._capacity)

    def fits(self, plan: ev.JobPlan) -> bool:
        kind = plan.context, plan.asks
        return bool(self._idle.get(kind)) or self._new_ones(kind) > 0 or self._grows_for(kind) > 0

    def fits_beside_groups(self, plan: ev.JobPlan) -> bool:
        # Room is kept only where workers that make way for it are about to end what they run.
        if self._capacity.grows:
            return False
        free = self._free()
        for worker in self.workers.values():
            if worker.rank < 0 and self.now - worker.since >= TENURE_SECONDS:
                free.add(_needs(worker))
        return free.has(plan.asks)

    def could_run(self, plan: ev.JobPlan) -> int:
        most = min(plan.concurrency or math.inf, self._capacity.max_workers)
        return max(1, min(int(most), self._room_ever(plan.asks)))

    def occupy(self, worker: Worker, plan: ev.JobPlan) -> None:
        self._move(worker, WorkerState.BUSY)
        if worker.rank < 0:
            self._usual[worker.context] = _needs(worker)

    def release(self, worker: Worker, plan: ev.JobPlan) -> None:
        self.waits(worker, plan, waits=False)

    def waits(self, worker: Worker, plan: ev.JobPlan, *, waits: bool) -> None:
        # The cluster knows nothing of it, and others of its users do not get them. Who waits may wait for
        # what no other worker has room for.
        if worker.waits is not waits:
            worker.waits = waits
            self._lent[worker.kind] += 1 if waits else -1
            if worker.rank < 0:
                self._uncounted += 1 if waits else -1

    # --- groups -------------------------------------------------------------

    def fits_gang(self, plan: ev.GangPlan) -> bool:
        free = self._free()
        for worker in self._in_the_way((plan.id, plan.asks)):
            free.add(_needs(worker))
        return self._capacity.grows or free.has(plan.asks, plan.ranks)

    def fits_cpus(self, cpus: float) -> bool:
        return True

    def hold(self, plan: ev.GangPlan) -> None:
        pass

    def let_go(self, plan: ev.GangPlan) -> None:
        pass

    def start_ranks(self, plan: ev.GangPlan) -> list[str]:
        self._make_way((plan.id, plan.asks), plan.ranks)
        workers = []
        for rank in range(plan.ranks):
            worker = Worker(self._name(), plan.id, rank=rank, gpus=plan.gpus, needs=plan.asks)
            self._uncounted += 1
            self._begin(worker, plan.ranks)
            workers.append(worker.id)
        return workers

    # --- workers ------------------------------------------------------------

    def ready(self, worker_id: str, now: float) -> None:
        worker = self.workers.get(worker_id)
        if worker is not None and worker.state is WorkerState.STARTING:
            worker.since = now
        super().ready(worker_id, now)

    def want(self, plan: ev.JobPlan, items: int) -> None:
        kind = plan.context, plan.asks
        if self._failed_starts[kind] >= START_TRIES and self._alive(kind):
            return
        starting = self._census[kind, WorkerState.STARTING]
        room = max(self._new_ones(kind), self._grows_for(kind))
        for _ in range(int(min(items - starting, room, STARTS_AT_ONCE, STARTING_AT_MOST - starting))):
            self._make_way(kind)
            own = self._capacity.grows or self._free(lent=False).has(plan.asks)
            name = self._name()
            self._begin(Worker(name, plan.context, gpus=plan.gpus, needs=plan.asks, borrows=not own))

    def open_context(self, context: str, *, warm: bool = True) -> None:
        self._contexts.add(context)
        needs = self._usual.get(context, ev.Needs())
        alive = any(worker.context == context and not worker.ends for worker in self.workers.values())
        if warm and not alive and self._free().has(needs) and self._room_ever(needs):
            self._begin(Worker(self._name(), context, gpus=needs.gpus, needs=needs))

    def close_context(self, context: str) -> None:
        super().close_context(context)
        self._usual.pop(context, None)
        for worker in list(self.workers.values()):
            # It may wait for room for as long as there is none.
            if worker.context == context and worker.state is WorkerState.STARTING:
                self._retire(worker)

    def found(
        self, name: str, context: str, needs: ev.Needs, devices: tuple[str, ...], now: float, rank: int = -1
    ) -> None:
        worker = Worker(name, context, rank=rank, gpus=needs.gpus, needs=needs, since=now)
        self.workers[name] = worker
        self._census[worker.kind, worker.state] += 1
        self._take(worker)
        if rank >= 0:
            self._uncounted += 1
        self._rest(worker, now)

    def retire_idle(self, now: float) -> None:
        warm: set[Kind] = set()
        for kind, idle in list(self._idle.items()):
            context, needs = kind
            for worker in reversed(list(idle.values())):
                rested = now - worker.idle_since
                keeps = self._usual.get(context, needs) == needs and kind not in warm
                warm.add(kind)
                patience = WARM_SECONDS if keeps else SPARE_SECONDS
                if rested > (REST_SECONDS if self._capacity.sought else patience):
                    self._retire(worker)
        self._help_the_unplaced(now)

    def _help_the_unplaced(self, now: float) -> None:
        """Where a worker waits for room in the cluster, one that is idle makes way; one after the other."""
        if now - self._waiting_since < REST_SECONDS:
            return
        for worker in self.workers.values():
            if worker.state is WorkerState.STARTING and now - worker.since > UNPLACED_SECONDS:
                gone = self._in_the_way(worker.kind)
                if gone:
                    self._waiting_since = now
                    self._retire(gone[0])
                    return

    def _begin(self, worker: Worker, ranks: int = 0) -> None:
        self.workers[worker.id] = worker
        self._census[worker.kind, worker.state] += 1
        self._take(worker)
        worker.since = self.now
        needs = replace(_needs(worker), cpus=0.0) if worker.borrows else worker.needs
        self.out.append(ev.StartWorker(worker.id, worker.context, worker.rank, (), needs, ranks))

    def end_rank(self, worker_id: str) -> None:
        super().end_rank(worker_id)
        worker = self.workers.get(worker_id)
        if worker is not None and worker.ends:
            self._give(worker)

    def _rest(self, worker: Worker, now: float) -> None:
        super()._rest(worker, now)
        if worker.borrows and worker.state is WorkerState.IDLE and self._free().of("CPU") < 0:
            self._retire(worker)  # who has lent them to it goes on

    def _retire(self, worker: Worker) -> None:
        super()._retire(worker)
        self._give(worker)

    def _forget(self, worker: Worker) -> None:
        super()._forget(worker)
        self._give(worker)

    def _take(self, worker: Worker) -> None:
        self._takers[worker.id] = _needs(worker)
        self._taken.add(_needs(worker))

    def _give(self, worker: Worker) -> None:
        """What it has taken is free, or will be in a moment."""
        needs = self._takers.pop(worker.id, None)
        if needs is not None:
            self._taken.add(needs, -1.0)

    # --- who makes way ------------------------------------------------------

    def _free(self, *, lent: bool = True) -> Room:
        """What no worker of ours has taken, as far as the machines' sum goes; lent: or does not use."""
        free = self._total.without(self._taken)
        for (_, needs), count in self._lent.items() if lent else ():
            assert isinstance(needs, ev.Needs)
            free.add(ev.Needs(needs.cpus), count)
        return free

    def _room_ever(self, needs: ev.Needs) -> int:
        """How many workers with these needs the machines have room for, if there were no others."""
        found = self._ever.get(needs)
        if found is None:
            found = self._ever[needs] = side_by_side(needs, self._capacity, self._capacity.max_workers)
        return found

    def _new_ones(self, kind: Kind) -> int:
        """How many more workers of this kind there is room for, those included that make way."""
        needs = kind[1]
        assert isinstance(needs, ev.Needs)
        free = self._free()
        for worker in self._in_the_way(kind):
            free.add(_needs(worker))
        ever = self._room_ever(needs) - self._alive(kind) + self._lent[kind]
        counted = self._capacity.max_workers - (len(self.workers) - self._uncounted)
        return int(max(0, min(free.times(needs), ever, counted)))

    def _grows_for(self, kind: Kind) -> int:
        """How many may be asked for in the hope of machines that are yet to be added."""
        if not self._capacity.grows:
            return 0
        return max(0, max(GROWTH, self._alive(kind) // 2) - self._census[kind, WorkerState.STARTING])

    def _in_the_way(self, kind: Kind) -> list[Worker]:
        """Idle workers of other kinds that make way for this one, the longest idle first."""
        alive, found = self._alive(kind), []
        for other, idle in self._idle.items():
            if other == kind:
                continue
            there = self._alive(other)
            for worker in idle.values():
                rested = self.now - worker.idle_since >= REST_SECONDS
                worked = self.now - worker.since >= TENURE_SECONDS
                if rested or alive + 1 < there or (not alive and worked):
                    found.append(worker)
                    there -= 1
        return sorted(found, key=lambda worker: worker.idle_since)

    def _make_way(self, kind: Kind, times: int = 1) -> None:
        """Retire who is in the way, until there is room."""
        needs = kind[1]
        assert isinstance(needs, ev.Needs)
        free = self._free()
        for worker in self._in_the_way(kind):
            if free.has(needs, times):
                return
            free.add(_needs(worker))
            self._retire(worker)


def _needs(worker: Worker) -> ev.Needs:
    assert worker.needs is not None
    return worker.needs
