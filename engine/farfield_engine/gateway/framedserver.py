"""The gateway's framed connections: at its Unix socket, and through TLS.

The first frame of a connection is the token. Until it has come, and was right, nothing is parsed, little is
kept and not much time is given.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import struct
from collections.abc import Coroutine
from pathlib import Path
from typing import Protocol, cast

import grpc
from google.protobuf.message import DecodeError

from farfield_engine.gateway.attachment import Port
from farfield_engine.gateway.calls import Aborted, answer_call
from farfield_engine.gateway.debugging import DebugClient
from farfield_engine.gateway.door import HERE, REFUSAL, Door, Guest, NotWelcome
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.session import Session
from farfield_engine.gateway.transfers import TransferError, Transfers, Upload
from farfield_engine.gateway.turns import Turns
from farfield_engine.gateway.workerdoor import WorkerDoor, is_workers
from farfield_engine.gateway.workerpeer import WorkerPeer
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

CLOSE_SECONDS = 1.0
"""How long a connection that the gateway ends may take to read what was written to it before."""

HIGH_WATER = 256 * 1024
"""Bytes that may wait for a client to read them; while more do, no more is written to it."""

CALLS_AT_ONCE = 128
"""Calls of one client that may wait for their answer, or for it to be read; more wait in its socket."""

READ_AT_ONCE = 64 * 1024
"""Bytes after which others have their turn: a socket that is always full would be read without a pause."""

STRANGERS = 256
"""Connections that may be open without a token; the one that has waited longest goes for the next."""

BACKLOG = 200
"""Callers that may wait: fewer than may be strangers, as they all come in at once."""

_LENGTH = struct.Struct("<I")
_log = logging.getLogger(__name__)

_REASONS = {
    grpc.StatusCode.NOT_FOUND: pb.Refusal.REASON_SESSION,
    grpc.StatusCode.PERMISSION_DENIED: pb.Refusal.REASON_DEBUGGING,
}


class Connection(Guest, Protocol):
    """One that is open: of a client or a worker."""

    def close(self) -> None:
        """End it after what is written; nothing more is listened to."""

    def abort(self) -> None:
        """End it now."""


class FramedServer:
    """Serves connections, and listens at a Unix socket itself. All on the gateway's loop."""

    def __init__(
        self,
        service: GatewayService,
        door: Door,
        token_seconds: float = TOKEN_SECONDS,
        workers: WorkerDoor | None = None,
    ) -> None:
        """workers: where workers come in; None: none dial this gateway."""
        self.service = service
        self.door = door
        self.token_seconds = token_seconds
        self.workers = workers
        self.peers: set[Connection] = set()
        self.turns = Turns()
        """What workers bring takes turns with all else."""
        self._strangers: dict[Connection, None] = {}
        self._stopped = False
        self._early: list[Peer] | None = []
        """Clients that have come before there is anything to say; None: there is."""
        self._server: asyncio.Server | None = None

    async def start(self, path: Path) -> None:
        """Listen there, for the owner of this process alone. Raises OSError."""
        path.unlink(missing_ok=True)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_unix_server(lambda: Peer(self, HERE), str(path), backlog=BACKLOG)
        path.chmod(0o600)

    def open_to_clients(self) -> None:
        """From now on all are served, those too that have come already."""
        early, self._early = self._early or (), None
        for peer in early:
            peer.go_on()

    def waits(self, peer: Peer) -> bool:
        """Whether a client has to wait until all is served: workers come first, to say what they do."""
        if self._early is not None:
            self._early.append(peer)
        return self._early is not None

    def came(self, peer: Connection) -> None:
        """A connection is open, and has no token yet."""
        self.peers.add(peer)
        if self._stopped:
            peer.abort()  # it was on its way when the server stopped
            return
        self._strangers[peer] = None
        if len(self._strangers) > STRANGERS:
            oldest = next(iter(self._strangers))
            del self._strangers[oldest]
            oldest.abort()

    def is_known(self, peer: Connection) -> None:
        """Its token was right."""
        self._strangers.pop(peer, None)
        self.door.enter(peer)

    def gone(self, peer: Connection) -> None:
        """It is closed."""
        self.peers.discard(peer)
        self._strangers.pop(peer, None)
        self.door.leave(peer)

    async def stop(self) -> None:
        """Listen no more and close all connections, after what is written to them."""
        self._stopped = True
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

    def __init__(self, server: FramedServer, peer: str) -> None:
        """peer: where it comes from, as `Door` names it."""
        self.user = ""
        self._server = server
        self._peer = peer
        self._upload: Upload | None = None
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
        self._noted = False
        """Whether the account has what it is for."""
        self._deadline: asyncio.TimerHandle | None = None

    # --- what asyncio says --------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no common class with asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._open = True
        self._transport.set_write_buffer_limits(HIGH_WATER)
        self._server.came(self)
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(self._server.token_seconds, self._refuse_token)

    def data_received(self, data: bytes) -> None:
        if self._first is not None and self._open:
            data = self._take_token(data)
        if self._first is not None or not self._open:
            return
        if len(data) >= READ_AT_ONCE:
            self._let_others()
        self._feed(data)

    def _let_others(self) -> None:
        """Read no more in this turn of the loop."""
        if self._transport is not None and not self._held:
            self._transport.pause_reading()
            asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        if self._transport is not None and self._open and not self._held:
            self._transport.resume_reading()

    def _feed(self, data: bytes) -> None:
        """Take messages until there are too many calls; the rest is kept for later."""
        try:
            while self._upload is not None and data:
                data = self._feed_upload(self._upload, data)
            for message in self._reader.feed(data):
                self._take(message)
                if not self._open:
                    return
                if self._upload is not None:
                    break
                if len(self._tasks) >= CALLS_AT_ONCE:
                    self._hold()
                    return
        except (FrameError, DecodeError) as error:
            self._refuse(pb.Refusal.REASON_INVALID, f"what came is not what a client sends: {error}")
            return
        if self._upload is not None and (rest := self._reader.take_rest()):
            self._feed(rest)

    def _feed_upload(self, upload: Upload, data: bytes) -> bytes:
        """Take content; what comes after it."""
        try:
            rest = upload.feed(data)
        except (OSError, TransferError) as error:
            self._end_upload()
            self._send(pb.ToClient(transfer=pb.Transfer(error=f"it could not be written: {error}")))
            self.close()
            return b""
        if upload.complete:
            self._end_upload()
            self._send(pb.ToClient(transfer=pb.Transfer(offset=upload.offset)))
        return rest

    def _end_upload(self) -> None:
        if self._upload is not None:
            self._upload.close()
            self._upload = None

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
        self._server.gone(self)
        self._stop_waiting()
        self._end_upload()
        for task in self._tasks:
            task.cancel()
        if self._session is not None:
            self._session.attachments.leave(self._attachment)
            self._note("left", self._session.client)
        if self._debug is not None:
            self._debug.leave()
            self._note("left", self._debug.name)

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
            if self._server.workers is not None and is_workers(given):
                self._hand_over(self._server.workers, given, rest)
                return b""
            if self._server.waits(self):
                self._stop_waiting()
                self._reads(False)
                return b""
            try:
                self.user = self._server.door.admit(given, self._peer)
            except NotWelcome as refused:
                self._refuse_token(str(refused))
                return b""
            self._first = None
            self._stop_waiting()
            self._server.is_known(self)
            return rest
        return b""

    def go_on(self) -> None:
        """It has waited; what has come of it is looked at now."""
        if self._open:
            self._reads(True)
            self.data_received(b"")

    def _reads(self, reads: bool) -> None:
        if self._transport is not None:
            (self._transport.resume_reading if reads else self._transport.pause_reading)()

    def _hand_over(self, workers: WorkerDoor, token: bytes, rest: bytes) -> None:
        """It says that it is a worker: whose token this is, it says next."""
        transport = self._transport
        assert transport is not None
        self._stop_waiting()
        self._open, self._transport = False, None
        self._server.gone(self)
        worker = WorkerPeer(self._server, workers, token, self._peer)
        transport.set_protocol(worker)
        worker.connection_made(transport)
        worker.data_received(rest)

    def _refuse_token(self, why: str = REFUSAL) -> None:
        self._first = bytearray()
        self._refuse(pb.Refusal.REASON_TOKEN, why)

    def dismiss(self, reason: str) -> None:
        """Its token is valid no more."""
        self._refuse(pb.Refusal.REASON_TOKEN, reason)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    # --- messages -----------------------------------------------------------

    def _take(self, message: pb.FromClient) -> None:
        if message.HasField("call"):
            if not self._noted and self._peer != HERE:
                # Who only asks does not attach; what is theirs they see all the same.
                self._note("called", message.call.method)
            task = asyncio.get_running_loop().create_task(
                answer_call(self._server.service, message.call, self._write_answer, self.user, self._peer)
            )
            self._tasks.add(task)
            task.add_done_callback(self._answered)
            return
        try:
            if message.HasField("upload"):
                self._begin_upload(message.upload)
                return
            if message.HasField("download"):
                self._begin_download(message.download)
                return
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

    def _begin_upload(self, asked: pb.Upload) -> None:
        """Say from where on, or take the content that follows. Raises Aborted."""
        session, transfers = self._server.service.session_of(asked.session, self.user), self._transfers
        try:
            if asked.ask:
                self._send(pb.ToClient(transfer=pb.Transfer(offset=transfers.arrived(session, asked))))
                return
            self._upload = transfers.upload(session, asked)
        except (TransferError, OSError) as error:
            # What follows is content that nobody wants: there is no way to tell where it ends but to read it.
            self._send(pb.ToClient(transfer=pb.Transfer(error=str(error))))
            self.close()
            return
        if self._upload.complete:
            self._end_upload()
            self._send(pb.ToClient(transfer=pb.Transfer(offset=asked.size)))

    def _begin_download(self, asked: pb.Download) -> None:
        """Send content, as fast as it is read. Raises Aborted."""
        session = self._server.service.session_of(asked.session, self.user)
        try:
            self._transfers.check_download(session, asked)
        except (TransferError, OSError) as error:
            self._send(pb.ToClient(transfer=pb.Transfer(error=str(error))))
            return
        self._send(pb.ToClient(transfer=pb.Transfer(offset=asked.offset)))
        work = self._transfers.download(session, asked, self._write_content)
        task = asyncio.get_running_loop().create_task(self._download(work))
        self._tasks.add(task)
        task.add_done_callback(self._answered)

    async def _download(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except (OSError, TransferError) as error:
            _log.warning("content can't be sent on: %s", error)
            self.abort()

    async def _write_content(self, data: bytes) -> None:
        if self._transport is not None and self._open:
            self._transport.write(data)
        await self._room.wait()
        # One download must not be all that the loop does.
        await asyncio.sleep(0)

    @property
    def _transfers(self) -> Transfers:
        return self._server.service.transfers

    def _take_debug(self, frame: debug_pb.DebugClientFrame) -> None:
        if self._debug is not None:
            self._debug.take(frame)
        elif frame.HasField("hello"):
            self._debug = self._server.service.debugging.attach(self, frame.hello, self.user)
            self._note("debugging", self._debug.name)
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
        session, welcome = self._server.service.admit(frame, self.user, self._peer)
        self._attachment = session.attachments.attach(frame.hello, welcome, self)
        self._session, self._noted = session, True

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
            # Not everybody reads what is written, or answers to the end of TLS.
            self._stop_waiting()
            self._deadline = asyncio.get_running_loop().call_later(CLOSE_SECONDS, self._transport.abort)

    def _note(self, event: str, client: str) -> None:
        self._noted = True
        self._server.door.note(event, user=self.user, peer=self._peer, client=client)

    def abort(self) -> None:
        """End the connection now."""
        if self._transport is not None:
            self._open = False
            self._transport.abort()
