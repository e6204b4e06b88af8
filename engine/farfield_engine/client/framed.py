"""A session over the gateway's framed socket: the shortest way between two processes of one machine."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

from google.protobuf.message import DecodeError

from farfield_engine.client.carried import FramesConnection, Received
from farfield_engine.client.connection import Connected
from farfield_engine.client.loop import LoopThread
from farfield_engine.client.route import DialError, UnixRoute
from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_READ_BYTES = 1 << 16


class FramedConnection(FramesConnection):
    """Writes to the socket from the thread that sends: the loop's thread need not be woken for it."""

    async def _dial(self) -> tuple[Connected, pb.Welcome]:
        assert isinstance(self.route, UnixRoute)
        sock = socket.socket(socket.AF_UNIX)
        try:
            sock.setblocking(False)
            await self._thread.loop.sock_connect(sock, self.route.path)
            carrier = _FramedCarrier(sock, self._thread, self._take_message, self.go_on)
        except OSError as error:
            sock.close()
            raise DialError(f"it can't be reached at '{self.route.path}': {error}") from error
        except BaseException:
            sock.close()
            raise
        try:
            carrier.begin(self.route.token, self.hello_frame())
            return carrier, await carrier.received.welcome
        except BaseException:
            await carrier.close()
            carrier.drop()
            raise

    def _frames_go(self, carrier: Connected) -> None:
        assert isinstance(carrier, _FramedCarrier)
        carrier.received.go()


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
        self._on_room = on_room
        self.received = Received(on_message, thread.loop)
        self._reader = FrameReader(pb.ToClient)
        self._buffer = memoryview(bytearray(_READ_BYTES))
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

    def _readable(self) -> None:
        try:
            count = self._sock.recv_into(self._buffer)
        except BlockingIOError:
            return
        except OSError as error:
            self._break(f"the connection was cut: {error}")
            return
        if not count:
            self._break("it ended the connection")
            return
        try:
            for message in self._reader.feed(self._buffer[:count]):
                self.received.take(message)
        except (FrameError, DecodeError) as error:
            self._break(f"what came is not what a gateway sends: {error}")

    def _break(self, why: str) -> None:
        self._thread.loop.remove_reader(self._sock)
        self.why = why
        self.received.end(why)
        self.ended.set()

    async def close(self) -> None:
        self._closed = True
        self._thread.loop.remove_reader(self._sock)
        self._thread.loop.remove_writer(self._sock)
        self._give_up()
        self.received.end("it was closed")
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
