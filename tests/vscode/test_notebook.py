"""Breakpoints in the cells of a notebook, whoever runs it; the notebook needs nobody's extension but ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.script import Script  # noqa: TID251  # for the type checker only
    from tests.vscode.conftest import OpenEditor  # noqa: TID251
    from tests.vscode.debugging import Debugging  # noqa: TID251

CELLS = [
    "from math import pi\n%attach local:2",
    "%%distributed for radius in range(1, 5)\nsquare = radius**2\narea = pi * square\nround(area, 2)",
]
# What runs the same notebook anywhere else.
ELSEWHERE = """\
import nbclient, nbformat
notebook = nbformat.read("circles.ipynb", 4)
nbclient.NotebookClient(notebook, kernel_name="farfield", timeout=100).execute()
print(notebook.cells[1].outputs[-1]["data"]["text/plain"])
"""

MakeDebugging = Callable[..., "Debugging"]


def test_a_notebook_runs_and_stops_in_its_cell(
    put: Callable[..., None], open_editor: OpenEditor, debugging: MakeDebugging
) -> None:
    put({}, {"circles.ipynb": CELLS})
    window = open_editor()
    debug = debugging(window)
    window.open("circles.ipynb")
    debug.run_cell(0)
    expect(debug.cell_row(0).locator(".codicon-notebook-state-success")).to_be_visible()
    debug.click_gutter(3, debug.cell(1))
    window.command("Farfield: Debug Whatever Stops Next")
    debug.wait_session()
    debug.run_cell(1)
    debug.wait_stopped(3, debug.cell(1))
    debug.wait_variable("square", "1", "4")
    window.picture("cell")
    debug.click_gutter(3, debug.cell(1))
    window.command("Farfield: Continue All Workers")
    window.until(lambda: "[3.14, 12.57, 28.27, 50.27]" in window.webview_text(), "the cell's value")


def test_a_notebook_that_something_else_runs(
    put: Callable[..., None],
    workspace: Path,
    open_editor: OpenEditor,
    debugging: MakeDebugging,
    run_script: Callable[..., Script],
) -> None:
    put({}, {"circles.ipynb": CELLS})
    attach = run_script(
        "import farfield as ff\nff.attach('local:2')\nprint('attached')\ninput()", cwd=workspace
    )
    attach.wait_for("attached")
    window = open_editor()
    debug = debugging(window)
    window.open("circles.ipynb")
    debug.click_gutter(3, debug.cell(1))
    window.command("Farfield: Debug Whatever Stops Next")
    debug.wait_session()
    script = run_script(ELSEWHERE, "elsewhere.py", cwd=workspace)
    debug.wait_stopped(3, debug.cell(1))
    debug.click_gutter(3, debug.cell(1))
    window.command("Farfield: Continue All Workers")
    assert "[3.14, 12.57, 28.27, 50.27]" in script.result()
