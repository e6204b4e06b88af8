"""Why jobs have not begun, where a cluster has no room for their workers yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from farfield_engine.core.scheduler import Scheduler
from farfield_engine.core.worker import WorkerState
from farfield_engine.engines.base import Engine
from farfield_engine.gateway.jobrecord import JobRecord

LOOK_SECONDS = 1.0

_OTHERS = "waits for room: what there is other jobs and groups of this gateway have"


class RoomWaits:
    """Tells each job that has no worker why, now and then. On the gateway's loop."""

    def __init__(self, engine: Engine, scheduler: Scheduler, changed: Callable[[str], None]) -> None:
        """changed: is told of a job that has another reason now."""
        self._engine = engine
        self._scheduler = scheduler
        self._changed = changed
        self._looked = 0.0

    def look(self, records: Mapping[str, JobRecord], now: float) -> None:
        """Look, unless that was done a moment ago. now: on any clock that only grows."""
        if not self._scheduler.pool.capacity.binds or now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        starting = {
            worker.kind: worker.id
            for worker in self._scheduler.pool.workers.values()
            if worker.state is WorkerState.STARTING
        }
        for name, job in self._scheduler.jobs.items():
            record, why = records[name], ""
            if job.waiting and not job.workers and not job.needs:
                worker = starting.get((job.plan.gang, job.plan.asks) if job.plan.gang else job.kind)
                gang = self._scheduler.gangs.gangs.get(job.plan.gang)
                if worker is None and gang is not None and gang.workers:
                    worker = gang.workers[0]
                why = _OTHERS if worker is None else self._engine.why_waits(worker)
            if record.no_room != why:
                record.no_room = why
                self._changed(name)
