"""The worker runtime within a process of Ray's: what was shipped to it, and the debugger in it."""

from __future__ import annotations

import contextlib
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.debugging.conftest import DapClient  # noqa: TID251  # for the type checker only

ROOT = Path(__file__).resolve().parents[2]
make_client = runpy.run_path(str(ROOT / "tests" / "debugging" / "conftest.py"))["DapClient"]
scripts = runpy.run_path(str(ROOT / "tests" / "script.py"))["scripts"]

SHIPPED = """
import farfield as ff

def look():
    import sys
    import farfield_engine
    import IPython
    import ray

    @ray.remote(num_cpus=0)
    def nested():
        import sys
        return sys.breakpointhook.__module__.startswith("farfield_engine."), "farfield" in sys.path[-1]

    ours, theirs = farfield_engine.__file__, IPython.__file__
    return "farfield_shipped/" in ours, theirs.startswith(sys.prefix), *ray.get(nested.remote())

ff.attach()
print("found", ff.submit(look).result())
"""

DEBUGGED = """
import time
import farfield as ff

def work(x):
    y = x + 1
    z = y * 2
    return z

def spin():
    while True:
        time.sleep(0.01)
        if go_on:
            return "went on"

go_on = []

if __name__ == "__main__":
    ff.attach()
    print("ready", ff.submit(abs, -1).result(), flush=True)
    input()
    print("worked", ff.submit(work, 1).result(), flush=True)
    print("spun", ff.submit(spin).result(), flush=True)
"""
LINE = DEBUGGED.splitlines().index("    y = x + 1") + 1


@pytest.fixture
def editor(ray_target: str, gateway: object) -> Iterator[DapClient]:
    """A debug client, which debugs the work of all who have attached."""
    command = [sys.executable, "-m", "farfield_engine.cli", "debug", "--at", ray_target, "--listen"]
    with subprocess.Popen(
        [*command, "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        match = re.search(r"at ([\d.]+):(\d+)", line)
        assert match, line
        client = make_client(match[1], int(match[2]))
        with contextlib.closing(client):
            yield client
        server.terminate()


def _at(editor: DapClient) -> tuple[int, list[tuple[str, int]], dict[str, Any]]:
    """Wait for a stop; its thread, stack, and newest frame."""
    thread, frames = editor.stop()
    return thread, [(frame["name"], frame["line"]) for frame in frames], frames[0]


def test_our_runtime_came_with_the_job_and_installed_packages_win(gateway: object, tmp_path: Path) -> None:
    with scripts(tmp_path) as run:
        assert "found (True, True, True, True)" in run(SHIPPED).result()


def test_a_debugger_sees_the_users_code_and_nothing_of_ray(editor: DapClient, tmp_path: Path) -> None:
    with scripts(tmp_path) as run:
        script = run(DEBUGGED)
        script.wait_for("ready 1")
        editor.attach({str(tmp_path / "main.py"): [LINE]})
        script.go()
        thread, stack, frame = _at(editor)
        assert stack == [("work", LINE)]
        editor.ask("next", threadId=thread)
        thread, stack, frame = _at(editor)
        assert stack == [("work", LINE + 1)]
        assert editor.variables(frame) == {"x": "1", "y": "2"}
        assert editor.ask("evaluate", expression="y + 40", frameId=frame["id"])["result"] == "42"
        threads = [each["name"] for each in editor.ask("threads")["threads"]]
        # One for each worker: those of the sessions before may be there yet.
        assert all(re.fullmatch(r"worker w\d+", name) for name in threads), threads
        editor.ask("continue", threadId=thread)
        script.wait_for("worked 4")
        editor.ask("pause", threadId=thread)
        thread, stack, frame = _at(editor)
        assert [name for name, _ in stack] == ["spin"]
        editor.ask("evaluate", expression="go_on.append(1)", frameId=frame["id"], context="repl")
        editor.ask("continue", threadId=thread)
        assert "spun went on" in script.result()
