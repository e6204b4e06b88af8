"""A real gateway whose workers are only expected: who is to come is told to whoever simulates them.

`scalegateway.py DIRECTORY WORKERS` serves the runtime directory's gateway until it is told to end. Beside its
sockets there is one more, `workers.sock`: who connects there is sent a line for each worker that is wanted,
its name and its token.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from farfield_engine.core import events as ev
from farfield_engine.engines.base import Engine, EngineEvents, WorkerUse
from farfield_engine.engines.descriptors import raise_limit
from farfield_engine.gateway import main as gateway
from farfield_engine.gateway.workerdoor import WorkerDoor
from farfield_engine.places import local_state_dir
from farfield_engine.wire.v1 import worker_pb2 as pb

SOCKET = "workers.sock"


class Expecting(Engine):
    """Workers that dial, and that somebody else starts."""

    name = "expecting"
    outlives = True

    def __init__(self, directory: Path, workers: int, door: WorkerDoor) -> None:
        self._door = door
        self._workers = workers
        self._socket = directory / SOCKET
        self._server: asyncio.Server | None = None
        self._events: EngineEvents | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._wanted: list[str] = []

    async def start(self, events: EngineEvents) -> None:
        self._events = events
        self._door.events = self
        self._server = await asyncio.start_unix_server(self._come, str(self._socket))

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        for worker in self._wanted:
            self._tell(worker)
        self._wanted.clear()

    def _tell(self, worker: str) -> None:
        assert self._writer is not None
        self._writer.write(f"{worker} {self._door.token(worker)}\n".encode())

    def capacity(self, workers: int) -> ev.Capacity:
        # As a Ray cluster's: workers take what they need for life.
        cpus = float(self._workers)
        node = ev.NodeRoom("simulated", ev.Needs(cpus, 0.0, 1 << 50))
        return ev.Capacity(cpus, 0.0, 1 << 50, self._workers, binds=True, nodes=(node,))

    def start_worker(self, worker: str, *_: Any) -> None:
        self._door.expect(worker)
        if self._writer is None:
            self._wanted.append(worker)
        else:
            self._tell(worker)

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        self._door.send(worker, frame)

    def kill(self, worker: str) -> None:
        raise NotImplementedError("nothing here has to be killed")

    def use_of(self, worker: str) -> WorkerUse | None:
        return WorkerUse(1, 1 << 28, 0.0)

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        return dict.fromkeys(workers, WorkerUse(1, 1 << 28, 0.0))

    def open_meeting(self, group: str) -> tuple[str, int]:
        raise OSError

    def close_meeting(self, group: str) -> None:
        pass

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()

    # --- what the door tells --------------------------------------------------

    def worker_linked(self, worker: str, hello: pb.WorkerHello) -> None:
        pass

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int = 0) -> None:
        assert self._events is not None
        self._events.worker_frame(worker, frame, number)

    def worker_unlinked(self, worker: str) -> None:
        pass


def main() -> None:
    """Run the gateway."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("workers", type=int)
    parser.add_argument("--profile", type=Path)
    options = parser.parse_args()
    os.umask(0o077)
    raise_limit()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    import uvloop

    given = argparse.Namespace(
        directory=options.directory, state=None, idle=600.0, host="", no_debug=False, lease=0.0, drain=1.0,
        work_dir=None, launcher="", engine="local", cluster="", port=0, cert=None, key=None,
    )  # fmt: skip
    profile = None
    if options.profile:
        import cProfile

        profile = cProfile.Profile()
        profile.enable()
    try:
        run = gateway._Gateway(
            given, local_state_dir(), lambda door: Expecting(options.directory, options.workers, door)
        )
        uvloop.run(run.run(-1))
    finally:
        if profile is not None:
            profile.dump_stats(options.profile)


if __name__ == "__main__":
    sys.exit(main())
