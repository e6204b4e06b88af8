"""`farfield debug --listen`: lets any DAP client in, on this machine's loopback and for this user alone."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import traceback
from collections.abc import Callable
from pathlib import Path

from farfield_engine.dap.multiplexer import Multiplexer
from farfield_engine.errors import FarfieldError
from farfield_engine.wire import dap
from farfield_engine.wire.dap import DapReader, Message

MakeMultiplexer = Callable[[Callable[[Message], object]], Multiplexer]
"""Makes the multiplexer of one client, given what takes its events."""


def parse_address(text: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:5678` or `5678`. Raises FarfieldError for what is no loopback address."""
    host, _, port = text.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not (port.isascii() and port.isdecimal()) or not int(port) < 65536:
        raise FarfieldError(f"'{text}' is no address to listen at; use 127.0.0.1:5678, or a port alone")
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise FarfieldError(
            f"'{host}' is not this machine's loopback: the Debug Adapter Protocol has no password, and who "
            "reaches the port could run code on the workers; forward the port over ssh instead"
        )
    return host, int(port)


class Listener:
    """Serves one DAP client at a time."""

    def __init__(self, make: MakeMultiplexer, say: Callable[[str], object]) -> None:
        """say: tells the user who comes and goes."""
        self._make = make
        self._say = say
        self._server: asyncio.Server | None = None
        self._busy = False
        self._sessions: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen there; the port. Raises FarfieldError where that can't be."""
        try:
            self._server = await asyncio.start_server(self._serve, host, port)
        except OSError as error:
            raise FarfieldError(f"can't listen at {host}:{port}: {error.strerror or error}") from error
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Listen no more, and end what is served."""
        if self._server is not None:
            self._server.close()
        for session in list(self._sessions):
            session.cancel()
        await asyncio.gather(*self._sessions, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "a connection is served by a task"
        self._sessions.add(task)
        try:
            if not _is_same_user(writer):
                self._say("a process of another user was turned away")
            elif self._busy:
                self._say("a second debug client was turned away: one is served at a time")
            else:
                self._busy = True
                try:
                    # asyncio would report the cancellation of a connection's task as a fault.
                    with contextlib.suppress(asyncio.CancelledError):
                        await _Session(reader, writer, self._make).run()
                finally:
                    self._busy = False
                self._say("the debug client has gone")
        finally:
            self._sessions.discard(task)
            writer.close()


class _Session:
    """One DAP client."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, make: MakeMultiplexer
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._multiplexer = make(self._write)

    async def run(self) -> None:
        """Answer until the client goes."""
        messages = DapReader()
        try:
            while data := await self._reader.read(1 << 16):
                for content in messages.feed(data):
                    self._take(dap.unpack(content))
        except (dap.DapError, ConnectionError):
            pass  # whoever speaks something else is no debug client
        finally:
            self._multiplexer.stop()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, message: Message) -> None:
        if message["type"] == "request":
            # Each by itself: what one worker takes long to answer holds up nothing else.
            task = asyncio.get_running_loop().create_task(self._answer(message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, message: Message) -> None:
        try:
            reply = await self._multiplexer.request(message)
        except Exception as error:  # a fault of ours is an answer too, or the client waits for ever
            traceback.print_exc()
            reply = dap.failure(message, f"Farfield failed in '{message.get('command')}': {error!r}")
        self._write(reply)
        if message.get("command") == "disconnect":
            self._write(dap.event("terminated"))

    def _write(self, message: Message) -> None:
        self._numbers += 1
        if not self._writer.is_closing():
            self._writer.write(dap.frame(dap.pack({**message, "seq": self._numbers})))


def _is_same_user(writer: asyncio.StreamWriter) -> bool:
    """Whether the other end of a loopback connection is this user's; Linux knows the owner of each socket."""
    host, port = writer.get_extra_info("peername")[:2]
    table = "/proc/net/tcp6" if ":" in host else "/proc/net/tcp"
    try:
        lines = Path(table).read_text().splitlines()[1:]
    except OSError:
        return False
    wanted = f":{port:04X}"
    owners = [int(line.split()[7]) for line in lines if line.split()[1].endswith(wanted)]
    return bool(owners) and all(owner == os.getuid() for owner in owners)
