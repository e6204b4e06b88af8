from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.segments import write_segment
from farfield_engine.objects.store import Store, StoreFull, UnknownObject, UnknownSegment

KIB = 1024


class Machine:
    """A store with free space that the test decides."""

    def __init__(self, root: Path, budget: int = 64 * KIB, recycle_limit: int = 64 * KIB) -> None:
        self.free = {root / "memory": 1 << 40, root / "disk": 1 << 40}
        self.now = 0.0
        self.disk = root / "disk"
        self.memory = root / "memory"
        self.store = Store(
            self.memory,
            self.disk,
            budget,
            recycle_limit,
            clock=lambda: self.now,
            free_bytes=lambda path: self.free[path],
        )

    def put(self, content: bytes, owner: str = "job:a") -> bytes:
        path = self.store.allocate(len(content))
        write_segment(path, content)
        hash = content_hash(content)
        self.store.seal(path, hash, len(content), owner)
        return hash

    def content(self, hash: bytes) -> bytes:
        stored = self.store.find(hash)
        assert stored is not None
        return Path(stored.path).read_bytes()[: stored.size]

    def place(self, hash: bytes) -> Path:
        stored = self.store.find(hash)
        assert stored is not None
        return Path(stored.path).parent


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    machine.store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_released_object_is_found_until_its_room_is_needed(machine: Machine) -> None:
    hash = machine.put(b"a" * 32 * KIB)
    machine.store.release(hash, "job:a")
    assert machine.content(hash) == b"a" * 32 * KIB
    machine.put(b"b" * 60 * KIB)
    assert machine.store.find(hash) is None


def test_the_least_recently_used_is_evicted_first(machine: Machine) -> None:
    first, second = machine.put(b"a" * 24 * KIB), machine.put(b"b" * 24 * KIB)
    machine.store.release_owner("job:a")
    machine.store.find(first)
    machine.put(b"c" * 24 * KIB, "job:b")
    assert machine.store.find(first) is not None
    assert machine.store.find(second) is None


def test_held_objects_are_spilled_and_stay_readable(machine: Machine) -> None:
    hash = machine.put(b"a" * 40 * KIB)
    machine.put(b"b" * 40 * KIB)
    assert machine.place(hash) == machine.disk
    assert machine.content(hash) == b"a" * 40 * KIB
    assert machine.store.bytes_spilled == 40 * KIB
    machine.store.release_owner("job:a")
    assert machine.store.bytes_spilled == 0


def test_mapped_objects_stay_in_place_and_new_ones_go_to_the_disk(machine: Machine) -> None:
    hash = machine.put(b"a" * 40 * KIB)
    machine.store.mapped(str(machine.memory / "1.segment"), "worker:1")
    other = machine.put(b"b" * 40 * KIB)
    assert (machine.place(hash), machine.place(other)) == (machine.memory, machine.disk)


def test_what_cannot_fit_destroys_nothing(machine: Machine) -> None:
    hash = machine.put(b"a" * 40 * KIB)
    machine.store.release_owner("job:a")
    assert machine.place(machine.put(b"b" * 100 * KIB)) == machine.disk
    assert machine.place(hash) == machine.memory


def test_full_shared_memory_sends_objects_to_the_disk(machine: Machine) -> None:
    machine.free[machine.memory] = 8 * KIB
    assert machine.place(machine.put(b"a" * 12 * KIB)) == machine.disk
    assert machine.place(machine.put(b"a" * 8 * KIB)) == machine.memory


def test_segments_that_are_not_written_yet_count_as_used(machine: Machine) -> None:
    machine.free[machine.memory] = 16 * KIB
    machine.store.allocate(12 * KIB)
    assert Path(machine.store.allocate(12 * KIB)).parent == machine.disk


def test_no_room_anywhere_is_an_error_with_sizes(machine: Machine) -> None:
    machine.free[machine.disk] = 10
    with pytest.raises(StoreFull, match=r"102,400 bytes.*budget of 65,536.*has 10;") as caught:
        machine.store.allocate(100 * KIB)
    assert caught.value.errno == errno.ENOSPC


def test_a_disk_that_is_full_keeps_held_objects_in_memory(machine: Machine) -> None:
    hash = machine.put(b"a" * 40 * KIB)
    machine.free[machine.disk] = 30 * KIB
    with pytest.raises(StoreFull):
        machine.store.allocate(40 * KIB)
    assert machine.place(hash) == machine.memory


