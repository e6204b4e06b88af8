"""Looks at the GPUs for whoever asks, one look at a time, and notices when one is lost or comes back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from farfield_engine.core.devices import Devices
from farfield_engine.core.events import Capacity, WorkerReady
from farfield_engine.engines.base import Death, Engine
from farfield_engine.engines.gpus import GpuReport
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds after which nobody waits any more for a driver that does not answer."""

KEPT_SECONDS = 3.0
"""How long after the last look the driver is let go of."""

AGAIN_SECONDS = 10.0
"""Between two looks while a device is lost and nobody else asks: it may come back."""


class DeviceWatch:
    """All on the gateway's loop; another thread looks: a driver may take its time, the first time seconds."""

    def __init__(self, engine: Engine, seen: Callable[[GpuReport], None]) -> None:
        """seen: is called with each report."""
        self._engine = engine
        self._seen = seen
        self._asked: asyncio.Future[GpuReport] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    def ask(self) -> None:
        """Have somebody look; `seen` is called with what there is."""
        if self._engine.gpus is None or self._asked is not None or self._closed:
            return
        loop = asyncio.get_running_loop()
        self._asked = loop.run_in_executor(None, self._engine.gpus.sample)
        self._asked.add_done_callback(self._take)

    async def look(self) -> GpuReport | None:
        """What the GPUs do now; when their driver does not answer, what they did. None: nobody can look."""
        self.ask()
        if self._asked is not None:
            await asyncio.wait([self._asked], timeout=PATIENCE)
        return self._engine.gpus.latest if self._engine.gpus is not None else None

    def close(self) -> None:
        """Nobody looks any more."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()

    def _take(self, asked: asyncio.Future[GpuReport]) -> None:
        self._asked = None
        if asked.cancelled() or asked.exception() is not None or self._closed:
            return
        report = asked.result()
        self._seen(report)
        if self._timer is not None:
            self._timer.cancel()
        lost = any(device.error for device in report.devices)
        after, then = (AGAIN_SECONDS, self.ask) if lost else (KEPT_SECONDS, self._let_go)
        self._timer = asyncio.get_running_loop().call_later(after, then)

    def _let_go(self) -> None:
        self._timer = None
        if self._engine.gpus is not None:
            asyncio.get_running_loop().run_in_executor(None, self._engine.gpus.close)


def changed_capacity(engine: Engine, had: Capacity) -> Capacity | None:
    """What there is when other devices can be used than before; None when it is the same."""
    has = engine.capacity(int(had.cpus))
    if (has.devices, has.no_devices) == (had.devices, had.no_devices):
        return None
    _log.warning("GPUs that can be used now: %s %s", ",".join(has.devices) or "none", has.no_devices)
    return replace(had, gpus=has.gpus, devices=has.devices, no_devices=has.no_devices)


class BoundWorkers:
    """Workers with devices of their own, which are set up once it is seen that these are there."""

    def __init__(
        self,
        engine: Engine,
        watch: DeviceWatch,
        devices: Devices,
        handle: Callable[[WorkerReady], None],
    ) -> None:
        """devices: those that can be used. handle: is told of a worker that is set up and has started."""
        self._engine = engine
        self._watch = watch
        self._devices = devices
        self._handle = handle
        self._waiting: dict[str, bool] = {}  # by worker, whether it has started
        self._lost: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, worker: str, devices: Sequence[str], setup: worker_pb.Setup) -> None:
        """A worker is being started: set it up, or, when a device of its is lost, let it go."""
        self._waiting[worker] = False
        task = asyncio.get_running_loop().create_task(self._check(worker, devices, setup))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def started(self, worker: str) -> bool:
        """A worker has started; False: it is not set up yet, and is told of later."""
        if worker not in self._waiting:
            return worker not in self._lost
        self._waiting[worker] = True
        return False

    def died(self, worker: str, death: Death) -> Death:
        """A worker has ended; how. One whose device is lost was let go, and nobody is to blame."""
        self._waiting.pop(worker, None)
        if worker not in self._lost:
            return death
        self._lost.discard(worker)
        return replace(death, reason="was not used: its GPU is lost", expected=True, blameless=True)

    async def _check(self, worker: str, devices: Sequence[str], setup: worker_pb.Setup) -> None:
        await self._watch.look()
        if worker not in self._waiting:
            return
        started = self._waiting.pop(worker)
        if not set(self._devices.names).issuperset(devices):
            self._lost.add(worker)
            self._engine.send(worker, worker_pb.ToWorker(exit=True))
            return
        assert self._engine.gpus is not None
        setup.devices[:] = self._engine.gpus.names_now(devices)
        self._engine.send(worker, worker_pb.ToWorker(setup=setup))
        if started:
            self._handle(WorkerReady(worker))
