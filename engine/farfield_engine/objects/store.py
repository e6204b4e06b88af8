"""The gateway's objects: which segment holds which content, who holds it, who maps it."""

from __future__ import annotations

import errno
import itertools
import mmap
import os
import shutil
import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

from farfield_engine.objects.cleanup import ClaimedDirectory
from farfield_engine.objects.entries import ObjectEntry, SegmentEntry, UseQueue
from farfield_engine.objects.far import FarBook
from farfield_engine.objects.recycling import RecyclePool
from farfield_engine.objects.segmentlog import Noted, SegmentLog

_WORTH_REPLACING = 4 << 20

BEFORE = "before"
"""Who maps what an earlier store has left, for all that is known."""


class StoreFull(OSError):
    """Neither shared memory nor the spill directory has room (errno ENOSPC)."""

    def __str__(self) -> str:
        return str(self.strerror)


class UnknownObject(LookupError):
    """The store does not have content with this hash (any more)."""


class UnknownSegment(LookupError):
    """The store has no such segment in use."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an object is: a file that has its `size` bytes from the first byte on."""

    path: str
    size: int


class Store:
    """Bookkeeping and file operations; single-threaded: called on the gateway's loop only.

    A segment is allocated, written by a client or worker, then sealed as an object or
    abandoned. An object lives while an owner holds it, and in memory after that until
    the room is needed. Segments that somebody maps are neither reused nor moved. Shared
    memory in use and recycled together never take more than `budget` bytes.
    """

    def __init__(
        self,
        directory: Path,
        spill_directory: Path,
        budget: int,
        recycle_limit: int,
        clock: Callable[[], float] = time.monotonic,
        free_bytes: Callable[[Path], int] | None = None,
        *,
        keeps: bool = False,
    ) -> None:
        """Claim both directories (made if missing; FileExistsError if in use or not empty).

        keeps: what is in them may outlive this process, and may be of one that was killed.
        """
        self._memory = ClaimedDirectory(directory, keeps=keeps)
        try:
            self._disk = ClaimedDirectory(spill_directory, keeps=keeps)
        except OSError:
            self._memory.remove()
            raise
        self._budget = budget
        self._recycle_limit = recycle_limit
        self._clock = clock
        self._free_bytes = free_bytes or _free_bytes
        self._names = itertools.count(1)
        self._segments: dict[str, SegmentEntry] = {}
        self._objects: dict[bytes, ObjectEntry] = {}
        self._held: dict[str, dict[bytes, ObjectEntry]] = {}  # in the order of their last use
        self._mapped: dict[str, dict[str, SegmentEntry]] = {}
        self.far = FarBook(clock)
        """Objects of the engine's cluster, published from here or there only."""
        self._pool = RecyclePool()
        self._cached = UseQueue()  # in memory, neither held nor mapped
        self._spillable = UseQueue()  # in memory, held, not mapped
        self._in_memory = 0
        self._on_disk = 0
        self._unwritten = 0  # bytes of new segments in memory that are not sealed
        self._log = SegmentLog(directory) if keeps else None
        if self._log is not None:
            self._adopt(self._log.found)

    @property
    def bytes_in_memory(self) -> int:
        """Bytes of shared memory in use, without what waits to be recycled."""
        return self._in_memory

    @property
    def bytes_spilled(self) -> int:
        """Bytes in the spill directory."""
        return self._on_disk

    @property
    def bytes_recycled(self) -> int:
        """Bytes of shared memory that wait to be recycled."""
        return self._pool.bytes

    def allocate(self, size: int, writer: str = "") -> str:
        """The path of a segment to write up to `size` bytes to; the file exists.

        Raises StoreFull when nothing that could be evicted or spilled makes room for it.
        """
        capacity = max(1, -(-size // mmap.PAGESIZE)) * mmap.PAGESIZE
        segment = self._recycled(capacity, writer) or self._replaced(capacity, writer)
        if segment is None and capacity <= self._room() + self._reclaimable():
            segment = self._new_in_memory(capacity, writer)
        if segment is None:
            segment = self._new_on_disk(capacity, writer)
        return segment.path

    def seal(self, path: str, hash: bytes, size: int, owner: str) -> None:
        """The segment now has `size` bytes of content with this hash, which `owner` holds.

        Where the store has the same content already, the new segment is freed. Raises
        UnknownSegment, or ValueError when the file cannot have that content.
        """
        segment = self._pending(path)
        if size > min(segment.capacity, os.stat(path).st_size):
            message = f"segment '{path}' is sealed with {size} bytes but is shorter than that"
            raise ValueError(message)
        self._settle_pending(segment)
        if hash in self._objects:
            self._free(segment)
        else:
            self._objects[hash] = segment.content = ObjectEntry(hash, size, segment)
            if self._log is not None:
                self._log.sealed(segment)
        self.hold(hash, owner)

    def abandon(self, path: str, clean: bool = False) -> None:
        """The segment will not be sealed. `clean`: its writer surely writes to it no more."""
        segment = self._pending(path)
        self._settle_pending(segment)
        segment.is_tainted = not clean
        self._free(segment)

    def writer_gone(self, writer: str, clean: bool = False) -> None:
        """Abandon all that was allocated for `writer` and is not sealed."""
        pending = [s for s in self._segments.values() if s.writer == writer and s.is_pending]
        for segment in pending:
            self.abandon(segment.path, clean)

    def room_of(self, path: str, writer: str) -> int:
        """Bytes that a segment has room for which `writer` is to fill. Raises UnknownSegment."""
        segment = self._pending(path)
        if segment.writer != writer:
            message = f"'{path}' is not a segment that waits for its content"
            raise UnknownSegment(message)
        return segment.capacity

    def has_given_out(self, path: str) -> bool:
        """Whether a path is one of this store's, now or before; else another gateway's, or invented."""
        return Path(path).parent in (self._memory.path, self._disk.path)

    def maps(self, path: str, mapper: str) -> bool:
        """Whether this segment was named to `mapper`, which has not let go of it."""
        return path in self._mapped.get(mapper, {})

    def find(self, hash: bytes) -> Stored | None:
        """Where the object is now. Hold it before anything else happens, or it may go."""
        entry = self._objects.get(hash)
        if entry is None:
            return None
        self._touch(entry)
        return Stored(entry.segment.path, entry.size)

    def knows(self, hash: bytes) -> bool:
        """Whether the object is here, or in the cluster's store."""
        return hash in self._objects or self.far.find(hash) is not None

    def hold(self, hash: bytes, owner: str) -> None:
        """Keep the object for `owner`; holding twice is holding once. Raises UnknownObject."""
        entry, far = self._objects.get(hash), self.far.hold(hash, owner)
        if entry is None and far:
            return
        if entry is None:
            message = f"object {hash.hex()} is not in the store; send it again"
            raise UnknownObject(message)
        entry.owners.add(owner)
        entry.is_disposable = False
        held = self._held.setdefault(owner, {})
        held.pop(hash, None)
        held[hash] = entry
        self._touch(entry)

    def release(self, hash: bytes, owner: str, *, cache: bool = True) -> None:
        """`owner` needs the object no more; nothing happens if it did not hold it.

        Not `cache`: it is not kept in case somebody sends the same content again.
        """
        self.far.release(hash, owner, cache=cache)
        entry = self._objects.get(hash)
        if entry is None or owner not in entry.owners:
            return
        held = self._held[owner]
        del held[hash]
        if not held:
            del self._held[owner]
        entry.owners.remove(owner)
        entry.is_disposable |= not cache
        self._touch(entry)

    def release_owner(self, owner: str, *, cache: bool = True) -> None:
        """`owner` needs nothing any more; `cache` as for `release`."""
        self.far.release_owner(owner, cache=cache)
        for entry in self._held.pop(owner, {}).values():
            entry.owners.remove(owner)
            entry.is_disposable |= not cache
            self._touch(entry)

    def published(self, hash: bytes, name: bytes, keeper: str) -> None:
        """The cluster's store has this object too, under `name`, for as long as it is held here."""
        entry = self._objects[hash]
        self.far.add(hash, name, entry.size, keeper, entry.owners)

    def mapped(self, path: str, mapper: str) -> None:
        """`mapper` is being told this path, for one more time. Raises UnknownSegment."""
        segment = self._segments.get(path)
        if segment is None:
            message = f"'{path}' is not a segment of this store"
            raise UnknownSegment(message)
        segment.mappers[mapper] = segment.mappers.get(mapper, 0) + 1
        self._mapped.setdefault(mapper, {})[path] = segment
        self._settle(segment)

    def unmapped(self, path: str, mapper: str, clean: bool = True) -> None:
        """One mapping less by `mapper`; ignored for what it does not map.

        Not `clean`: a process that the store does not know of may still map it.
        """
        segment = self._segments.get(path)
        if segment is None or mapper not in segment.mappers:
            return
        segment.is_tainted |= not clean
        segment.mappers[mapper] -= 1
        if segment.mappers[mapper] == 0:
            self._forget_mapper(segment, mapper)
            self._settle(segment)

    def mapper_gone(self, mapper: str, clean: bool) -> None:
        """`mapper` maps nothing any more; not `clean`: that is not known for certain."""
        for segment in list(self._mapped.get(mapper, {}).values()):
            segment.is_tainted |= not clean
            self._forget_mapper(segment, mapper)
            self._settle(segment)

    def trim(self, age: float) -> None:
        """Remove recycled segments that nobody has needed for `age` seconds."""
        self.far.trim(age)
        self._pool.unlink_before(self._clock() - age)

    def close(self) -> None:
        """Remove all files and both directories. May be called again."""
        if self._log is not None:
            self._log.close()
        self._memory.remove()
        self._disk.remove()

    def leave(self) -> None:
        """Leave all to the next store that keeps what is in these directories; `close` does nothing then."""
        if self._log is not None:
            self._log.close()
        self._memory.leave()
        self._disk.leave()

    # What is of before

    def _adopt(self, noted: dict[str, Noted]) -> None:
        """Go on with what a killed process has left. Nobody knows who maps it."""
        there = {
            str(path) for place in (self._memory.path, self._disk.path) for path in place.glob("*.segment")
        }
        for each in noted.values():
            if each.path not in there:
                continue
            on_disk = Path(each.path).parent == self._disk.path
            segment = SegmentEntry(each.path, each.capacity, on_disk, is_new=False, writer=each.writer)
            segment.is_tainted = True
            if each.hash and each.hash not in self._objects:
                segment.content = ObjectEntry(each.hash, each.size, segment)
                self._objects[each.hash] = segment.content
            self._add(segment)
            self.mapped(each.path, BEFORE)
        for path in there - self._segments.keys():
            os.unlink(path)
        numbers = [int(Path(path).stem) for path in there]
        self._names = itertools.count(max(numbers, default=0) + 1)

    def let_go_of_before(self, writers: Container[str]) -> None:
        """Nobody is about to open what is of before. writers: those that may still fill a segment of then."""
        self.mapper_gone(BEFORE, clean=False)
        for writer in {segment.writer for segment in self._segments.values() if segment.is_pending}:
            if writer not in writers:
                self.writer_gone(writer)

    # Making room

    def _room(self) -> int:
        """Bytes of shared memory that may be taken without giving up anything."""
        free = self._free_bytes(self._memory.path) - self._unwritten
        return min(free, self._budget - self._in_memory - self._pool.bytes)

    def _reclaimable(self) -> int:
        return self._pool.bytes + self._cached.bytes + self._spillable.bytes

    def _recycled(self, capacity: int, writer: str) -> SegmentEntry | None:
        free = self._pool.take(capacity, 2 * capacity)
        if free is None:
            return None
        return self._add(SegmentEntry(*free, on_disk=False, is_new=False, writer=writer))

    def _replaced(self, capacity: int, writer: str) -> SegmentEntry | None:
        """The pages of an older cached object of about this size, where a newer one is cached too.

        A variable that changes from cell to cell is sent anew each time; its pages, touched
        already, are 6 times faster to write than new ones.
        """
        if capacity < _WORTH_REPLACING:
            return None
        fitting = [
            entry
            for entry in self._cached.objects.values()
            if capacity <= entry.segment.capacity <= 2 * capacity and not entry.segment.is_tainted
        ]
        if len(fitting) < 2:
            return None
        self._discard(fitting[0])
        return self._recycled(capacity, writer)

    def _new_in_memory(self, capacity: int, writer: str) -> SegmentEntry | None:
        while self._room() < capacity:
            if not (self._pool.unlink_oldest() or self._evict_one() or self._spill_one()):
                return None
            recycled = self._recycled(capacity, writer)
            if recycled is not None:
                return recycled
        path = self._create(self._memory)
        return self._add(SegmentEntry(path, capacity, on_disk=False, is_new=True, writer=writer))

    def _new_on_disk(self, capacity: int, writer: str) -> SegmentEntry:
        free = self._free_bytes(self._disk.path)
        if capacity > free:
            message = (
                f"no room for an object of {capacity:,} bytes: shared memory has {max(0, self._room()):,} "
                f"bytes left of a budget of {self._budget:,}, and the disk at '{self._disk.path}' "
                f"has {free:,}; release results that are no longer needed, "
                "or raise the budget (FARFIELD_OBJECT_MEMORY)"
            )
            raise StoreFull(errno.ENOSPC, message)
        path = self._create(self._disk)
        return self._add(SegmentEntry(path, capacity, on_disk=True, is_new=True, writer=writer))

    def _evict_one(self) -> bool:
        if not self._cached.objects:
            return False
        entry = next(iter(self._cached.objects.values()))
        self._discard(entry)
        return True

    def _spill_one(self) -> bool:
        """Move the object that is used the least to the disk; False when none can be."""
        if not self._spillable.objects:
            return False
        entry = next(iter(self._spillable.objects.values()))
        if entry.size > self._free_bytes(self._disk.path):
            return False
        path = self._create(self._disk)
        try:
            _copy(entry.segment.path, path, entry.size)
        except OSError as error:
            os.unlink(path)
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                return False
            raise
        self._unqueue(entry)
        memory = entry.segment
        memory.content = None
        entry.segment = SegmentEntry(path, entry.size, on_disk=True, is_new=False, writer="", content=entry)
        self._add(entry.segment)
        self._free(memory)
        return True

    # What becomes of segments and objects

    def _create(self, directory: ClaimedDirectory) -> str:
        path = str(directory.path / f"{next(self._names)}.segment")
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        return path

    def _add(self, segment: SegmentEntry) -> SegmentEntry:
        self._segments[segment.path] = segment
        if self._log is not None:
            self._log.added(segment)
        if segment.on_disk:
            self._on_disk += segment.capacity
        else:
            self._in_memory += segment.capacity
            self._unwritten += segment.capacity if segment.is_new else 0
        return segment

    def _pending(self, path: str) -> SegmentEntry:
        segment = self._segments.get(path)
        if segment is None or not segment.is_pending:
            message = f"'{path}' is not a segment that waits for its content"
            raise UnknownSegment(message)
        return segment

    def _settle_pending(self, segment: SegmentEntry) -> None:
        if segment.is_new and not segment.on_disk:
            self._unwritten -= segment.capacity
        segment.is_new = False

    def _touch(self, entry: ObjectEntry) -> None:
        """After a use or a change: into the right queue, or away, as owners and mappers are."""
        self._unqueue(entry)
        segment = entry.segment
        if segment.mappers:
            return
        if entry.owners:
            if not segment.on_disk:
                self._spillable.add(entry)
        elif segment.on_disk or entry.is_disposable:
            self._discard(entry)
        else:
            self._cached.add(entry)

    def _settle(self, segment: SegmentEntry) -> None:
        if segment.content is not None:
            self._touch(segment.content)
        elif segment.is_doomed:
            self._free(segment)

    def _unqueue(self, entry: ObjectEntry) -> None:
        if entry.queue is not None:
            entry.queue.remove(entry)

    def _discard(self, entry: ObjectEntry) -> None:
        self._unqueue(entry)
        del self._objects[entry.hash]
        entry.segment.content = None
        self._free(entry.segment)

    def _free(self, segment: SegmentEntry) -> None:
        """Recycle or remove a segment without content, now or when nobody maps it any more."""
        segment.is_doomed = True
        if segment.mappers:
            return
        del self._segments[segment.path]
        if self._log is not None:
            self._log.gone(segment.path)
        if segment.on_disk:
            self._on_disk -= segment.capacity
            os.unlink(segment.path)
            return
        self._in_memory -= segment.capacity
        if segment.is_tainted:
            os.unlink(segment.path)
            return
        self._pool.add(segment.path, segment.capacity, self._clock())
        self._pool.unlink_until(self._recycle_limit)

    def _forget_mapper(self, segment: SegmentEntry, mapper: str) -> None:
        del segment.mappers[mapper]
        segments = self._mapped[mapper]
        del segments[segment.path]
        if not segments:
            del self._mapped[mapper]


def _free_bytes(directory: Path) -> int:
    status = os.statvfs(directory)
    return status.f_bavail * status.f_frsize


def _copy(source: str, target: str, size: int) -> None:
    shutil.copyfile(source, target)
    os.truncate(target, size)
