"""Protobuf frames in a byte stream: four bytes of length, little-endian, then the message."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Generic, TypeVar

from google.protobuf.message import Message

M = TypeVar("M", bound=Message)

_HEADER = struct.Struct("<I")
MAX_FRAME = 1 << 30


class FrameError(ValueError):
    """The stream does not hold frames: its other end is not what it should be."""


def encode(message: Message) -> bytes:
    """One frame."""
    return frame_of(message.SerializeToString())


def frame_of(data: bytes) -> bytes:
    """One frame with content that is serialised already, or is no message."""
    return _HEADER.pack(len(data)) + data


class FrameReader(Generic[M]):
    """Cuts a stream into messages of one type."""

    def __init__(self, kind: type[M]) -> None:
        self._kind = kind
        self._received = bytearray()

    def feed(self, data: bytes | memoryview) -> Iterator[M]:
        """The messages that are complete now. Raises FrameError, or DecodeError from protobuf."""
        received = self._received
        received += data
        offset = 0
        try:
            while len(received) - offset >= _HEADER.size:
                (size,) = _HEADER.unpack_from(received, offset)
                if size > MAX_FRAME:
                    raise FrameError(f"a frame of {size} bytes is announced, {MAX_FRAME} is the limit")
                end = offset + _HEADER.size + size
                if len(received) < end:
                    return
                message = self._kind.FromString(bytes(memoryview(received)[offset + _HEADER.size : end]))
                offset = end
                yield message
        finally:
            del received[:offset]

    def take_rest(self) -> bytes:
        """What has come after the last message, which is no message."""
        rest = bytes(self._received)
        self._received.clear()
        return rest
