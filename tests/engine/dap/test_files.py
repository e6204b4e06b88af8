"""The client's own files in what it says to workers, and theirs in what they say."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.dap.files import Files
from farfield_engine.dap.ids import Ids, Kind, Real
from farfield_engine.objects.checksums import MAX_TEXT, TEXT, Checksums, checksum_of


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def with_checksum(path: str, checksum: str) -> dict[str, Any]:
    return {"path": path, "name": "x", "checksums": [{"algorithm": "SHA256", "checksum": checksum}]}


def test_what_goes_out_names_the_content(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("x = 1\n")
    sent = Files(Ids()).outgoing({"path": str(code), "name": "code.py"})
    assert sent["name"] == "code.py" and checksum_of(sent) == sha(code) and TEXT not in sent


@pytest.mark.parametrize("path", ["", "/nowhere/code.py", "<ipython-input-1>", "/a\0b", "/\udcff"])
def test_what_is_no_file_goes_out_as_it_is(path: str) -> None:
    assert Files(Ids()).outgoing({"path": path}) == {"path": path}


def test_cells_go_out_with_their_text(tmp_path: Path) -> None:
    cell = tmp_path / "123.py"
    cell.write_text("x = 'ä'\n", encoding="utf-8")
    files = Files(Ids(), is_cell=lambda path: path == str(cell))
    assert files.outgoing({"path": str(cell)})[TEXT] == "x = 'ä'\n"


def test_the_same_file_comes_in_by_its_path(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("x = 1\n")
    source = with_checksum(str(code), sha(code))
    assert Files(Ids()).incoming("w1", source) == {"path": str(code), "name": "x"}


def test_another_file_of_that_path_comes_in_by_reference(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("x = 1\n")
    ids = Ids()
    shown = Files(ids).incoming("w1", with_checksum(str(code), "0" * 64))
    assert ids.real(shown["sourceReference"]) == Real("w1", Kind.SOURCE, str(code))
    gone = Files(ids).incoming("w2", with_checksum("/only/there.py", "0" * 64))
    assert ids.real(gone["sourceReference"]) == Real("w2", Kind.SOURCE, "/only/there.py")


def test_what_the_front_end_has_in_no_file_comes_in_by_its_name() -> None:
    files, uri = Files(Ids()), "vscode-notebook-cell:/book.ipynb#W0"
    files.outgoing(with_checksum(uri, "1" * 64))
    assert files.incoming("w1", with_checksum(uri, "0" * 64)) == {"path": uri, "name": "x"}


def test_one_of_several_checksums_is_enough(tmp_path: Path) -> None:
    code = tmp_path / "123.py"
    code.write_text("# %%distributed\nx = 1")
    source = with_checksum(str(code), "0" * 64)
    source["checksums"].append({"algorithm": "SHA256", "checksum": sha(code)})
    assert "sourceReference" not in Files(Ids()).incoming("w1", source)
    code.write_text("# %%distributed\n!ls")
    cells = Files(Ids(), is_cell=lambda path: path == str(code))
    assert "sourceReference" not in cells.incoming("w1", source)
    assert "sourceReference" in Files(Ids()).incoming("w1", source)


def test_a_workers_own_references_become_ours() -> None:
    ids = Ids()
    shown = Files(ids).incoming("w1", {"path": "<string>", "sourceReference": 4})
    assert ids.real(shown["sourceReference"]) == Real("w1", Kind.SOURCE, 4)


def test_without_a_checksum_the_path_decides(tmp_path: Path) -> None:
    files = Files(Ids())
    assert "sourceReference" not in files.incoming("w1", {"path": str(tmp_path)})
    assert "sourceReference" not in files.incoming("w1", {"path": "<ipython-input-1>"})
    assert files.incoming("w1", {"path": "/only/there.py"})["sourceReference"]
    assert files.incoming("w1", {"name": "x"}) == {"name": "x"}


def test_checksums_follow_the_file(tmp_path: Path) -> None:
    code, checksums = tmp_path / "code.py", Checksums()
    assert checksums.of(str(code)) == ""
    code.write_text("x = 1\n")
    assert checksums.of(str(code)) == sha(code) == checksums.of(str(code))
    code.write_text("x = 22\n")
    assert checksums.of(str(code)) == sha(code)
    code.unlink()
    assert checksums.of(str(code)) == ""
    assert checksums.of(str(tmp_path)) == "", "a directory"


def test_a_file_without_end_or_too_large_has_none(tmp_path: Path) -> None:
    large = tmp_path / "large.py"
    with open(large, "wb") as file:
        file.truncate(MAX_TEXT + 1)
    assert Checksums().of(str(large)) == ""


@pytest.mark.parametrize(
    "checksums",
    [None, [], [1, None, "x"], [{}], [{"algorithm": "MD5", "checksum": "a"}], [{"algorithm": "SHA256"}]],
)
def test_a_source_without_a_checksum_of_ours(checksums: object) -> None:
    assert checksum_of({"checksums": checksums}) == ""


@pytest.mark.parametrize("checksums", [5, True, {"algorithm": "SHA256"}, "SHA256"])
def test_checksums_that_are_no_list_are_none(checksums: object) -> None:
    assert checksum_of({"checksums": checksums}) == ""


def test_case_of_a_checksum_does_not_matter() -> None:
    assert checksum_of(with_checksum("/a", "AB")) == "ab"
