"""Breakpoints in the gutter stop the workers that run the file; the debugger is all about them then."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.script import Script  # noqa: TID251  # for the type checker only
    from tests.vscode.conftest import OpenEditor  # noqa: TID251
    from tests.vscode.debugging import Debugging  # noqa: TID251

MODULE = '''\
"""Steps that every data set of ours goes through."""

import time
from statistics import mean, stdev


def clean(values, limit=1.5):
    """The values that are within `limit` standard deviations of their mean."""
    center, spread = mean(values), stdev(values)
    kept, seen = [], time.time()
    for value in values:
        distance = abs(value - center) / spread
        if distance <= limit:
            kept.append(value)
    return kept
'''
# It does the same again and again: the first breakpoint may come at any time.
SCRIPT = """\
import pathlib, time
import cleaning
import farfield as ff

ff.attach("local:1")
print("attached", flush=True)
while not pathlib.Path("enough").exists():
    kept = ff.submit(cleaning.clean, [21.5, 22.0, 85.0, 21.0, 22.5]).result()
    time.sleep(0.05)
print("kept", kept)
"""
LAUNCH = {
    "version": "0.2.0",
    "configurations": [{"type": "farfield", "request": "attach", "name": "Farfield: whatever stops next"}],
}

MakeDebugging = Callable[..., "Debugging"]
RunScript = Callable[..., "Script"]


@pytest.fixture
def files(put: Callable[..., None]) -> None:
    put({"cleaning.py": MODULE, ".vscode/launch.json": json.dumps(LAUNCH, indent=2)})


def test_a_breakpoint_in_a_file(
    files: None,
    workspace: Path,
    open_editor: OpenEditor,
    debugging: MakeDebugging,
    run_script: RunScript,
) -> None:
    script = run_script(SCRIPT, cwd=workspace)
    script.wait_for("attached")
    window = open_editor()
    debug = debugging(window)
    window.open("cleaning.py")
    debug.click_gutter(12)
    debug.start()
    debug.wait_stopped(12)
    arrow = time.time()
    debug.wait_variable("value", "21.5")
    print(f"from stop to arrow: {arrow - float(debug.wait_variable('seen')):.2f} s")
    window.picture("breakpoint")
    debug.step_over()
    debug.wait_stopped(13)
    debug.go_on()
    debug.wait_stopped(12)
    debug.wait_variable("value", "22.0")
    # The next job has a worker of its own, which knows the breakpoint before it runs anything.
    debug.click_gutter(12)
    debug.go_on()
    (workspace / "enough").touch()
    assert "kept [21.5, 22.0, 21.0, 22.5]" in script.result()
    debug.click_gutter(15)
    (workspace / "enough").unlink()
    script = run_script(SCRIPT, cwd=workspace)
    debug.wait_stopped(15)
    (workspace / "enough").touch()
    window.page.keyboard.press("Shift+F5")
    debug.wait_no_session()
    assert "kept [21.5, 22.0, 21.0, 22.5]" in script.result()


def test_conditions_hit_counts_and_log_points(
    files: None, workspace: Path, open_editor: OpenEditor, debugging: MakeDebugging, run_script: RunScript
) -> None:
    script = run_script(SCRIPT, cwd=workspace)
    script.wait_for("attached")
    window = open_editor()
    debug = debugging(window)
    window.open("cleaning.py")
    debug.edit_breakpoint(14, "Log Message", "kept {value}")
    debug.edit_breakpoint(13, "Expression", "distance > 1.5")
    debug.start()
    debug.wait_stopped(13)
    debug.wait_variable("value", "85.0")
    window.until(lambda: "kept 22.0" in debug.console(), "the log point's line")
    debug.click_gutter(13)
    debug.edit_breakpoint(12, "Hit Count", "4")
    debug.go_on()
    debug.wait_stopped(12)
    # One more of this job's values, then the next job's.
    debug.wait_variable("value", "22.0")
    debug.click_gutter(12)
    debug.go_on()
    (workspace / "enough").touch()
    assert re.search(r"kept \[21.5", script.result())
