"""The journal's files: how a record is framed, and a file of records."""

from __future__ import annotations

import enum
import logging
import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xxhash


class Kind(enum.IntEnum):
    """What a record is about; its payload is the business of whoever appends it."""

    SPEC = 1
    SEGMENT = 2
    FAILURE = 3
    OUTPUT = 4
    END = 5
    FORGET = 6
    """The job's records are void."""
    RETRY = 7
    """The job's FAILURE, END, SENT and CANCEL records before this one are void."""
    SENT = 8
    """Items were sent to a worker, or came back without having begun."""
    CANCEL = 9
    """The user has stopped the job."""
    SESSION = 10
    """The job is another session's from now on."""
    SEEN = 11
    """What was seen of the job while it ran."""
    TAKEN = 12
    """What a worker that may outlive the gateway has said of the job is in the records before this one. Those
    from before its END are void, too."""


# The last character is the version of the format.
_MAGIC: Final = b"FFJRNL1\n"
_FILE_HEADER: Final = struct.Struct("<8sQI")  # magic, salt, check of the salt
FILE_HEADER_SIZE: Final = _FILE_HEADER.size

# The check of what follows up to the payload: mark, kind, length of the job's id, length of the payload,
# check of the payload, and the id. With two checks a record is stepped over whose payload is damaged.
_CHECK: Final = struct.Struct("<I")
_FRONT: Final = struct.Struct("<2sBBII")
_HEADER: Final = struct.Struct("<I2sBBII")
_CHECK_SIZE: Final = _CHECK.size
_FRONT_SIZE: Final = _FRONT.size
_MARK: Final = b"\xf5\xfa"  # in no UTF-8 text
_HEADER_SIZE: Final = _HEADER.size
LONGEST_ID: Final = 255
LONGEST_PAYLOAD: Final = 0xFFFF_FFFF

BLOCK: Final = 256 << 10

_hash = xxhash.xxh3_64_intdigest
_log = logging.getLogger(__name__)


Record = tuple[int, bytes, int, int, bytes]
"""Kind, job, start and end in the file, and the payload where that was asked for."""


