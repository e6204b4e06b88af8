"""The worker's link to its gateway: protobuf frames over a stream socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

from farfield_engine.wire.framing import FrameReader, encode
from farfield_engine.wire.v1 import worker_pb2 as pb


class Link:
    """Sends frames from any thread; the link thread alone receives."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock = threading.Lock()
        self._reader = FrameReader(pb.ToWorker)

    def fileno(self) -> int:
        return self._sock.fileno()

    def send(self, frame: pb.FromWorker) -> None:
        """Send one frame, waiting while the gateway is behind. Raises OSError when it is gone."""
        data = encode(frame)
        with self._lock:
            self._sock.sendall(data)

    def receive(self) -> Iterator[pb.ToWorker] | None:
        """The frames of what has arrived, to be called when readable; None at the end of the stream."""
        data = self._sock.recv(1 << 18)
        return self._reader.feed(data) if data else None
