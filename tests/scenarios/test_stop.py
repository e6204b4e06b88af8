"""The stop button: what runs is interrupted, what waits is cancelled, what is done stays done."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Execution, Kernel  # noqa: TID251  # for the type checker only

SOON = 15.0
"""Seconds in which a stop must have an effect, the grace for code that resists included."""

SPIN = "while True:\n    pass"
SLEEP = "import time\ntime.sleep(600)"
C_SLEEP = "import ctypes\nctypes.CDLL(None).sleep(600)"
DEAF = (
    "import time\nwhile True:\n    try:\n        print('deaf')\n        time.sleep(600)\n"
    "    except KeyboardInterrupt:\n        print('ignored')"
)
SUBPROCESS = "import subprocess\nsubprocess.run(['sleep', '600'])"
THREADS = "import threading\nthreading.Event().wait()"
AWAIT = "import asyncio\nawait asyncio.sleep(600)"


def stop(kernel: Kernel, running: Execution, times: int = 1) -> float:
    """Interrupt a cell that has said `running`; the seconds until it ended."""
    running.wait_for("running")
    began = time.monotonic()
    for _ in range(times):
        kernel.interrupt()
    result = running.result(SOON)
    assert (result.status, result.ename) == ("error", "KeyboardInterrupt"), result
    assert "farfield_engine" not in result.traceback
    return time.monotonic() - began


@pytest.mark.parametrize("code", [SPIN, SLEEP, C_SLEEP, SUBPROCESS, THREADS, AWAIT])
def test_a_running_cell_is_stopped(kernel: Kernel, code: str) -> None:
    stop(kernel, kernel.start(f"%%distributed\nprint('running', flush=True)\n{code}"))
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_python_code_is_interrupted_at_once_and_its_worker_lives_on(kernel: Kernel) -> None:
    kernel.ok("%attach local:1")
    worker = kernel.ok("%%distributed\nimport os\nos.getpid()").value
    assert stop(kernel, kernel.start(f"%%distributed\nprint('running', flush=True)\n{SLEEP}")) < 3
    assert kernel.ok("%%distributed\nimport os\nos.getpid()").value == worker
    kernel.ok("%attach local:2")


def test_a_cell_that_ignores_interrupts_is_killed_after_the_grace(kernel: Kernel) -> None:
    running = kernel.start(f"%%distributed\nprint('running', flush=True)\n{DEAF}")
    stop(kernel, running)
    assert "ignored" in running.seen.stdout
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_an_interrupt_twice_does_not_wait(kernel: Kernel) -> None:
    running = kernel.start(f"%%distributed\nprint('running', flush=True)\n{DEAF}")
    running.wait_for("running")
    kernel.interrupt()
    running.wait_for("ignored")
    kernel.interrupt()
    result = running.result(SOON)
    assert result.ename == "KeyboardInterrupt"
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_cleaning_up_is_heard(kernel: Kernel) -> None:
    code = (
        f"%%distributed\nprint('running', flush=True)\ntry:\n"
        f"    {SLEEP.replace(chr(10), '; ')}\nfinally:\n    print('tidied')"
    )
    running = kernel.start(code)
    stop(kernel, running)
    assert "tidied" in running.seen.stdout


def test_what_waits_is_cancelled_and_what_is_done_can_be_had(kernel: Kernel) -> None:
    code = (
        "%%distributed --concurrency 1 for n in range(1000)\nimport time\n"
        "if n == 5:\n    print('running', flush=True)\n    time.sleep(600)\nn * 2"
    )
    running = kernel.start(code)
    stop(kernel, running)
    said = running.seen.stderr
    done = re.search(r"stopped: (\d+) done, ([\d,]+) stopped or not begun.*%jobs result (\d+)", said)
    assert done is not None, said
    assert int(done[1]) + int(done[2].replace(",", "")) == 1000
    kernel.ok(f"partial = get_ipython().run_line_magic('jobs', 'result {done[3]}')")
    assert kernel.get("(len(partial), partial[:5])") == (1000, [0, 2, 4, 6, 8])
    assert kernel.get("[type(v).__name__ for v in partial[5:7]]") == ["ItemCancelledError"] * 2
    assert kernel.get("[str(value) for value in partial[5:7]]") == [
        "stopped while it ran",
        "stopped before it began",
    ]


def test_a_job_that_waits_behind_another_is_stopped(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff, time\nbusy = [ff.submit(time.sleep, 600) for _ in range(4)]")
    running = kernel.start(
        "print('running', flush=True)\nget_ipython().run_cell_magic('distributed', '', '1')"
    )
    stop(kernel, running)
    kernel.ok("for future in busy:\n    future.cancel()")
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_waiting_for_a_future_is_interrupted_and_the_task_goes_on(kernel: Kernel, tmp_path: object) -> None:
    kernel.ok(
        "import farfield as ff, os, time\n"
        f"gate = {str(tmp_path)!r} + '/open'\n"
        "def wait(path):\n    while not os.path.exists(path):\n"
        "        time.sleep(0.01)\n    return 'through'\n"
        "future = ff.submit(wait, gate)"
    )
    stop(kernel, kernel.start("print('running', flush=True)\nfuture.result()"))
    kernel.ok("open(gate, 'w').close()")
    assert kernel.get("future.result(20)") == "through"


def test_a_stop_while_results_are_many(kernel: Kernel) -> None:
    running = kernel.start(
        "%%distributed for n in range(10_000_000)\nif n == 50: print('running', flush=True)\nn"
    )
    stop(kernel, running)
    assert kernel.ok("%%distributed\n'next'").value == "'next'"


def test_cancel_by_magic(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff, time\nlong = ff.submit(time.sleep, 600)")
    number = kernel.ok("%jobs").stdout.splitlines()[-1].split()[0]
    assert f"job {number} is being cancelled" in kernel.ok(f"%jobs cancel {number}").stdout
    kernel.ok("import concurrent.futures\nconcurrent.futures.wait([long], 20)")
    assert kernel.get("(long.done(), type(long.exception()).__name__)") == (True, "ItemCancelledError")
