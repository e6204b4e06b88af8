"""Copies on disk of the large objects that results name: they outlive the gateway and its shared memory."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

_CHUNK: Final = 64 << 20
_PART: Final = ".part"
_NICENESS: Final = 10
_log = logging.getLogger(__name__)


class ObjectJournal:
    """Files under the hash of their content, in `objects` below a directory that this process alone writes.

    The caller holds the directory's lock: that of the Journal in it. All methods are called on the loop;
    one thread copies, so that the loop goes on meanwhile. What was saved survives the gateway's death,
    though not always the machine's: nothing is synchronised to the disk.
    """

    def __init__(self, directory: Path) -> None:
        """Index what earlier gateways saved, and remove what they did not finish. Raises OSError."""
        self._directory = directory / "objects"
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sizes: dict[bytes, int] = {}
        self._copies: dict[bytes, asyncio.Future[None]] = {}
        self._unwanted: set[bytes] = set()  # dropped while they are copied
        self._bytes = 0
        self._closed = False
        # Its thread starts with the first copy.
        self._copier = ThreadPoolExecutor(1, "farfield-objects", initializer=_give_way)
        for path in self._directory.iterdir():
            if path.suffix == _PART:
                path.unlink()
            elif _is_hash(path.name):
                self._add(bytes.fromhex(path.name), path.stat().st_size)
            else:
                _log.warning("'%s' is no object and is left alone", path)

    @property
    def bytes_on_disk(self) -> int:
        """Bytes of all objects that are saved."""
        return self._bytes

    def hashes(self) -> set[bytes]:
        """The objects that are saved. Those that no job names any more are the caller's to drop."""
        return set(self._sizes)

    async def save(self, hash: bytes, path: str | Path, size: int) -> None:
        """Copy the first `size` bytes of a segment, unless this content is saved already.

        The caller holds the object until this returns: the segment must not be recycled meanwhile. When
        the caller is cancelled the copy still goes on. Raises OSError when the disk is full or the segment
        is gone or too short; nothing is left behind then. Raises ValueError when the journal is closed.
        """
        if self._closed:
            message = f"the objects in '{self._directory}' are closed, so {hash.hex()} can't be saved"
            raise ValueError(message)
        self._unwanted.discard(hash)
        if self.find(hash) is not None:
            return
        copy = self._copies.get(hash)
        if copy is None:
            # Opened here, so that the store may move the file to disk before its turn comes.
            source = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
            loop = asyncio.get_running_loop()
            target = self._path(hash)
            copy = loop.run_in_executor(self._copier, _copy, source, str(path), target, size)
            self._copies[hash] = copy
            copy.add_done_callback(partial(self._copied, hash, size))
        await asyncio.shield(copy)

    def find(self, hash: bytes) -> Path | None:
        """The file that holds the object, exactly; None when it isn't saved."""
        if hash not in self._sizes:
            return None
        path = self._path(hash)
        try:
            if path.stat().st_size == self._sizes[hash]:
                return path
        except FileNotFoundError:
            pass
        _log.error("'%s' is gone or has been changed by somebody else", path)
        self.drop(hash)
        return None

    def drop(self, hash: bytes) -> None:
        """Remove the object, also one that is just being saved. Raises OSError when the disk refuses."""
        if hash in self._copies:
            self._unwanted.add(hash)
        if hash in self._sizes:
            self._path(hash).unlink(missing_ok=True)
            self._bytes -= self._sizes.pop(hash)

    def close(self) -> None:
        """Wait until all that was given to `save` is copied, and end the thread. May be called again."""
        self._closed = True
        self._copier.shutdown(wait=True)
        for hash in self._unwanted:
            self._path(hash).unlink(missing_ok=True)

    def _copied(self, hash: bytes, size: int, copy: asyncio.Future[None]) -> None:
        del self._copies[hash]
        unwanted = hash in self._unwanted
        self._unwanted.discard(hash)
        if copy.cancelled() or copy.exception() is not None:
            return  # told to whoever awaits it
        self._add(hash, size)
        if unwanted:
            self.drop(hash)

    def _add(self, hash: bytes, size: int) -> None:
        self._sizes[hash] = size
        self._bytes += size

    def _path(self, hash: bytes) -> Path:
        return self._directory / hash.hex()


def _give_way() -> None:
    """The thread that calls this leaves the processor to whoever computes: nobody waits for a copy."""
    if sys.platform == "linux":  # elsewhere it would be the process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _is_hash(name: str) -> bool:
    return len(name) % 2 == 0 and bool(name) and set(name) <= set("0123456789abcdef")


def _copy(source: int, name: str, target: Path, size: int) -> None:
    """Copy from an open file, which this closes, to a file that is there whole or not at all."""
    part = target.with_suffix(_PART)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        descriptor = os.open(part, flags, 0o600)
        try:
            done = 0
            while done < size:
                # Within the kernel and without the GIL: half the time of any copy through our memory.
                count = os.sendfile(descriptor, source, done, min(_CHUNK, size - done))
                if count == 0:
                    message = f"segment '{name}' has {done} bytes where {size} were announced"
                    raise OSError(message)
                done += count
        finally:
            os.close(descriptor)
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(source)
