"""Breakpoints in the gutter stop the workers that run the file; the debugger is all about them then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.script import Script  # noqa: TID251  # for the type checker only
    from tests.vscode.conftest import OpenEditor  # noqa: TID251
    from tests.vscode.debugging import Debugging  # noqa: TID251

MODULE = '''\
"""Steps that every data set goes through."""


def clean(values, limit=3.0):
    """The values that are no further than `limit` from zero."""
    kept = []
    for value in values:
        distance = abs(value)
        if distance <= limit:
            kept.append(value)
    return kept
'''
SCRIPT = """\
import farfield as ff
import cleaning
ff.attach("local:1")
print("attached", flush=True)
input()
print("kept", ff.submit(cleaning.clean, [1.5, -4.0, 2.0]).result())
"""
LAUNCH = {
    "version": "0.2.0",
    "configurations": [{"type": "farfield", "request": "attach", "name": "Farfield: whatever stops next"}],
}


def test_a_breakpoint_in_a_file(
    workspace: Path,
    open_editor: OpenEditor,
    debugging: Callable[..., Debugging],
    run_script: Callable[..., Script],
) -> None:
    (workspace / "cleaning.py").write_text(MODULE)
    (workspace / ".vscode").mkdir()
    (workspace / ".vscode" / "launch.json").write_text(json.dumps(LAUNCH))
    script = run_script(SCRIPT, cwd=workspace)
    script.wait_for("attached")
    window = open_editor()
    debug = debugging(window)
    window.open("cleaning.py")
    debug.click_gutter(9)
    window.page.keyboard.press("F5")
    window.until(lambda: debug.breakpoints(css=".codicon-debug-breakpoint") == [9], "verified")
    script.go()
    debug.wait_stopped(9)
    assert debug.variables()["value"] == "1.5"
    debug.step_over()
    debug.wait_stopped(10)
    debug.go_on()
    debug.wait_stopped(9)
    debug.click_gutter(9)
    debug.go_on()
    assert "kept [1.5, 2.0]" in script.result()
