"""A session with a gateway: kept through lost connections, nothing twice and nothing missing."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

# gRPC would print a complaint at each fork of a process that it is at work in.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")

import grpc  # reads the variable when it is imported
import grpc.aio

from farfield_engine.client.handle import JobHandle
from farfield_engine.client.local import ConnectionInfo, process_runs
from farfield_engine.errors import AttachError, ConnectionLostError, FarfieldError
from farfield_engine.version import VERSION
from farfield_engine.wire.numbered import Outbox
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

T = TypeVar("T")

ATTACH_SECONDS = 20.0
RETRY_PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to reconnect; the last is repeated."""

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

_Stream = grpc.aio.StreamStreamCall[pb.ClientFrame, pb.GatewayFrame]


class Connection:
    """One session. All methods run on the client's loop."""

    def __init__(self, info: ConnectionInfo, setup: worker_pb.Setup, workers: int) -> None:
        self.info = info
        self.session = secrets.token_urlsafe(24)
        self.jobs: dict[str, JobHandle] = {}
        self.welcome = pb.Welcome()
        self.lost: ConnectionLostError | None = None
        self._hello = pb.Hello(
            session=self.session,
            client=f"process {os.getpid()} on {socket.gethostname()}",
            setup=setup,
            workers=workers,
            version=VERSION,
        )
        self._metadata = (("authorization", f"Bearer {info.token}"),)
        self._channel = grpc.aio.insecure_channel(info.address, options=_OPTIONS)
        self.stub = rpc.GatewayStub(self._channel)
        self._outbox: Outbox[pb.ClientFrame] = Outbox()
        self._written = 0
        self._seen_event = 0
        self._news = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    # --- attach and detach --------------------------------------------------

    async def attach(self) -> None:
        """Begin the session. Raises AttachError when the gateway does not let us in."""
        try:
            async with asyncio.timeout(ATTACH_SECONDS):
                stream = await self._open()
        except TimeoutError:
            raise AttachError(
                f"the gateway at {self.info.address} did not answer in {ATTACH_SECONDS:g} s"
            ) from None
        except grpc.aio.AioRpcError as error:
            raise AttachError(f"the gateway at {self.info.address} refused: {error.details()}") from error
        self._keeper = asyncio.create_task(self._keep(stream))

    async def _open(self) -> _Stream:
        stream: _Stream = self.stub.Attach(metadata=self._metadata)
        self._hello.next_event = self._seen_event + 1
        await stream.write(pb.ClientFrame(hello=self._hello))
        first = await stream.read()
        if not isinstance(first, pb.GatewayFrame):
            raise AttachError("the gateway ended the attachment at once")
        self.welcome = first.welcome
        self._outbox.seen(first.welcome.next_frame - 1)
        self._written = first.welcome.next_frame - 1
        return stream

    async def close(self, *, detach: bool) -> None:
        """Leave; with `detach` the session ends, else its work goes on and waits for a return."""
        if detach and self.lost is None:
            self.send(pb.ClientFrame(detach=True))
            await self._flushed()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._channel.close()

    async def _flushed(self) -> None:
        for _ in range(100):
            if self._written >= self._outbox.next_number() - 1 or self.lost:
                return
            await asyncio.sleep(0.01)

    # --- keeping the session ------------------------------------------------

    async def _keep(self, stream: _Stream) -> None:
        """Serve streams, one after the other, until the gateway is gone for good."""
        while True:
            await self._serve(stream)
            reopened = await self._reopen()
            if reopened is None:
                return
            stream = reopened

    async def _serve(self, stream: _Stream) -> None:
        writer = asyncio.create_task(self._write(stream))
        try:
            while True:
                frame = await stream.read()
                if not isinstance(frame, pb.GatewayFrame):
                    return
                self._take(frame)
        except grpc.aio.AioRpcError:
            return  # the connection is lost; _reopen finds out whether the gateway is, too
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            stream.cancel()

    async def _write(self, stream: _Stream) -> None:
        self._news.set()
        while True:
            await self._news.wait()
            self._news.clear()
            for frame in self._outbox.from_number(self._written + 1):
                frame.seen_event = self._seen_event
                await stream.write(frame)
                self._written = frame.number

    async def _reopen(self) -> _Stream | None:
        attempt = 0
        while True:
            await asyncio.sleep(RETRY_PAUSES[min(attempt, len(RETRY_PAUSES) - 1)])
            attempt += 1
            try:
                async with asyncio.timeout(ATTACH_SECONDS):
                    return await self._open()
            except (grpc.aio.AioRpcError, AttachError, TimeoutError) as error:
                code = error.code() if isinstance(error, grpc.aio.AioRpcError) else None
                if code in (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNAUTHENTICATED) or not process_runs(
                    self.info.pid
                ):
                    self._lose()
                    return None

    def _lose(self) -> None:
        self.lost = ConnectionLostError(
            "the gateway is gone, and with it what was running; attach again, with %attach or attach()"
        )
        for job in list(self.jobs.values()):
            job.lose(self.lost)
        self.jobs.clear()

    # --- frames -------------------------------------------------------------

    def send(self, frame: pb.ClientFrame) -> None:
        """Send a frame, in order, also through a reconnect."""
        frame.number = self._outbox.next_number()
        self._outbox.add(frame)
        self._news.set()

    def submit(self, handle: JobHandle, frame: pb.ClientFrame) -> None:
        """Send a job and listen to its events."""
        if self.lost is not None:
            handle.lose(self.lost)
            return
        self.jobs[handle.id] = handle
        self.send(frame)

    def _take(self, frame: pb.GatewayFrame) -> None:
        self._outbox.seen(frame.seen_frame)
        for event in frame.events:
            if event.number <= self._seen_event:
                continue
            self._seen_event = event.number
            handle = self.jobs.get(event.job)
            if handle is not None:
                handle.take(event)
                if handle.done:
                    del self.jobs[event.job]

    async def call(self, method: Callable[..., Awaitable[T]], request: Any, timeout: float = 60.0) -> T:
        """One unary call. Raises FarfieldError with what the gateway says."""
        if self.lost is not None:
            raise self.lost
        try:
            return await method(request, metadata=self._metadata, timeout=timeout)
        except grpc.aio.AioRpcError as error:
            raise FarfieldError(error.details() or f"the gateway failed: {error.code().name}") from error

    async def read_log(self, job: str) -> list[worker_pb.Output]:
        """All output of a job."""
        outputs: list[worker_pb.Output] = []
        try:
            async for page in self.stub.ReadLog(pb.ReadLogRequest(job=job), metadata=self._metadata):
                outputs.extend(page.outputs)
        except grpc.aio.AioRpcError as error:
            raise FarfieldError(error.details() or f"the gateway failed: {error.code().name}") from error
        return outputs
