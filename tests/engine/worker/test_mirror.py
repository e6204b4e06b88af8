"""The client's modules on a worker's disk: written, changed, removed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine import inside
from farfield_engine.errors import InputError
from farfield_engine.objects.archive import Entry, pack
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb
from farfield_engine.worker.mirror import Mirror, settle

ROOT = "/home/somebody/notes"


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """A mirror in `tmp_path`."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(inside, "path_of_client", inside.path_of_client)
    yield Mirror(lambda name: tmp_path)


def view(blob: objects_pb.Blob) -> bytes:
    return blob.data


def unit(name: str, files: dict[str, str] | None, root: str = ROOT) -> jobs_pb.File:
    """A module as a job names it; None: it is gone."""
    if files is None:
        return jobs_pb.File(path=name)
    content = pack(root, [Entry(path, text.encode()) for path, text in files.items()])
    return jobs_pb.File(path=name, content=objects_pb.Blob(size=len(content), data=content))


def files(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): path.read_text()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_a_package_is_written_once_and_then_what_changes(mirror: Mirror, tmp_path: Path) -> None:
    first = {"p/__init__.py": "", "p/a.py": "1", "p/b.py": "2"}
    assert len(mirror.update([unit("p", first)], view)) == 3
    assert files(tmp_path) == first
    assert sys.path[0] == str(tmp_path)
    assert mirror.update([unit("p", first)], view) == set()
    second = {"p/__init__.py": "", "p/a.py": "one", "p/deep/c.py": "3"}
    assert mirror.update([unit("p", second)], view) == {f"{tmp_path}/p/a.py", f"{tmp_path}/p/deep/c.py"}
    assert files(tmp_path) == second
    # A job that does not name it leaves it.
    mirror.update([unit("m", {"m.py": ""})], view)
    assert files(tmp_path) == {"m.py": "", **second}


def test_what_is_gone_leaves_no_package_behind(mirror: Mirror, tmp_path: Path) -> None:
    mirror.update([unit("p", {"p/__init__.py": "", "p/deep/c.py": ""}), unit("m", {"m.py": ""})], view)
    (tmp_path / "p" / "__pycache__").mkdir()
    (tmp_path / "p" / "__pycache__" / "__init__.cpython-311.pyc").write_text("")
    mirror.update([unit("p", None), unit("never_here", None)], view)
    assert sorted(os.listdir(tmp_path)) == ["m.py"]
    mirror.update([unit("m", {"m/__init__.py": "now a package"})], view)
    assert files(tmp_path) == {"m/__init__.py": "now a package"}
    mirror.update([unit("m", {"m.py": "and back"})], view)
    assert files(tmp_path) == {"m.py": "and back"}


def test_a_package_in_two_directories(mirror: Mirror, tmp_path: Path) -> None:
    mirror.update([unit("s", {"s/one.py": "1"}), unit("s#1", {"s/two.py": "2"}, "/elsewhere")], view)
    assert files(tmp_path) == {"s/one.py": "1", "s/two.py": "2"}
    mirror.update([unit("s#1", None)], view)
    assert files(tmp_path) == {"s/one.py": "1"}


def test_paths_of_the_client(mirror: Mirror, tmp_path: Path) -> None:
    assert inside.path_of_client("/any") == "/any"
    mirror.update([unit("p", {"p/a.py": ""}), unit("m", {"m.py": ""}, "/other")], view)
    text = f'File "{tmp_path}/p/a.py", line 1 {tmp_path}/m.py {tmp_path}/more.py'
    expected = f'File "{ROOT}/p/a.py", line 1 /other/m.py {tmp_path}/more.py'
    assert mirror.path_of_client(text) == inside.path_of_client(text) == expected
    assert mirror.path_here(f"{ROOT}/p/a.py") == f"{tmp_path}/p/a.py"
    assert mirror.path_here(f"{ROOT}/p/b.py") == mirror.path_here("/p/a.py") == ""
    failure = jobs_pb.Failure(traceback=text, plain_traceback=text, message=text)
    mirror.name_theirs(failure)
    assert (failure.traceback, failure.plain_traceback, failure.message) == (expected, expected, text)


@pytest.mark.parametrize("path", ["../out.py", "/out.py", "p/../../out.py", "p//a.py", "p/./a.py"])
def test_files_outside_are_refused(mirror: Mirror, tmp_path: Path, path: str) -> None:
    with pytest.raises(InputError, match="elsewhere"):
        mirror.update([unit("p", {path: ""})], view)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_archive_is_refused(mirror: Mirror) -> None:
    broken = jobs_pb.File(path="p", content=objects_pb.Blob(size=3, data=b"???"))
    with pytest.raises(InputError, match="module 'p' did not arrive whole"):
        mirror.update([broken], view)


def test_a_worker_without_the_clients_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARFIELD_TOKEN", "secret")
    monkeypatch.setenv("OF_THE_GATEWAY", "1")
    monkeypatch.setenv("OF_BOTH", "gateway")
    setup = worker_pb.Setup(elsewhere=True, environ={"OF_BOTH": "client"})
    settle(setup, lambda name: tmp_path / name)
    assert setup.cwd == str(tmp_path / "home")
    assert (setup.environ["OF_THE_GATEWAY"], setup.environ["OF_BOTH"]) == ("1", "client")
    assert "FARFIELD_TOKEN" not in setup.environ
