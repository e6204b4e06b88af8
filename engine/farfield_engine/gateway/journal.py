"""The gateway's journal: what jobs returned, printed and failed with, on disk and found again after kill -9.

One journal for all jobs, so that a turn of the loop costs one write, however many jobs have something to
tell. Everything runs on the gateway's loop. What was flushed survives the gateway's death, however it
dies; the machine's own death may take the last seconds of it, which are then cut or skipped.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import itertools
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Generic, TypeVar

from google.protobuf.message import DecodeError, Message

from farfield_engine.gateway.journalfiles import (
    FILE_HEADER_SIZE,
    LONGEST_ID,
    LONGEST_PAYLOAD,
    JournalFile,
    Kind,
)
from farfield_engine.gateway.journalindex import Index

__all__ = ["Journal", "JournalInUse", "JournalStream", "Kind", "StoredJob"]

M = TypeVar("M", bound=Message)

ROTATE_AT: Final = 64 << 20
"""Bytes after which a file is full."""

UNWRITTEN_LIMIT: Final = 64 << 20
"""Bytes that wait in memory while the disk is full."""

FLUSH_AT: Final = 4 << 20
"""Bytes that are written without waiting for the next turn of the loop."""

RETRY_SECONDS: Final = 1.0
"""Between two attempts to write while the disk is full."""

COMPACT_BELOW: Final = 4
"""A file is written anew when less than a fourth of it is wanted."""

COMPACT_AT: Final = 1 << 20
"""Smaller files are not worth it."""

_LOCK_NAME: Final = "lock"
_log = logging.getLogger(__name__)


class JournalInUse(Exception):
    """Another living process writes the journal in this directory."""


class Journal:
    """Records of jobs, in the files of one directory that no other living process writes."""

    def __init__(self, directory: Path, rotate_at: int = ROTATE_AT) -> None:
        """Take the directory and index what earlier gateways left in it.

        Raises JournalInUse when another living process has it, OSError when it can't be made, locked or
        read.
        """
        self.directory = directory
        self._rotate_at = rotate_at
        self._index = Index()
        self._unwritten = 0
        self._error: OSError | None = None  # why the last write failed
        self._scheduled: asyncio.Handle | None = None
        self._closed = False
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _lock(directory)
        try:
            self._current = self._load()
            self._tidy()
        except BaseException:
            os.close(self._lock)
            raise

    @classmethod
    def open(cls, directory: Path, rotate_at: int = ROTATE_AT) -> tuple[Journal, list[StoredJob]]:
        """The journal, and the jobs in it that were not forgotten, oldest first.

        Raises as the constructor does.
        """
        journal = cls(directory, rotate_at)
        return journal, [StoredJob(journal, name.decode()) for name in journal._index.jobs]

    # --- appending ----------------------------------------------------------

    def append(self, job: str, kind: Kind, payload: bytes, *, always: bool = False) -> None:
        """Add a record. It can be read at once, and is written at the next turn of the loop.

        always: however full the disk is; for what is short and rare.
        Raises OSError (ENOSPC) when the disk has been full for so long that too much waits in memory,
        ValueError for a job that was forgotten, and for ids over 255 bytes and payloads over 4 GiB.
        """
        if kind is Kind.FORGET:
            self.forget(job)
        else:
            self._append(job.encode(), kind, payload, always=always or kind is Kind.END)

    def has_room(self, size: int) -> bool:
        """Whether a record of so many bytes would be taken now."""
        return self._error is None or self._unwritten + size <= UNWRITTEN_LIMIT

    def retry(self, job: str, payload: bytes = b"") -> None:
        """The job goes on: its failures, its end and what was sent so far are void."""
        self._append(job.encode(), Kind.RETRY, payload, always=True)

    def forget(self, job: str) -> None:
        """Drop all records of a job. Files go when nothing in them is wanted any more."""
        name = job.encode()
        if name in self._index.jobs:
            self._append(name, Kind.FORGET, b"", always=True)

    def _append(self, name: bytes, kind: Kind, payload: bytes, *, always: bool) -> None:
        if self._closed:
            message = f"the journal in '{self.directory}' is closed, so nothing can be added"
            raise ValueError(message)
        if kind is not Kind.FORGET and name in self._index.dead:
            message = f"job {name.decode()} was forgotten; give a new job another id"
            raise ValueError(message)
        if not always and not self.has_room(len(payload)):
            raise self._full()
        if len(name) > LONGEST_ID or len(payload) > LONGEST_PAYLOAD:
            message = (
                f"a record of {len(payload)} bytes for the job '{name.decode():.20}' is too long to keep; "
                f"an id may have {LONGEST_ID} bytes and a payload {LONGEST_PAYLOAD}"
            )
            raise ValueError(message)
        self._place(name, kind, payload)
        self._flush_soon()

    def _place(self, name: bytes, kind: Kind, payload: bytes) -> None:
        if self._current.end >= self._rotate_at:
            self._rotate()
        file = self._current
        start, end = file.append(kind, name, payload)
        self._unwritten += end - start
        self._index.enter(file, kind, name, start, end)

    def _rotate(self) -> None:
        full = self._current
        self._index.unsure.add(full.number)
        if not full.pending and not full.pins:
            full.close()
        self._current = self._new_file(full.number + 1)

    def _new_file(self, number: int) -> JournalFile:
        file = JournalFile.fresh(self.directory / f"{number:06}.journal", number)
        self._index.files[number] = file
        self._unwritten += len(file.pending)
        return file

    # --- reading ------------------------------------------------------------

    def count(self, job: str, kind: Kind) -> int:
        """Records of this kind that the job has, damaged ones too."""
        extents = self._index.extents(job.encode(), kind)
        return 0 if extents is None else extents.count

    def read(self, job: str, kind: Kind, skip: int = 0) -> Iterator[bytes]:
        """The payloads of all records of this kind there were when reading began, but for the first `skip`.

        Damaged ones are left out, with a line in the log. Raises OSError when a file can't be read.
        """
        name = job.encode()
        extents = self._index.extents(name, kind)
        payloads = self._payloads(name, kind, [] if extents is None else extents.all())
        yield from itertools.islice(payloads, skip, None)

    def last(self, job: str, kind: Kind) -> bytes | None:
        """The payload of the last record of this kind, None when there is none or it is damaged.

        Raises OSError when a file can't be read.
        """
        name = job.encode()
        extents = self._index.extents(name, kind)
        last = None
        for payload in self._payloads(name, kind, [] if extents is None else extents.all()[-1:]):
            last = payload
        return last

    def _payloads(self, name: bytes, kind: Kind, spans: list[tuple[int, int, int]]) -> Iterator[bytes]:
        files = {number: self._index.files[number] for number, _, _ in spans}
        for file in files.values():
            file.pins += 1
        try:
            for number, start, end in spans:
                for _, _, _, _, payload in files[number].records(start, end, kind, name):
                    yield payload
        finally:
            for file in files.values():
                file.pins -= 1
                if not file.pins and file is not self._current and not file.pending:
                    file.close()

    # --- sizes --------------------------------------------------------------

    @property
    def bytes_on_disk(self) -> int:
        """Length of all files, with what is about to be written."""
        return sum(file.end for file in self._index.files.values())

    @property
    def bytes_kept(self) -> int:
        """Bytes of the jobs that are not forgotten. Shrinks at once when one is; what is on disk follows."""
        return sum(file.kept for file in self._index.files.values())

    @property
    def unwritten(self) -> int:
        """Bytes that are only in memory."""
        return self._unwritten

    def bytes_of(self, job: str) -> int:
        """Bytes of one job."""
        return self._index.size_of(job.encode())

    # --- writing ------------------------------------------------------------

    def _flush_soon(self) -> None:
        if self._unwritten >= FLUSH_AT and self._error is None:
            self.flush()
        elif self._scheduled is None:
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                return  # whoever has no loop calls flush
            if self._error is None:
                self._scheduled = loop.call_soon(self.flush)
            else:
                self._scheduled = loop.call_later(RETRY_SECONDS, self.flush)

    def flush(self) -> None:
        """Write what waits, then remove files in which nothing is wanted any more.

        What the disk does not take stays in memory, where it can be read, and is tried again later.
        """
        if self._scheduled is not None:
            self._scheduled.cancel()
            self._scheduled = None
        self._write()
        made_room = bool(self._index.unsure) and self._tidy()
        if made_room and self._error is not None:
            self._write()
        if made_room or self._unwritten:
            self._flush_soon()

    def _write(self) -> bool:
        if not self._unwritten:
            return True
        try:
            # In order: a file is begun when all before it are written.
            unwritten = list(
                itertools.takewhile(lambda file: file.pending, reversed(self._index.files.values()))
            )
            for file in reversed(unwritten):
                before = file.written
                try:
                    file.write()
                finally:
                    self._unwritten -= file.written - before
                if file is not self._current and not file.pins:
                    file.close()
        except OSError as error:
            if self._error is None:
                _log.error("the journal can't be written, what comes is kept in memory: %s", error)
            self._error = error
            return False
        if self._error is not None:
            _log.warning("the journal in '%s' is written again", self.directory)
            self._error = None
        return True

    def _full(self) -> OSError:
        message = (
            f"the journal can't be written ({self._error}) and {self._unwritten >> 20} MiB wait in memory; "
            f"make room on the disk of '{self.directory}'"
        )
        return OSError(errno.ENOSPC, message)

    # --- files that are not needed any more ---------------------------------

    def _tidy(self) -> bool:
        """Remove or shorten files of which little is wanted; returns whether that made room."""
        made_room = False
        for number in sorted(self._index.unsure):
            file = self._index.files[number]
            if file is self._current or file.pins or file.pending:
                continue  # looked at again when that is over
            little = file.end >= COMPACT_AT and file.kept * COMPACT_BELOW < file.end
            if file.kept and not little:
                self._index.unsure.discard(number)
                continue
            try:
                if not self._carry_forgets(file):
                    continue
                if file.kept:
                    self._compact(file)
                else:
                    file.close()
                    file.path.unlink(missing_ok=True)
                    self._index.removed(file)
            except OSError as error:
                # Tried again when something else in it is forgotten, and at the next start.
                self._index.unsure.discard(number)
                _log.error("what was forgotten could not be removed from '%s': %s", file.path, error)
                continue
            made_room = True
            if file.kept:
                break  # one at a time: the loop has other work
        return made_room

    def _carry_forgets(self, file: JournalFile) -> bool:
        """Repeat what this file says of records that other files still hold, or those would come back."""
        needed = self._index.needed_forgets(file)
        if not needed:
            return True  # also while the disk is full: this is what makes room
        if self._error is not None:
            return False
        for name in needed:
            self._place(name, Kind.FORGET, b"")
        if self._write():
            file.forgets.difference_update(needed)
            return True
        return False

    def _compact(self, file: JournalFile) -> None:
        """Write a file anew with what is wanted of it, in the same order."""
        content = bytearray()
        places = []
        for start, end, name, kind in self._index.wanted(file):
            begin = FILE_HEADER_SIZE + len(content)
            content += file.read(start, end - start)
            places.append((begin, begin + end - start, name, kind))
        file.replace(content)
        self._index.moved(file, places)

    # --- beginning and end --------------------------------------------------

    def _load(self) -> JournalFile:
        for torn in self.directory.glob("*.new"):
            torn.unlink()
        numbers = sorted(
            int(path.stem) for path in self.directory.iterdir() if re.fullmatch(r"\d{6,}\.journal", path.name)
        )
        for number in numbers:
            path = self.directory / f"{number:06}.journal"
            try:
                file = JournalFile.existing(path, number)
            except ValueError as error:
                _log.error("%s; it is left alone", error)
                continue
            if file is None:
                path.unlink()
                continue
            self._index.files[number] = file
            self._scan(file, number == numbers[-1])
        self._index.unsure.update(self._index.files)
        last = self._index.files.get(numbers[-1]) if numbers else None
        if last is not None and last.end < self._rotate_at:
            return last
        return self._new_file(numbers[-1] + 1 if numbers else 1)

    def _scan(self, file: JournalFile, is_last: bool) -> None:
        whole = FILE_HEADER_SIZE
        for kind, name, start, end, _ in file.records(FILE_HEADER_SIZE, file.end):
            self._index.enter(file, kind, name, start, end)
            whole = end
        file.close()
        torn = file.end - whole
        if torn and is_last:
            _log.warning("%s: a record that was not written whole is cut (%d bytes)", file.path, torn)
            file.cut(whole)
        elif torn:
            _log.error("%s: the last %d bytes are damaged and are skipped", file.path, torn)

    def close(self) -> None:
        """Write what waits and let the directory go. May be called again."""
        if self._closed:
            return
        self.flush()
        self._closed = True
        if self._scheduled is not None:
            self._scheduled.cancel()
            self._scheduled = None
        if self._unwritten:
            _log.error("the last %d bytes of the journal are lost: %s", self._unwritten, self._error)
        for file in self._index.files.values():
            file.close()
        os.close(self._lock)


class JournalStream(Generic[M]):
    """One job's messages of one kind, kept in order; continues what an earlier gateway has journaled."""

    def __init__(self, journal: Journal, job: str, kind: Kind, message_type: type[M]) -> None:
        self._journal = journal
        self._job = job
        self._kind = kind
        self._type = message_type

    @property
    def count(self) -> int:
        """How many there are, damaged ones too."""
        return self._journal.count(self._job, self._kind)

    def append(self, message: M, *, always: bool = False) -> None:
        """Add a message. Raises as `Journal.append`."""
        self._journal.append(self._job, self._kind, message.SerializeToString(), always=always)

    def has_room(self, message: M) -> bool:
        """Whether a message would be taken now."""
        return self._journal.has_room(message.ByteSize())

    def read(self, skip: int = 0) -> Iterator[M]:
        """All messages there were when reading began, but for the first `skip`, damaged ones left out.

        Raises OSError when a file can't be read.
        """
        for payload in self._journal.read(self._job, self._kind, skip):
            try:
                message = self._type.FromString(payload)
            except DecodeError as error:
                _log.error("a %s of job %s is skipped: %s", self._kind.name, self._job, error)
                continue
            yield message

    def close(self) -> None:
        """Nothing is held: the records stay in the journal until the job is forgotten."""


class StoredJob:
    """A job that the journal holds."""

    def __init__(self, journal: Journal, id: str) -> None:
        self.id = id
        self._journal = journal

    @property
    def spec(self) -> bytes | None:
        """The last SPEC payload. None where it is lost: such a job can only be forgotten. Raises OSError."""
        return self._journal.last(self.id, Kind.SPEC)

    @property
    def end(self) -> bytes | None:
        """The END payload after the last RETRY; None when the job had not ended. Raises OSError."""
        return self._journal.last(self.id, Kind.END)

    def stream(self, kind: Kind, message_type: type[M]) -> JournalStream[M]:
        """Its records of one kind, to read and to go on with."""
        return JournalStream(self._journal, self.id, kind, message_type)


def _lock(directory: Path) -> int:
    descriptor = os.open(directory / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        message = f"the journal in '{directory}' belongs to another running gateway; end it, or use another"
        raise JournalInUse(message) from None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
