"""Objects that outlive the process whose store they were in."""

from __future__ import annotations

from pathlib import Path

import pytest

from farfield_engine.objects.cleanup import remove_stale
from farfield_engine.objects.segmentlog import LOG_NAME
from farfield_engine.objects.store import Store, UnknownObject


def store(root: Path) -> Store:
    """A store of `root`, as each of its gateways has it."""
    return Store(root / "shm" / "one", root / "spill" / "one", 1 << 24, 1 << 20, keeps=True)


def put(made: Store, data: bytes, writer: str = "") -> bytes:
    """Store content, which the owner holds; its hash."""
    path = made.allocate(len(data), writer)
    Path(path).write_bytes(data)
    digest = bytes([len(data) % 256]) * 16
    made.seal(path, digest, len(data), "owner")
    return digest


def test_the_next_store_has_what_the_one_before_had(tmp_path: Path) -> None:
    first = store(tmp_path)
    kept, gone = put(first, b"kept" * 10), put(first, b"gone" * 20)
    pending = first.allocate(100, "w1")
    first.release(gone, "owner", cache=False)
    first.leave()  # as the kernel lets go of a killed process's locks
    second = store(tmp_path)
    found = second.find(kept)
    assert found is not None and Path(found.path).read_bytes()[: found.size] == b"kept" * 10
    with pytest.raises(UnknownObject):
        second.hold(gone, "owner")
    Path(pending).write_bytes(b"late")
    second.seal(pending, b"l" * 16, 4, "owner")
    assert put(second, b"new" * 30) != kept, "new segments have names of their own"
    second.close()
    assert not (tmp_path / "shm" / "one").exists()


def test_what_nobody_will_fill_is_let_go(tmp_path: Path) -> None:
    first = store(tmp_path)
    lost, filled = first.allocate(100, "w1"), first.allocate(100, "w2")
    first.leave()
    second = store(tmp_path)
    second.let_go_of_before({"w2"})
    assert not Path(lost).exists() and second.room_of(filled, "w2") > 0
    second.close()


def test_it_is_left_alone_as_long_as_somebody_may_come_for_it(tmp_path: Path) -> None:
    first = store(tmp_path)
    put(first, b"kept")
    first.leave()
    assert not remove_stale(tmp_path / "shm")
    for segment in (tmp_path / "shm" / "one").glob("*.segment"):
        segment.unlink()
    assert remove_stale(tmp_path / "shm"), "nothing is in it any more"


def test_a_line_that_was_not_written_whole_is_none(tmp_path: Path) -> None:
    first = store(tmp_path)
    kept = put(first, b"kept")
    first.leave()
    with open(tmp_path / "shm" / "one" / LOG_NAME, "a") as log:
        log.write("-\t/nowhere\n=\tbroken")
    second = store(tmp_path)
    assert second.find(kept) is not None
    second.close()
