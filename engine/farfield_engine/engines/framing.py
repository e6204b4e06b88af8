"""A worker's link on the gateway's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from google.protobuf.message import DecodeError

from farfield_engine.wire.framing import FrameError, FrameReader, encode
from farfield_engine.wire.v1 import worker_pb2 as pb


class FramedLink(asyncio.Protocol):
    """Carries frames to and from one worker."""

    def __init__(self, on_frame: Callable[[pb.FromWorker], None], on_end: Callable[[], None]) -> None:
        self._on_frame = on_frame
        self._on_end = on_end
        self._reader = FrameReader(pb.FromWorker)
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no common class with asyncio's.
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            for frame in self._reader.feed(data):
                self._on_frame(frame)
        except (FrameError, DecodeError):
            # User code has written to the link's descriptor: this worker can't be trusted any more.
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._on_end()

    def send(self, frame: pb.ToWorker) -> None:
        """Send a frame; dropped when the link has ended."""
        if self._transport is not None:
            self._transport.write(encode(frame))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()
