"""A connection of a worker's, from its token on: first a hello, then numbered frames."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from google.protobuf.message import DecodeError

from farfield_engine.gateway.door import HERE, NotWelcome
from farfield_engine.gateway.workerdoor import WorkerDoor, WorkerLink
from farfield_engine.wire.framing import FrameError, FrameReader, encode
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

if TYPE_CHECKING:
    from farfield_engine.gateway.framedserver import FramedServer

HELLO_BYTES = 1 << 20
"""What is longer is no hello. Most are short; one of a worker that has much to do names its batches."""

CLOSE_SECONDS = 1.0


class WorkerPeer(asyncio.Protocol):
    """One connection. `FramedServer` has read the token, which is looked at when it is known whose it is."""

    def __init__(self, server: FramedServer, door: WorkerDoor, token: bytes, peer: str) -> None:
        """peer: where it comes from, as `Door` names it."""
        self.user = ""
        self.here = peer == HERE
        self._server = server
        self._door = door
        self._token = token
        self._peer = peer
        self._reader = FrameReader(pb.FromClient)
        self._late = b""
        """What has come and was not looked at yet: others had to have their turn."""
        self._link: WorkerLink | None = None
        self._heard = 0
        """Bytes that have come before the hello was complete."""
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None

    # --- what asyncio says --------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no common class with asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._server.came(self)
        self._deadline = asyncio.get_running_loop().call_later(self._server.token_seconds, self.abort)

    def data_received(self, data: bytes) -> None:
        if self._transport is None:
            return
        if self._late:
            self._late += data
        elif not self._server.turns.take(self._feed, data):
            self._late = data
            self._transport.pause_reading()
            self._server.turns.later(self._go_on)

    def _go_on(self) -> None:
        data, self._late = self._late, b""
        if self._transport is not None:
            self._transport.resume_reading()
            self._feed(data)

    def _feed(self, data: bytes) -> None:
        if self._link is None:
            self._heard += len(data)
        try:
            for message in self._reader.feed(data):
                if self._transport is None:
                    return
                self._take(message)
            if self._link is None and self._heard > HELLO_BYTES:
                self.abort()
        except (FrameError, DecodeError, ValueError):
            # Of a worker that lives the next connection goes on where this one was right.
            self.abort()

    def connection_lost(self, error: Exception | None) -> None:
        data, self._late = self._late, b""
        if data and self._transport is not None:
            self._feed(data)  # it may be the last that a worker had to say
        self._transport = None
        self._stop_waiting()
        self._server.gone(self)
        self._door.left(self, self._link)
        if self._link is not None and not self.here:
            self._server.door.note("left", peer=self._peer, client=f"worker {self._link.worker}")

    # --- messages -----------------------------------------------------------

    def _take(self, message: pb.FromClient) -> None:
        """Take a hello or a frame. Raises ValueError where something else has come, or frames were lost."""
        kind = message.WhichOneof("message")
        if self._link is not None and kind == "up":
            self._link.take(self, message.up, message.ByteSize())
        elif self._link is None and kind == "worker":
            self._say_hello(message)
        else:
            raise ValueError(f"a worker does not send '{kind}' here")

    def _say_hello(self, message: pb.FromClient) -> None:
        hello = message.worker
        try:
            self._server.door.admit_worker(self._door.opens(self._token, hello), self._peer)
        except NotWelcome as refused:
            refusal = pb.Refusal(reason=pb.Refusal.REASON_TOKEN, message=str(refused))
            self.write(pb.ToClient(refusal=refusal))
            self.close()
            return
        self._stop_waiting()
        self._server.is_known(self)
        self.enter(hello)

    def enter(self, hello: worker_pb.WorkerHello) -> None:
        self._link = self._door.enter(self, hello)
        if self._link is not None and not self.here:
            self._server.door.note("attached", peer=self._peer, client=f"worker {hello.worker}")

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    # --- what door and server say -------------------------------------------

    def write(self, message: pb.ToClient) -> None:
        if self._transport is not None:
            self._transport.write(encode(message))

    def dismiss(self, reason: str) -> None:
        pass  # a worker's token ends with its worker

    def close(self) -> None:
        """End the connection after what is written."""
        if self._transport is not None:
            transport, self._transport = self._transport, None
            transport.close()
            self._stop_waiting()
            self._deadline = asyncio.get_running_loop().call_later(CLOSE_SECONDS, transport.abort)

    def abort(self) -> None:
        """End the connection now."""
        if self._transport is not None:
            transport, self._transport = self._transport, None
            transport.abort()
