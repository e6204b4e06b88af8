"""The gateway's framed socket, for clients of the same machine.

The first frame of a connection is the token. Until it has come, and was right, nothing is parsed, little is
kept and not much time is given.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import struct
from pathlib import Path
from typing import cast

import grpc
from google.protobuf.message import DecodeError

from farfield_engine.gateway.attachment import Port
from farfield_engine.gateway.auth import REFUSAL
from farfield_engine.gateway.calls import Aborted, answer_call
from farfield_engine.gateway.debugging import DebugClient
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.session import Session
from farfield_engine.wire.framing import FrameError, FrameReader, encode
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

TOKEN_SECONDS = 5.0
"""A connection whose token has not come by then is closed."""

TOKEN_BYTES = 256
"""What announces a longer first frame is no token."""

STOP_SECONDS = 0.2
"""How long a server that stops waits for its clients to read what they were sent."""

HIGH_WATER = 256 * 1024
"""Bytes that may wait for a client to read them; while more do, no more is written to it."""

CALLS_AT_ONCE = 128
"""Calls of one client that may wait for their answer, or for it to be read; more wait in its socket."""

_LENGTH = struct.Struct("<I")

_REASONS = {
    grpc.StatusCode.NOT_FOUND: pb.Refusal.REASON_SESSION,
    grpc.StatusCode.PERMISSION_DENIED: pb.Refusal.REASON_DEBUGGING,
}


class FramedServer:
    """Listens on a Unix socket. All on the gateway's loop."""

    def __init__(self, service: GatewayService, token: str, token_seconds: float = TOKEN_SECONDS) -> None:
        self.service = service
        self.token = token.encode()
        self.token_seconds = token_seconds
        self.peers: set[Peer] = set()
        self._server: asyncio.Server | None = None

    async def start(self, path: Path) -> None:
        """Listen there, for the owner of this process alone. Raises OSError."""
        path.unlink(missing_ok=True)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_unix_server(lambda: Peer(self), str(path))
        path.chmod(0o600)

    async def stop(self) -> None:
        """Listen no more and close all connections, after what is written to them."""
        if self._server is not None:
            self._server.close()
        for peer in list(self.peers):
            peer.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                while self.peers:
                    await asyncio.sleep(0.005)
        for peer in list(self.peers):
            peer.abort()


