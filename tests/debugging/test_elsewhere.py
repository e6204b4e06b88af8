"""`farfield debug --listen --at farfield://…`: workers behind a gateway that listens elsewhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

WORK = """\
import farfield as ff

def work(n):
    total = 0
    for i in range(n):
        total += i
    return total

if __name__ == "__main__":
    ff.attach()
    print("ready", ff.submit(work, 2).result(), flush=True)
    input()
    print("sum", ff.submit(work, 4).result())
    breakpoint_at_the_end = ff.submit(eval, "breakpoint() or 5").result()
    print("ended", breakpoint_at_the_end)
"""
LINE = 6
"""Of `total += i`."""


@pytest.fixture
def target(serve_to_all: Callable[..., ServedGateway]) -> str:
    """A served gateway, which everything here attaches to by itself."""
    return serve_to_all().target


def farfield(*arguments: str) -> str:
    command = [sys.executable, "-P", "-m", "farfield_engine.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_a_breakpoint_in_a_worker_elsewhere(
    target: str, run_script: RunScript, listen: Listen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = run_script(WORK)
    script.wait_for("ready 1")
    status = farfield("status")
    assert f"listens at {target.partition('?')[0].removeprefix('farfield://')}" in status
    assert "process" in status.splitlines()[-1] and ", from 127.0.0.1:" in status.splitlines()[-1]
    # The option counts for more than the environment.
    monkeypatch.setenv("FARFIELD_TARGET", "farfield://nowhere.invalid")
    editor = listen("--at", target)
    editor.attach({str(tmp_path / "main.py"): [LINE]})
    script.go()
    thread, frames = editor.stop()
    assert [(frame["name"], frame["line"]) for frame in frames] == [("work", LINE)]
    assert editor.variables(frames[0])["total"] == "0"
    editor.set_breakpoints(str(tmp_path / "main.py"), [])
    editor.ask("continue", threadId=thread)
    thread, _ = editor.stop()
    assert "stands still in the debugger (breakpoint); farfield debug" in farfield("debug", "--at", target)
    editor.ask("continue", threadId=thread)
    assert "sum 6\nended 5" in script.result()

    jobs = farfield("jobs", "--costs", "--at", target)
    assert "CPU TIME" in jobs.splitlines()[0] and "succeeded" in jobs
    assert farfield("logs", "1", "--at", target) == ""
    assert "the gateway has ended" in farfield("down", "--at", target)
