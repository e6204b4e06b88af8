"""Workers that stop by themselves, and several at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.script import Script  # noqa: TID251  # for the type checker only
    from tests.vscode.conftest import OpenEditor  # noqa: TID251
    from tests.vscode.debugging import Debugging  # noqa: TID251

STEPS = """\
def half(value):
    result = value / 2
    breakpoint()
    return result
"""
STOPS = """\
import farfield as ff
import steps
ff.attach("local:1")
print("attached", flush=True)
input()
print("result", ff.submit(steps.half, 84).result())
"""
PAIR = """\
import pathlib, time


def meet(name):
    pathlib.Path(f"{name}.here").touch()
    while len(list(pathlib.Path().glob("*.here"))) < 2:
        time.sleep(0.01)
    return name.upper()
"""
MEETS = """\
import pathlib, time
import farfield as ff
import pair
ff.attach("local:2")
print("attached", flush=True)
input()
print(ff.map(pair.meet, ["ada", "bob"]).result())
"""

MakeDebugging = Callable[..., "Debugging"]
RunScript = Callable[..., "Script"]


def test_who_types_keeps_the_focus(
    put: Callable[..., None],
    workspace: Path,
    open_editor: OpenEditor,
    debugging: MakeDebugging,
    run_script: RunScript,
) -> None:
    put({"steps.py": STEPS, "notes.txt": "notes: "})
    script = run_script(STOPS, cwd=workspace)
    script.wait_for("attached")
    window = open_editor()
    debug = debugging(window)
    window.open("notes.txt")
    window.write("")
    script.go()
    written = 0
    while not window.page.locator(".debug-toolbar").is_visible() or "stopped" not in " ".join(
        window.notifications()
    ):
        window.page.keyboard.type("w ", delay=30)
        written += 1
        assert written < 600, "no session"
    window.page.keyboard.type("end", delay=30)
    notes = window.page.locator(".editor-group-container.active .tab.active")
    expect(notes).to_contain_text("notes.txt")
    text = window.page.locator(".editor-group-container.active .view-lines").inner_text().replace("\xa0", " ")
    assert "".join(text.split()) == "notes:" + "w" * written + "end"
    window.notification("has stopped").get_by_role("button", name="Show").click()
    debug.wait_stopped(3)
    debug.wait_variable("result", "42.0")
    debug.go_on()
    assert "result 42.0" in script.result()
    debug.wait_no_session()


def test_two_workers_at_once(
    put: Callable[..., None],
    workspace: Path,
    open_editor: OpenEditor,
    debugging: MakeDebugging,
    run_script: RunScript,
) -> None:
    put({"pair.py": PAIR})
    script = run_script(MEETS, cwd=workspace)
    script.wait_for("attached")
    window = open_editor()
    debug = debugging(window)
    window.open("pair.py")
    debug.click_gutter(8)
    window.command("Farfield: Debug Whatever Stops Next")
    debug.wait_session()
    script.go()
    window.until(
        lambda: sum("Paused" in row for row in debug.call_stack()) == 2, "two workers that stand still"
    )
    debug.wait_stopped(8)
    debug.wait_variable("name", "'ada'", "'bob'")
    window.picture("workers")
    window.page.keyboard.press("Control+Alt+F5")
    assert "['ADA', 'BOB']" in script.result()
