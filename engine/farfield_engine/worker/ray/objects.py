"""Objects for a worker that is not on the gateway's machine: from Ray's store, and to the agent of its node.

What is read there is the store's own memory, shared with all readers and not to be written. User code may
write to its inputs, as it may where they are segments: a private mapping of the same pages is made for it, so
that nothing is copied but what it writes.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import weakref
from typing import Any

import ray

from farfield_engine.objects.hashing import content_hash
from farfield_engine.wire.v1 import objects_pb2 as pb
from farfield_engine.worker.ray.kept import NAMESPACE, Content

_PRIVATE_FROM = 1 << 20
"""Content below this size is copied: a mapping costs more."""


class RayObjects:
    """Reads and writes objects. What is mentioned, and its forgetting, are for one thread only."""

    def __init__(self) -> None:
        self._agents: dict[str, Any] = {}
        self._read: dict[bytes, Content] = {}
        self._needed: dict[bytes, set[str]] = {}

    def mention(self, job: str, blob: pb.Blob) -> None:
        """A frame has named this object for a job, which may read it again and again."""
        self._needed.setdefault(blob.hash, set()).add(job)

    def forget(self, job: str) -> None:
        """No more of this job will run here. What still views an object may go on."""
        for digest in [digest for digest, jobs in self._needed.items() if job in jobs]:
            self._needed[digest].discard(job)
            if not self._needed[digest]:
                del self._needed[digest]
                self._read.pop(digest, None)

    def view(self, blob: pb.Blob) -> memoryview:
        """The content of an object, for this process alone to write. Raises OSError."""
        content = self._read.get(blob.hash)
        if content is None:
            content = self._get(blob)
            if blob.hash in self._needed:
                self._read[blob.hash] = content
        return _private(content)

    def _get(self, blob: pb.Blob) -> Content:
        try:
            [ref] = ray.get(self._of(blob.keeper).refs.remote([blob.hash]))
            content: Content = ray.get(ref)
        # Of many kinds: its node has left, Ray has lost it, there is no room for it here.
        except Exception as error:
            self._agents.pop(blob.keeper, None)
            text = str(error).strip().splitlines()
            what = text[-1] if text else type(error).__name__
            message = f"object {blob.hash.hex()} can't be had from Ray's store: {what}"
            raise OSError(errno.EIO, message) from error
        return content

    def store(self, data: bytes | memoryview, keeper: str, digest: bytes = b"") -> pb.Blob:
        """Have an agent keep content, that of this node. Raises OSError where there is no room for it."""
        digest = digest or content_hash(data)
        content = Content(data)
        try:
            ray.get(self._of(keeper).keep.remote(digest, content))
        except Exception as error:
            self._agents.pop(keeper, None)
            message = f"Ray's store did not take {content.view.nbytes:,} bytes: {error}"
            raise OSError(errno.ENOSPC, message) from error
        return pb.Blob(hash=digest, size=content.view.nbytes, keeper=keeper)

    def _of(self, keeper: str) -> Any:
        agent = self._agents.get(keeper)
        if agent is None:
            agent = self._agents[keeper] = ray.get_actor(keeper, namespace=NAMESPACE)
        return agent


def _private(content: Content) -> memoryview:
    """What it holds, in memory that this process may write; nobody else sees that."""
    view = content.view
    if view.nbytes >= _PRIVATE_FROM:
        mapped = _mapped(content)
        if mapped is not None:
            return mapped
    return memoryview(bytearray(view))


def _mapped(content: Content) -> memoryview | None:
    """A private mapping of the store's own pages; None where there is no way to have one."""
    view = content.view
    address = _address(view)
    try:
        descriptor, offset = _file_of(address, view.nbytes)
    except OSError:
        return None
    if descriptor < 0:
        return None
    start = offset % mmap.PAGESIZE
    try:
        memory = mmap.mmap(descriptor, start + view.nbytes, access=mmap.ACCESS_COPY, offset=offset - start)
    except (OSError, ValueError):
        return None
    finally:
        os.close(descriptor)
    # As long as these pages are viewed, the store must not use them for anything else.
    weakref.finalize(memory, _keep, content).atexit = False
    return memoryview(memory)[start:]


def _keep(content: Content) -> None:
    """Was needed until now."""


def _address(view: memoryview) -> int:
    # ctypes takes no memory that can't be written, Python's buffers do.
    buffer = ctypes.py_object(view)
    raw = (ctypes.c_ssize_t * 11)()
    ctypes.pythonapi.PyObject_GetBuffer(buffer, ctypes.byref(raw), 0)
    address = raw[0]
    ctypes.pythonapi.PyBuffer_Release(ctypes.byref(raw))
    return int(address)


def _file_of(address: int, size: int) -> tuple[int, int]:
    """An open file that is mapped at this address, and the offset there; -1 where it can't be opened.

    The store's file has no name; this process closed it when it had mapped it, and Ray's daemon of the node,
    which has started this process, has it open.
    """
    with open("/proc/self/maps") as maps:
        for line in maps:
            area, _, offset, device, inode, *_ = line.split()
            start, end = (int(each, 16) for each in area.split("-"))
            if start <= address and address + size <= end and inode != "0":
                break
        else:
            return -1, 0
    major, minor = (int(each, 16) for each in device.split(":"))
    wanted = os.makedev(major, minor), int(inode)
    daemon = os.getppid()
    for name in os.listdir(f"/proc/{daemon}/fd"):
        path = f"/proc/{daemon}/fd/{name}"
        try:
            status = os.stat(path)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) == wanted:
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC), address - start + int(offset, 16)
    return -1, 0
