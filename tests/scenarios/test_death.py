"""Workers that die: the error says how, and the work goes on."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

SEGFAULT = "import ctypes\nctypes.string_at(0)"
OUT_OF_MEMORY = "import os, signal\nhoard = bytearray(200 << 20)\nos.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("import os\nos._exit(3)", "exited with status 3"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)", "SIGTERM"),
        ("import os\nos.abort()", "SIGABRT"),
        (SEGFAULT, "SIGSEGV"),
    ],
)
def test_the_error_says_how_it_died_and_its_last_lines(kernel: Kernel, code: str, how: str) -> None:
    error = kernel.fails(f"%%distributed\nprint('one')\nprint('last words')\n{code}", "WorkerDiedError")
    assert how in error.evalue
    assert re.search(r"peak memory \d+ MiB", error.evalue)
    assert "last words" in error.evalue and "one" in error.evalue
    assert error.stdout == "one\nlast words\n"
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_a_segfault_shows_where_python_was(kernel: Kernel) -> None:
    error = kernel.fails(f"%%distributed\n{SEGFAULT}", "WorkerDiedError")
    assert "Segmentation fault" in error.evalue + error.stderr


def test_a_kill_for_memory_names_the_peak_and_the_way_out(kernel: Kernel) -> None:
    error = kernel.fails(f"%%distributed\n{OUT_OF_MEMORY}", "WorkerDiedError")
    peak = re.search(r"peak memory (\d+) MiB", error.evalue)
    assert peak is not None and int(peak[1]) >= 200
    assert "--memory" in error.evalue


def test_a_dead_item_names_its_element(kernel: Kernel) -> None:
    error = kernel.fails(
        "%%distributed for n in range(20)\nimport os\nif n == 7:\n    os._exit(1)\nn", "WorkerDiedError"
    )
    assert "exited with status 1" in error.evalue
    assert "n=7" in error.traceback + error.evalue


def test_keep_going_after_a_death(kernel: Kernel) -> None:
    kernel.ok(
        "%%distributed --keep-going --into got for n in range(30)\nimport os\nif n == 7:\n    os._exit(1)\nn"
    )
    kernel.ok("kinds = [type(v).__name__ for v in got]")
    assert kernel.get("kinds[7]") == "WorkerDiedError"
    assert kernel.get("set(kinds)") <= {"int", "WorkerDiedError", "ItemLostError"}
    kernel.ok("import farfield._attach")
    last = "farfield._attach.current().jobs()[-1]"
    assert kernel.get(f"{last}.first_failure.label") == "n=7", "though no worker was left to tell"


def test_retries_after_a_death(kernel: Kernel) -> None:
    body = (
        "import os, pathlib\nruns = pathlib.Path('deaths.txt')\nwith runs.open('a') as f:\n    f.write('x')\n"
        "if len(runs.read_text()) < 3:\n    os._exit(9)\nlen(runs.read_text())"
    )
    assert kernel.ok(f"%%distributed --retries 3\n{body}").value == "3"


def test_the_link_closed_by_user_code(kernel: Kernel) -> None:
    error = kernel.run("%%distributed\nimport os, time\nos.closerange(3, 200)\ntime.sleep(600)")
    assert error.ename == "WorkerDiedError"
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_what_a_worker_started_dies_with_it(kernel: Kernel) -> None:
    code = (
        "%%distributed\nimport os, subprocess\n"
        "child = subprocess.Popen(['sleep', '600'])\nprint(child.pid)\nos._exit(1)"
    )
    pid = int(kernel.fails(code, "WorkerDiedError").stdout)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie"


def test_workers_killed_at_random_moments(kernel: Kernel) -> None:
    """Whatever dies and whenever: with retries the result is whole and right."""
    kernel.ok("%attach local:2")
    pids = "[w.pid for n in __import__('farfield')._attach.current().status().nodes for w in n.workers]"
    kernel.ok("import farfield._attach")
    gateway = _gateway_of(kernel)
    running = kernel.start(
        "%%distributed --retries 50 --into got for n in range(400)\nimport time\n"
        "if n == 0:\n    print('running', flush=True)\ntime.sleep(0.005)\nn * n"
    )
    running.wait_for("running")
    choice, killed = random.Random(7), 0
    deadline = time.monotonic() + 6
    while killed < 6 and time.monotonic() < deadline:
        workers = [child for zygote in gateway.children() for child in zygote.children()]
        if workers:
            os.kill(choice.choice(workers).pid, signal.SIGKILL)
            killed += 1
        time.sleep(choice.uniform(0.01, 0.2))
    result = running.result()
    assert result.status == "ok", result.traceback
    assert killed > 0
    assert kernel.get("got == [n * n for n in range(400)]") is True
    assert all(isinstance(pid, int) for pid in kernel.get(pids))


def test_the_zygote_killed(kernel: Kernel) -> None:
    (zygote,) = _gateway_of(kernel).children()
    zygote.kill()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if kernel.run("%%distributed\n'next'").value == "'next'":
            break
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def _gateway_of(kernel: Kernel) -> psutil.Process:
    pid = kernel.get("__import__('farfield')._attach.current().status().pid")
    return psutil.Process(pid)
