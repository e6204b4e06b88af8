"""The scheduler's model once more, where workers take what they need for life, on machines of a cluster."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, rule

from farfield_engine.core import events as ev
from farfield_engine.core.bindingpool import BindingPool
from farfield_engine.core.room import Room
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.core.worker import WorkerState

_model = runpy.run_path(str(Path(__file__).with_name("test_scheduler_model.py")))
SchedulerMachine: Any = _model["SchedulerMachine"]


class BindingMachine(SchedulerMachine):  # type: ignore[misc]  # read from a file
    @initialize(cpus=st.integers(1, 4), gpus=st.integers(0, 3), most=st.integers(1, 6), grows=st.booleans())
    def begin(self, cpus: int, gpus: int, most: int, grows: bool) -> None:
        self.grows = grows
        self.gpus = float(gpus)
        self.devices = ()
        self.scheduler = Scheduler(self.capacity(cpus, most))
        self.allowed = 0.0
        for context in _model["CONTEXTS"]:
            self.tell(ev.ContextOpened(context))

    def capacity(self, cpus: int, most: int) -> ev.Capacity:
        """One machine with all GPUs, and as many more as the CPUs make full."""
        nodes = [ev.NodeRoom("first", ev.Needs(min(cpus, 2.0), self.gpus, 60))]
        if cpus > 2:
            nodes.append(ev.NodeRoom("second", ev.Needs(cpus - 2.0, 0.0, 40)))
        memory = sum(node.has.memory for node in nodes)
        return ev.Capacity(cpus, self.gpus, memory, most, binds=True, nodes=tuple(nodes), grows=self.grows)

    @rule(cpus=st.integers(1, 5), grows=st.booleans())
    def grow(self, cpus: int, grows: bool) -> None:
        self.grows = grows
        self.change_capacity(cpus)

    def has_what_it_needs(self, worker: str, plan: ev.JobPlan) -> None:
        assert self.scheduler.pool.workers[worker].needs == plan.asks

    @invariant()
    def no_more_runs_than_fits(self) -> None:
        """What a job needs one machine has; who was asked for without room for it waits in the cluster."""
        pool = self.scheduler.pool
        assert isinstance(pool, BindingPool)
        for name, job in self.scheduler.jobs.items():
            assert not job.plan.concurrency or len(job.workers) <= job.plan.concurrency, name
        staying = [worker for worker in pool.workers.values() if not worker.ends]
        taken = Room(*(worker.needs or ev.Needs() for worker in staying))
        for kind in ("CPU", "GPU", "memory"):
            assert abs(taken.of(kind) - pool._taken.of(kind)) < 1e-6

    @invariant()
    def no_device_is_held_twice(self) -> None:
        assert not any(worker.devices for worker in self.scheduler.pool.workers.values())

    def nothing_runs(self) -> None:
        assert not any(worker.state is WorkerState.BUSY for worker in self.scheduler.pool.workers.values())


TestBinding = BindingMachine.TestCase
TestBinding.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
