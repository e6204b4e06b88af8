"""Workers that dial, without a cluster: each is a process of this machine, started by itself.

They have all that workers of a cluster have but the cluster, and start sooner.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from farfield_engine.core.events import Capacity
from farfield_engine.engines.base import ANY_ORDER, Death, Engine, EngineEvents, Order, WorkerUse
from farfield_engine.engines.doors import WorkerDoor
from farfield_engine.engines.endings import reason_of
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.dialled import DialledLink
from farfield_engine.worker.dialler import NoGateway, Way
from farfield_engine.worker.standalone import run

LINGER_SECONDS = 2.0


class WayFile:
    """A guide that reads a file, which is written anew when the gateway has moved. Without it: no gateway."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ask(self) -> None:
        pass

    def answer(self) -> Way | None:
        try:
            told = json.loads(self._path.read_text())
        except FileNotFoundError:
            raise NoGateway from None
        told["hosts"] = tuple(told.get("hosts", ()))
        return Way(**told)


class DialledEngine(Engine):
    """Runs such workers. `directory` has, for each, the file that says how it finds its gateway."""

    name = "dialled"

    def __init__(self, door: WorkerDoor, directory: Path, **way: object) -> None:
        """way: to the gateway, as `Way` has it, without the token."""
        self.way = way
        self._door = door
        self._directory = directory
        self._events: EngineEvents | None = None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._leaving: set[str] = set()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._linked: dict[str, asyncio.Event] = {}

    async def start(self, events: EngineEvents) -> None:
        self._events, self._door.events = events, self
        self._door.all_expected()

    def capacity(self, workers: int) -> Capacity:
        return Capacity(float(workers or 2), 0.0, 1 << 30, 16)

    def start_worker(self, worker: str, order: Order = ANY_ORDER) -> None:
        self._door.expect(worker)
        path = self.tell_way(worker)
        command = [sys.executable, "-P", "-m", __name__, worker, str(path)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd="/")
        self._processes[worker] = process
        self._waiting[worker] = asyncio.get_running_loop().create_task(self._wait(worker, process))

    def move(self, door: WorkerDoor, **way: object) -> None:
        """Another gateway has taken the place of the one before: its workers are told where it is."""
        door.events, self._door, self.way = self, door, way
        for worker in self._processes:
            self.tell_way(worker)

    def tell_way(self, worker: str) -> Path:
        """Write down how a worker finds its gateway now."""
        path = self._directory / f"{worker}.way"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({**self.way, "token": self._door.token(worker)}))
        fresh.replace(path)
        return path

    async def _wait(self, worker: str, process: subprocess.Popen[bytes]) -> None:
        status = await asyncio.to_thread(process.wait)
        # What it has sent may still be on its way.
        unlinked = self._linked.get(worker)
        if unlinked is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(unlinked.wait(), LINGER_SECONDS)
        self._door.forget(worker)
        del self._processes[worker]
        assert self._events is not None
        self._events.worker_died(worker, Death(reason_of(status), expected=worker in self._leaving))

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        if frame.HasField("exit"):
            self._leaving.add(worker)
        self._door.send(worker, frame)

    def kill(self, worker: str) -> None:
        if worker in self._processes:
            self._processes[worker].kill()

    def use_of(self, worker: str) -> WorkerUse | None:
        process = self._processes.get(worker)
        return WorkerUse(process.pid, 0, 0.0) if process is not None else None

    def open_meeting(self, group: str) -> tuple[str, int]:
        return "127.0.0.1", 0

    def close_meeting(self, group: str) -> None:
        pass

    async def close(self) -> None:
        for worker in list(self._processes):
            self.kill(worker)
        await asyncio.gather(*self._waiting.values())

    # --- what the door tells ------------------------------------------------

    def worker_linked(self, worker: str, hello: pb.WorkerHello) -> None:
        self._linked[worker] = asyncio.Event()

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int) -> None:
        if worker in self._processes and self._events is not None:
            self._events.worker_frame(worker, frame)

    def worker_unlinked(self, worker: str) -> None:
        self._linked[worker].set()


def main() -> None:
    """A worker: its name, and the file that says where its gateway is."""
    worker, path = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hello = pb.WorkerHello(worker=worker, node=socket.gethostname(), address="127.0.0.1")
    run(DialledLink(hello, WayFile(Path(path))), lambda traces: None, atexit._run_exitfuncs)
    os._exit(0)


if __name__ == "__main__":
    main()
