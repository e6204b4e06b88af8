"""Segments as clients and workers on the gateway's machine use them: fill them, map them.

A segment is a file that the gateway's store made. Its content stands from the first
byte; the file may be longer than the content, because segments are recycled.
"""

from __future__ import annotations

import mmap
import os
import sys
import threading
import weakref
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

_CHUNK: Final = 64 << 20

# A copy into a mapping that is already populated takes 22 ms for 256 MiB, pwrite 55 ms;
# populating takes 22 ms once. Below the minimum the mapping is not worth its place.
_WRITER_MINIMUM: Final = 4 << 20
# As many as one variable that changes from cell to cell goes round in, with the one that is being read.
_WRITER_COUNT: Final = 3
_WRITER_BYTES: Final = 1 << 30

# A mapping costs a descriptor (before Python 3.13) and an entry of the kernel's limited
# table of mappings; copying less than this costs some 100 microseconds.
COPY_BELOW: Final = 1 << 20
_MAPPINGS_LIMIT: Final = 256 if sys.version_info < (3, 13) else 8192

# Mappings that nobody parks within one run are kept alive no longer than this many.
_FRESH_LIMIT: Final = 32

_PAGEMAP_PRESENT: Final = 0xC0  # top byte of an entry: in memory or in swap
_PAGEMAP_SHARED: Final = 0x20  # a page of the file, not a private copy of it

_forks = 0


@dataclass(slots=True)
class _Writer:
    descriptor: int
    memory: mmap.mmap

    def is_stale(self) -> bool:
        status = os.fstat(self.descriptor)
        return status.st_nlink == 0 or status.st_size != len(self.memory)

    def close(self) -> None:
        self.memory.close()
        os.close(self.descriptor)


