"""Cells of a plain Python file: run on the cluster from the line above them, and stopped at a red dot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.vscode.conftest import OpenEditor  # noqa: TID251  # for the type checker only
    from tests.vscode.debugging import Debugging  # noqa: TID251

CELLS = Path(__file__).resolve().parents[2] / "notebooks" / "cells.py"


def test_a_cell_runs_and_stops_at_a_red_dot(
    workspace: Path, open_editor: OpenEditor, debugging: Callable[..., Debugging]
) -> None:
    shutil.copyfile(CELLS, workspace / "cells.py")
    line = 1 + CELLS.read_text().splitlines().index("    return path")
    window = open_editor()
    debug = debugging(window)
    window.open("cells.py")
    window.lens("Run on cluster", 3)
    window.until(lambda: "this ran in process" in window.webview_text(), "the output of the first cell")
    debug.click_gutter(line)
    window.lens("Debug on cluster", 11)
    debug.wait_stopped(line)
    debug.wait_variable("path", "[1]")
    window.picture("file-cell")
    debug.click_gutter(line)
    debug.go_on()
    window.until(lambda: "(112, 27, 9232)" in window.webview_text(), "the value of the second cell")
    window.picture("runs")
