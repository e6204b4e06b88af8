"""Groups: workers that belong together, keep what they hold, and run a job's items side by side."""

from __future__ import annotations

import enum
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from farfield_engine.core import events as ev
from farfield_engine.core.devices import lacking, misasked
from farfield_engine.core.pool import Pool
from farfield_engine.core.room import held_by, why_never
from farfield_engine.core.worker import WorkerState

_DROP = "drop one with %group drop NAME (%group list --all shows them)"


class GangState(enum.Enum):
    WAITING = "waiting"
    """For room."""
    STARTING = "starting"
    READY = "ready"
    BROKEN = "broken"
    """A rank has died: what the group held is gone with it."""


@dataclass(slots=True)
class Gang:
    """A group's workers, by rank, and the jobs that wait for it, in the order in which they came."""

    plan: ev.GangPlan
    state: GangState = GangState.WAITING
    workers: list[str] = field(default_factory=list)
    jobs: deque[str] = field(default_factory=deque)
    running: str = ""
    holds: bool = False
    """Whether it has the resources that it was promised."""


class Gangs:
    """The groups of all sessions; part of the scheduler's state machine."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.gangs: dict[str, Gang] = {}
        self.with_work: dict[str, Gang] = {}
        """Groups for which jobs wait."""
        self._unplaced: dict[str, Gang] = {}
        self._by_worker: dict[str, Gang] = {}

    def refusal(self, plan: ev.GangPlan) -> str:
        """Why this group can't be had; empty when it can, now or when running jobs have ended."""
        total, ranks = self._pool.capacity, plan.ranks
        of, each = (f"{ranks} ranks with ", " each") if ranks > 1 else ("", "")
        if ranks < 1 or ranks > total.max_ranks:
            return f"--ranks {ranks} can't be had: from 1 to {total.max_ranks} ranks can start together"
        if total.binds:
            never = misasked(plan.gpus) or why_never(plan.asks, total, ranks)
            return never or self._held(plan.asks, ranks, but=plan.id)
        if plan.cpus * ranks > total.cpus + 1e-9:
            less = f"; ask for fewer ranks, or less for each, as in --cpus {total.cpus / ranks:.2g}"
            has = f"the cluster has {total.cpus:g}{less if ranks > 1 else ''}"
            return f"{of}{plan.cpus:g} CPUs{each} can never start together: {has}"
        if plan.gpus and ranks > self._pool.devices.side_by_side(plan.gpus):
            lacks = lacking(math.inf, total)
            return f"{of}{plan.gpus:g} GPUs{each} can never start together: {lacks}"
        if misasked(plan.gpus):
            return misasked(plan.gpus)
        if plan.memory * ranks > total.memory:
            asked, has = plan.memory * ranks / 2**30, f"{total.memory / 2**30:.1f} GiB"
            return f"{ranks} ranks with {asked:.1f}GiB in all can never start together: the cluster has {has}"
        return self._held_by_others(plan)

    def refuses(self, gang_id: str) -> str:
        """Why a group can run nothing any more; empty when it can. What it holds, it need not be given."""
        gang = self.gangs.get(gang_id)
        if gang is None:
            return ""  # what waited for it is told of its end
        if gang.holds and self._pool.capacity.binds:
            return ""  # its workers are told to be dead, should they be
        return self.refusal(replace(gang.plan, gpus=0.0, memory=0) if gang.holds else gang.plan)

    def _held_by_others(self, plan: ev.GangPlan) -> str:
        """What other groups hold is theirs until they are dropped: nobody should wait for that."""
        others = [each.plan for each in self.gangs.values() if each.plan.id != plan.id and each.plan.lasting]
        held_gpus = sum(other.gpus * other.ranks for other in others)
        held_memory = sum(other.memory * other.ranks for other in others)
        total, gpus = self._pool.capacity, len(self._pool.devices.names)
        lacks_gpus = plan.gpus and plan.gpus * plan.ranks + held_gpus > gpus + 1e-9
        lacks_memory = plan.memory and plan.memory * plan.ranks + held_memory > total.memory
        if lacks_gpus or lacks_memory:
            memory = f"{held_memory / 2**30:.1f} of {total.memory / 2**30:.1f} GiB"
            return f"other groups hold {held_gpus:g} of {gpus} GPUs and {memory}: {_DROP}"
        return ""

    def _held(self, needs: ev.Needs, workers: int = 1, *, but: str = "") -> str:
        """What groups that last hold of what so many workers need; empty where enough is left."""
        if self._pool.capacity.grows:
            return ""
        plans = [gang.plan for gang in self.gangs.values() if gang.plan.lasting and gang.plan.id != but]
        return held_by(plans, needs, workers, self._pool.capacity.nodes, _DROP)

    def leave_no_room(self, plan: ev.JobPlan) -> str:
        """Why a job would wait for the end of groups that last; empty when it would not, for GPUs.

        Where workers take all that they need for life, for anything.
        """
        if self._pool.capacity.binds:
            return "" if plan.gang else self._held(plan.asks)
        if not plan.gpus or self._pool.devices.place(plan.gpus, jobs_end=True):
            return ""
        lasting = [gang.plan for gang in self.gangs.values() if gang.holds and gang.plan.lasting]
        held, gpus = sum(each.gpus * each.ranks for each in lasting), len(self._pool.devices.names)
        if not held:
            return ""
        return f"groups hold {held:g} of {gpus} GPU{'s' * (gpus != 1)}: {_DROP}"

    def open(self, plan: ev.GangPlan) -> None:
        """A new group, which waits for room."""
        self.gangs[plan.id] = self._unplaced[plan.id] = Gang(plan)

    def found(
        self, plan: ev.GangPlan, workers: Sequence[str], devices: Sequence[tuple[str, ...]], now: float
    ) -> None:
        """A group of an earlier gateway, with what it holds."""
        gang = self.gangs[plan.id] = Gang(plan, GangState.READY, list(workers), holds=True)
        self._pool.hold(plan)
        for rank, name in enumerate(workers):
            self._pool.found(name, plan.id, plan.asks, devices[rank] if devices else (), now, rank)
            self._by_worker[name] = gang

    def start(self) -> None:
        """Start the workers of groups for which there is room now."""
        for gang in list(self._unplaced.values()):
            if self._pool.fits_gang(gang.plan):
                del self._unplaced[gang.plan.id]
                self._pool.hold(gang.plan)
                gang.holds = True
                gang.state = GangState.STARTING
                gang.workers = self._pool.start_ranks(gang.plan)
                self._by_worker.update(dict.fromkeys(gang.workers, gang))

    def without_room(self) -> list[str]:
        """The first jobs of groups that would have room if fewer jobs ran."""
        gangs = (gang for gang in self.with_work.values() if gang.plan.id in self._unplaced)
        return [gang.jobs[0] for gang in gangs if not self.refusal(gang.plan)]

    def of_worker(self, worker: str) -> Gang | None:
        """The group that a worker is a rank of."""
        return self._by_worker.get(worker)

    def worker_ready(self, worker: str) -> None:
        """A worker has started; when it was the last of its group, the group is ready."""
        gang = self._by_worker.get(worker)
        if gang is not None and gang.state is GangState.STARTING:
            states = (self._pool.workers[name].state for name in gang.workers)
            if all(state is not WorkerState.STARTING for state in states):
                gang.state = GangState.READY

    def worker_died(self, worker: str) -> Gang | None:
        """A worker has died: the group that is broken by it, if it was not already."""
        gang = self._by_worker.pop(worker, None)
        if gang is None or gang.state is GangState.BROKEN:
            return None
        gang.state = GangState.BROKEN
        return gang

    def close(self, gang_id: str) -> Gang | None:
        """Take a group away; None when there is none of this name. Its workers are let go or killed."""
        gang = self.gangs.pop(gang_id, None)
        self.with_work.pop(gang_id, None)
        if gang is not None:
            self.release(gang)
        return gang

    def restart(self, gang_id: str) -> Gang | None:
        """Begin again with new workers, as soon as there is room."""
        gang = self.gangs.get(gang_id)
        if gang is not None:
            self.release(gang)
            gang.state = GangState.WAITING
            self._unplaced[gang_id] = gang
        return gang

    def leave_lost(self) -> None:
        """Devices may be lost: groups that were just starting there look for others."""
        there = set(self._pool.devices.names)
        for gang in self.gangs.values():
            workers = [self._pool.workers[name] for name in gang.workers if name in self._pool.workers]
            placed = {name for worker in workers for name in worker.devices}
            if gang.state is GangState.STARTING and not placed <= there:
                self.restart(gang.plan.id)

    def release(self, gang: Gang) -> None:
        """Let go of its workers and of what it holds."""
        self._unplaced.pop(gang.plan.id, None)
        for worker in gang.workers:
            self._by_worker.pop(worker, None)
            self._pool.end_rank(worker)
        gang.workers = []
        if gang.holds:
            gang.holds = False
            self._pool.let_go(gang.plan)

    def add_job(self, gang_id: str, job: str) -> None:
        """A job waits for the group."""
        gang = self.with_work[gang_id] = self.gangs[gang_id]
        gang.jobs.append(job)

    def remove_job(self, gang_id: str, job: str) -> Gang | None:
        """A job of the group has ended; None when the group is gone."""
        gang = self.gangs.get(gang_id)
        if gang is not None and job in gang.jobs:
            gang.jobs.remove(job)
            if gang.running == job:
                gang.running = ""
            if not gang.jobs:
                del self.with_work[gang_id]
        return gang

    def due(self, gang: Gang) -> str:
        """The job that the group can begin now; empty when there is none."""
        if gang.state is not GangState.READY or gang.running or not gang.jobs:
            return ""
        return gang.jobs[0]
