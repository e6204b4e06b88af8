"""The worker's link to its gateway: protobuf frames over a stream socket."""

from __future__ import annotations

import abc
import select
import socket
import threading
from collections.abc import Callable, Iterable, Mapping

from farfield_engine.wire.framing import FrameReader, encode
from farfield_engine.wire.v1 import worker_pb2 as pb


class Link(abc.ABC):
    """Sends frames from any thread; the link thread alone receives."""

    full = False
    """Whether so much waits to be sent that nothing should be added which can wait."""

    acked = 0
    """The number of the last frame that a gateway is known to have."""

    describe: Callable[[pb.WorkerHello], object]
    """Set by the runtime, called on the link thread: adds to a hello what this worker has and does."""

    on_other_gateway: Callable[[], object]
    """Set by the runtime, called on the link thread: a gateway has taken the place of the one before."""

    @property
    def sending(self) -> bool:
        """Whether the main thread is within `send`, where nothing may be raised in it."""
        return False

    @abc.abstractmethod
    def send(self, frame: pb.FromWorker) -> int:
        """Send one frame; its number. Raises OSError when the gateway is gone for good."""

    def wait_for_room(self) -> None:
        """Wait while `full`; for threads other than the link thread, before they make much to send."""
        return  # a link that is never full

    @abc.abstractmethod
    def watched(self) -> dict[int, int]:
        """Descriptors, and what to poll each of them for."""

    @property
    def patience(self) -> float | None:
        """Milliseconds after which `receive` is to be called though nothing is ready; None: any time."""
        return None

    @abc.abstractmethod
    def receive(self, ready: Mapping[int, int]) -> Iterable[pb.ToWorker] | None:
        """The frames that have come; None when no more will. ready: what the poll has found."""

    def flush(self, seconds: float) -> None:
        """Wait until the gateway has all that was sent, for so long at the most. Not on the link thread."""
        return  # a link that has sent all


class InheritedLink(Link):
    """A socket pair's end, inherited from the gateway on the same machine."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock = threading.Lock()
        self._reader = FrameReader(pb.ToWorker)
        self._watched = {sock.fileno(): select.POLLIN}

    def send(self, frame: pb.FromWorker) -> int:
        """Send one frame, waiting while the gateway is behind. Raises OSError when it is gone."""
        data = encode(frame)
        with self._lock:
            self._sock.sendall(data)
        return 0  # as good as taken: this link ends with its gateway

    def watched(self) -> dict[int, int]:
        return self._watched

    def receive(self, ready: Mapping[int, int]) -> Iterable[pb.ToWorker] | None:
        if self._sock.fileno() not in ready:
            return ()
        data = self._sock.recv(1 << 18)
        return self._reader.feed(data) if data else None
