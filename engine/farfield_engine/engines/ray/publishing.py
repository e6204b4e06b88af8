"""The store of a Ray cluster, as the gateway uses it: objects go there once, for workers on other nodes.

A frame that names an object on its way there waits, and with it all later ones for the same worker.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from farfield_engine.engines.ray.driverprocess import DriverFailed
from farfield_engine.wire.v1 import worker_pb2 as pb

_log = logging.getLogger(__name__)


class Publishing:
    """A `FarStore` (objects/far.py). On the gateway's loop."""

    def __init__(
        self, ask: Callable[..., Awaitable[Any]], send: Callable[[str, pb.ToWorker], None], key: str
    ) -> None:
        """ask: has the driver do something. send: hands a frame on to a worker. key: of the gateway."""
        self.node = ""
        """Ray's name for the gateway's own node."""
        self._ask = ask
        self._send = send
        self._key = key
        self._homes: dict[str, str] = {}
        self._publishing: dict[bytes, set[str]] = {}
        """Objects on their way, each with the workers that wait for it."""
        self._waits: dict[str, set[bytes]] = {}
        self._held: dict[str, list[pb.ToWorker]] = {}
        self._tasks: set[asyncio.Future[Any]] = set()

    # --- workers ------------------------------------------------------------

    def placed(self, worker: str, node: str) -> None:
        """A worker has told where it is."""
        self._homes[worker] = node

    def gone(self, worker: str) -> None:
        """A worker is dead."""
        self._homes.pop(worker, None)
        self._held.pop(worker, None)
        for name in self._waits.pop(worker, ()):
            self._publishing.get(name, set()).discard(worker)

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        """Hand a frame on, now or when what it or an earlier one names is there."""
        if worker in self._waits:
            self._held.setdefault(worker, []).append(frame)
        else:
            self._send(worker, frame)

    # --- FarStore -----------------------------------------------------------

    def reads(self, mapper: str) -> bool:
        return mapper in self._homes

    def is_elsewhere(self, mapper: str) -> bool:
        return self._homes.get(mapper, self.node) != self.node

    def keeper_for(self, mapper: str) -> str:
        return self._agent_of(self._homes[mapper]) if self.is_elsewhere(mapper) else ""

    def publish(self, name: bytes, path: str, size: int, done: Callable[[bool], None]) -> str:
        self._publishing.setdefault(name, set())
        self._start(self._publish(name, path, size, done))
        return self._agent_of(self.node)

    def _agent_of(self, node: str) -> str:
        return f"farfield-node:{self._key}:{node}"

    def wait_for(self, mapper: str, name: bytes) -> None:
        if name in self._publishing:
            self._publishing[name].add(mapper)
            self._waits.setdefault(mapper, set()).add(name)

    async def bring(self, keeper: str, name: bytes, path: str) -> None:
        try:
            await self._ask("fetch", node=self.node, keeper=keeper, hash=name.hex(), path=path)
        except DriverFailed as error:
            raise OSError(str(error)) from error

    def drop(self, keeper: str, names: Iterable[bytes]) -> None:
        self._start(self._drop(keeper, [name.hex() for name in names]))

    async def kept(self) -> dict[str, list[tuple[bytes, int, int]]]:
        try:
            told = await self._ask("kept")
        except DriverFailed as error:
            _log.warning("what is in Ray's store from before is not known: %s", error)
            return {}
        return {
            keeper: [(bytes.fromhex(name), size, count) for name, size, count in objects]
            for keeper, objects in told.items()
        }

    # --- what goes on -------------------------------------------------------

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _publish(self, name: bytes, path: str, size: int, done: Callable[[bool], None]) -> None:
        succeeded = False
        try:
            await self._ask("publish", node=self.node, hash=name.hex(), path=path, size=size)
            succeeded = True
        except DriverFailed as error:
            # The worker that wants to read it will say that it is not there.
            _log.error("an object of %d bytes can't be put into Ray's store: %s", size, error)
        finally:
            done(succeeded)
            for worker in self._publishing.pop(name, set()):
                self._go_on(worker, name)

    def _go_on(self, worker: str, name: bytes) -> None:
        waits = self._waits[worker]
        waits.discard(name)
        if not waits:
            del self._waits[worker]
            for frame in self._held.pop(worker, ()):
                self._send(worker, frame)

    async def _drop(self, keeper: str, names: list[str]) -> None:
        try:
            await self._ask("drop_objects", keeper=keeper, hashes=names)
        except DriverFailed as error:
            _log.info("objects of Ray's store could not be dropped: %s", error)
