"""Processes: those that a measure leaves behind are ended, and how much memory they take."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterable

import psutil

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Become the parent of what our children leave behind, so that `end_children` finds it. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_children(grace: float = 5.0) -> int:
    """End every process below this one; how many there were."""
    children = psutil.Process().children(recursive=True)
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.terminate()
    _, alive = psutil.wait_procs(children, timeout=grace)
    for child in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
    psutil.wait_procs(alive, timeout=grace)
    return len(children)


def run(command: list[str], environment: dict[str, str], seconds: float) -> int:
    """Run a command and return its exit status, reaping meanwhile what it orphans.

    Whoever waits for the end of such a process would otherwise see it live on as a zombie.
    Raises TimeoutError after `seconds`; the command is then still there, for `end_children`.
    """
    process = subprocess.Popen(command, env=environment)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        reaped, status = os.waitpid(-1, os.WNOHANG)
        if reaped == process.pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode
        if not reaped:
            time.sleep(0.02)
    raise TimeoutError(f"not done after {seconds:g} s: {' '.join(command)}")


def family(process: int) -> list[int]:
    """The process and all that it has started."""
    return [process, *(child.pid for child in psutil.Process(process).children(recursive=True))]


def proportional_set_size(processes: Iterable[int]) -> float:
    """Megabytes of memory, each shared page divided by the number of its users."""
    total = 0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += psutil.Process(process).memory_full_info().pss
    return total / 1e6


def resident_peak(process: int) -> float:
    """Megabytes: the most that was resident at one time since `reset_peak`."""
    with open(f"/proc/{process}/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def reset_peak(process: int) -> None:
    """Count `resident_peak` from here."""
    with open(f"/proc/{process}/clear_refs", "w") as file:
        file.write("5")


def cpu_seconds(process: int) -> float:
    """CPU time of all its threads so far, which Linux knows to a millionth of a second."""
    total = 0
    for thread in os.listdir(f"/proc/{process}/task"):
        with contextlib.suppress(OSError), open(f"/proc/{process}/task/{thread}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def end_gateway(target: str = "") -> None:
    """End the gateway of this runtime directory, the local one or that of a Ray, and wait until it is gone."""
    from farfield_engine.client.local import find_local

    found = find_local(target)
    if found is None:
        return
    with contextlib.suppress(psutil.NoSuchProcess):
        gateway = psutil.Process(found.pid)
        gateway.terminate()
        with contextlib.suppress(psutil.TimeoutExpired):
            gateway.wait(10)


def rest() -> None:
    """Let end what goes on by itself, which is not measured: copies to disk, a cluster's beginning."""
    time.sleep(1.5)
