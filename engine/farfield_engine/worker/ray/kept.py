"""Objects in Ray's store, as the agent keeps them and as workers read them."""

from __future__ import annotations

import asyncio
import mmap
import os
import pickle
from dataclasses import dataclass
from typing import Any

import ray

NAMESPACE = "farfield"
_CHUNK = 64 << 20


class Content:
    """Bytes in Ray's store: whoever gets them sees the store's own memory, which can't be written."""

    __slots__ = ("view",)

    def __init__(self, data: Any) -> None:
        """data: anything with a contiguous buffer."""
        self.view = memoryview(data).cast("B")

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        # Out of band, where the protocol has that: not copied into a pickle.
        return Content, (pickle.PickleBuffer(self.view),)


@dataclass(slots=True)
class _Kept:
    ref: Any
    size: int
    count: int = 1
    """As often as it was given, less as often as it was dropped."""


class KeptObjects:
    """What an agent owns, by hash."""

    def __init__(self) -> None:
        self._objects: dict[bytes, _Kept] = {}

    def keep(self, digest: bytes, content: Content) -> None:
        """Own an object, once more for each call."""
        kept = self._objects.get(digest)
        if kept is None:
            self._objects[digest] = _Kept(ray.put(content), content.view.nbytes)
        else:
            kept.count += 1

    def publish(self, digest: bytes, path: str, size: int) -> None:
        """Own what is in a file. Raises OSError."""
        if size == 0 or digest in self._objects:
            self.keep(digest, Content(b""))
            return
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if os.fstat(descriptor).st_size < size:
                raise OSError(f"segment '{path}' is shorter than the {size} bytes that were announced")
            memory = mmap.mmap(
                descriptor, size, flags=mmap.MAP_SHARED | mmap.MAP_POPULATE, prot=mmap.PROT_READ
            )
        finally:
            os.close(descriptor)
        self.keep(digest, Content(memory))

    def refs(self, digests: list[bytes]) -> list[Any]:
        """References to objects. Raises KeyError."""
        missing = [digest.hex() for digest in digests if digest not in self._objects]
        if missing:
            raise KeyError(f"object {missing[0]} is not in Ray's store (any more)")
        return [self._objects[digest].ref for digest in digests]

    async def fetch(self, digest: bytes, keeper: str | None, path: str) -> None:
        """Write an object to a file. keeper: the agent that keeps it; None: this one."""
        if keeper is None:
            [ref] = self.refs([digest])
        else:
            agent = ray.get_actor(keeper, namespace=NAMESPACE)
            [ref] = await agent.refs.remote([digest])
        content = await ref
        await asyncio.get_running_loop().run_in_executor(None, _write, path, content.view)

    def drop(self, digests: list[bytes]) -> None:
        """They are needed once less, each. Of readers, nobody loses what he has."""
        for digest in digests:
            kept = self._objects.get(digest)
            if kept is not None:
                kept.count -= 1
                if kept.count <= 0:
                    del self._objects[digest]

    def all(self) -> list[tuple[bytes, int, int]]:
        """Hashes, sizes and counts."""
        return [(digest, kept.size, kept.count) for digest, kept in self._objects.items()]


def _write(path: str, view: memoryview) -> None:
    # No O_CREAT: the gateway may have taken the segment back.
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        offset = 0
        while offset < view.nbytes:
            offset += os.pwrite(descriptor, view[offset : offset + _CHUNK], offset)
    finally:
        os.close(descriptor)
