"""The address of an object: the hash of its content."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

import xxhash

HASH_SIZE: Final = 16
"""Bytes in a content hash."""

# A thread costs a tenth of a millisecond; the hash of this takes one.
_WORTH_A_THREAD: Final = 32 << 20


def content_hash(data: bytes | bytearray | memoryview) -> bytes:
    """The 16 bytes (big-endian xxh3-128) that name this content.

    `data` must be C-contiguous. The hash tells equal content from different content
    between processes that trust one another; it is no defence against forged content.
    """
    return xxhash.xxh3_128_digest(data)


def content_hash_during(data: bytes | bytearray | memoryview, work: Callable[[], object]) -> bytes:
    """`content_hash(data)`, which nobody writes to while `work` runs here. Raises what `work` raises."""
    if memoryview(data).nbytes < _WORTH_A_THREAD:
        work()
        return content_hash(data)
    found: list[bytes] = []
    thread = threading.Thread(target=lambda: found.append(content_hash(data)), name="farfield-hash")
    # As `debug.backend.hide_from_debugger`: a debugger neither stops it nor shows it.
    thread.pydev_do_not_trace = True  # type: ignore[attr-defined]
    thread.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
    thread.start()
    try:
        work()
    finally:
        thread.join()
    return found[0]
