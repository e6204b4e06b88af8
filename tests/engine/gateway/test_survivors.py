"""Work that outlives its gateway: killed in the middle of everything, and found again by the next one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from farfield_engine.client import local
from farfield_engine.client.client import Client
from farfield_engine.places import local_gateway_dir, local_state_dir

DEADLINE = 90.0
"""Seconds that anything may take on a loaded machine."""

DRIVER = """
import json, sys
from farfield_engine.client import local
def command(directory, launcher):
    module = "farfield_engine.testing.outliving"
    return [sys.executable, "-P", "-m", module, str(directory), "--launcher", launcher]
local._command = command
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

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

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

    def job(self, name: str, what: str) -> Any:
        """What a job of this name says."""
        return self.run(f"[job for job in ff.jobs() if job.name == {name!r}][-1].{what}")


def until(reached: Callable[[], object], what: str) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + DEADLINE
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {DEADLINE:g} s"
        time.sleep(0.02)


@pytest.fixture
def notebook(own_runtime: Path, tmp_path: Path) -> Iterator[Notebook]:
    """One that is attached to a gateway whose workers outlive it."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", DRIVER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    made = Notebook(process)
    workers = list[psutil.Process]()
    try:
        made.run("import farfield as ff, os, time\n%load_ext farfield")
        assert made.run("%attach local:6") is None
        made.run(f"go, go2 = {str(tmp_path / 'go')!r}, {str(tmp_path / 'go2')!r}")
        yield made
    finally:
        workers = [psutil.Process(pid) for pid in worker_pids()]
        process.kill()
        process.communicate()
        if local.find_local() is not None:
            with_all = Client.local()
            with_all.shut_down(now=True)
            with_all.close()
            until(lambda: local.find_local() is None, "down")
        _, alive = psutil.wait_procs(workers, 10)
        for worker in alive:
            worker.kill()
    assert not alive, "farfield down ends workers"


def worker_pids() -> list[int]:
    """The processes of the workers that there are."""
    found = []
    for path in (local_state_dir() / "ways").glob("*.pid"):
        if psutil.pid_exists(pid := int(path.read_text())):
            found.append(pid)
    return found


def gateway_pid() -> int:
    info = local.find_local()
    return info.pid if info is not None else 0


def kill_gateway(meanwhile: Callable[[], object] = lambda: None, number: int = signal.SIGKILL) -> None:
    """Kill it; clients start the next one when `meanwhile` is over."""
    with local.start_lock(local_gateway_dir()):
        before = gateway_pid()
        os.kill(before, number)
        until(lambda: not psutil.pid_exists(before) or local.find_local() is None, "dead")
        meanwhile()
    until(lambda: gateway_pid() not in (0, before), "started anew")


WAIT = "\nwhile not os.path.exists(go): time.sleep(0.02)\n"
BEGUN = "print('begun', flush=True)"
COUNTER = """
@ff.remote
class Counter:
    n = 0
    def add(self, k):
        self.n += k
        return self.n
counter = Counter.remote()
"""
SINGLE = f"""
{BEGUN}{WAIT}
print('ended', flush=True)
open(go + '.ended', 'w').close()
said = 'late'
"""
NESTED = f"""
import farfield as ff
{BEGUN}
first = ff.submit(lambda: 20).result()
def slow():
    import os, time{WAIT.replace(chr(10), chr(10) + "    ")}
    return 22
first + ff.submit(slow).result()
"""


def detach(notebook: Notebook, name: str, cell: str, options: str = "") -> None:
    """Have a cell run, and go on."""
    assert "job" in str(notebook.run(f"%%distributed --detach --name {name} {options}\n{cell}"))


def test_all_that_runs_waits_or_is_kept_goes_on(notebook: Notebook, tmp_path: Path) -> None:
    run = notebook.run
    run("big = b'q' * 3_000_000")
    run(COUNTER)
    assert run("counter.add.remote(5).result()") == 5
    assert (
        run("%%distributed --on pair --ranks 2\nimport threading\nmine, lock = rank * 10, threading.Lock()")
        is None
    )
    detach(notebook, "ranks", f"{BEGUN}{WAIT}mine + 1", "--on pair")
    detach(notebook, "single", SINGLE)
    detach(notebook, "half", "time.sleep(0.05)\nprint('item', i)\ni * i", "for i in range(40)")
    detach(notebook, "needs", "said + '!'")
    detach(notebook, "nested", NESTED)
    detach(notebook, "large", f"{BEGUN}{WAIT}bytes(bytearray(len(big)))", "--cpus 0")
    detach(notebook, "queued", "mine + len(big)", "--on pair")
    for name in ("ranks", "single", "nested", "large"):
        until(lambda name=name: "begun" in notebook.job(name, "logs()"), f"{name} begun")  # type: ignore[misc]
    until(lambda: notebook.job("half", "logs()").count("item") > 3, "half done")
    until(lambda: run("len([job for job in ff.jobs() if job.name == 'slow'])") == 1, "nested submitted")
    notebook.begin("%%distributed --cpus 0\nopen(go + '.watched', 'w').close()\nwhile True: time.sleep(0.02)")
    until((tmp_path / "go.watched").exists, "watched")

    def meanwhile() -> None:
        notebook.process.send_signal(signal.SIGINT)  # the stop button
        (tmp_path / "go").touch()
        until((tmp_path / "go.ended").exists, "ended")  # with a line that no gateway hears

    kill_gateway(meanwhile)
    assert "KeyboardInterrupt" in notebook.end(), "it was stopped while there was no gateway"
    assert notebook.job("needs", f"result({DEADLINE})") == "late!"
    assert notebook.job("single", "logs()") == "begun\nended\n"
    assert notebook.job("half", f"result({DEADLINE})") == [i * i for i in range(40)]
    said = [line.split("] ")[1] for line in notebook.job("half", "logs()").splitlines()]
    assert sorted(said) == sorted(f"item {i}" for i in range(40)), "each ran once, and is heard once"
    assert notebook.job("ranks", f"result({DEADLINE})") == [1, 11]
    assert notebook.job("nested", f"result({DEADLINE})") == 42
    assert notebook.job("large", f"result({DEADLINE}).__len__()") == 3_000_000
    assert notebook.job("queued", f"result({DEADLINE})") == [3_000_000, 3_000_010]
    assert run("counter.add.remote(2).result()") == 7
    assert run("%%distributed --on pair\nmine, lock.locked()") == [[0, False], [10, False]]
