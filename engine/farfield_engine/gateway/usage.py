"""What workers use now: measured once a second, and only while somebody looks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import psutil

from farfield_engine.core.job import Job
from farfield_engine.engines.base import Engine, WorkerUse
from farfield_engine.engines.gpus import GpuDevice, GpuReport
from farfield_engine.gateway import clock
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.gateway.seen import Worked
from farfield_engine.wire.v1 import watch_pb2 as pb

INTERVAL = 1.0
"""Seconds between two samples."""

LOOKED_SECONDS = 3.0
"""Who has asked is taken to look on for so long."""

FIRST_SECONDS = 0.3
"""After the first sample, which knows of no time before it: cores in use need two."""

SHARE = 0.05
"""Of its time that the loop may spend on samples: of ten thousand workers one takes 0.1 s."""

LONGEST = 2.5
"""Seconds between two samples all the same, as long as somebody looks."""


@dataclass(slots=True)
class Use:
    """What one worker uses, its child processes included."""

    pid: int
    memory: int
    peak_memory: int
    cpu: float
    """Seconds."""
    cores: float = -1.0
    """In use; -1: not known yet."""
    at: float = 0.0
    """When it was measured, where the engine says."""
    devices: list[pb.DeviceUse] = field(default_factory=list)

    @property
    def gpu_memory(self) -> int:
        """Bytes on all devices together."""
        return sum(device.memory for device in self.devices)


class Usage:
    """Samples of all workers, and of the machine they run on. All on the gateway's loop."""

    def __init__(
        self,
        engine: Engine,
        bound: Callable[[], dict[str, tuple[str, ...]]],
        watched: Callable[[], Iterable[tuple[SessionPort, str]]],
        sampled: Callable[[], None],
        look_at_gpus: Callable[[], None] = lambda: None,
    ) -> None:
        """bound: the workers, each with its devices. watched: the open jobs that somebody wants to look at.

        sampled: is called after each sample. look_at_gpus: has somebody look, who then calls `take_gpus`.
        """
        self.at = 0.0
        """When it was measured last, on the clock of `gateway.clock`; 0: never."""
        self.node_load = -1.0
        """Share of all the machine's cores' time; -1: not known."""
        self.gpus: GpuReport | None = None
        self._engine = engine
        self._bound = bound
        self._watched = watched
        self._told = sampled
        self._look_at_gpus = look_at_gpus
        self._uses: dict[str, Use] = {}
        self._pids: dict[str, tuple[int, ...]] = {}
        self._measured = 0.0
        self._interval = INTERVAL
        self._looked = -LOOKED_SECONDS
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    def of(self, worker: str) -> Use | None:
        """What a worker used when it was measured last; None where that is not known."""
        return self._uses.get(worker)

    def look(self) -> None:
        """Somebody asks: what is known is at most a second old, and goes on being measured for a while."""
        now = time.monotonic()
        self._looked = now
        if now - self._measured > 0.75 * self._interval:
            self._sample(now)
        self._go_on(self._interval if self.node_load >= 0 else FIRST_SECONDS)

    def watch(self) -> None:
        """A job that is watched is open."""
        if self._timer is None:
            self._go_on(0.0)

    def close(self) -> None:
        """Nothing is measured any more."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()

    def _go_on(self, seconds: float) -> None:
        if self._timer is None and not self._closed:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._tick)

    def _tick(self) -> None:
        self._timer = None
        watched, now = list(self._watched()), time.monotonic()
        shown = [(session, job) for session, job in watched if session.listens]
        looked = now - self._looked < LOOKED_SECONDS
        if shown or looked:
            first = self.node_load < 0
            if now - self._measured > min(0.75 * self._interval, FIRST_SECONDS):
                self._sample(now)
            for session, job in shown:
                session.updates.changed(job)
                session.wake()
            self._go_on(FIRST_SECONDS if first else self._interval)
            return
        self._uses.clear()
        self.node_load = -1.0
        self.gpus = None
        if watched:
            self._go_on(INTERVAL)  # its client may come back

    def _sample(self, now: float) -> None:
        """Measure everything."""
        began = time.thread_time()
        fresh = now - self._measured < LOOKED_SECONDS
        elapsed = now - self._measured if fresh else 0.0
        load = psutil.cpu_percent(None) / 100  # since the last time that it was asked for
        self.node_load = load if fresh else -1.0
        self._look_at_gpus()
        bound = self._bound()
        found = self._engine.sample(bound)
        self._uses = {name: self._use(use, self._uses.get(name), elapsed) for name, use in found.items()}
        self._pids = {name: use.pids or (use.pid,) for name, use in found.items()}
        self._measured, self.at = now, clock.now()
        self._take_devices()
        self._told()
        self._interval = min(LONGEST, max(INTERVAL, (time.thread_time() - began) / SHARE))

    def _use(self, use: WorkerUse, before: Use | None, elapsed: float) -> Use:
        now = Use(use.pid, use.memory, use.memory, use.cpu, at=use.at)
        if before is not None and before.pid == use.pid:
            if use.at:  # it was not measured just now, and perhaps not since the last time
                if use.at == before.at:
                    return before
                elapsed = use.at - before.at
            now.peak_memory = max(use.memory, before.peak_memory)
            now.devices = before.devices
            if elapsed > 0:
                now.cores = max(0.0, use.cpu - before.cpu) / elapsed
        return now

    # --- GPUs -----------------------------------------------------------------

    def take_gpus(self, report: GpuReport) -> None:
        """Somebody has looked at the GPUs."""
        self.gpus = report
        self._take_devices()

    def _take_devices(self) -> None:
        """What each worker uses of the devices that it is bound to, or that its processes are on."""
        if self.gpus is not None and self.gpus.devices:
            self._take_devices_of(self._uses, self.gpus.devices, self._bound())
        for node in self._engine.nodes() or ():
            if node.gpus is not None and node.gpus.devices:
                self._take_devices_of(node.workers, node.gpus.devices, {})

    def _take_devices_of(
        self, workers: Iterable[str], devices: Sequence[GpuDevice], bound: Mapping[str, tuple[str, ...]]
    ) -> None:
        """The same for the workers of a node."""
        for worker in workers:
            use, mine, pids = self._uses.get(worker), bound.get(worker, ()), set(self._pids.get(worker, ()))
            if use is not None:
                shown = [_device_use(device, pids, bound=device.visible in mine) for device in devices]
                use.devices = [each for each in shown if each is not None]


def _device_use(device: GpuDevice, pids: set[int], *, bound: bool) -> pb.DeviceUse | None:
    held = [process.memory or 0 for process in device.processes if process.pid in pids]
    if not held and not bound:
        return None
    load = -1.0 if device.load is None else device.load
    return pb.DeviceUse(
        label=device.label, load=load, memory=sum(held), memory_total=device.memory_total or 0
    )


def note_use(jobs: Iterable[Job], records: Mapping[str, JobRecord], usage: Usage) -> None:
    """Workers have been measured: keep what they used at most, of those that run one of these jobs."""
    for job in jobs:
        seen = records[job.plan.id].seen
        for worker in job.workers:
            use = usage.of(worker)
            if use is None:
                continue
            worked = seen.workers.setdefault(worker, Worked())
            worked.peak_memory = max(worked.peak_memory, use.memory)
            seen.peak_gpu_memory = max(seen.peak_gpu_memory, use.gpu_memory)