def test_a_freed_segment_is_recycled_for_a_similar_size(machine: Machine) -> None:
    hash = machine.put(b"a" * 16 * KIB)
    stored = machine.store.find(hash)
    assert stored is not None
    machine.put(b"b" * 48 * KIB)
    machine.store.release_owner("job:a")
    # The fresh allocation evicts the first object and finds its segment of fitting size.
    assert machine.store.allocate(12 * KIB) == stored.path
    assert machine.store.bytes_in_memory == 64 * KIB


def test_the_smallest_segment_that_fits_is_recycled(machine: Machine) -> None:
    paths = [machine.store.allocate(size * KIB) for size in (16, 8, 12)]
    for path in paths:
        machine.store.abandon(path, clean=True)
    assert machine.store.allocate(7 * KIB) == paths[1]
    assert machine.store.allocate(5 * KIB) == paths[2]
    assert machine.store.allocate(4 * KIB) not in paths


def test_a_duplicate_frees_the_new_segment(machine: Machine) -> None:
    hash = machine.put(b"a" * 8 * KIB, "job:a")
    assert machine.put(b"a" * 8 * KIB, "job:b") == hash
    assert (machine.store.bytes_in_memory, machine.store.bytes_recycled) == (8 * KIB, 8 * KIB)
    machine.store.release_owner("job:a")
    assert machine.content(hash) == b"a" * 8 * KIB


def test_a_segment_of_a_lost_reader_is_never_recycled(machine: Machine) -> None:
    hash = machine.put(b"a" * 40 * KIB)
    stored = machine.store.find(hash)
    assert stored is not None
    machine.store.mapped(stored.path, "worker:1")
    machine.store.mapper_gone("worker:1", clean=False)
    machine.store.release_owner("job:a")
    machine.put(b"b" * 40 * KIB)
    assert not Path(stored.path).exists()
    assert machine.store.bytes_recycled == 0


def test_a_segment_whose_writer_may_still_write_is_never_recycled(machine: Machine) -> None:
    path = machine.store.allocate(8 * KIB, writer="session:x")
    machine.store.writer_gone("session:x")
    assert not Path(path).exists()
    with pytest.raises(FileNotFoundError):
        write_segment(path, b"late")


def test_each_mapping_is_counted(machine: Machine) -> None:
    hash = machine.put(b"a" * 40 * KIB)
    stored = machine.store.find(hash)
    assert stored is not None
    machine.store.mapped(stored.path, "worker:1")
    machine.store.mapped(stored.path, "worker:1")
    machine.store.unmapped(stored.path, "worker:1")
    machine.store.release_owner("job:a")
    machine.put(b"b" * 40 * KIB)
    assert machine.place(hash) == machine.memory
    machine.store.unmapped(stored.path, "worker:1")
    machine.store.unmapped(stored.path, "worker:1")
    machine.put(b"c" * 40 * KIB)
    assert machine.store.find(hash) is None


def test_recycled_segments_are_limited_and_trimmed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, recycle_limit=16 * KIB)
    paths = [machine.store.allocate(8 * KIB) for _ in range(3)]
    for now, path in enumerate(paths):
        machine.now = now
        machine.store.abandon(path, clean=True)
    assert [Path(path).exists() for path in paths] == [False, True, True]
    machine.now = 12
    machine.store.trim(10.5)
    assert machine.store.bytes_recycled == 8 * KIB
    machine.store.close()


def test_wrong_calls_are_refused(machine: Machine) -> None:
    with pytest.raises(UnknownObject, match="send it again"):
        machine.store.hold(b"\0" * 16, "job:a")
    with pytest.raises(UnknownSegment):
        machine.store.mapped("/nowhere", "worker:1")
    with pytest.raises(UnknownSegment):
        machine.store.seal("/nowhere", b"\0" * 16, 1, "job:a")
    path = machine.store.allocate(4 * KIB)
    with pytest.raises(ValueError, match="shorter"):
        machine.store.seal(path, b"\0" * 16, 1, "job:a")
    machine.store.unmapped(path, "worker:1")
    machine.store.release(b"\0" * 16, "job:a")


def test_the_spill_directory_in_use_is_refused_without_a_trace(tmp_path: Path) -> None:
    first = Machine(tmp_path)
    with pytest.raises(FileExistsError, match="running gateway"):
        Store(tmp_path / "other", tmp_path / "disk", 1 << 20, 0)
    assert not (tmp_path / "other").exists()
    first.store.close()
    first.store.close()
