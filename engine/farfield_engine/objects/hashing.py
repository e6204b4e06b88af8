"""The address of an object: the hash of its content."""

from __future__ import annotations

from typing import Final

import xxhash

HASH_SIZE: Final = 16
"""Bytes in a content hash."""


def content_hash(data: bytes | bytearray | memoryview) -> bytes:
    """The 16 bytes (big-endian xxh3-128) that name this content.

    `data` must be C-contiguous. The hash tells equal content from different content
    between processes that trust one another; it is no defence against forged content.
    """
    return xxhash.xxh3_128_digest(data)
