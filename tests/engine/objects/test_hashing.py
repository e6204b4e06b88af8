from __future__ import annotations

import functools

import numpy as np
import pytest

from farfield_engine.objects.hashing import HASH_SIZE, content_hash, content_hash_during


def test_equal_content_has_the_same_hash_whatever_holds_it() -> None:
    data = bytes(range(256)) * 100
    array = np.frombuffer(data, dtype=np.uint8).reshape(100, 256)
    assert content_hash(data) == content_hash(bytearray(data)) == content_hash(array.data)
    assert len(content_hash(data)) == HASH_SIZE
    assert content_hash(data) != content_hash(data[:-1])


def test_the_hash_is_the_one_that_other_languages_compute() -> None:
    # The reference value of XXH3 (128 bits, no seed) for no input at all.
    assert content_hash(b"").hex() == "99aa06d3014798d86001c324468d497f"


def test_content_is_hashed_while_something_else_is_done() -> None:
    for size in (1000, 40 << 20):
        data = bytes(size)
        done: list[int] = []
        assert content_hash_during(data, functools.partial(done.append, 1)) == content_hash(data)
        assert done == [1]


def test_what_is_done_meanwhile_may_fail() -> None:
    def fails() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        content_hash_during(bytes(40 << 20), fails)
