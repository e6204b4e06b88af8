"""The driver: a process of the gateway's that is a driver of the Ray cluster, `farfield_launcher ray-driver`.

It does what the gateway asks for by messages, and ends when the gateway is gone: what it has started are
detached actors, which outlive it. Each part registers what it can be asked for with `Driver.serve`.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from farfield_engine.engines.ray.messages import Message, MessageReader, encode

_PR_SET_PDEATHSIG = 1
_log = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[Any]]


class Driver:
    """Takes messages and answers them, side by side; what blocks is done on other threads."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._handlers: dict[str, Handler] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._writer: asyncio.StreamWriter | None = None

    def serve(self, do: str, handler: Handler) -> None:
        """Register what is done for messages `do`. It is given what else is in them, by name."""
        self._handlers[do] = handler

    def tell(self, event: str, **what: Any) -> None:
        """Tell the gateway of something that it has not asked for. On the loop's thread only."""
        self._write({"event": event, **what})

    def background(self, work: Awaitable[None]) -> None:
        """Do something beside everything else; what goes wrong is logged."""
        task = asyncio.ensure_future(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def run(self) -> None:
        """Until the gateway closes the socket."""
        reader, self._writer = await asyncio.open_connection(sock=self._control)
        messages = MessageReader()
        while data := await reader.read(1 << 18):
            for message in messages.feed(data):
                self.background(self._do(message))

    async def _do(self, message: Message) -> None:
        do, number = message.pop("do"), message.pop("ask", None)
        try:
            value = await self._handlers[do](**message)
        except Exception as error:
            if number is None:
                raise
            _log.warning("'%s' has failed: %s", do, error)
            self._write({"answers": number, "error": str(error).strip() or _nameless(error)})
        else:
            if number is not None:
                self._write({"answers": number, "value": value})

    def _write(self, message: Message) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(encode(message))


def _nameless(error: Exception) -> str:
    return "Ray takes too long" if isinstance(error, TimeoutError) else type(error).__name__


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        _log.exception("something has failed")


async def _serve(control: socket.socket) -> None:
    # Ray is only imported here, and takes most of the time until the first worker runs.
    from farfield_engine.engines.ray import agents, connecting, facts, placing, workers

    driver = Driver(control)
    cluster = connecting.Cluster(driver)
    placements = placing.Placements(driver, cluster)
    nodes = agents.Agents(driver, cluster)
    workers.Workers(driver, cluster, placements, nodes)
    facts.Facts(driver, nodes)
    with contextlib.suppress(ConnectionResetError):
        await driver.run()
    sys.stdout.flush()
    # Without what threads still ask of Ray, and without its goodbye: both may take seconds.
    os._exit(0)


def main() -> None:
    """Run as a driver over the socket whose descriptor is the first argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("ray").setLevel(logging.ERROR)
    asyncio.run(_serve(control))
