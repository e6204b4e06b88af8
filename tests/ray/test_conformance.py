"""The Ray engine passes the suite that every engine passes."""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import farfield_launcher
from farfield_engine.core.events import Needs
from farfield_engine.engines.base import Death, Engine, Order
from farfield_engine.engines.ray.probe import probe
from farfield_engine.testing.conformance import EngineConformance
from farfield_engine.testing.harness import Harness
from farfield_engine.testing.served import ServedRayEngine
from farfield_engine.wire.v1 import worker_pb2 as pb

if TYPE_CHECKING:
    from raycluster import Cluster

LAUNCHER = os.path.abspath(farfield_launcher.__file__)
Scenario = Callable[[Harness], Awaitable[None]]


class SharedEngine:
    """One engine for many scenarios, one after the other: joining a cluster takes seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._harness: Harness | None = None
        self._numbers = itertools.count(1)
        self._runner = asyncio.Runner()
        self._runner.run(engine.start(self))

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int = 0) -> None:
        assert self._harness is not None
        self._harness.worker_frame(worker, frame)

    def worker_died(self, worker: str, death: Death) -> None:
        assert self._harness is not None
        self._harness.worker_died(worker, death)

    def capacity_changed(self) -> None:
        if self._harness is not None:
            self._harness.capacity_changed()

    def run(self, scenario: Scenario) -> None:
        async def within() -> None:
            self._harness = harness = Harness(self._engine, f"t{next(self._numbers)}-")
            try:
                await scenario(harness)
            finally:
                for worker in harness.named - harness.deaths.keys():
                    self._engine.kill(worker)
                await harness.until(lambda: harness.named <= harness.deaths.keys())

        self._runner.run(within())

    def close(self) -> None:
        self._runner.run(self._engine.close())
        self._runner.close()


@pytest.fixture(scope="class")
def shared(ray_cluster: Cluster, runtime_base: Path) -> Iterator[SharedEngine]:
    with tempfile.TemporaryDirectory(prefix="e", dir=runtime_base) as directory:
        engine = SharedEngine(ServedRayEngine(probe(ray_cluster.address), Path(directory), LAUNCHER))
        try:
            yield engine
        finally:
            engine.close()


class TestRayEngine(EngineConformance):
    """Its last test closes the engine."""

    @pytest.fixture(autouse=True)
    def _share(self, shared: SharedEngine) -> None:
        self._shared = shared

    def make_engine(self) -> Engine:
        raise NotImplementedError("it is shared")

    def run(self, scenario: Scenario) -> None:
        self._shared.run(scenario)


class TestRoom:
    """What the suite has nothing of: one machine's engine never waits for room."""

    def test_worker_for_which_there_is_no_room_can_be_killed(self, shared: SharedEngine) -> None:
        async def scenario(harness: Harness) -> None:
            worker = harness.name("w1")
            harness.engine.start_worker(worker, Order(Needs(custom=(("unobtainium", 1.0),))))
            harness.engine.kill(worker)
            await harness.until(lambda: worker in harness.deaths)
            assert harness.deaths[worker].unborn

        shared.run(scenario)
