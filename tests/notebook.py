"""A process that runs cells as a notebook's kernel does, without Jupyter; and gateways that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import psutil

from farfield_engine.client.local import find_local, start_lock
from farfield_engine.places import local_gateway_dir

DEADLINE = 90.0
"""Seconds that anything may take on a loaded machine."""

_DRIVER = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
out, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    ran = shell.run_cell(json.loads(line))
    error = ran.error_before_exec or ran.error_in_exec
    print(json.dumps(repr(error) if error else ran.result, default=str), file=out, flush=True)
"""


class Notebook:
    """A process that runs cells, as a notebook's kernel does."""

    def __init__(self, before: str = "") -> None:
        """before: what it runs first, as plain Python."""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", before + _DRIVER], cwd="/",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.run("import farfield as ff, os, time\n%load_ext farfield") is None

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.communicate()

    def begin(self, cell: str) -> None:
        """Have it run a cell."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(cell) + "\n")
        self.process.stdin.flush()

    def end(self) -> Any:
        """What came of the cell that it runs."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "it has ended"
        return json.loads(line)

    def run(self, cell: str) -> Any:
        """Run a cell; its value, or the error as text."""
        self.begin(cell)
        return self.end()

    def detach(self, name: str, cell: str, options: str = "") -> None:
        """Have a cell run on the cluster, and go on."""
        said = self.run(f"%%distributed --detach --name {name} {options}\n{cell}")
        assert "job" in str(said), said

    def job(self, name: str, what: str) -> Any:
        """What a job of this name says."""
        return self.run(f"[job for job in ff.jobs() if job.name == {name!r}][-1].{what}")


def until(reached: Callable[[], object], what: str) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + DEADLINE
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {DEADLINE:g} s"
        time.sleep(0.02)


def gateway_pid(cluster: str = "") -> int:
    """The process of the gateway; 0: there is none."""
    info = find_local(cluster)
    return info.pid if info is not None else 0


def kill_gateway(
    meanwhile: Callable[[], object] = lambda: None, number: int = signal.SIGKILL, cluster: str = ""
) -> None:
    """Kill it; clients start the next one when `meanwhile` is over."""
    with start_lock(local_gateway_dir(cluster)):
        before = gateway_pid(cluster)
        os.kill(before, number)
        until(lambda: not psutil.pid_exists(before) or find_local(cluster) is None, "dead")
        meanwhile()
    until(lambda: gateway_pid(cluster) not in (0, before), "started anew")
