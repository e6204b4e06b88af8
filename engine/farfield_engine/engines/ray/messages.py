"""Messages between a gateway and its driver: JSON objects, each after its length, over a socket pair."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

Message = dict[str, Any]

_LENGTH = struct.Struct("=I")


def encode(message: Message) -> bytes:
    """One message as it is written."""
    data = json.dumps(message, separators=(",", ":")).encode()
    return _LENGTH.pack(len(data)) + data


class MessageReader:
    """Takes bytes as they come and gives whole messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that have come to their end."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            message: Message = json.loads(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield message
