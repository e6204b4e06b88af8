"""The driver's process, seen from the gateway: it is what speaks to Ray. Imports little."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, cast

from farfield_engine.engines.ray.messages import Message, MessageReader, encode

END_SECONDS = 8.0


class DriverFailed(Exception):
    """The driver could not do what it was asked for, or is gone; the message says why."""


class DriverProcess(asyncio.Protocol):
    """A driver and the way to it. All on the gateway's loop, but for its start."""

    def __init__(self, launcher: str, environ: Mapping[str, str]) -> None:
        """Start it. launcher: path of farfield_launcher.py. environ: what Ray needs in it."""
        self.on_message: Callable[[Message], None] = lambda message: None
        """Is told of what comes unasked."""
        self.on_end: Callable[[], None] = lambda: None
        """The driver is gone, though nobody has ended it."""
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        self._reader = MessageReader()
        self._transport: asyncio.WriteTransport | None = None
        self._early: list[bytes] = []
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._ended = False
        with theirs:
            # In "/", for a driver's directory is on the path of Ray's workers.
            command = [sys.executable, "-P", launcher, "ray-driver", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd="/",
                env={**os.environ, **environ},
                start_new_session=True,
            )

    async def connect(self) -> None:
        """Take notice of what it says."""
        await asyncio.get_running_loop().create_connection(lambda: self, sock=self._socket)

    def tell(self, do: str, **what: Any) -> None:
        """Have something done; dropped when the driver is gone."""
        data = encode({"do": do, **what})
        if self._transport is not None:
            self._transport.write(data)
        elif not self._ended:
            self._early.append(data)

    def ask(self, do: str, **what: Any) -> asyncio.Future[Any]:
        """Have something done and be told what came of it. The future fails with DriverFailed."""
        number = next(self._numbers)
        future = self._asked[number] = asyncio.get_running_loop().create_future()
        future.add_done_callback(lambda _: self._asked.pop(number, None))
        if self._ended:
            future.set_exception(DriverFailed("the driver has ended"))
        else:
            self.tell(do, ask=number, **what)
        return future

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self.end()

    def end(self) -> int:
        """Close the socket, upon which it leaves the cluster and exits; its exit status."""
        self._ended = True
        if self._transport is not None:
            # The loop, which would close it, waits here.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._transport.close()
        else:
            self._socket.close()
        try:
            return self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    # --- asyncio.Protocol ---------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)
        for data in self._early:
            self._transport.write(data)
        self._early.clear()

    def data_received(self, data: bytes) -> None:
        for message in self._reader.feed(data):
            number = message.get("answers")
            if number is None:
                self.on_message(message)
                continue
            future = self._asked.get(number)
            if future is None or future.done():
                continue
            if "error" in message:
                future.set_exception(DriverFailed(message["error"]))
            else:
                future.set_result(message.get("value"))

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        for future in list(self._asked.values()):
            if not future.done():
                future.set_exception(DriverFailed("the driver has ended"))
        if not self._ended:
            self._ended = True
            self._process.kill()
            self._process.wait()
            self.on_end()