class JournalFile:
    """An append-only file of records. What is not written yet is read from memory.

    Holds what the journal knows of it, too: the jobs that have records in it. The descriptor of a file
    that is not written any more is open only while somebody reads.
    """

    def __init__(self, path: Path, number: int) -> None:
        self.path = path
        self.number = number
        self.written = 0
        self.pending = bytearray()
        self.jobs: dict[bytes, int] = {}
        """Bytes of records that are wanted, by job."""
        self.kept = 0
        """Their sum."""
        self.dead: set[bytes] = set()
        """Forgotten jobs whose records are still in here."""
        self.forgets: set[bytes] = set()
        """Jobs that a record in here has forgotten."""
        self.pins = 0
        """Readers; while there are any the file must stay as it is."""
        self.salt = 0
        self._descriptor = -1

    @classmethod
    def fresh(cls, path: Path, number: int) -> JournalFile:
        """A file that is made when it is first written."""
        file = cls(path, number)
        # What once were records of another file, or of a job that printed a journal, have another salt.
        file.salt = secrets.randbits(64)
        file.pending += file._own_header()
        return file

    @classmethod
    def existing(cls, path: Path, number: int) -> JournalFile | None:
        """A file of an earlier gateway; None when it ends within its header, and so holds nothing.

        Raises ValueError when it is not a journal of this version, OSError when it can't be read.
        """
        file = cls(path, number)
        file.written = path.stat().st_size
        try:
            header = file.read(0, FILE_HEADER_SIZE)
        finally:
            file.close()
        if len(header) == FILE_HEADER_SIZE:
            _, file.salt, _ = _FILE_HEADER.unpack(header)
            if header == file._own_header():
                return file
        elif _MAGIC.startswith(header[: len(_MAGIC)]):
            return None
        message = f"'{path}' is damaged, or is no journal that this version of Farfield can read"
        raise ValueError(message)

    def _own_header(self) -> bytes:
        return _FILE_HEADER.pack(_MAGIC, self.salt, _hash(_MAGIC, self.salt) & 0xFFFF_FFFF)

    @property
    def end(self) -> int:
        """Where the next record begins."""
        return self.written + len(self.pending)

    def append(self, kind: int, job: bytes, payload: bytes) -> tuple[int, int]:
        """Buffer a record; returns its place."""
        start = self.end
        front = _FRONT.pack(_MARK, kind, len(job), len(payload), _hash(payload) & 0xFFFF_FFFF) + job
        self.pending += _CHECK.pack(_hash(front, self.salt) & 0xFFFF_FFFF) + front
        self.pending += payload
        return start, start + _HEADER_SIZE + len(job) + len(payload)

    def write(self) -> None:
        """Write what is buffered. Raises OSError; what was not written then stays buffered."""
        while self.pending:
            if self._descriptor < 0:
                self._descriptor = _open(self.path, os.O_RDWR | os.O_CREAT)
            count = os.pwrite(self._descriptor, self.pending, self.written)
            del self.pending[:count]
            self.written += count

    def cut(self, end: int) -> None:
        """Remove what follows `end`. Raises OSError."""
        os.truncate(self.path, end)
        self.written = end

    def read(self, offset: int, size: int) -> bytes:
        """At most `size` bytes, less only at the end of the file. Raises OSError."""
        parts: list[bytes] = []
        while size > 0 and offset < self.written:
            if self._descriptor < 0:
                # For writing too: it may be the file that is written.
                self._descriptor = _open(self.path, os.O_RDWR)
            part = os.pread(self._descriptor, min(size, self.written - offset), offset)
            if not part:
                return b"".join(parts)  # somebody has made the file shorter
            parts.append(part)
            offset += len(part)
            size -= len(part)
        if size > 0:
            parts.append(bytes(self.pending[offset - self.written : offset - self.written + size]))
        return b"".join(parts)

    def replace(self, content: bytes | bytearray) -> None:
        """Put other records in place of all that are in the file.

        Raises OSError; all is as before then.
        """
        fresh = self.path.with_suffix(".new")
        try:
            with open(_open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as target:
                target.write(self._own_header())
                target.write(content)
            fresh.replace(self.path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        self.close()
        self.written = FILE_HEADER_SIZE + len(content)

    def close(self) -> None:
        """Close the descriptor; reading or writing opens another."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def records(self, start: int, end: int, kind: int = 0, job: bytes | None = None) -> Iterator[Record]:
        """The records between two places: all without their payloads, or one job's of one kind with them.

        Damaged records are left out, with a line in the log; so is, without one, a torn record at the end.
        Raises OSError when the file can't be read.
        """
        # Written for speed: a journal of a million records is gone through when a gateway starts.
        block, base, position, salt = b"", start, start, self.salt
        while position < end:
            at = position - base
            if at + _HEADER_SIZE + LONGEST_ID > len(block) and base + len(block) < end:
                block, base, at = self.read(position, min(BLOCK, end - position)), position, 0
            if len(block) - at >= _HEADER_SIZE:
                check, mark, its_kind, id_length, length, payload_check = _HEADER.unpack_from(block, at)
                front = block[at + _CHECK_SIZE : at + _HEADER_SIZE + id_length]
            else:
                check, mark, front = 0, b"", b""
            if mark != _MARK or _hash(front, salt) & 0xFFFF_FFFF != check:
                found = self._next(position + 1, end)
                if found < 0:
                    return
                _log.error("%s: %d damaged bytes at %d are skipped", self.path, found - position, position)
                position = found
                continue
            begin = position + _HEADER_SIZE + id_length
            if begin + length > end:
                return
            its_job = front[_FRONT_SIZE:]
            if job is None:
                yield its_kind, its_job, position, begin + length, b""
            elif its_kind == kind and its_job == job:
                payload = block[begin - base : begin - base + length]
                if len(payload) < length:
                    payload = self.read(begin, length)
                if _hash(payload) & 0xFFFF_FFFF == payload_check:
                    yield its_kind, its_job, position, begin + length, payload
                else:
                    _log.error("%s: the damaged record at %d is skipped", self.path, position)
            position = begin + length

    def _next(self, position: int, end: int) -> int:
        """Where the next undamaged record begins, -1 when there is none."""
        while position < end:
            block = self.read(position, min(BLOCK, end - position))
            at = block.find(_MARK)
            while at >= 0:
                if self._is_whole(position + at - _CHECK_SIZE):
                    return position + at - _CHECK_SIZE
                at = block.find(_MARK, at + 1)
            if len(block) < len(_MARK):
                return -1
            position += len(block) - 1  # a mark may lie across the edge
        return -1

    def _is_whole(self, at: int) -> bool:
        """Whether an undamaged record begins here, as far as one can tell."""
        header = self.read(at, _HEADER_SIZE + LONGEST_ID)
        if len(header) < _HEADER_SIZE:
            return False
        fields: tuple[int, bytes, int, int, int, int] = _HEADER.unpack_from(header)
        check, _, _, id_length, length, payload_check = fields
        if _hash(header[_CHECK_SIZE : _HEADER_SIZE + id_length], self.salt) & 0xFFFF_FFFF != check:
            return False
        payload = self.read(at + _HEADER_SIZE + id_length, length)
        return len(payload) == length and _hash(payload) & 0xFFFF_FFFF == payload_check


def _open(path: Path, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
