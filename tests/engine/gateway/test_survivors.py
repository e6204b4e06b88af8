"""Work that outlives its gateway: killed in the middle of everything, and found again by the next one."""

from __future__ import annotations

import contextlib
import runpy
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from farfield_engine.client.client import Client
from farfield_engine.client.local import find_local
from farfield_engine.places import local_state_dir
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

if TYPE_CHECKING:
    from tests.notebook import Notebook  # noqa: TID251  # for the type checker only

# What starts the gateway of the notebook: one whose workers are processes of this machine that outlive it.
PATCH = """
import sys
from farfield_engine.client import local
def command(directory, launcher):
    module = "farfield_engine.testing.outliving"
    return [sys.executable, "-P", "-m", module, str(directory), "--launcher", launcher]
local._command = command
"""

_shared = runpy.run_path(str(Path(__file__).parents[2] / "notebook.py"))
DEADLINE, until, kill_gateway = _shared["DEADLINE"], _shared["until"], _shared["kill_gateway"]


@pytest.fixture
def notebook(own_runtime: Path, tmp_path: Path) -> Iterator[Notebook]:
    """One that is attached to a gateway whose workers outlive it."""
    made = _shared["Notebook"](PATCH)
    workers = list[psutil.Process]()
    try:
        assert made.run("%attach local:6") is None
        made.run(f"go, go2 = {str(tmp_path / 'go')!r}, {str(tmp_path / 'go2')!r}")
        yield made
    finally:
        workers = [psutil.Process(pid) for pid in worker_pids()]
        made.close()
        if find_local() is not None:
            with_all = Client.local()
            with_all.shut_down(now=True)
            with_all.close()
            until(lambda: find_local() is None, "down")
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


def test_all_that_runs_waits_or_is_kept_goes_on(notebook: Notebook, tmp_path: Path) -> None:
    run = notebook.run
    run("big = b'q' * 3_000_000")
    run(COUNTER)
    assert run("counter.add.remote(5).result()") == 5
    assert (
        run("%%distributed --on pair --ranks 2\nimport threading\nmine, lock = rank * 10, threading.Lock()")
        is None
    )
    notebook.detach("ranks", f"{BEGUN}{WAIT}mine + 1", "--on pair")
    notebook.detach("single", SINGLE)
    notebook.detach("half", "time.sleep(0.05)\nprint('item', i)\ni * i", "for i in range(40)")
    notebook.detach("needs", "said + '!'")
    notebook.detach("nested", NESTED)
    notebook.detach("large", f"{BEGUN}{WAIT}bytes(bytearray(len(big)))", "--cpus 0")
    notebook.detach("queued", "mine + len(big)", "--on pair")
    for name in ("ranks", "single", "nested", "large"):
        until(lambda name=name: "begun" in notebook.job(name, "logs()"), f"{name} begun")
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


def test_what_dies_meanwhile_has_died(notebook: Notebook, tmp_path: Path) -> None:
    run = notebook.run
    run("%%distributed --on pair --ranks 2\nmine = rank")
    tell = "import os\nprint(os.getpid(), flush=True)"
    notebook.detach("ranks", f"{tell}{WAIT}", "--on pair")
    notebook.detach("once", f"{tell}{WAIT}", "--cpus 0")
    notebook.detach("again", f"{tell}{WAIT}'done'", "--cpus 0 --retries 1")

    def pids(name: str) -> list[int]:
        return [int(line.split()[-1]) for line in notebook.job(name, "logs()").splitlines()]

    until(lambda: len(pids("ranks")) == 2 and pids("once") and pids("again"), "all begun")
    doomed = [psutil.Process(pid) for pid in (pids("ranks")[0], *pids("once"), *pids("again"))]

    def meanwhile() -> None:
        for process in doomed:
            process.kill()

    kill_gateway(meanwhile)
    (tmp_path / "go").touch()
    assert notebook.job("again", f"result({DEADLINE})") == "done"
    assert "runs it again" in notebook.job("once", f"result({DEADLINE})")
    assert "has not come back" in notebook.job("ranks", f"result({DEADLINE})")
    assert "pair" in run("%%distributed --on pair\nmine"), "the group is broken"
    run("%group restart pair")
    assert run("%%distributed --on pair\nrank") == [0, 1]


def test_a_signal_leaves_what_runs_to_the_next_gateway(notebook: Notebook, tmp_path: Path) -> None:
    notebook.detach("single", SINGLE)
    notebook.detach("paused", "breakpoint()\nprint('went on')", "--cpus 0")
    until(lambda: "begun" in notebook.job("single", "logs()"), "begun")
    with contextlib.closing(Client.local()) as visitor:
        until(lambda: pauses(visitor), "paused")
    info = find_local()
    assert info is not None
    workers = worker_pids()
    psutil.Process(info.pid).terminate()
    until(lambda: find_local() is None, "ended")
    assert set(workers) <= set(worker_pids())
    (tmp_path / "go").touch()
    until(lambda: notebook.run("%attach local:6") is None, "attached to the next one")
    until(lambda: notebook.job("single", "state") == "succeeded", "done")
    assert notebook.job("single", "logs()") == "begun\nended\n"
    with contextlib.closing(Client.local()) as visitor:
        (pause,) = pauses(visitor)
        visitor.continue_worker(pause.worker)
    until(lambda: notebook.job("paused", "logs()") == "went on\n", "gone on")


def pauses(client: Client) -> list[jobs_pb.Pause]:
    """Those that wait for somebody."""
    return [pause for job in client.jobs(all_sessions=True) for pause in job.pauses]
