"""A Ray cluster in VS Code: its workers stop at a red dot, and so do the tasks that they start in Ray."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only
    from tests.script import Script  # noqa: TID251
    from tests.vscode.conftest import OpenEditor  # noqa: TID251
    from tests.vscode.debugging import Debugging  # noqa: TID251
    from tests.vscode.views import Views  # noqa: TID251

HALVES = '''\
"""Half of everything, in tasks of Ray's."""


def half(value):
    result = value / 2
    return result


def halves(values):
    import ray

    task = ray.remote(num_cpus=0)(half)
    return ray.get([task.remote(value) for value in values])
'''
SCRIPT = """\
import sys
import farfield as ff
import halving
ff.attach(sys.stdin.readline().strip())
print("attached", flush=True)
input()
print("here", ff.submit(halving.half, 42).result())
print("there", ff.submit(halving.halves, [3, 5]).result())
"""

served_on_ray = runpy.run_path(str(Path(__file__).parents[1] / "servedonray.py"))["served_on_ray"]


def test_a_red_dot_stops_workers_of_ray_and_tasks_of_theirs(
    served_on_ray: ServedGateway,
    put: Callable[..., None],
    workspace: Path,
    open_editor: OpenEditor,
    views: Callable[..., Views],
    debugging: Callable[..., Debugging],
    run_script: Callable[..., Script],
) -> None:
    put({"halving.py": HALVES})
    script = run_script(SCRIPT, cwd=workspace)
    assert script.process.stdin is not None
    script.process.stdin.write(f"{served_on_ray.string}\n")
    script.process.stdin.flush()
    script.wait_for("attached")
    window = open_editor()
    debug, shown = debugging(window), views(window)
    shown.show()
    window.command("Farfield: Connect to a Cluster…")
    window.enter(served_on_ray.string)
    address = f"{served_on_ray.served.host}:{served_on_ray.served.port}"
    expect(shown.row("Clusters", address)).to_contain_text("2 CPU")
    window.open("halving.py")
    debug.click_gutter(6)
    debug.start()
    script.go()
    debug.wait_stopped(6)
    debug.wait_variable("value", "42")
    debug.go_on()
    # Two tasks at once, each in a session of its own.
    seen: set[str] = set()
    for _ in range(2):
        debug.wait_stopped(6)
        seen.add(debug.wait_variable("value", *({"3", "5"} - seen)))
        window.picture("ray-task")
        debug.go_on()
    assert seen == {"3", "5"}
    assert "here 21.0\nthere [1.5, 2.5]" in script.result()
    window.page.keyboard.press("Shift+F5")
    debug.wait_no_session()
