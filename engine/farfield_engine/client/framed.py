"""A session over the gateway's framed socket: the shortest way between two processes of one machine."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

from google.protobuf.message import DecodeError

from farfield_engine.client.connection import Connected, Connection, DialError
from farfield_engine.client.loop import LoopThread
from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_READ_BYTES = 1 << 16


class FramedConnection(Connection):
    """Writes to the socket from the thread that sends: the loop's thread need not be woken for it."""

    async def _dial(self) -> tuple[Connected, pb.Welcome]:
        sock = socket.socket(socket.AF_UNIX)
        try:
            sock.setblocking(False)
            await self._thread.loop.sock_connect(sock, self.info.framed)
            carrier = _FramedCarrier(sock, self._thread, self._take_message, self.go_on)
        except OSError as error:
            sock.close()
            raise DialError(f"it can't be reached at '{self.info.framed}': {error}") from error
        except BaseException:
            sock.close()
            raise
        try:
            carrier.begin(self.info.token, self.hello_frame())
            return carrier, await carrier.welcome
        except BaseException:
            await carrier.close()
            carrier.drop()
            raise

    def _frames_go(self, carrier: Connected) -> None:
        assert isinstance(carrier, _FramedCarrier)
        carrier.go()

    def _take_message(self, message: pb.ToClient) -> None:
        if message.HasField("frame"):
            self.take(pb.GatewayFrame.FromString(message.frame))
        elif message.HasField("answer"):
            self.take_answer(message.answer)


class _FramedCarrier(Connected):
    """One connection to the framed socket, which is read on the loop."""

    def __init__(
        self,
        sock: socket.socket,
        thread: LoopThread,
        on_message: Callable[[pb.ToClient], None],
        on_room: Callable[[], None],
    ) -> None:
        super().__init__()
        self._sock = sock
        self._thread = thread
        self._on_message = on_message
        self._on_room = on_room
        self.welcome: asyncio.Future[pb.Welcome] = thread.loop.create_future()
        self._reader = FrameReader(pb.ToClient)
        self._buffer = memoryview(bytearray(_READ_BYTES))
        self._early: list[pb.ToClient] | None = []
        self._closed = False
        self._sent: list[int] = []
        self._left: memoryview | bytes = b""
        """What is to be written before all else; whoever writes has it, and where `full`, the loop."""

    # --- reading, on the loop -----------------------------------------------

    def begin(self, token: str, hello: pb.ClientFrame) -> None:
        """Say who we are and listen."""
        self._thread.loop.add_reader(self._sock, self._readable)
        first = encode(pb.FromClient(frame=hello.SerializeToString()))
        self._send(frame_of(token.encode()) + first)

    def go(self) -> None:
        """Hand on what came with the welcome, and from now on all that comes."""
        early, self._early = self._early or [], None
        for message in early:
            self._on_message(message)

    def _readable(self) -> None:
        try:
            count = self._sock.recv_into(self._buffer)
        except BlockingIOError:
            return
        except OSError as error:
            self._break(f"the connection was cut: {error}")
            return
        if not count:
            self._break("it ended the connection at once")
            return
        try:
            for message in self._reader.feed(self._buffer[:count]):
                self._take(message)
        except (FrameError, DecodeError) as error:
            self._break(f"what came is not what a gateway sends: {error}")

    def _take(self, message: pb.ToClient) -> None:
        if self._early is None:
            self._on_message(message)
        elif message.HasField("refusal"):
            refusal = message.refusal
            self._break(refusal.message, for_good=refusal.reason != pb.Refusal.REASON_INVALID)
        elif self.welcome.done():
            self._early.append(message)
        else:
            self.welcome.set_result(pb.GatewayFrame.FromString(message.frame).welcome)

    def _break(self, why: str, *, for_good: bool = False) -> None:
        self._thread.loop.remove_reader(self._sock)
        if not self.welcome.done():
            self.welcome.set_exception(DialError(why, for_good=for_good))
        self.ended.set()

    async def close(self) -> None:
        self._closed = True
        self._thread.loop.remove_reader(self._sock)
        self._thread.loop.remove_writer(self._sock)
        self._give_up()
        if self.welcome.done() and not self.welcome.cancelled():
            self.welcome.exception()  # nobody may have come to ask for it
        self.ended.set()

    # --- writing, with the session's turn -----------------------------------

    def write(self, frame: pb.ClientFrame) -> None:
        self._send(encode(pb.FromClient(frame=frame.SerializeToString())))

    def write_call(self, call: worker_pb.Call) -> None:
        self._send(encode(pb.FromClient(call=call)))

    def _send(self, data: bytes) -> None:
        self._sent.clear()
        try:
            # One call, which Ctrl-C does not divide: without its note nobody could tell what is left to send.
            self._sent.extend(map(self._sock.send, (data,)))
        except BlockingIOError:
            self._sent.append(0)
        except OSError:
            pass  # broken, which the reading end is told as well
        finally:
            if self._sent and self._sent[0] < len(data):
                self._left = memoryview(data)[self._sent[0] :]
                self.full = True
                self._thread.loop.call_soon_threadsafe(self._await_room)

    def drop(self) -> None:
        self._sock.close()

    def _give_up(self) -> None:
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    # --- writing what was left, on the loop ---------------------------------

    def _await_room(self) -> None:
        if not self._closed:
            self._thread.loop.add_writer(self._sock, self._writable)

    def _writable(self) -> None:
        try:
            self._left = self._left[self._sock.send(self._left) :]
        except BlockingIOError:
            return
        except OSError:
            self._left = b""  # broken, which the reading end is told as well
        if not self._left:
            self._thread.loop.remove_writer(self._sock)
            self.full = False
            self._on_room()
