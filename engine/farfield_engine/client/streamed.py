"""A session over a stream of the loop's: TLS, or a socket that ssh forwards."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import cast

from google.protobuf.message import DecodeError

from farfield_engine.client.carried import FramesConnection, Received
from farfield_engine.client.connection import Connected
from farfield_engine.client.loop import LoopThread
from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

HIGH_WATER = 256 * 1024
"""Bytes that may wait for the network before no more are given to it."""

QUEUED_FRAMES = 16
"""Frames that may wait for the loop; more wait in the session."""


class StreamedConnection(FramesConnection):
    """All reading and writing happens on the loop; other threads wake it."""

    async def _dial(self) -> tuple[Connected, pb.Welcome]:
        carrier = await self.route.open(lambda: _StreamCarrier(self._thread, self._take_message, self.go_on))
        try:
            carrier.begin(self.route.token, self.hello_frame())
            return carrier, await carrier.received.welcome
        except BaseException:
            await carrier.close()
            raise

    def _frames_go(self, carrier: Connected) -> None:
        assert isinstance(carrier, _StreamCarrier)
        carrier.received.go()


class _StreamCarrier(Connected, asyncio.Protocol):
    """One connection that a route has opened."""

    def __init__(
        self,
        thread: LoopThread,
        on_message: Callable[[pb.ToClient], None],
        on_room: Callable[[], None],
    ) -> None:
        super().__init__()
        self._thread = thread
        self._on_room = on_room
        self.received = Received(on_message, thread.loop)
        self._reader = FrameReader(pb.ToClient)
        self._transport: asyncio.Transport | None = None
        self._queued: deque[bytes] = deque()
        self._paused = False

    # --- on the loop --------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no common class with asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(HIGH_WATER)

    def begin(self, token: str, hello: pb.ClientFrame) -> None:
        """Say who we are."""
        assert self._transport is not None
        # In one piece: what is written after a refusal would cost us its reason.
        first = encode(pb.FromClient(frame=hello.SerializeToString()))
        self._transport.write(frame_of(token.encode()) + first)

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._reader.feed(data):
                self.received.take(message)
        except (FrameError, DecodeError) as error:
            self._break(f"what came is not what a gateway sends: {error}")

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._break(f"the connection was cut: {error}" if error else "it ended the connection")

    def _break(self, why: str) -> None:
        if not self.ended.is_set():
            self.why = why
        self.received.end(why)
        self.ended.set()
        if self._transport is not None:
            self._transport.abort()

    async def close(self) -> None:
        self.received.end("it was closed")
        self.ended.set()
        if self._transport is not None:
            if self._queued or self._paused:
                self._transport.abort()
            else:
                self._transport.close()

    def _flush(self) -> None:
        while not self._paused and self._queued and self._transport is not None:
            self._transport.write(self._queued.popleft())
        if self.full and not self._paused:
            self.full = False
            self._on_room()

    # --- with the session's turn --------------------------------------------

    def write(self, frame: pb.ClientFrame) -> None:
        self._write(encode(pb.FromClient(frame=frame.SerializeToString())))

    def write_call(self, call: worker_pb.Call) -> None:
        self._write(encode(pb.FromClient(call=call)))

    def _write(self, data: bytes) -> None:
        self._queued.append(data)
        self.full = self.full or self._paused or len(self._queued) >= QUEUED_FRAMES
        self._thread.loop.call_soon_threadsafe(self._flush)

    def drop(self) -> None:
        self._queued.clear()
