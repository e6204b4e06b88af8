"""Messages kept in order, in memory and in a file."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.gateway.spool import IN_MEMORY, Spool
from farfield_engine.wire.v1 import worker_pb2 as pb


def output(size: int, number: int = 0) -> pb.Output:
    return pb.Output(item=number, content="x" * size)


@given(st.lists(st.sampled_from([0, 10, 1000, IN_MEMORY // 3, IN_MEMORY - 8, IN_MEMORY, IN_MEMORY + 9])))
def test_what_was_appended_is_read_in_order(sizes: list[int]) -> None:
    spool = Spool(pb.Output)
    for number, size in enumerate(sizes):
        spool.append(output(size, number))
    assert [(message.item, len(message.content)) for message in spool.read()] == list(enumerate(sizes))
    assert spool.count == len(sizes)
    spool.close()


def test_many_small_messages_are_read_back() -> None:
    spool = Spool(pb.Output)
    for number in range(30_000):
        spool.append(output(number % 50, number))
    assert [message.item for message in spool.read()] == list(range(30_000))
    spool.close()


def test_who_reads_is_not_disturbed_by_who_appends() -> None:
    spool = Spool(pb.Output)
    for number in range(10):
        spool.append(output(IN_MEMORY // 4, number))
    reading = spool.read()
    seen = [next(reading).item]
    for number in range(10, 20):
        spool.append(output(IN_MEMORY // 4, number))
        seen += [message.item for message in [next(reading, None)] if message is not None]
    assert seen + [message.item for message in reading] == list(range(10))
    assert len(list(spool.read())) == 20
    spool.close()


def test_a_long_spool_does_not_stay_in_memory_and_has_no_name(tmp_path: Path) -> None:
    spool = Spool(pb.Output, str(tmp_path))
    for _ in range(9):
        spool.append(output(IN_MEMORY // 2))
    assert list(tmp_path.iterdir()) == []
    in_use = [os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")]
    assert any(path.startswith(str(tmp_path)) for path in in_use)
    spool.close()


def test_a_full_disk_is_told_and_loses_nothing_that_was_taken(tmp_path: Path) -> None:
    spool = Spool(pb.Output, str(tmp_path))
    spool.append(output(10, 1))
    spool.append(output(IN_MEMORY, 2))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A file may not grow past this: the write ends in the middle of a message, as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (IN_MEMORY + 5000, before[1]))
    try:
        for _ in range(2):
            with pytest.raises(OSError, match="File too large"):
                spool.append(output(IN_MEMORY, 3))
        assert [message.item for message in spool.read()] == [1, 2]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    spool.append(output(IN_MEMORY, 4))
    assert [message.item for message in spool.read()] == [1, 2, 4]
    assert spool.count == 3
    spool.close()
