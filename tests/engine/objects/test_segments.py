from __future__ import annotations

import gc
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from farfield_engine.objects.recycling import RecyclePool
from farfield_engine.objects.segments import (
    MappedSegments,
    forget_read_segments,
    forget_removed_segments,
    forget_written_segments,
    write_segment,
)

MIB = 1 << 20
SIZE = 8 * MIB


@pytest.fixture
def directory() -> Iterator[Path]:
    shared_memory = Path("/dev/shm")
    path = Path(
        tempfile.mkdtemp(prefix="farfield-test-", dir=shared_memory if shared_memory.is_dir() else None)
    )
    yield path
    forget_written_segments()
    shutil.rmtree(path)


@pytest.fixture
def segment(directory: Path) -> str:
    return new_segment(directory, "segment", bytes(range(256)) * (SIZE // 256))


def new_segment(directory: Path, name: str, content: bytes) -> str:
    path = directory / name
    path.touch(mode=0o600)
    write_segment(str(path), content)
    return str(path)


def mappings_of(path: str) -> int:
    """How often this process maps the file, also when it is deleted."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    return sum(path in line for line in lines)


def resident(path: str) -> int:
    """KiB of the first mapping of the file that are in this process's page table."""
    mapping = Path("/proc/self/smaps").read_text().split(path)[1]
    return next(int(line.split()[1]) for line in mapping.splitlines() if line.startswith("Rss:"))


# Writing


@pytest.mark.parametrize("size", [0, 1, 5000, 5 * MIB])
def test_what_is_written_is_read_also_into_recycled_segments(directory: Path, size: int) -> None:
    path = new_segment(directory, "segment", b"x" * (5 * MIB))
    for letter in (b"a", b"b", b"c"):
        write_segment(path, memoryview(letter * size))
        assert Path(path).read_bytes() == letter * size + b"x" * (5 * MIB - size)
    view = MappedSegments().map(path, size)
    assert bytes(view) == b"c" * size


def test_the_writer_takes_views_of_any_item_type(directory: Path) -> None:
    path = new_segment(directory, "segment", b"")
    array = np.arange(12, dtype=np.float64).reshape(3, 4)
    write_segment(path, array.data)
    assert Path(path).read_bytes() == array.tobytes()


def test_segments_written_before_stay_mapped_until_they_are_removed(directory: Path) -> None:
    path = new_segment(directory, "segment", b"x" * SIZE)
    write_segment(path, b"y" * SIZE)
    if Path(path).stat().st_dev == os.stat("/dev/shm").st_dev:
        assert mappings_of(path) == 1
    os.unlink(path)
    forget_removed_segments()
    assert mappings_of(path) == 0


def test_a_new_file_of_the_same_name_is_not_written_through_the_old_mapping(directory: Path) -> None:
    path = new_segment(directory, "segment", b"x" * SIZE)
    write_segment(path, b"y" * SIZE)
    os.unlink(path)
    path = new_segment(directory, "segment", b"x" * SIZE)
    write_segment(path, b"z" * SIZE)
    assert Path(path).read_bytes() == b"z" * SIZE


def test_at_most_three_segments_stay_mapped_for_writing(directory: Path) -> None:
    paths = [new_segment(directory, f"segment-{index}", b"x" * SIZE) for index in range(5)]
    for path in paths:
        write_segment(path, b"y" * SIZE)
    assert mappings_of(str(directory)) <= 3
    assert all(Path(path).read_bytes() == b"y" * SIZE for path in paths)


def test_a_segment_that_the_store_took_back_is_an_error(directory: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_segment(str(directory / "gone"), b"x")
    assert list(directory.iterdir()) == []


def test_a_limit_on_space_is_an_error_and_not_a_signal(directory: Path) -> None:
    # A file size limit stands for a full file system, which a test cannot make.
    script = """
import resource, sys
from farfield_engine.objects.segments import write_segment
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
try:
    write_segment(sys.argv[1], bytes(8 << 20))
except OSError as error:
    print("refused", error.errno)
"""
    (directory / "segment").touch()
    done = run_python(script, str(directory / "segment"))
    assert (done.returncode, done.stdout[:7]) == (0, "refused"), done.stderr


# Mapping


def test_a_view_is_exact_writable_and_private(segment: str) -> None:
    segments = MappedSegments()
    view, other = segments.map(segment, SIZE - 5), segments.map(segment, SIZE)
    assert (len(view), view.readonly) == (SIZE - 5, False)
    view[0] = 99
    assert (view[0], other[0]) == (99, 0)
    assert Path(segment).read_bytes()[0] == 0


def test_another_process_reads_the_same_content(segment: str) -> None:
    script = """
import sys
from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.segments import MappedSegments
view = MappedSegments().map(sys.argv[1], int(sys.argv[2]))
print(content_hash(view).hex())
view[:] = bytes(len(view))
"""
    from farfield_engine.objects.hashing import content_hash

    expected = content_hash(Path(segment).read_bytes()).hex()
    for _ in range(2):
        done = run_python(script, segment, str(SIZE))
        assert done.stdout.strip() == expected, done.stderr


def test_the_path_is_released_with_the_last_view(segment: str) -> None:
    segments = MappedSegments(park_count=0)
    view = segments.map(segment, SIZE)
    array = np.frombuffer(view, dtype=np.uint8)[10:20]
    del view
    assert segments.take_released() == []
    array.sum()
    del array
    assert segments.take_released() == [segment]
    assert segments.take_released() == []
    assert mappings_of(segment) == 0


def test_views_dropped_in_a_thread_are_released(segment: str) -> None:
    segments = MappedSegments(park_count=0)
    views = [segments.map(segment, SIZE) for _ in range(8)]
    thread = threading.Thread(target=views.clear)
    thread.start()
    thread.join()
    assert segments.take_released() == [segment] * 8


def test_small_segments_are_copied_and_released_at_once(directory: Path) -> None:
    path = new_segment(directory, "segment", b"abc")
    segments = MappedSegments()
    view = segments.map(path, 3)
    assert (bytes(view), segments.take_released(), mappings_of(path)) == (b"abc", [path], 0)
    assert bytes(segments.map(path, 0)) == b""


def test_a_segment_that_is_too_short_is_an_error(segment: str) -> None:
    with pytest.raises(OSError, match="were announced"):
        MappedSegments().map(segment, SIZE + 1)


def test_forgone_claims_are_given_back(segment: str) -> None:
    segments = MappedSegments()
    segments.forgo(segment)
    assert segments.take_released() == [segment]


# Parking


def test_an_unmodified_mapping_is_kept_with_its_pages(segment: str) -> None:
    segments = MappedSegments()
    np.frombuffer(segments.map(segment, SIZE), dtype=np.uint8).sum()
    segments.park()
    assert (segments.take_released(), mappings_of(segment)) == ([segment], 1)
    view = segments.map(segment, SIZE)
    assert (segments.take_released(), mappings_of(segment)) == ([], 1)
    assert resident(segment) == SIZE // 1024
    del view
    for _ in range(3):
        segments.park()
        assert segments.map(segment, SIZE)[255] == 255
    assert segments.take_released() == [segment] * 3
    segments.drop_all()
    assert (segments.take_released(), mappings_of(segment)) == ([segment], 0)


def test_a_mapping_that_is_kept_shows_what_the_segment_has_now(segment: str) -> None:
    segments = MappedSegments()
    np.frombuffer(segments.map(segment, SIZE), dtype=np.uint8).sum()
    segments.park()
    for letter in (b"y", b"z"):
        write_segment(segment, letter * SIZE)
        assert bytes(segments.map(segment, SIZE)) == letter * SIZE
        assert resident(segment) == SIZE // 1024
        segments.park()


def test_a_mapping_whose_file_is_gone_is_not_kept(segment: str) -> None:
    segments = MappedSegments()
    segments.map(segment, SIZE)
    segments.park()
    os.unlink(segment)
    forget_written_segments()
    segments.park()
    assert (segments.take_released(), mappings_of(segment)) == ([segment], 0)


def test_a_removed_segments_memory_is_free_though_it_is_mapped_for_the_next_content(segment: str) -> None:
    if Path(segment).stat().st_dev != os.stat("/dev/shm").st_dev:
        pytest.skip("there is no shared memory here")
    segments = MappedSegments()
    write_segment(segment, b"y" * SIZE)
    np.frombuffer(segments.map(segment, SIZE), dtype=np.uint8).sum()
    segments.park()
    assert resident(segment) == SIZE // 1024
    descriptor = os.open(segment, os.O_RDONLY)
    pool = RecyclePool()
    pool.add(segment, SIZE, 0.0)
    pool.unlink_before(1.0)
    try:
        assert (os.fstat(descriptor).st_blocks, resident(segment), mappings_of(segment)) == (0, 0, 2)
    finally:
        os.close(descriptor)


def test_what_is_kept_can_be_given_up_at_once(segment: str) -> None:
    segments = MappedSegments()
    view = segments.map(segment, SIZE)
    forget_read_segments()
    assert (view[255], segments.take_released(), mappings_of(segment)) == (255, [], 1)
    del view
    segments.map(segment, SIZE)
    segments.park()
    forget_read_segments()
    assert (segments.take_released(), mappings_of(segment)) == ([segment] * 2, 0)


def test_what_is_viewed_now_may_be_kept_later(segment: str) -> None:
    segments = MappedSegments()
    view = segments.map(segment, SIZE)
    segments.park(waits=True)
    assert segments.take_released() == []
    del view
    segments.park(waits=True)
    assert (segments.take_released(), mappings_of(segment)) == ([segment], 1)


def test_a_modified_mapping_is_not_kept(segment: str) -> None:
    segments = MappedSegments()
    array = np.frombuffer(segments.map(segment, SIZE), dtype=np.uint8)
    array[SIZE // 2] += 1
    del array
    segments.park()
    assert (segments.take_released(), mappings_of(segment)) == ([segment], 0)
    assert segments.map(segment, SIZE)[SIZE // 2] == 0


@pytest.mark.parametrize("keep", ["array", "slice", "view", "pickle", "buffer", "owner", "cycle"])
def test_what_the_user_kept_is_not_parked(segment: str, keep: str) -> None:
    segments = MappedSegments()
    kept: object = keep_something(segments.map(segment, SIZE), keep)
    segments.park()
    again = segments.map(segment, SIZE)
    assert mappings_of(segment) == 2
    again[0] = 1
    assert first_byte(kept) == 0
    del again
    segments.park()
    assert segments.take_released() == [segment]
    del kept
    gc.collect()
    assert (segments.take_released(), mappings_of(segment)) == ([segment], 0)


def keep_something(view: memoryview, keep: str) -> object:
    array = np.frombuffer(view, dtype=np.uint8)
    if keep == "slice":
        return array.reshape(-1, 8)[:1, :1]
    if keep == "pickle":
        buffers: list[pickle.PickleBuffer] = []
        pickled = pickle.dumps(array.copy(), protocol=5, buffer_callback=buffers.append)
        return pickle.loads(pickled, buffers=[view])
    if keep == "cycle":
        cycle: list[object] = [array]
        cycle.append(cycle)
        return cycle
    return {"array": array, "view": view, "buffer": pickle.PickleBuffer(array.data), "owner": view.obj}[keep]


def first_byte(kept: object) -> int:
    if isinstance(kept, list):
        kept = kept[0]
    return bytes(memoryview(kept).cast("B")[:1])[0]  # type: ignore[arg-type]


def test_parked_mappings_are_limited_by_count_and_bytes(directory: Path) -> None:
    paths = [new_segment(directory, f"segment-{index}", b"x" * (2 * MIB)) for index in range(4)]
    segments = MappedSegments(park_count=3, park_bytes=5 * MIB)
    for path in paths:
        segments.map(path, 2 * MIB)
    segments.park()
    assert segments.take_released() == paths
    assert [mappings_of(path) for path in paths] == [0, 0, 1, 1]


def test_a_new_file_of_the_same_name_is_mapped_anew(directory: Path) -> None:
    path = new_segment(directory, "segment", b"x" * SIZE)
    segments = MappedSegments()
    segments.map(path, SIZE)
    segments.park()
    os.unlink(path)
    new_segment(directory, "segment", b"y" * SIZE)
    assert segments.map(path, SIZE)[0] == ord("y")


def test_mappings_that_a_child_may_still_have_are_told_apart(segment: str) -> None:
    segments = MappedSegments(park_count=0)
    view = segments.map(segment, SIZE)
    child = os.fork()
    if child == 0:
        os._exit(0 if view[255] == 255 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    del view
    assert (segments.take_released(), segments.take_forked()) == ([], [segment])
    del child
    segments.map(segment, SIZE)
    assert (segments.take_released(), segments.take_forked()) == ([segment], [])


def test_a_mapping_that_a_child_may_still_read_is_not_kept(segment: str) -> None:
    segments = MappedSegments()
    segments.map(segment, SIZE)
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    segments.park()
    assert (segments.take_forked(), mappings_of(segment)) == ([segment], 0)
    segments.map(segment, SIZE)
    segments.park()
    child = os.fork()  # nobody views what is kept: no child reads it
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    segments.map(segment, SIZE)
    segments.park()
    assert (segments.take_released(), segments.take_forked()) == ([segment] * 2, [])


def run_python(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
