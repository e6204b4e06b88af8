"""Messages kept in order: in memory while they are few, in an unnamed file when they are many."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from typing import Generic, TypeVar

from google.protobuf.message import Message

M = TypeVar("M", bound=Message)

_HEADER = struct.Struct("<I")
IN_MEMORY = 256 * 1024


class Spool(Generic[M]):
    """Append-only; read from the beginning. The file vanishes with the process, also after kill -9."""

    def __init__(self, kind: type[M], directory: str | None = None) -> None:
        self._kind = kind
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=directory)  # noqa: SIM115  # closed by close()
        self.count = 0

    def append(self, message: M) -> None:
        """Add a message. Raises OSError when the disk is full."""
        data = message.SerializeToString()
        self._file.seek(0, 2)
        self._file.write(_HEADER.pack(len(data)) + data)
        self.count += 1

    def read(self) -> Iterator[M]:
        """All messages; what is appended meanwhile is included."""
        position = 0
        while True:
            self._file.seek(position)
            header = self._file.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return
            (size,) = _HEADER.unpack(header)
            message = self._kind.FromString(self._file.read(size))
            position += _HEADER.size + size
            yield message

    def close(self) -> None:
        self._file.close()
