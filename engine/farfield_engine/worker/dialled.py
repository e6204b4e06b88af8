"""A worker's link to a gateway that it dials, and dials again: a cut, or another gateway, costs no frame.

The worker's frames are numbered for the whole of its life, the gateway's anew by each gateway. What the
gateway is not known to have is kept, and sent again over the next connection.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping

from google.protobuf.message import DecodeError

from farfield_engine.wire.framing import FrameError, FrameReader, encode
from farfield_engine.wire.numbered import Inbox, Outbox
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.connection import Connection
from farfield_engine.worker.dialler import Dialler, Guide, NoGateway
from farfield_engine.worker.link import Link

KEPT_BYTES = 64 << 20
"""While the gateway has not taken so much, the worker makes nothing more that can wait."""

LEASE = 12 * 3600.0
"""Seconds without a gateway after which a worker ends."""

ACK_FRAMES = 64
"""After so many frames the gateway is told that they have come, also by a worker that has nothing to say."""


class DialledLink(Link):
    """Sends from any thread, without ever waiting; the link thread does the rest."""

    def __init__(self, hello: pb.WorkerHello, guide: Guide, lease: float = LEASE) -> None:
        """hello: with what never changes of it."""
        self.describe = lambda hello: None
        self.on_other_gateway = lambda: None
        self._hello = hello
        self._hello.life, self._hello.pid = secrets.token_bytes(16), os.getpid()
        self._lease = lease
        self._lock = threading.Lock()
        self._room = threading.Condition(self._lock)
        self._main = threading.main_thread().ident
        self._sending = False
        self._outbox: Outbox[bytes] = Outbox()
        self._sizes: deque[int] = deque()
        self._kept = 0
        self._inbox = Inbox()
        self._told = 0
        """The last frame of the gateway's that it knows to have come."""
        self._gateway = ""
        self._unsent: deque[bytes] = deque()
        """Of what is kept: what the connection has not taken yet."""
        self._connection: Connection | None = None
        self._broken = False
        self._closing = False
        self._reader = FrameReader(gateway_pb.ToClient)
        self._dialler = Dialler(guide, self._say_hello)
        self._dialler.begin()
        self._since = time.monotonic()
        """When there was a gateway last."""
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    # --- any thread ---------------------------------------------------------

    @property
    def full(self) -> bool:  # type: ignore[override]  # nobody sets it
        return self._kept > KEPT_BYTES

    @property
    def sending(self) -> bool:
        return self._sending

    @property
    def acked(self) -> int:  # type: ignore[override]  # as above
        return self._outbox.next_number() - 1 - len(self._outbox)

    def send(self, frame: pb.FromWorker) -> int:
        if threading.get_ident() != self._main:
            with self._lock:
                return self._send(frame)
        self._sending = True
        try:
            with self._lock:
                return self._send(frame)
        finally:
            self._sending = False

    def _send(self, frame: pb.FromWorker) -> int:
        up = pb.WorkerUp(number=self._outbox.next_number(), frame=frame)
        data = encode(gateway_pb.FromClient(up=up))
        number = self._outbox.add(data)
        self._sizes.append(len(data))
        self._kept += len(data)
        if self._connection is not None and not self._broken:
            self._unsent.append(data)
            self._write()
            if self._unsent or self._broken or self._connection.behind:
                self._wake()
        return number

    def _write(self) -> None:
        """Give the connection what it takes now."""
        connection = self._connection
        if connection is None or self._broken:
            return
        try:
            if self._inbox.last > self._told:
                taken = pb.WorkerUp(taken=self._inbox.last)
                if connection.offer(encode(gateway_pb.FromClient(up=taken))):
                    self._told = self._inbox.last
            while self._unsent and connection.offer(self._unsent[0]):
                self._unsent.popleft()
        except OSError:
            self._broken = True

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # it is awake, or user code has closed what is not its own
            os.write(self._wake_write, b"x")

    def wait_for_room(self) -> None:
        if self.full:
            with self._room:
                self._room.wait_for(lambda: not self.full)

    def flush(self, seconds: float) -> None:
        with self._room:
            self._room.wait_for(lambda: len(self._outbox) == 0, seconds)

    def close(self) -> None:
        """Hang up, and dial no more: this worker has done, though its process may take its time to end."""
        self._closing = True
        self._wake()

    # --- link thread --------------------------------------------------------

    def watched(self) -> dict[int, int]:
        watched = {self._wake_read: select.POLLIN}
        connection = self._connection or self._dialler.connection
        if connection is not None and connection.fileno() >= 0 and not self._closing:
            watched[connection.fileno()] = connection.watched | (select.POLLOUT if self._unsent else 0)
        return watched

    @property
    def patience(self) -> float | None:
        if self._broken:
            return 0.0
        return None if self._closing or self._connection is not None else self._dialler.patience

    def receive(self, ready: Mapping[int, int]) -> Iterable[pb.ToWorker] | None:
        """The frames that have come; None when the worker is to end."""
        if self._wake_read in ready:
            with contextlib.suppress(OSError):
                os.read(self._wake_read, 4096)
        if self._broken or (self._closing and self._connection is not None):
            self._hang_up()
        if self._closing:
            return ()
        connection = self._connection
        if connection is None:
            return self._dial(ready)
        if connection.fileno() not in ready:
            return ()
        try:
            with self._lock:
                data = connection.read()
                if connection.flush():
                    self._write()
            if data is None:
                raise OSError("the gateway has ended the connection")
            return self._take(self._reader.feed(data))
        except (OSError, FrameError):
            self._broken = True
            return ()

    def _hang_up(self) -> None:
        """What was a connection is none any more."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._broken = None, False
            self._unsent.clear()
        self._since = time.monotonic()
        self._dialler.begin()

    def _dial(self, ready: Mapping[int, int]) -> Iterable[pb.ToWorker] | None:
        try:
            if self._dialler.step(ready):
                return self._begin(self._dialler.welcome)
        except NoGateway:
            return None
        return () if time.monotonic() - self._since < self._lease else None

    def _say_hello(self) -> pb.WorkerHello:
        hello = pb.WorkerHello()
        with self._lock:
            hello.CopyFrom(self._hello)
            hello.gateway, hello.taken = self._gateway, self._inbox.last
            hello.acked = self.acked
        self.describe(hello)
        return hello

    def _begin(self, welcome: pb.WorkerWelcome) -> Iterable[pb.ToWorker] | None:
        """A gateway has said welcome: what it has not got goes out first."""
        connection, self._dialler.connection = self._dialler.connection, None
        if welcome.dismissed:
            return None
        self._seen_there(welcome.taken)
        is_other = bool(self._gateway) and welcome.gateway != self._gateway
        with self._lock:
            if welcome.gateway != self._gateway:
                self._gateway, self._inbox, self._told = welcome.gateway, Inbox(), 0
            self._connection, self._reader = connection, self._dialler.reader
            self._unsent.extend(self._outbox.kept())
            self._write()
        if is_other:
            self.on_other_gateway()
        return self._take(self._dialler.early)

    def _take(self, messages: Iterable[gateway_pb.ToClient]) -> list[pb.ToWorker] | None:
        """The frames among these, each once; None where it is dismissed."""
        frames = []
        try:
            for message in messages:
                down = message.down
                if message.worker.dismissed:
                    return None
                if down.taken:
                    self._seen_there(down.taken)
                if down.number and self._inbox.takes(down.number):
                    frames.append(down.frame)
        except (FrameError, DecodeError, ValueError):
            self._broken = True
        if self._inbox.last - self._told >= ACK_FRAMES:
            with self._lock:
                self._write()
        return frames

    def _seen_there(self, number: int) -> None:
        """The gateway has all up to this number."""
        with self._room:
            self._outbox.seen(number)
            while len(self._sizes) > len(self._outbox):
                self._kept -= self._sizes.popleft()
            self._room.notify_all()
