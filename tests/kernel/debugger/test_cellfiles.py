"""Files that stand for cells, and modules that are open in an editor."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipykernel.compiler import get_file_name, get_tmp_directory

from farfield.ipython.debugger import cellfiles
from farfield.ipython.debugger.cellfiles import CellFiles, as_python, beside_notebook, find_module
from farfield.ipython.extension import without_blank_lines


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook's directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cells() -> Iterator[CellFiles]:
    yield CellFiles()
    directory = Path(get_tmp_directory())
    if directory.exists():
        for file in directory.iterdir():
            file.unlink()
        directory.rmdir()


@pytest.mark.parametrize(
    "code, python",
    [
        ("x = 1\n", "x = 1\n"),
        ("", ""),
        ("\n\n", "\n\n"),
        ("%%distributed\nx = 1", "# %%distributed\nx = 1"),
        ("%%distributed for i in range(3)\ni", "# %%distributed for i in range(3)\ni"),
        ("\n\n%%distributed\nx = 1", "\n\n# %%distributed\nx = 1"),
        ("  \n\t%%distributed --ranks 2\nx", "  \n\t# %%distributed --ranks 2\nx"),
        ("%%time\nx = 1", "%%time\nx = 1"),
        ("x = 1\n%%distributed\n", "x = 1\n%%distributed\n"),
        ("'''\n%%distributed'''", "'''\n%%distributed'''"),
    ],
)
def test_our_magic_becomes_a_comment(code: str, python: str) -> None:
    assert as_python(code) == python


@given(
    st.text("\n \t", max_size=5),
    st.text(st.characters(exclude_characters="\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), max_size=20),
    st.lists(st.text(max_size=10), max_size=5),
)
def test_lines_keep_their_numbers(before: str, header: str, body: list[str]) -> None:
    code = f"{before}%%distributed {header}\n" + "\n".join(body)
    python = as_python(code)
    assert python.count("\n") == code.count("\n")
    at = before.count("\n")
    assert python.split("\n")[at].strip().startswith("# %%distributed")
    assert python.split("\n")[at + 1 :] == code.split("\n")[at + 1 :]


def test_a_cell_is_written_under_the_name_that_ipykernel_gives_it(beside: Path, cells: CellFiles) -> None:
    code = "%%distributed\nx = 'ä'\n"
    path = cells.dump(code)
    assert path == get_file_name(code)
    assert Path(path).read_text(encoding="utf-8") == "# %%distributed\nx = 'ä'\n"
    assert cells.is_cell(path) and not cells.is_cell(str(beside / "code.py"))
    assert cells.module_of(path) == ""


def test_an_editors_copy_stands_for_the_module(beside: Path, cells: CellFiles) -> None:
    module = beside / "sub" / "helper.py"
    module.parent.mkdir()
    module.write_text("def f():\n    return 1\n")
    path = cells.dump(module.read_text())
    assert cells.module_of(path) == str(module)
    assert cells.copy_of(str(module)) == "", "no breakpoint was set through it"
    cells.set(str(module), [{"line": 2}])
    assert cells.copy_of(str(module)) == path
    merged = cells.with_points(str(module), [{"line": 1}, {"line": 2, "condition": "x"}])
    assert merged == [{"line": 1}, {"line": 2, "condition": "x"}]
    cells.set(str(module), [])
    assert cells.copy_of(str(module)) == "" and cells.with_points(str(module), []) == []


def test_breakpoints_end_with_the_front_end(beside: Path, cells: CellFiles) -> None:
    cells.set("/a.py", [{"line": 2}])
    cells.clear()
    assert cells.with_points("/a.py", []) == []


@pytest.mark.parametrize("text", ["x = 1\n", "x = 1"])
@pytest.mark.parametrize("asked", ["x = 1\n", "x = 1"])
def test_an_editor_may_hold_the_last_line_without_its_end(beside: Path, text: str, asked: str) -> None:
    (beside / "code.py").write_text(text)
    assert find_module(asked) == str(beside / "code.py")


def test_what_is_no_module(beside: Path) -> None:
    (beside / "empty.py").write_text("")
    (beside / "code.py").write_text("x = 1\n")
    (beside / "notes.txt").write_text("x = 22\n")
    (beside / ".hidden").mkdir()
    (beside / ".hidden" / "code.py").write_text("x = 333\n")
    (beside / "node_modules").mkdir()
    (beside / "node_modules" / "code.py").write_text("x = 4444\n")
    for code in ("", "y = 1\n", "x = 22\n", "x = 333\n", "x = 4444\n"):
        assert find_module(code) == ""


def test_a_module_that_is_loaded_from_elsewhere(
    beside: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "faraway.py"
    elsewhere.write_text("far = 'away'\n")
    assert find_module("far = 'away'\n") == ""
    module = types.ModuleType("faraway")
    module.__file__ = str(elsewhere)
    monkeypatch.setitem(sys.modules, "faraway", module)
    assert find_module("far = 'away'\n") == str(elsewhere)


def test_files_that_can_not_be_read_are_none(beside: Path) -> None:
    (beside / "broken.py").symlink_to(beside / "nowhere.py")
    (beside / "directory.py").mkdir()
    assert find_module("x = 1\n") == ""


def test_surrogates_are_no_fault(beside: Path, cells: CellFiles) -> None:
    assert find_module("x = '\ud800'") == ""


def test_a_large_tree_beside_the_notebook_is_not_walked_to_its_end(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook in the home directory: thousands of directories, few of which hold Python. Each dumped cell
    would walk through all of them, on the control thread."""
    for number in range(60):
        for inner in range(20):
            (beside / f"data{number}" / str(inner)).mkdir(parents=True)
    monkeypatch.setattr(cellfiles, "_MAX_FILES", 50)
    walked = []
    walk = os.walk

    def counted(top: str) -> Iterator[tuple[str, list[str], list[str]]]:
        for entry in walk(top):
            walked.append(entry[0])
            yield entry

    monkeypatch.setattr(os, "walk", counted)
    find_module("x = 1\n")
    assert len(walked) <= 200


def test_modules_beside_the_notebook(beside: Path) -> None:
    (beside / "b.py").touch()
    (beside / "a.py").touch()
    (beside / "n.ipynb").touch()
    assert beside_notebook() == [("a", str(beside / "a.py")), ("b", str(beside / "b.py"))]


@pytest.mark.parametrize(
    "cell, left",
    [
        ("\n\n%%distributed\nx\n", "%%distributed\nx\n"),
        ("  \n %%distributed\nx\n", " %%distributed\nx\n"),
        ("%%distributed\n\nx\n", "%%distributed\n\nx\n"),
        ("\n\n%%time\nx\n", "\n\n%%time\nx\n"),
        ("\n\nx = 1\n", "\n\nx = 1\n"),
        ("\n\n", "\n\n"),
        ("", ""),
    ],
)
def test_only_our_magic_loses_the_blank_lines_before_it(cell: str, left: str) -> None:
    assert "".join(without_blank_lines(cell.splitlines(keepends=True))) == left