class _Writers:
    """The last segments written, still mapped for writing. Any thread may use it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int], _Writer] = OrderedDict()

    def memory_of(self, path: str, descriptor: int, status: os.stat_result) -> mmap.mmap:
        """A populated mapping of the open file; valid while the lock is held."""
        key = (path, status.st_dev, status.st_ino)
        kept = self._kept.get(key)
        if kept is None:
            self._make_room(status.st_size)
            flags = mmap.MAP_SHARED | mmap.MAP_POPULATE
            memory = mmap.mmap(descriptor, status.st_size, flags=flags)
            kept = self._kept[key] = _Writer(os.dup(descriptor), memory)
        self._kept.move_to_end(key)
        return kept.memory

    def drop_stale(self) -> None:
        """Let go of files that are gone: a mapping keeps their pages in memory."""
        for key in [key for key, writer in self._kept.items() if writer.is_stale()]:
            self._kept.pop(key).close()

    def clear(self) -> None:
        while self._kept:
            self._kept.popitem()[1].close()

    def _make_room(self, size: int) -> None:
        def taken() -> int:
            return sum(len(writer.memory) for writer in self._kept.values())

        while self._kept and (len(self._kept) >= _WRITER_COUNT or taken() + size > _WRITER_BYTES):
            self._kept.popitem(last=False)[1].close()


_writers = _Writers()


def write_segment(path: str, data: memoryview | bytes | bytearray) -> None:
    """Fill the segment at `path`, which the store made, with `data` (C-contiguous).

    Raises FileNotFoundError when the store has taken the segment back, and OSError
    (ENOSPC) when shared memory is full; never dies of a bus error for it.
    """
    view = memoryview(data).cast("B")
    # No O_CREAT: a writer that comes late must not leave a file that nobody knows of.
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        with _writers.lock:
            _writers.drop_stale()
            status = os.fstat(descriptor)
            if _is_worth_mapping(status, len(view)):
                memory = _writers.memory_of(path, descriptor, status)
                # In one piece: 20 ms for 256 MiB, where pieces of 64 MiB take 32 ms in all.
                memory[: len(view)] = view
                return
        start = 0
        while start < len(view):
            start += os.pwrite(descriptor, view[start : start + _CHUNK], start)
    finally:
        os.close(descriptor)


def forget_removed_segments() -> None:
    """Free the memory of segments that this process wrote and the store has removed since.

    `write_segment` does it by itself; call this where a process may write no more for long.
    """
    with _writers.lock:
        _writers.drop_stale()


def forget_written_segments() -> None:
    """Unmap all that `write_segment` keeps mapped; the next writes are slower."""
    with _writers.lock:
        _writers.clear()


def _is_worth_mapping(status: os.stat_result, size: int) -> bool:
    # Only pages that the file owns already can be written through a mapping without
    # the risk of SIGBUS; only tmpfs counts them reliably in st_blocks.
    return (
        _WRITER_MINIMUM <= size <= status.st_size <= _WRITER_BYTES
        and status.st_blocks * 512 >= status.st_size
        and status.st_dev == _shared_memory_device()
    )


def _shared_memory_device() -> int:
    try:
        return os.stat("/dev/shm").st_dev
    except FileNotFoundError:
        return -1


def _count_fork() -> None:
    # Before the fork and after it, because another thread may map or unmap in between.
    global _forks
    _forks += 1


def _after_fork_in_child() -> None:
    # Another thread of the parent may have held the lock; it does not exist here.
    _writers.lock = threading.Lock()
    _writers.clear()


os.register_at_fork(before=_count_fork, after_in_parent=_count_fork, after_in_child=_after_fork_in_child)


@dataclass(slots=True)
class _Claim:
    """What a mapping owes the store: nothing while it is parked."""

    is_held: bool
    forks: int  # when it was made


@dataclass(slots=True)
class _Mapping:
    path: str
    device: int
    inode: int
    memory: mmap.mmap
    claim: _Claim


def _references(mapping: _Mapping) -> int:
    return sys.getrefcount(mapping.memory)


# Counted once in the very same way, since versions of Python count it differently.
_OWN_REFERENCES: Final = _references(_Mapping("", 0, 0, mmap.mmap(-1, mmap.PAGESIZE), _Claim(False, 0)))


_readers: weakref.WeakSet[MappedSegments] = weakref.WeakSet()


def forget_read_segments() -> None:
    """Unmap all that this process keeps mapped though nobody views it; the next reads are slower."""
    for reader in list(_readers):
        reader.drop_all()


class MappedSegments:
    """Segments that this process reads, as private memory: a write is seen by nobody else.

    Readers share the pages that they do not write. Any thread may call any method.

    The store counts one claim for each time that it names a segment to this process.
    Each `map` takes one claim, each path in `take_released` or `take_forked` gives one
    back, and `forgo` gives back one that was never mapped.

    With parking (`park_count` > 0) mappings live at least until the owner calls `park`,
    and those left untouched are kept for the next `map` of the segment, whatever it has
    then: pages mapped before cost 1 ms for 256 MiB, new ones 16 to 30 ms. What is parked
    is not claimed, so that the segment can be recycled; when the store removes one, it
    takes the pages out of it.
    """

    def __init__(self, park_count: int = 4, park_bytes: int = 2 << 30) -> None:
        # CPython without a GIL has no reference counts that could be trusted.
        has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
        self._park_count = park_count if has_gil and sys.byteorder == "little" else 0
        self._park_bytes = park_bytes
        self._lock = threading.RLock()
        self._fresh: deque[_Mapping] = deque()
        self._parked: deque[_Mapping] = deque()
        # Finalizers run in any thread at any moment, so they only append to these.
        self._released: deque[str] = deque()
        self._forked: deque[str] = deque()
        self._opened = 0
        self._closed: deque[str] = deque()
        _readers.add(self)

    def map(self, path: str, size: int) -> memoryview:
        """The first `size` bytes of a segment, writable, for as long as a view of them lives.

        Raises OSError when the file is gone, shorter than `size`, or cannot be mapped.
        """
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if status.st_size < size:
                message = f"segment '{path}' has {status.st_size} bytes where {size} were announced"
                raise OSError(message)
            with self._lock:
                parked = self._unpark(path, status, size)
                if parked is not None:
                    return memoryview(parked.memory)
                if size < COPY_BELOW or self._live() >= _MAPPINGS_LIMIT:
                    copy = _read(descriptor, size)
                    self._released.append(path)
                    return copy
                return memoryview(self._open(path, descriptor, status, size).memory)
        finally:
            os.close(descriptor)

    def forgo(self, path: str) -> None:
        """Give back a claim to a segment that this process was named and will not map."""
        self._released.append(path)

    def park(self, *, waits: bool = False) -> None:
        """Keep what nobody views and nobody wrote, leave the rest to its viewers.

        waits: what is viewed still may be kept by a later call.
        """
        with self._lock:
            viewed: deque[_Mapping] = deque()
            while self._fresh:
                mapping = self._fresh.popleft()
                if _references(mapping) != _OWN_REFERENCES:
                    viewed.append(mapping)
                elif _is_worth_keeping(mapping):
                    mapping.claim.is_held = False
                    self._released.append(mapping.path)
                    self._parked.append(mapping)
                del mapping
            if waits:
                self._fresh = viewed
            self._parked = deque(filter(_is_there, self._parked))
            while len(self._parked) > self._park_count or self._parked_bytes() > self._park_bytes:
                self._parked.popleft()

    def drop_all(self) -> None:
        """Keep nothing mapped longer than somebody views it."""
        with self._lock:
            self._fresh.clear()
            self._parked.clear()

    def take_released(self) -> list[str]:
        """Paths of mappings that are gone since the last call, each as often as it was claimed."""
        with self._lock:
            return _drain(self._released)

    def take_forked(self) -> list[str]:
        """The same for mappings that existed when this process was forked.

        A child may still read them, so their segments may be removed but not recycled.
        """
        with self._lock:
            return _drain(self._forked)

    def _open(self, path: str, descriptor: int, status: os.stat_result, size: int) -> _Mapping:
        claim = _Claim(True, _forks)
        memory = _private_mapping(descriptor, size)
        # Not a method of ours: what a finalizer names lives as long as the mapping.
        gone = weakref.finalize(memory, _gone, self._closed, self._released, self._forked, path, claim)
        gone.atexit = False
        self._opened += 1
        mapping = _Mapping(path, status.st_dev, status.st_ino, memory, claim)
        if self._park_count > 0:
            self._fresh.append(mapping)
            if len(self._fresh) > _FRESH_LIMIT:
                self._fresh.popleft()
        return mapping

    def _live(self) -> int:
        self._opened -= len(_drain(self._closed))
        return self._opened

    def _parked_bytes(self) -> int:
        return sum(len(mapping.memory) for mapping in self._parked)

    def _unpark(self, path: str, status: os.stat_result, size: int) -> _Mapping | None:
        wanted = (path, status.st_dev, status.st_ino, size)
        for mapping in self._parked:
            if (mapping.path, mapping.device, mapping.inode, len(mapping.memory)) == wanted:
                self._parked.remove(mapping)
                mapping.claim.is_held, mapping.claim.forks = True, _forks
                self._fresh.append(mapping)
                return mapping
        return None


def _private_mapping(descriptor: int, size: int) -> mmap.mmap:
    if sys.version_info >= (3, 13):
        return mmap.mmap(descriptor, size, access=mmap.ACCESS_COPY, trackfd=False)
    return mmap.mmap(descriptor, size, access=mmap.ACCESS_COPY)


def _read(descriptor: int, size: int) -> memoryview:
    copy = memoryview(bytearray(size))
    start = 0
    while start < size:
        count = os.preadv(descriptor, [copy[start : start + _CHUNK]], start)
        if count == 0:
            message = f"a segment ended after {start} of {size} bytes"
            raise OSError(message)
        start += count
    return copy


def _is_worth_keeping(mapping: _Mapping) -> bool:
    """Whether it can show what its segment has next; no child may still read what it has now."""
    # Out of a file on disk, nobody takes the pages when it is removed.
    in_memory = mapping.device == _shared_memory_device()
    return in_memory and mapping.claim.forks == _forks and not _is_modified(mapping.memory)


def _is_there(mapping: _Mapping) -> bool:
    """Whether the mapping's file is there still, under its name."""
    try:
        status = os.stat(mapping.path, follow_symlinks=False)
    except OSError:
        return False
    return (status.st_dev, status.st_ino) == (mapping.device, mapping.inode)


def _gone(closed: deque[str], released: deque[str], forked: deque[str], path: str, claim: _Claim) -> None:
    closed.append(path)
    if claim.is_held:
        (released if claim.forks == _forks else forked).append(path)


def _drain(items: deque[str]) -> list[str]:
    # By what was there at first: finalizers append meanwhile, and nobody else takes.
    return [items.popleft() for _ in range(len(items))]


def _is_modified(memory: mmap.mmap) -> bool:
    """Whether a page of a private mapping was written; True where the kernel does not tell."""
    import ctypes  # 3 ms that a process which never parks does not pay

    # /proc/self/smaps would tell it too, but takes longer the larger the process is.
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    offset = address // mmap.PAGESIZE * 8
    end = offset + -(-len(memory) // mmap.PAGESIZE) * 8
    try:
        descriptor = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        while offset < end:
            entries = os.pread(descriptor, min(1 << 20, end - offset), offset)
            for flags in set(entries[7::8]):
                if flags & _PAGEMAP_PRESENT and not flags & _PAGEMAP_SHARED:
                    return True
            if not entries:
                return True
            offset += len(entries)
    finally:
        os.close(descriptor)
    return False
