"""Which file here is meant by a path of the client's."""

from __future__ import annotations

import hashlib
import json.decoder
import linecache
import stat
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.debug.sources import Sources
from farfield_engine.objects.checksums import TEXT


def source(path: str, text: str = "", **more: Any) -> dict[str, Any]:
    checksum = hashlib.sha256(text.encode()).hexdigest()
    checksums = [{"algorithm": "SHA256", "checksum": checksum}] if text else []
    return {"path": path, "checksums": checksums, **more}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory on sys.path."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def test_the_same_path_with_the_same_content(tmp_path: Path) -> None:
    code = write(tmp_path / "code.py", "x = 1\n")
    assert Sources().local(source(code, "x = 1\n")) == code
    assert Sources().local(source(code)) == code


def test_the_same_content_elsewhere_goes_before_the_same_path(tree: Path) -> None:
    here = write(tree / "pkg" / "code.py", "x = 1\n")
    stale = write(tree / "elsewhere" / "pkg" / "code.py", "x = 0\n")
    sources = Sources()
    assert sources.local(source(stale, "x = 1\n")) == here
    assert sources.theirs({"path": here, "name": "code.py"})["path"] == stale


def test_another_content_of_the_same_path_is_better_than_nothing(tmp_path: Path) -> None:
    code = write(tmp_path / "code.py", "x = 1\n")
    assert Sources().local(source(code, "x = 2\n")) == code


def test_a_module_by_its_name_where_the_content_differs(tree: Path) -> None:
    here = write(tree / "pkg" / "deep" / "code.py", "x = 1\n")
    assert Sources().local(source("/home/other/project/pkg/deep/code.py", "x = 2\n")) == here
    assert Sources().local(source(r"C:\project\pkg\deep\code.py", "x = 2\n")) == here


def test_the_longest_common_end_wins(tree: Path) -> None:
    write(tree / "code.py", "x = 1\n")
    deep = write(tree / "pkg" / "code.py", "x = 1\n")
    assert Sources().local(source("/there/pkg/code.py", "x = 1\n")) == deep


def test_a_loaded_module_that_is_on_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("odd_name")
    module.__file__ = write(tmp_path / "odd_name.py", "x = 1\n")
    monkeypatch.setitem(sys.modules, "odd_name", module)
    assert Sources().local(source("/there/odd_name.py", "x = 1\n")) == module.__file__


def test_another_module_of_the_same_file_name_is_not_meant() -> None:
    """`json.decoder` is loaded; the client's `decoder.py` is a module `decoder`, which this side has not."""
    path = "/nowhere/project/decoder.py"
    assert json.decoder.__file__.endswith("json/decoder.py")
    assert Sources().local(source(path, "def mine(): pass\n")) == path


def test_the_init_of_another_package_is_not_meant() -> None:
    path = "/nowhere/project/mine_alone/__init__.py"
    assert Sources().local(source(path, "x = 1\n")) == path


def test_the_text_of_a_cell_is_written_and_removed(tmp_path: Path) -> None:
    sources = Sources()
    path = tmp_path / "ipykernel_1" / "123.py"
    assert sources.local(source(str(path), "x = 1\n", **{TEXT: "x = 1\n"})) == str(path)
    assert path.read_text() == "x = 1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    again = tmp_path / "ipykernel_1" / "456.py"
    sources.local(source(str(again), "y = 1\n", **{TEXT: "y = 1\n"}))
    sources.clear()
    assert not path.parent.exists()


def test_what_was_there_stays(tmp_path: Path) -> None:
    sources = Sources()
    path = write(tmp_path / "code.py", "x = 1\n")
    sources.local(source(path, "x = 2\n", **{TEXT: "x = 2\n"}))
    other = tmp_path / "written.py"
    sources.local(source(str(other), "y\n", **{TEXT: "y\n"}))
    sources.clear()
    assert Path(path).read_text() == "x = 1\n" and not other.exists()


def test_no_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.py", tmp_path / "link.py"
    link.symlink_to(target)
    Sources().local(source(str(link), "x = 1\n", **{TEXT: "x = 1\n"}))
    assert not target.exists()


@pytest.mark.parametrize("path", ["relative/x.py", "/proc/nothing/x.py", "/a\0b.py", "/\ud800.py"])
def test_where_nothing_can_be_written_nothing_happens(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sources = Sources()
    assert sources.local(source(path, "x = 1\n", **{TEXT: "x = 1\n"})) == path
    sources.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_no_unicode_is_no_fault(tmp_path: Path) -> None:
    Sources().local(source(str(tmp_path / "x.py"), **{TEXT: "\ud800"}))


def test_names_in_angle_brackets_are_the_same_everywhere() -> None:
    assert Sources().local(source("<ipython-input-1>")) == "<ipython-input-1>"


def test_a_file_that_the_client_did_not_name_comes_with_its_checksum(tmp_path: Path) -> None:
    code = write(tmp_path / "code.py", "x = 1\n")
    told = Sources().theirs({"path": code, "name": "code.py"})
    assert told["path"] == code
    assert told["checksums"][0]["checksum"] == hashlib.sha256(b"x = 1\n").hexdigest()
    assert Sources().theirs({"path": "/nowhere.py"}) == {"path": "/nowhere.py"}
    assert Sources().theirs({"name": "x"}) == {"name": "x"}


def test_texts_by_the_clients_path_or_our_own(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = write(tree / "pkg" / "code.py", "x = 1\n")
    sources = Sources()
    sources.local(source("/there/pkg/code.py", "x = 1\n"))
    assert sources.text("/there/pkg/code.py") == sources.text(here) == "x = 1\n"
    assert sources.text("/nowhere.py") is None and sources.text("/a\0b") is None
    lines = ["y = 2\n"]
    monkeypatch.setitem(linecache.cache, "<cell>", (6, None, lines, "<cell>"))
    assert sources.text("<cell>") == "y = 2\n"