class Peer(asyncio.Protocol, Port):
    """One connection: first a token, then calls and at most one attachment."""

    def __init__(self, server: FramedServer) -> None:
        self._server = server
        self._first: bytearray | None = bytearray()
        """What has come before the token was complete; None after it."""
        self._reader = FrameReader(pb.FromClient)
        self._session: Session | None = None
        self._attachment = 0
        self._debug: DebugClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._room.set()
        self._transport: asyncio.Transport | None = None
        self._open = False
        self._held = False
        """Whether reading is paused, since it has so many calls open."""
        self._deadline: asyncio.TimerHandle | None = None

    # --- what asyncio says --------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no common class with asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._open = True
        self._transport.set_write_buffer_limits(HIGH_WATER)
        self._server.peers.add(self)
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(self._server.token_seconds, self._refuse_token)

    def data_received(self, data: bytes) -> None:
        if self._first is not None and self._open:
            data = self._take_token(data)
        if self._first is not None or not self._open:
            return
        self._feed(data)

    def _feed(self, data: bytes) -> None:
        """Take messages until there are too many calls; the rest is kept for later."""
        try:
            for message in self._reader.feed(data):
                self._take(message)
                if not self._open:
                    return
                if len(self._tasks) >= CALLS_AT_ONCE:
                    self._hold()
                    return
        except (FrameError, DecodeError) as error:
            self._refuse(pb.Refusal.REASON_INVALID, f"what came is not what a client sends: {error}")

    def pause_writing(self) -> None:
        self.paused = True
        self._room.clear()

    def resume_writing(self) -> None:
        self.paused = False
        self._room.set()
        if self._session is not None and self._open:
            self._session.attachments.push()

    def connection_lost(self, error: Exception | None) -> None:
        self._open = False
        self._room.set()
        self._server.peers.discard(self)
        self._stop_waiting()
        for task in self._tasks:
            task.cancel()
        if self._session is not None:
            self._session.attachments.leave(self._attachment)
        if self._debug is not None:
            self._debug.leave()

    # --- the token ----------------------------------------------------------

    def _take_token(self, data: bytes) -> bytes:
        """Add to the first frame; what came after it, once it is complete and right."""
        assert self._first is not None
        self._first += data
        if len(self._first) < _LENGTH.size:
            return b""
        (size,) = _LENGTH.unpack_from(self._first)
        end = _LENGTH.size + size
        if size > TOKEN_BYTES:
            self._refuse_token()
        elif len(self._first) >= end:
            given, rest = bytes(self._first[_LENGTH.size : end]), bytes(self._first[end:])
            if hmac.compare_digest(given, self._server.token):
                self._first = None
                self._stop_waiting()
                return rest
            self._refuse_token()
        return b""

    def _refuse_token(self) -> None:
        self._first = bytearray()
        self._refuse(pb.Refusal.REASON_TOKEN, REFUSAL)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    # --- messages -----------------------------------------------------------

    def _take(self, message: pb.FromClient) -> None:
        if message.HasField("call"):
            task = asyncio.get_running_loop().create_task(
                answer_call(self._server.service, message.call, self._write_answer)
            )
            self._tasks.add(task)
            task.add_done_callback(self._answered)
            return
        try:
            if message.HasField("debug"):
                self._take_debug(message.debug)
                return
            frame = pb.ClientFrame.FromString(message.frame)
            if self._session is None:
                self._attach(frame)
            elif not self._session.attachments.take(self._attachment, frame):
                self.close()
        except Aborted as refused:
            self._refuse(_REASONS.get(refused.code, pb.Refusal.REASON_INVALID), str(refused))
        except ValueError as error:
            self._refuse(pb.Refusal.REASON_INVALID, str(error))

    def _take_debug(self, frame: debug_pb.DebugClientFrame) -> None:
        if self._debug is not None:
            self._debug.take(frame)
        elif frame.HasField("hello"):
            self._debug = self._server.service.debugging.attach(self, frame.hello)
        else:
            raise ValueError("the first frame of a debug client is a hello")

    def _hold(self) -> None:
        if self._transport is not None and not self._held:
            self._held = True
            self._transport.pause_reading()

    def _answered(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._held and self._open and len(self._tasks) <= CALLS_AT_ONCE // 2:
            self._held = False
            self._feed(b"")
            if self._transport is not None and self._open and not self._held:
                self._transport.resume_reading()

    def _attach(self, frame: pb.ClientFrame) -> None:
        session, welcome = self._server.service.admit(frame)
        self._attachment = session.attachments.attach(frame.hello, welcome, self)
        self._session = session

    def write_debug(self, frame: debug_pb.DebugGatewayFrame) -> None:
        self._send(pb.ToClient(debug=frame))

    def write(self, frame: pb.GatewayFrame) -> None:
        self._send(pb.ToClient(frame=frame.SerializeToString()))

    async def _write_answer(self, answer: worker_pb.Answer) -> None:
        self._send(pb.ToClient(answer=answer))
        await self._room.wait()

    def _send(self, message: pb.ToClient) -> None:
        if self._transport is not None and self._open:
            self._transport.write(encode(message))

    def _refuse(self, reason: pb.Refusal.Reason, message: str) -> None:
        self._send(pb.ToClient(refusal=pb.Refusal(reason=reason, message=message)))
        self.close()

    def close(self) -> None:
        """End the connection after what is written; nothing more is listened to."""
        if self._transport is not None and self._open:
            self._open = False
            self._transport.close()

    def abort(self) -> None:
        """End the connection now."""
        if self._transport is not None:
            self._open = False
            self._transport.abort()
