"""One connection of the calling thread's own, without a loop: frames out, frames in."""

from __future__ import annotations

import socket
import struct

from google.protobuf.message import DecodeError

from farfield_engine.client.route import DialError
from farfield_engine.wire.framing import MAX_FRAME, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb

PIECE = 1 << 20
"""Bytes that are taken from the socket together."""

_LENGTH = struct.Struct("<I")
_STRANGE = "what came is not what a gateway sends"


class BlockingFrames:
    """A connection that a route has opened. The token goes with the first message."""

    def __init__(self, sock: socket.socket, token: str, seconds: float) -> None:
        """seconds: a connection on which nothing moves for so long is dead."""
        self.sock = sock
        sock.settimeout(seconds)
        self._first = frame_of(token.encode())

    def send(self, message: pb.FromClient) -> None:
        """Send a message. Raises OSError."""
        first, self._first = self._first, b""
        self.sock.sendall(first + encode(message))

    def receive_into(self, view: memoryview) -> int:
        """Take some bytes as they are; how many. Raises OSError, at the end of the connection too."""
        count = self.sock.recv_into(view[:PIECE])
        if not count:
            raise OSError("the connection was cut")
        return count

    def receive(self, longest: int = MAX_FRAME) -> pb.ToClient:
        """The next message. Raises OSError, and DialError where the gateway does not let us in."""
        (size,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        if size > longest:
            raise OSError(_STRANGE)
        try:
            message = pb.ToClient.FromString(self._exactly(size))
        except DecodeError as error:
            raise OSError(_STRANGE) from error
        if message.HasField("refusal"):
            reason = message.refusal.reason
            if reason in (pb.Refusal.REASON_TOKEN, pb.Refusal.REASON_SESSION):
                raise DialError(message.refusal.message, for_good=reason == pb.Refusal.REASON_TOKEN)
            raise OSError(message.refusal.message)
        return message

    def _exactly(self, size: int) -> bytes:
        # In pieces: what announces itself as large need not be.
        received = bytearray()
        while len(received) < size:
            start = len(received)
            received += bytes(min(size - start, PIECE))
            with memoryview(received) as whole:
                count = self.receive_into(whole[start:])
            del received[start + count :]
        return bytes(received)

    def close(self) -> None:
        """End it. May be called again."""
        self.sock.close()
