"""Segments that nobody uses, kept because touched pages are written six times faster."""

from __future__ import annotations

import bisect
import contextlib
import mmap
import os
from collections import OrderedDict
from dataclasses import dataclass

from farfield_engine.objects.segments import COPY_BELOW


@dataclass(frozen=True, slots=True)
class _Free:
    capacity: int
    since: float


class RecyclePool:
    """Free segments, found by size and given up by age."""

    def __init__(self) -> None:
        self.bytes = 0
        self._free: OrderedDict[str, _Free] = OrderedDict()
        self._by_size: list[tuple[int, str]] = []

    def add(self, path: str, capacity: int, now: float) -> None:
        """Take in a segment that nobody writes or maps."""
        self._free[path] = _Free(capacity, now)
        bisect.insort(self._by_size, (capacity, path))
        self.bytes += capacity

    def take(self, smallest: int, largest: int) -> tuple[str, int] | None:
        """Path and capacity of the smallest segment within these bounds, or None."""
        index = bisect.bisect_left(self._by_size, (smallest, ""))
        if index == len(self._by_size) or self._by_size[index][0] > largest:
            return None
        capacity, path = self._by_size[index]
        self._forget(path)
        return path, capacity

    def unlink_oldest(self) -> bool:
        """Remove the file that is free the longest; False when there is none."""
        if not self._free:
            return False
        path = next(iter(self._free))
        capacity = self._free[path].capacity
        self._forget(path)
        if capacity >= COPY_BELOW:  # less is never mapped
            _take_pages_out(path)
        os.unlink(path)
        return True

    def unlink_until(self, limit: int) -> None:
        """Remove the oldest files while more than `limit` bytes are kept."""
        while self.bytes > limit:
            self.unlink_oldest()

    def unlink_before(self, time: float) -> None:
        """Remove what has been free since before `time`."""
        while self._free and next(iter(self._free.values())).since < time:
            self.unlink_oldest()

    def _forget(self, path: str) -> None:
        capacity = self._free.pop(path).capacity
        del self._by_size[bisect.bisect_left(self._by_size, (capacity, path))]
        self.bytes -= capacity


def _take_pages_out(path: str) -> None:
    """Free the memory of a file that nobody reads, though processes keep it mapped for what comes next."""
    if not hasattr(mmap, "MADV_REMOVE"):
        return
    with contextlib.suppress(OSError):  # not every file system can
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            with mmap.mmap(descriptor, 0) as memory:
                memory.madvise(mmap.MADV_REMOVE)
        finally:
            os.close(descriptor)
