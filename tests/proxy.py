"""A link that tests can cut, stall and slow down: between a client and a gateway's Unix or TCP socket.

Tests are not importable; they get it by the fixture `cut_link` of `tests/conftest.py`:

    def test_it(cut_link: Callable[..., CuttingProxy]) -> None:
        proxy = cut_link(info.framed)  # or cut_link("127.0.0.1:7878")
        connect_to(proxy.address)
        proxy.cut()

It runs on a loop and a thread of its own, which end with `close`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SECONDS = 30.0
"""How long the loop may take to do what it is told."""

QUEUE_BYTES = 64 << 20
"""What may be on its way in one direction while there is a delay."""

_RESET = struct.pack("ii", 1, 0)


class CuttingProxy:
    """Listens at `address` and carries bytes to `target` and back. Any thread may call any method.

    What a method says is done when it returns. Addresses are paths of Unix sockets or `host:port`.
    """

    def __init__(self, target: str, address: str = "") -> None:
        """address: where to listen; by itself beside the target's Unix socket, or at a free port."""
        self.target = target
        self.address = address or (f"{target}.cut" if _is_path(target) else "127.0.0.1:0")
        self.accepted = 0
        """Connections that were let through, to the target or to where it should be."""
        self.refused = 0
        """Connections that came while the link was cut."""
        self.up = 0
        """Bytes that went to the target."""
        self.down = 0
        """Bytes that came from it."""
        self.down_at_most: int | None = None
        self.pause = 0.0
        self.is_cut = False
        self.is_stalled = False
        self.ends: set[_End] = set()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="cutting proxy", daemon=True)
        self._thread.start()
        try:
            self._server = asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(SECONDS)
        except BaseException:
            self._end_loop()
            raise
        if not _is_path(self.address):
            host, port = self._server.sockets[0].getsockname()[:2]
            self.address = f"{host}:{port}"

    # --- what tests do to the link ------------------------------------------

    def cut(self) -> None:
        """Break all connections, in the middle of whatever they carry, and refuse new ones until `heal`."""
        self._do(self._cut)

    def snap(self) -> None:
        """Break all connections; new ones are welcome."""
        self._do(self._break)

    def snap_after(self, count: int) -> None:
        """Do that as soon as so many more bytes have come from the target; once."""
        self._do(lambda: setattr(self, "down_at_most", self.down + count))

    def stall(self) -> None:
        """Let nothing pass until `heal`: as a link that is gone and tells nobody. Connections stay open."""
        self._do(lambda: self._stall(True))

    def heal(self) -> None:
        """End a cut or a stall: what was held goes on, in order; what was broken stays broken."""
        self._do(self._heal)

    def delay(self, milliseconds: float) -> None:
        """Have everything arrive so much later, in each direction: a round trip takes twice that longer."""
        self._do(lambda: setattr(self, "pause", milliseconds / 1000))

    def wait_for(self, reached: Callable[[CuttingProxy], bool], seconds: float = SECONDS) -> None:
        """Wait until something holds of the proxy: `proxy.wait_for(lambda p: p.refused > 2)`."""

        async def until() -> None:
            async with asyncio.timeout(seconds):
                while not reached(self):
                    await asyncio.sleep(0.005)

        asyncio.run_coroutine_threadsafe(until(), self.loop).result(seconds + SECONDS)

    @property
    def open(self) -> int:
        """How many connections there are now."""
        return self._do(lambda: sum(1 for end in self.ends if end.is_clients))

    def close(self) -> None:
        """Break everything and end."""
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(SECONDS)
            self._end_loop()
            if _is_path(self.address) and os.path.exists(self.address):
                os.unlink(self.address)

    def __enter__(self) -> CuttingProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- on the loop --------------------------------------------------------

    def _run(self) -> None:
        self.loop.run_forever()
        self.loop.close()

    def _end_loop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(SECONDS)

    def _do(self, act: Callable[[], T]) -> T:
        async def doing() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(doing(), self.loop).result(SECONDS)

    async def _listen(self) -> asyncio.Server:
        def make() -> _End:
            return _End(self, is_clients=True)

        if _is_path(self.address):
            return await self.loop.create_unix_server(make, self.address)
        return await self.loop.create_server(make, *_host_and_port(self.address))

    async def _close(self) -> None:
        self._server.close()
        self._cut()
        while self.ends:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0)

    def _cut(self) -> None:
        self.is_cut = True
        self._stall(False)
        self._break()

    def _break(self) -> None:
        self.down_at_most = None
        for end in list(self.ends):
            end.break_off()

    def _stall(self, on: bool) -> None:
        self.is_stalled = on
        for end in list(self.ends):
            end.read_or_not()

    def _heal(self) -> None:
        self.is_cut = False
        self._stall(False)

    def passed(self, count: int, *, up: bool) -> None:
        """An end has received so much."""
        if up:
            self.up += count
            return
        self.down += count
        if self.down_at_most is not None and self.down >= self.down_at_most:
            self._break()


