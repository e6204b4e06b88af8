"""Nobody can reach a worker while it is debugged: a scan of all that it could listen at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

_TABLES = ("tcp", "tcp6", "udp", "udp6")

SCRIPT = """\
import farfield as ff
import os

def work(n):
    pid = os.getpid()
    return pid

if __name__ == "__main__":
    ff.attach("local:1")
    loaded = ff.submit(eval, "'debugpy' in __import__('sys').modules").result()
    print("pid", ff.submit(work, 2).result(), loaded, flush=True)
    input()
    print("again", ff.submit(work, 2).result())
"""


def test_a_worker_that_is_debugged_listens_nowhere(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    script = run_script(SCRIPT)
    script.wait_for("pid ")
    script.wait_for("\n")
    loaded = script.output.split()[-1]
    assert loaded == "False", "debugpy is loaded before anybody has asked for it"
    editor = listen()
    editor.attach({str(tmp_path / "main.py"): [6]})
    script.go()
    thread, frames = editor.stop()
    assert frames[0]["line"] == 6
    worker = psutil.Process(int(editor.variables(frames[0])["pid"]))
    assert worker.net_connections("inet") == []
    unix = [
        each for each in worker.net_connections("unix") if each.status == psutil.CONN_LISTEN or each.laddr
    ]
    assert unix == [], "a Unix socket with a name can be connected to"
    for process in (worker, *worker.parents()[:2]):  # its zygote and its gateway
        assert _lines_of(process.pid) == [], process
    editor.ask("continue", threadId=thread)
    assert "again" in script.result()


def _lines_of(pid: int) -> list[str]:
    """Lines of the system's tables of network sockets that are this process's."""
    inodes = set()
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{name}")
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    lines: list[str] = []
    for table in _TABLES:
        lines += Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    return [line for line in lines if line.split()[9] in inodes]
