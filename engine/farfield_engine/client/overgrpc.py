"""A session over gRPC: for gateways that are reached through TLS, and for those without a framed socket."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

# gRPC would print a complaint at each fork of a process that it is at work in.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")

import grpc  # reads the variable when it is imported
import grpc.aio
from google.protobuf.message import Message

from farfield_engine.client.channel import CALL_SECONDS, M
from farfield_engine.client.connection import Connected, Connection, DialError
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.loop import LoopThread
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_OPTIONS = [
    ("grpc.max_receive_message_length", 1 << 30),
    ("grpc.max_send_message_length", 1 << 30),
    # A second client of this process has a connection of its own.
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.enable_http_proxy", 0),
    # How often to try again is decided by RETRY_PAUSES, not by gRPC's own, longer pauses.
    ("grpc.initial_reconnect_backoff_ms", 50),
    ("grpc.min_reconnect_backoff_ms", 50),
    ("grpc.max_reconnect_backoff_ms", 1000),
]

_QUEUED_FRAMES = 64
"""Frames that wait here for gRPC to take them; more wait in the session."""

_Stream = grpc.aio.StreamStreamCall[pb.ClientFrame, pb.GatewayFrame]
_FOR_GOOD = (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNAUTHENTICATED)


class GrpcConnection(Connection):
    """All of it happens on the loop; other threads wake it to write."""

    def __init__(self, info: ConnectionInfo, hello: pb.Hello, thread: LoopThread) -> None:
        super().__init__(info, hello, thread)
        self._metadata = (("authorization", f"Bearer {info.token}"),)
        self._grpc: grpc.aio.Channel | None = None

    async def _dial(self) -> tuple[Connected, pb.Welcome]:
        if self._grpc is None:
            self._grpc = grpc.aio.insecure_channel(self.info.address, options=_OPTIONS)
        stream: _Stream = rpc.GatewayStub(self._grpc).Attach(metadata=self._metadata)
        try:
            await stream.write(self.hello_frame())
            first = await stream.read()
        except grpc.aio.AioRpcError as error:
            raise DialError(_told(error), for_good=error.code() in _FOR_GOOD) from error
        if not isinstance(first, pb.GatewayFrame):
            raise DialError("it ended the attachment at once")
        return _GrpcCarrier(stream, self._thread, self.take, self.go_on), first.welcome

    def _frames_go(self, carrier: Connected) -> None:
        assert isinstance(carrier, _GrpcCarrier)
        carrier.go()

    async def _close(self, *, detach: bool) -> None:
        await super()._close(detach=detach)
        if self._grpc is not None:
            await self._grpc.close()

    # --- calls, for which gRPC has ways of its own --------------------------

    def call(
        self, method: str, request: Message, reply_type: type[M], timeout: float | None = CALL_SECONDS
    ) -> M:
        self._check_call(method)
        if self._lost is not None:
            raise self._lost
        return self._thread.run(self._call(method, request, reply_type, timeout))

    async def _call(self, method: str, request: Message, reply_type: type[M], timeout: float | None) -> M:
        assert self._grpc is not None
        unary: Callable[..., Awaitable[M]] = getattr(rpc.GatewayStub(self._grpc), method)
        try:
            return await unary(request, metadata=self._metadata, timeout=timeout)
        except grpc.aio.AioRpcError as error:
            raise FarfieldError(_told(error)) from error

    def stream(self, method: str, request: Message, reply_type: type[M]) -> Iterator[M]:
        self._check_call(method)
        if self._lost is not None:
            raise self._lost
        pages: AsyncIterator[M] = self._pages(method, request)
        while (page := self._thread.run(anext(pages, None))) is not None:
            yield page

    async def _pages(self, method: str, request: Message) -> AsyncIterator[M]:
        assert self._grpc is not None
        streamed: Callable[..., AsyncIterator[M]] = getattr(rpc.GatewayStub(self._grpc), method)
        try:
            async for page in streamed(request, metadata=self._metadata):
                yield page
        except grpc.aio.AioRpcError as error:
            raise FarfieldError(_told(error)) from error


class _GrpcCarrier(Connected):
    """One Attach stream."""

    def __init__(
        self,
        stream: _Stream,
        thread: LoopThread,
        on_frame: Callable[[pb.GatewayFrame], None],
        on_room: Callable[[], None],
    ) -> None:
        super().__init__()
        self._stream = stream
        self._thread = thread
        self._on_frame = on_frame
        self._on_room = on_room
        self._queued: deque[pb.ClientFrame] = deque()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def go(self) -> None:
        """Hand on the frames that come, and write those that are given."""
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]

    async def _read(self) -> None:
        try:
            while isinstance(frame := await self._stream.read(), pb.GatewayFrame):
                self._on_frame(frame)
        except grpc.aio.AioRpcError:
            pass  # broken; opening the next one finds out whether the gateway is gone
        finally:
            self.ended.set()

    async def _write(self) -> None:
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                while self._queued:
                    await self._stream.write(self._queued.popleft())
                if self.full:
                    self.full = False
                    self._on_room()
        except (grpc.aio.AioRpcError, asyncio.InvalidStateError):
            self.ended.set()  # the reading end says the same

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._stream.cancel()
        self.ended.set()

    # --- with the session's turn --------------------------------------------

    def write(self, frame: pb.ClientFrame) -> None:
        self._queued.append(frame)
        self.full = len(self._queued) >= _QUEUED_FRAMES
        self._thread.loop.call_soon_threadsafe(self._news.set)

    def write_call(self, call: worker_pb.Call) -> None:
        raise AssertionError("gRPC has calls of its own")

    def drop(self) -> None:
        self._queued.clear()


def _told(error: grpc.aio.AioRpcError) -> str:
    return error.details() or f"the gateway failed: {error.code().name}"
