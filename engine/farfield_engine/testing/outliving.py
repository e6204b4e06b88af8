"""A gateway whose workers are processes that outlive it, without a cluster.

python -m farfield_engine.testing.outliving DIRECTORY --state STATE --launcher PATH
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from farfield_engine.engines.base import ANY_ORDER, Order, Place
from farfield_engine.engines.doors import WorkerDoor
from farfield_engine.gateway import main as gateway
from farfield_engine.testing.dialled import DialledEngine
from farfield_engine.wire.v1 import worker_pb2 as pb

if TYPE_CHECKING:
    from farfield_engine.engines.base import EngineEvents
    from farfield_engine.gateway.enginechoice import MakeEngine

_WAY, _PID = ".way", ".pid"


@dataclass(frozen=True, slots=True)
class FoundProcess:
    """A process that is nobody's child any more, as `subprocess.Popen` would have it."""

    pid: int

    def wait(self) -> int:
        """It has ended; how is not known."""
        return 0

    def kill(self) -> None:
        """As SIGKILL does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


class OutlivingEngine(DialledEngine):
    """Workers that are noted in a directory, and found there by the next gateway."""

    outlives = True

    async def start(self, events: EngineEvents) -> None:
        self._events, self._door.events = events, self
        self._directory.mkdir(exist_ok=True)

    async def be_found(self, place: Place) -> None:
        self.way = {"socket": place.socket}
        for worker in await self.survivors():
            self.tell_way(worker)

    async def survivors(self) -> frozenset[str]:
        return frozenset(path.stem for path in self._directory.glob(f"*{_PID}") if _pid_of(path))

    def start_worker(self, worker: str, order: Order = ANY_ORDER) -> None:
        super().start_worker(worker, order)
        (self._directory / f"{worker}{_PID}").write_text(str(self._processes[worker].pid))

    def adopt(self, worker: str, order: Order) -> None:
        process = FoundProcess(_pid_of(self._directory / f"{worker}{_PID}"))
        self._processes[worker] = process  # type: ignore[assignment]  # it has what is asked of it
        waits = self._wait(worker, process)  # type: ignore[arg-type]  # as above
        self._waiting[worker] = asyncio.get_running_loop().create_task(waits)

    def kill(self, worker: str) -> None:
        if worker in self._processes:
            super().kill(worker)
        elif pid := _pid_of(self._directory / f"{worker}{_PID}"):
            FoundProcess(pid).kill()

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int) -> None:
        if worker in self._processes and self._events is not None:
            self._events.worker_frame(worker, frame, number)

    async def _wait(self, worker: str, process: subprocess.Popen[bytes]) -> None:
        # Not in a thread, for whose end this process would wait at its own.
        await _ended(process.pid)
        await super()._wait(worker, process)

    async def leave(self) -> None:
        for waiting in self._waiting.values():
            waiting.cancel()


async def _ended(pid: int) -> None:
    """Wait for the end of a process."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    loop.add_reader(descriptor, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)


def _pid_of(path: Path) -> int:
    """The worker's process; 0 where that has ended."""
    with contextlib.suppress(OSError, ValueError, psutil.NoSuchProcess):
        process = psutil.Process(int(path.read_text()))
        ours = str(path.with_suffix(_WAY)) in process.cmdline()
        return process.pid if ours and process.status() != psutil.STATUS_ZOMBIE else 0
    return 0


def _make_engine(options: argparse.Namespace, state: Path) -> MakeEngine:
    def make(door: WorkerDoor) -> OutlivingEngine:
        return OutlivingEngine(door, state / "ways")

    return make


if __name__ == "__main__":
    vars(gateway)["engine_maker"] = _make_engine
    gateway.main()
