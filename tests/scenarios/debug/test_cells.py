"""Breakpoints in cells, set by an editor that knows a cell by its own name and its text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import Editor  # noqa: TID251

Unique = Callable[[str], str]

CELL = "vscode-notebook-cell:/home/u/My%20Book.ipynb#W0sZmlsZQ%3D%3D"
OTHER = "cell:/home/u/run.py#2"


def stop_and_go_on(editor: Editor, line: int) -> None:
    """A worker stops in the cell at this line, and goes on."""
    worker, thread, frames = editor.stop()
    assert (frames[0]["line"], frames[0]["source"]["path"]) == (line, CELL)
    editor.ask(worker, "continue", threadId=thread)


@pytest.mark.parametrize("whole", [True, False])
def test_a_cell_is_found_when_it_comes(kernel: Kernel, editor: Editor, unique: Unique, whole: bool) -> None:
    text = unique("%%distributed\nvalue = 20\nvalue += 1\nvalue * 2")
    for points in editor.mark(CELL, text, 3, whole=whole):
        (asked,) = points
        assert not asked["verified"] and asked["message"] == "this worker has no such cell yet"
    running = kernel.start(text)
    worker, told = editor.event("breakpoint")
    assert told["reason"] == "changed"
    point = told["breakpoint"]
    assert (point["verified"], point["line"], point["source"]) == (True, 3, {"path": CELL})
    stopped, thread, frames = editor.stop()
    assert stopped == worker
    assert (frames[0]["line"], frames[0]["source"]["path"]) == (3, CELL)
    assert editor.ask(worker, "source", source=frames[0]["source"])["content"].endswith(text[15:] + "\n")
    editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == "42"


def test_a_breakpoint_on_the_magic_stops_at_the_first_line(
    kernel: Kernel, editor: Editor, unique: Unique
) -> None:
    text = unique("%%distributed\n# a remark\nvalue = 1\nvalue")
    editor.mark(CELL, text, 1)
    running = kernel.start(text)
    worker, told = editor.event("breakpoint")
    assert (told["breakpoint"]["verified"], told["breakpoint"]["line"]) == (True, 3)
    worker, thread, frames = editor.stop()
    assert frames[0]["line"] == 3
    editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == "1"


def test_a_cell_with_magics_and_blank_lines(kernel: Kernel, editor: Editor, unique: Unique) -> None:
    text = unique("\n\n%%distributed\n!true\n%pwd\nvalue = 20\nvalue + 1")
    editor.mark(CELL, text, 7)
    running = kernel.start(text)
    stop_and_go_on(editor, 7)
    assert running.result().value == "21"


@pytest.mark.parametrize(
    "call, value", [("ff.submit(work, 3).result()", "9"), ("list(ff.map(work, [3]))", "[9]")]
)
def test_a_function_of_another_cell(
    kernel: Kernel, editor: Editor, unique: Unique, call: str, value: str
) -> None:
    text = unique("\n\n%pwd\ndef work(n):\n    square = n * n\n    return square")
    kernel.ok(text)
    editor.mark(CELL, text, 6)
    running = kernel.start(call)
    worker, thread, frames = editor.stop()
    assert (frames[0]["line"], frames[0]["source"]["path"]) == (6, CELL)
    editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == value


def test_two_cells_with_the_same_text(kernel: Kernel, editor: Editor, unique: Unique) -> None:
    text = unique("%%distributed\nvalue = 1\nvalue += 1\nvalue")
    editor.mark(CELL, text, 3)
    editor.mark(OTHER, text, 4)
    running = kernel.start(text)
    lines = []
    for _ in range(2):
        worker, thread, frames = editor.stop()
        assert frames[0]["source"]["path"] == OTHER
        lines.append(frames[0]["line"])
        editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == "2" and lines == [3, 4]
    editor.mark(OTHER, text)
    running = kernel.start(text)
    stop_and_go_on(editor, 3)
    assert running.result().value == "2"


def test_a_cell_that_is_edited_and_run_again(kernel: Kernel, editor: Editor, unique: Unique) -> None:
    text = unique("%%distributed\nvalue = 1\nvalue")
    editor.mark(CELL, text, 3)
    running = kernel.start(text)
    worker, thread, _ = editor.stop()
    edited = text.replace("value = 1", "value = 5\nvalue += 1")
    editor.mark(CELL, edited, 3)
    (frame, *_) = editor.ask(worker, "stackTrace", threadId=thread)["stackFrames"]
    # What stands still is no text of the editor's any more.
    assert frame["source"]["path"] != CELL and frame["source"]["sourceReference"]
    sums = [each["checksum"] for each in frame["source"]["checksums"]]
    assert sums[0] == hashlib.sha256(text.encode()).hexdigest()
    editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == "1"
    running = kernel.start(edited)
    stop_and_go_on(editor, 3)
    assert running.result().value == "6"


def test_a_method_of_an_actor(kernel: Kernel, editor: Editor, unique: Unique) -> None:
    defines = unique(
        "@ff.remote\nclass Counter:\n    def add(self, more):\n        self.n = more\n        return self.n"
    )
    editor.mark(CELL, defines, 5)
    kernel.ok(defines)
    running = kernel.start("Counter.remote().add.remote(6).result()")
    stop_and_go_on(editor, 5)
    assert running.result().value == "6"


def test_ranks(kernel: Kernel, editor: Editor, unique: Unique) -> None:
    text = unique("%%distributed --ranks 2\nvalue = rank\nvalue += 1\nvalue")
    editor.mark(CELL, text, 3)
    running = kernel.start(text)
    stops = [editor.stop() for _ in range(2)]
    assert len({worker for worker, _, _ in stops}) == 2
    for worker, thread, frames in stops:
        assert (frames[0]["line"], frames[0]["source"]["path"]) == (3, CELL)
        editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == "[1, 2]"


def test_a_module_that_is_imported_later(
    kernel: Kernel, editor: Editor, unique: Unique, tmp_path: Path
) -> None:
    """From a directory of which the worker knows only then."""
    text = "base = 3\n\ndef triple(n):\n    return n * base\n"
    (tmp_path / "comes_late.py").write_text(text)
    path, checksum = "/home/u/project/comes_late.py", hashlib.sha256(text.encode()).hexdigest()
    source = {"path": path, "checksums": [{"algorithm": "SHA256", "checksum": checksum}]}
    for ((first, _),) in ([points] for points in editor.put(path, source, 1, 4)):
        assert not first["verified"] and first["message"] == "this worker has no such file yet"
    imports = f"import sys\nsys.path.append({str(tmp_path)!r})\nimport comes_late\ncomes_late.triple(2)"
    running = kernel.start(unique(f"%%distributed\n{imports}"))
    for line in (1, 4):
        worker, thread, frames = editor.stop()
        assert (frames[0]["line"], frames[0]["source"]["path"]) == (line, path)
        editor.ask(worker, "continue", threadId=thread)
    assert running.result().value == "6"
    told = [body["body"]["breakpoint"] for _, body in editor.events if body["event"] == "breakpoint"]
    assert [(point["line"], point["verified"]) for point in told] == [(1, True), (4, True)]
