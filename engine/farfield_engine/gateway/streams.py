"""gRPC streams that clients hold open: attachments and debug clients."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import grpc

from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb

Context = grpc.aio.ServicerContext[Any, Any]


class StreamGuest:
    """A gRPC stream that a token has let in, for the door."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.dismissed = ""
        """Why it had to go."""
        task = asyncio.current_task()
        assert task is not None
        self.task = task

    def dismiss(self, reason: str) -> None:
        self.dismissed = reason
        self.task.cancel()


class DebugStream:
    """A debug client that came by gRPC."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._frames: asyncio.Queue[debug_pb.DebugGatewayFrame | None] = asyncio.Queue()
        self._closed = asyncio.Event()

    def write_debug(self, frame: debug_pb.DebugGatewayFrame) -> None:
        self._frames.put_nowait(frame)

    def close(self) -> None:
        self._closed.set()

    async def read(self) -> debug_pb.DebugClientFrame | None:
        """The client's next frame; None at its end, or when it is given up."""
        reading = asyncio.ensure_future(self._context.read())
        closing = asyncio.ensure_future(self._closed.wait())
        try:
            await asyncio.wait((reading, closing), return_when=asyncio.FIRST_COMPLETED)
            frame = reading.result() if reading.done() else grpc.aio.EOF
        finally:
            reading.cancel()
            closing.cancel()
        return frame if isinstance(frame, debug_pb.DebugClientFrame) else None

    async def run(self) -> None:
        """Write what is given, in order."""
        while (frame := await self._frames.get()) is not None:
            await self._context.write(frame)

    async def finish(self, writer: asyncio.Task[None]) -> None:
        """Write what is left and end the writing."""
        self._frames.put_nowait(None)
        with contextlib.suppress(asyncio.CancelledError, asyncio.TimeoutError, grpc.aio.AioRpcError):
            await asyncio.wait_for(writer, 1.0)


async def frames_of(context: Context) -> AsyncIterator[pb.ClientFrame]:
    """The client's frames, until it ends the stream."""
    while (frame := await context.read()) is not grpc.aio.EOF:
        assert isinstance(frame, pb.ClientFrame)
        yield frame
