"""Clusters and jobs in the views: to connect, what is said of those that are not there, to stop a job."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.script import Script  # noqa: TID251  # for the type checker only
    from tests.vscode.conftest import OpenEditor  # noqa: TID251
    from tests.vscode.debugging import Debugging  # noqa: TID251
    from tests.vscode.views import Views  # noqa: TID251

ATTACHED = """\
import farfield as ff
ff.attach("local:1")
print("attached", flush=True)
input()
"""
SQUARE = """\
def square(value):
    result = value * value
    return result
"""
SQUARES = """\
import farfield as ff
import squares
ff.attach("local:1")
print("attached", flush=True)
input()
print("result", ff.submit(squares.square, 7).result())
"""
LOOP = """\
import time
import farfield as ff


def sweep(item):
    time.sleep(0.1)
    print("worked on", item)


ff.attach("local:2")
print("attached", flush=True)
results = ff.map(sweep, range(2000))
try:
    results.result()
except BaseException as error:
    print("ended by", type(error).__name__)
"""

MakeViews = Callable[..., "Views"]
RunScript = Callable[..., "Script"]


def test_a_wrong_token_is_told_and_not_kept(
    open_editor: OpenEditor, views: MakeViews, serve: Callable[..., Any]
) -> None:
    gateway = serve()
    address = f"{gateway.served.host}:{gateway.served.port}"
    window = open_editor()
    shown = views(window)
    shown.show()
    window.command("Farfield: Connect to a Cluster…")
    window.enter(gateway.string.replace(gateway.token, "wrong" + gateway.token[5:]))
    said = window.notification("Not connected").inner_text()
    assert "token" in said and gateway.token[5:] not in said, said
    expect(shown.row("Clusters", address)).to_have_count(0)
    window.command("Farfield: Connect to a Cluster…")
    window.enter(gateway.string)
    expect(shown.row("Clusters", address)).to_be_visible()
    window.page.reload()
    expect(shown.row("Clusters", address)).to_be_visible()


def test_a_gateway_that_is_started_again(
    put: Callable[..., None],
    workspace: Path,
    own_runtime: Path,
    open_editor: OpenEditor,
    views: MakeViews,
    debugging: Callable[..., Debugging],
    run_script: RunScript,
) -> None:
    put({"squares.py": SQUARE})
    run_script(ATTACHED, cwd=workspace).wait_for("attached")
    window = open_editor()
    debug, shown = debugging(window), views(window)
    window.open("squares.py")
    debug.click_gutter(3)
    window.command("Farfield: Debug Whatever Stops Next")
    debug.wait_session()
    shown.show()
    expect(shown.row("Clusters", "this machine")).to_contain_text("1 CPU")
    [connection] = own_runtime.glob("local-*/gateway.json")
    psutil.Process(json.loads(connection.read_text())["pid"]).kill()
    expect(shown.row("Clusters", "this machine")).to_have_count(0)
    window.until(lambda: "connection is lost" in debug.console(), "what has happened")
    script = run_script(SQUARES, "squares_main.py", cwd=workspace)
    script.wait_for("attached")
    expect(shown.row("Clusters", "this machine")).to_be_visible()
    window.until(lambda: "connected again" in debug.console(), "a debugger that is connected again")
    script.go()
    debug.wait_stopped(3)
    debug.go_on()
    assert "result 49" in script.result()


def test_a_job_is_shown_read_and_stopped(
    workspace: Path, open_editor: OpenEditor, views: MakeViews, run_script: RunScript
) -> None:
    script = run_script(LOOP, cwd=workspace)
    script.wait_for("attached")
    window = open_editor()
    shown = views(window)
    shown.show()
    job = shown.row("Jobs", "sweep")
    expect(job).to_contain_text("/2,000")
    shown.act(job, "Show Log")
    window.until(lambda: "worked on" in shown.output(), "the job's output")
    window.picture("views")
    window.command("Farfield: Open the Cluster Panel")
    window.until(lambda: "sweep" in window.webview_text(), "the job in the panel")
    window.picture("panel")
    shown.act(job, "Stop Job")
    stop = window.page.get_by_role("button", name="Stop It")
    window.until(
        lambda: stop.is_visible() or "stopped" in job.inner_text(), "a question, or that it has stopped"
    )
    if stop.is_visible():
        stop.click()
    expect(job).to_contain_text("stopped")
    assert "ended by" in script.result()


def test_restricted_mode(
    put: Callable[..., None],
    workspace: Path,
    open_editor: OpenEditor,
    views: MakeViews,
    debugging: Callable[..., Debugging],
    run_script: RunScript,
) -> None:
    put({"cells.py": "# %%\nprint('from a cell')\n"})
    run_script(ATTACHED, cwd=workspace).wait_for("attached")
    window = open_editor(
        {
            "security.workspace.trust.enabled": True,
            "security.workspace.trust.startupPrompt": "never",
            "security.workspace.trust.banner": "never",
        }
    )
    shown = views(window)
    window.open("cells.py")
    shown.show()
    expect(shown.row("Clusters", "this machine")).to_be_visible()
    window.command("Farfield: Debug Whatever Stops Next")
    window.notification("debugs no worker in a workspace in restricted mode")
    window.page.keyboard.press("Escape")
    window.command("Farfield: Run Cell on Cluster")
    window.notification("This workspace is not trusted")
    debugging(window).wait_no_session()