class _End(asyncio.Protocol):
    """One of the two ends of a connection that is carried."""

    def __init__(self, proxy: CuttingProxy, *, is_clients: bool) -> None:
        self.is_clients = is_clients
        self._proxy = proxy
        self._transport: asyncio.Transport | None = None
        self._other: _End | None = None
        self._full = False
        # What is on its way to the other end; None is the end of it.
        self._way: deque[tuple[float, bytes | None]] = deque()
        self._on_way = 0
        self._timer: asyncio.TimerHandle | None = None
        self._dial: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._proxy.ends.add(self)
        if not self.is_clients:
            return
        if self._proxy.is_cut:
            self._proxy.refused += 1
            self.break_off()
            return
        self._proxy.accepted += 1
        self.read_or_not()
        self._dial = asyncio.ensure_future(self._reach())

    async def _reach(self) -> None:
        def make() -> _End:
            end = _End(self._proxy, is_clients=False)
            end._other = self
            return end

        target = self._proxy.target
        try:
            if _is_path(target):
                _, self._other = await self._proxy.loop.create_unix_connection(make, target)
            else:
                _, self._other = await self._proxy.loop.create_connection(make, *_host_and_port(target))
        except OSError:
            self.break_off()
            return
        if self._transport is None:  # it left meanwhile
            self._other.break_off()
            return
        self._other.read_or_not()
        self.read_or_not()

    def read_or_not(self) -> None:
        """Read if there is somewhere to pass it on to."""
        transport, other = self._transport, self._other
        if transport is None or transport.is_closing():
            return
        held = self._proxy.is_stalled or other is None or other._full or self._on_way >= QUEUE_BYTES
        if held:
            transport.pause_reading()
        else:
            transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        self._proxy.passed(len(data), up=self.is_clients)
        self._pass(data)

    def eof_received(self) -> bool:
        self._pass(None)
        return True  # the other direction may go on

    def _pass(self, data: bytes | None) -> None:
        pause = self._proxy.pause
        if not pause and not self._way:
            self._deliver(data)
            return
        due = self._proxy.loop.time() + pause
        self._way.append((due, data))
        self._on_way += len(data or b"")
        self.read_or_not()
        if self._timer is None:
            self._timer = self._proxy.loop.call_at(due, self._arrive)

    def _arrive(self) -> None:
        self._timer = None
        now = self._proxy.loop.time() + 0.0005
        while self._way and self._way[0][0] <= now:
            _, data = self._way.popleft()
            self._on_way -= len(data or b"")
            self._deliver(data)
        if self._way:
            self._timer = self._proxy.loop.call_at(self._way[0][0], self._arrive)
        self.read_or_not()

    def _deliver(self, data: bytes | None) -> None:
        other = self._other
        if other is None or other._transport is None or other._transport.is_closing():
            return
        if data:
            other._transport.write(data)
        elif self._transport is None:  # its connection is gone in both directions
            other._transport.close()
        elif other._transport.can_write_eof():
            with contextlib.suppress(OSError):  # the other end has gone already
                other._transport.write_eof()

    def pause_writing(self) -> None:
        self._full = True
        if self._other is not None:
            self._other.read_or_not()

    def resume_writing(self) -> None:
        self._full = False
        if self._other is not None:
            self._other.read_or_not()

    def break_off(self) -> None:
        """End it at once: over TCP by a reset, as nobody says goodbye when a cable is cut."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._way.clear()
        if self._transport is None:
            return
        sock = self._transport.get_extra_info("socket")
        if sock.family != socket.AF_UNIX:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._proxy.ends.discard(self)
        if error is None:
            self._pass(None)
        elif self._other is not None:
            self._other.break_off()


def _is_path(address: str) -> bool:
    return "/" in address


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)
