"""Messages kept in order: in memory while they are few, in an unnamed file when they are many."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Iterator
from typing import IO, Generic, TypeVar

from google.protobuf.message import Message

M = TypeVar("M", bound=Message)

_HEADER = struct.Struct("<I")
IN_MEMORY = 256 * 1024


class Spool(Generic[M]):
    """Append-only; read from the beginning. The file vanishes with the process, also after kill -9."""

    def __init__(self, kind: type[M], directory: str | None = None) -> None:
        self._kind = kind
        self._directory = directory
        self._recent: list[bytes] = []
        self._recent_size = 0
        self._file: IO[bytes] | None = None
        self._end = 0  # of the messages in the file; half a message may follow where the disk was full
        self.count = 0

    def append(self, message: M) -> None:
        """Add a message. Raises OSError when the disk is full."""
        data = message.SerializeToString()
        if self._recent_size + len(data) > IN_MEMORY:
            self._write_out([*self._recent, data])
        else:
            self._recent.append(data)
            self._recent_size += len(data)
        self.count += 1

    def _write_out(self, messages: list[bytes]) -> None:
        if self._file is None:
            # Unbuffered: what a full disk did not take must not come later, behind our back.
            self._file = tempfile.TemporaryFile(dir=self._directory, buffering=0)  # closed by close()
        data = b"".join(part for data in messages for part in (_HEADER.pack(len(data)), data))
        self._file.seek(self._end)
        written = 0
        while written < len(data):
            written += self._file.write(data[written:])
        self._end += written
        self._recent.clear()
        self._recent_size = 0

    def read(self) -> Iterator[M]:
        """All messages there were when reading began."""
        recent = list(self._recent)
        position, end = 0, self._end
        while position < end:
            # Read at a position of ours: somebody may append between two messages.
            block = self._block(position, IN_MEMORY)
            (size,) = _HEADER.unpack_from(block)
            if len(block) < _HEADER.size + size:
                block = self._block(position, _HEADER.size + size)
            offset = 0
            while offset + _HEADER.size <= len(block) and position < end:
                (size,) = _HEADER.unpack_from(block, offset)
                following = offset + _HEADER.size + size
                if following > len(block):
                    break
                yield self._kind.FromString(block[offset + _HEADER.size : following])
                position += following - offset
                offset = following
        for data in recent:
            yield self._kind.FromString(data)

    def _block(self, position: int, size: int) -> bytes:
        assert self._file is not None
        return os.pread(self._file.fileno(), size, position)

    def clear(self) -> None:
        """Forget all messages."""
        self._recent.clear()
        self._recent_size = self._end = self.count = 0

    def close(self) -> None:
        self._recent.clear()
        if self._file is not None:
            self._file.close()
