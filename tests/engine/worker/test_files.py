"""Files of `--files` on the worker: where they are written, and when they are gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from farfield_engine.errors import InputError
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.worker.files import JobDirectories, place, remove_left


def file(path: str, content: bytes = b"x", *, executable: bool = False) -> jobs_pb.File:
    blob = objects_pb.Blob(size=len(content), data=content)
    return jobs_pb.File(path=path, content=blob, executable=executable)


def view(blob: objects_pb.Blob) -> bytes:
    return blob.data


def test_files_are_written_as_they_were(tmp_path: Path) -> None:
    files = [
        file("a.csv", b"1,2"), file("deep/er/ü 名.bin", b"\0" * 300_000), file("empty", b""),
        file("run.sh", b"#!/bin/sh\necho ran", executable=True), file("..dots", b"fine"),
    ]  # fmt: skip
    assert place(files, tmp_path, view) == tmp_path
    for one in files:
        assert (tmp_path / one.path).read_bytes() == one.content.data
    assert subprocess.check_output([tmp_path / "run.sh"]) == b"ran\n"
    assert not os.access(tmp_path / "a.csv", os.X_OK)
    (tmp_path / "a.csv").write_text("its own copy")


@pytest.mark.parametrize("path", ["../out", "/etc/out", "a/../../out", "", ".", "a//b", "a/", "./a", "nul\0"])
def test_no_path_leaves_the_directory(tmp_path: Path, path: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(InputError, match="would not be within the job's directory"):
        place([file(path)], inside, view)
    assert list(tmp_path.rglob("*")) == [inside]


def test_a_link_is_not_followed_out_of_the_directory(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(InputError, match="'link' was sent twice"):
        place([file("link")], tmp_path, view)
    assert not (tmp_path / "target").exists()


def test_a_full_disk_is_told_with_the_file() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    from farfield_engine.worker.files import _write

    descriptor = os.open(full, os.O_WRONLY)
    try:
        with pytest.raises(OSError, match=r"No space left on device: 'big\.bin'"):
            _write(descriptor, memoryview(b"x"), "big.bin")
    finally:
        os.close(descriptor)


def test_each_job_has_a_directory_until_it_is_forgotten(tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    directories = JobDirectories(parent)
    directories.forget("never had one")
    first = directories.of("first", [file("a", b"1")], view)
    second = directories.of("second", [file("a", b"2")], view)
    assert (first / "a").read_text() + (second / "a").read_text() == "12"
    assert parent.stat().st_mode & 0o777 == 0o700
    (first / "a").write_text("changed")
    assert directories.of("first", [file("a", b"1")], view) == first
    assert (first / "a").read_text() == "changed"
    (first / "made").mkdir(mode=0o500)
    directories.forget("first")
    assert not first.exists() and second.exists()
    directories.close()
    directories.close()
    assert list(parent.iterdir()) == []


def test_what_can_not_be_placed_leaves_nothing(tmp_path: Path) -> None:
    directories = JobDirectories(tmp_path / "parent")
    with pytest.raises(InputError):
        directories.of("job", [file("good"), file("../bad")], view)
    assert not list((tmp_path / "parent").rglob("files-*"))
    directories.close()


DIES = """
import os, sys
from pathlib import Path
from farfield_engine.worker.files import JobDirectories
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
directories = JobDirectories(Path(sys.argv[1]))
print(directories.of("job", [jobs_pb.File(path="a")], lambda blob: b"x"))
if os.fork() == 0:
    sys.exit(0)  # runs what is registered for the end of the process
os.wait()
print(os.path.exists(directories.of("job", [], lambda blob: b"")), flush=True)
if sys.argv[2] == "killed":
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("end", ["killed", "ends"])
def test_a_process_that_ends_leaves_nothing(tmp_path: Path, end: str) -> None:
    parent = tmp_path / "parent"
    done = subprocess.run(
        [sys.executable, "-c", DIES, str(parent), end], capture_output=True, text=True, timeout=60
    )
    path, *forked = done.stdout.split()
    assert set(forked) == {"True"}, done
    assert Path(path).exists() == (end == "killed"), done
    living = JobDirectories(parent)
    here = living.of("job", [file("a")], view)
    assert not Path(path).exists()
    remove_left(parent)
    assert here.exists()
    living.close()
    remove_left(parent)
    assert list(parent.iterdir()) == []


def test_a_parent_of_somebody_elses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "parent").symlink_to(tmp_path)
    with pytest.raises(PermissionError, match="is not a directory of yours"):
        JobDirectories(tmp_path / "parent").of("job", [], view)
