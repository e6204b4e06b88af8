"""How a client writes and reads the content of large objects: in place, or over connections of its own."""

from __future__ import annotations

import contextlib
import logging
import mmap
import socket
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from farfield_engine.client.blocking import BlockingFrames
from farfield_engine.client.route import DialError, Route
from farfield_engine.errors import ConnectionLostError, FarfieldError
from farfield_engine.objects.segments import MappedSegments, forget_removed_segments, write_segment
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

T = TypeVar("T")

CHUNK = 1 << 20
"""Bytes that are given to the socket together."""

# Mappings of segments that nobody views, kept for what comes into them next.
_PARK_COUNT = 4
_PARK_BYTES = 1 << 30

UNTOUCHED_FROM = 8 << 20
"""Content of this size arrives in memory that nobody has filled with zeros first, as a bytearray's is.

Large pages would be faster still, but on virtual machines whose free memory goes back to the host they take
three times as long as small ones.
"""

SILENT_SECONDS = 30.0
"""A connection on which nothing moves for so long is dead."""

PAUSES = (0.1, 0.2, 0.5, 1.0, 1.5)
"""Seconds between attempts to go on after a cut; the last is repeated."""

_LONGEST = 1 << 16
_log = logging.getLogger("farfield")


class ContentGone(FarfieldError):
    """The gateway does not know this place any more: ask for another."""


class Contents(ABC):
    """Content of segments that the gateway has named to this process. Any thread may call any method."""

    @abstractmethod
    def write(self, segment: str, content: memoryview) -> None:
        """Fill a segment. Raises OSError where there is no room, ContentGone, ConnectionLostError."""

    @abstractmethod
    def read(self, segment: str, size: int) -> memoryview:
        """The first bytes of a segment. Raises as `write`, and MemoryError."""

    def fill(self, place: objects_pb.Blob, content: memoryview) -> None:
        """Put content where the gateway wants it. Raises as `write`."""
        self.write(place.segment, content)

    def view(self, blob: objects_pb.Blob) -> memoryview | bytes:
        """The content of a blob. Raises as `read`; ContentGone where the gateway has named no place."""
        if blob.hash and blob.WhichOneof("place") is None:
            raise ContentGone("it is in the store of the cluster only")
        return self.read(blob.segment, blob.size) if blob.segment else blob.data

    @abstractmethod
    def forgo(self, segment: str) -> None:
        """It will not be read, though it was named."""

    @abstractmethod
    def take_released(self) -> list[str]:
        """Segments that are not needed here any more, each as often as it was named."""

    def take_forked(self) -> list[str]:
        """The same for those that a child of this process may still read."""
        return []

    def close(self) -> None:  # noqa: B027  # most have nothing to do
        """Nothing more is written or read."""


class SharedContents(Contents):
    """On the gateway's own machine: segments are files that are mapped."""

    def __init__(self) -> None:
        self._mapped = MappedSegments(_PARK_COUNT, _PARK_BYTES)

    def write(self, segment: str, content: memoryview) -> None:
        write_segment(segment, content)

    def read(self, segment: str, size: int) -> memoryview:
        return self._mapped.map(segment, size)

    def forgo(self, segment: str) -> None:
        self._mapped.forgo(segment)

    def take_released(self) -> list[str]:
        self._mapped.park(waits=True)
        return self._mapped.take_released()

    def take_forked(self) -> list[str]:
        return self._mapped.take_forked()

    def close(self) -> None:
        self._mapped.drop_all()
        forget_removed_segments()


class SentContents(Contents):
    """From elsewhere: sent by the calling thread, over connections of their own. After a cut it goes on."""

    def __init__(self, route: Route, session: str, lost: Callable[[], ConnectionLostError | None]) -> None:
        """lost: why there is no gateway any more, once that is so."""
        self._route = route
        self._session = session
        self._lost = lost
        self._idle: deque[_Bulk] = deque()
        self._released: deque[str] = deque()

    def write(self, segment: str, content: memoryview) -> None:
        view = memoryview(content).cast("B")
        asked = pb.Upload(session=self._session, segment=segment, size=len(view))

        def send(bulk: _Bulk, again: bool) -> None:
            if again:
                asked.ask = True
                bulk.send(pb.FromClient(upload=asked))
                asked.ask = False
                asked.offset = bulk.answer().offset
            bulk.send(pb.FromClient(upload=asked))
            bulk.send_content(view[asked.offset :])
            bulk.answer()

        self._keep_trying(send)

    def read(self, segment: str, size: int) -> memoryview:
        view = _room_for(size)
        arrived = 0

        def receive(bulk: _Bulk, again: bool) -> None:
            nonlocal arrived
            if arrived >= size:
                return
            asked = pb.Download(session=self._session, segment=segment, offset=arrived, size=size)
            bulk.send(pb.FromClient(download=asked))
            bulk.answer()
            take = bulk.sock.recv_into
            while arrived < size:  # through TLS it takes 16 KiB at a time, so little is done in between
                count = take(view[arrived : arrived + CHUNK])
                if not count:
                    raise OSError("the connection was cut")
                arrived += count

        self._keep_trying(receive)
        self.forgo(segment)
        return view

    def forgo(self, segment: str) -> None:
        self._released.append(segment)

    def take_released(self) -> list[str]:
        taken: list[str] = []
        with contextlib.suppress(IndexError):  # another thread may take them too
            while True:
                taken.append(self._released.popleft())
        return taken

    def close(self) -> None:
        """Close the connections that nobody uses now."""
        while self._idle:
            self._idle.popleft().close()

    def _keep_trying(self, work: Callable[[_Bulk, bool], None]) -> None:
        """Do work over a connection; after a cut once more, over the next, until the gateway is gone."""
        attempt = 0
        while True:
            try:
                bulk = self._take()
                try:
                    work(bulk, attempt > 0)
                except BaseException:
                    # Ctrl-C too: nobody knows what is still on its way in this connection.
                    bulk.close()
                    raise
                self._idle.append(bulk)
                return
            except (OSError, DialError) as error:
                if isinstance(error, DialError) and error.for_good:
                    raise ConnectionLostError(str(error)) from error
                self._wait(attempt, error)
            attempt += 1

    def _take(self) -> _Bulk:
        try:
            return self._idle.popleft()
        except IndexError:
            return _Bulk(self._route.open_blocking(), self._route.token)

    def _wait(self, attempt: int, error: Exception) -> None:
        """Before the next attempt. Raises ConnectionLostError when there is no gateway any more."""
        lost = self._lost()
        if lost is not None:
            raise lost
        if attempt == len(PAUSES):
            message = "the connection to %s is lost (%s); what was being sent goes on when it is back"
            _log.warning(message, self._route.name, error)
        time.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])


def _room_for(size: int) -> memoryview:
    """Memory for content that will arrive. Raises MemoryError."""
    if size < UNTOUCHED_FROM:
        return memoryview(bytearray(size))
    try:
        return memoryview(mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
    except OSError as error:
        raise MemoryError(f"there is no room for {size:,} bytes") from error


class _Bulk(BlockingFrames):
    """One connection for content; one request at a time."""

    def __init__(self, sock: socket.socket, token: str) -> None:
        super().__init__(sock, token, SILENT_SECONDS)

    def send_content(self, view: memoryview) -> None:
        for start in range(0, len(view), CHUNK):
            self.sock.sendall(view[start : start + CHUNK])

    def answer(self) -> pb.Transfer:
        """What the gateway says. Raises OSError, ContentGone, ConnectionLostError."""
        message = self.receive(_LONGEST)
        if message.transfer.error:
            raise ContentGone(message.transfer.error)
        return message.transfer
