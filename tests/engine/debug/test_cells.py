"""Cells are found by their text, however the editor has it; and named by the editor's name again."""

from __future__ import annotations

import hashlib
import linecache
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ipykernel.compiler import get_file_name

from farfield_engine.debug.cells import Cells, Place, is_document
from farfield_engine.debug.points import Point, Points
from farfield_engine.debug.sources import Sources
from farfield_engine.objects.checksums import TEXT

Add = Callable[..., str]
URI, OTHER = "vscode-notebook-cell:/book.ipynb#W0", "vscode-notebook-cell:/book.ipynb#W1"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def cell(path: str, text: str, *, whole: bool = False) -> dict[str, Any]:
    source: dict[str, Any] = {"path": path, "checksums": [{"algorithm": "SHA256", "checksum": sha(text)}]}
    return {**source, TEXT: text} if whole else source


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Iterator[Add]:
    """Adds a cell as a worker has it, by its text there and its raw text; its name."""
    monkeypatch.setattr(linecache, "cache", {})

    def add_cell(text: str, raw: str = "", name: str = "") -> str:
        name = name or get_file_name(raw or text)
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        return name

    yield add_cell


@pytest.mark.parametrize(
    "here, there",
    [
        ("x = 1\n", "x = 1"),
        ("x = 1\n", "x = 1\n"),
        ("x = 1\n\n\n", "x = 1\n\n\n"),
        ("# %%distributed --cpus 2\nx = 1\n", "%%distributed --cpus 2\nx = 1"),
        ("# %%distributed\nx = 1\n", "# %%distributed\nx = 1"),
        ("\n\n# %%distributed\nx = 1\n", "\n\n%%distributed\nx = 1"),
        ("x = 'ä\U0001f600'\n", "x = 'ä\U0001f600'"),
    ],
)
def test_by_the_checksum_alone(add: Add, here: str, there: str) -> None:
    name = add(here, there)
    assert Cells().find(sha(there), None) == [Place(name)]


@pytest.mark.parametrize(
    "here, there, shift",
    [
        ("def f():\n    pass\n", "\n\ndef f():\n    pass\n\n", -2),
        ("get_ipython().system('true')\nx = 1\n", "!true\nx = 1", 0),
        ("get_ipython().system('true')\nx = 1\n", "\n!true\nx = 1", -1),
        ("\n\n# %%distributed\nx = 1\n", " \n\n%%distributed\nx = 1  \n", 0),
        ("# %%distributed for n in range(3)\nn\n", "%%distributed  for n in range({top})\nn", 0),
    ],
)
def test_by_the_text_where_it_is_another_here(add: Add, here: str, there: str, shift: int) -> None:
    name = add(here, there)
    assert Cells().find(sha(there), there) == [Place(name, shift)]


def test_not_another_cell_whose_text_begins_with_our_magic(add: Add) -> None:
    add("# %%distributed\nx = 1\n", "%%distributed\nx = 1")
    assert Cells().find(sha("x = 1"), "x = 1") == []


def test_cells_that_come_later_and_that_change_under_one_name(add: Add) -> None:
    cells = Cells()
    assert cells.find(sha("x = 1"), "x = 1") == []
    add("x = 1\n", name="<ipython-input-1>")
    assert cells.find(sha("x = 1"), None) == [Place("<ipython-input-1>")]
    assert cells.checksums("<ipython-input-1>")[0] == sha("x = 1")
    add("x = 2\n", name="<ipython-input-1>")
    assert cells.find(sha("x = 1"), "x = 1") == []
    assert cells.find(sha("x = 2"), None) == [Place("<ipython-input-1>")]


def test_what_is_a_document() -> None:
    assert all(map(is_document, (URI, "cell:/a.py#1", "untitled:Untitled-1")))
    assert not any(map(is_document, ("/a.py", "a.py", r"C:\a.py", "<ipython-input-1>", "/a:b.py")))


def test_frames_are_named_as_the_client_names_its_cells(add: Add) -> None:
    sources = Sources()
    name = add("x = 1\n")
    here = {"path": name, "sourceReference": 7}
    assert [each["checksum"] for each in sources.theirs(here)["checksums"]] == [sha("x = 1"), sha("x = 1\n")]
    sources.places(cell(URI, "x = 1"), marked=True)
    sources.places(cell(OTHER, "x = 1"), marked=False)
    told = sources.theirs(here)
    assert (told["path"], told["sourceReference"]) == (URI, 0) and told["checksums"]
    assert sources.theirs(here, documents=False)["path"] == name
    assert sources.text(URI) == sources.text(name) == "x = 1\n"
    sources.places(cell(URI, "x = 2"), marked=True)  # edited
    assert sources.theirs(here)["path"] == OTHER
    sources.clear()
    assert sources.theirs(here)["path"] == name


class Debugger:
    """Stands for pydevd: takes any line of a file or cell that is there."""

    def __init__(self) -> None:
        self.set: dict[str, list[int]] = {}
        self._number = 100

    def ask(self, command: str, arguments: dict[str, Any], reply: Callable[[dict[str, Any]], object]) -> None:
        path = arguments["source"]["path"]
        self.set[path] = [point["line"] for point in arguments["breakpoints"]]
        answers = []
        for line in self.set[path]:
            self._number += 1
            answers.append({"id": self._number, "verified": path in linecache.cache, "line": line})
        reply({"body": {"breakpoints": answers}})


def test_breakpoints_of_cells_that_share_a_text(add: Add) -> None:
    debugger, changed, told = Debugger(), list[Point](), list[list[Point]]()
    points = Points(Sources(), debugger.ask, changed.append)
    points.put(cell(URI, "\nx = 1\ny = 2", whole=True), [{"line": 3, "condition": "x"}], told.append)
    points.put(cell(OTHER, "x = 1\ny = 2"), [{"line": 1}], told.append)
    assert debugger.set == {} and not any(point["verified"] for answer in told for point in answer)
    name, again = add("x = 1\ny = 2\n"), add("x = 1\ny = 2\n", "x = 1\ny = 2")
    done: list[None] = []
    count = points.find_anew((), lambda: done.append(None), ask=True, documents=True)
    assert len(done) == count == 1
    assert debugger.set == {name: [2, 1], again: [2, 1]}
    assert [(p["id"], p["line"], p["source"]["path"]) for p in changed] == [
        (told[0][0]["id"], 3, URI),
        (told[1][0]["id"], 1, OTHER),
    ]
    assert points.theirs(104) == told[1][0]["id"] and points.theirs(1) is None
    assert points.find_anew((), lambda: None, ask=True, documents=True) == 0
    points.take_away()
    assert debugger.set == {name: [], again: []}
    points.give_back(lambda: None)
    points.put(cell(URI, "z"), [], told.append)
    assert debugger.set == {name: [1], again: [1]} and told[-1] == [] and len(changed) == 2
