"""Gateways that run out of something: descriptors, memory, disk. Each test has one of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

import farfield as ff
from farfield_engine.client.local import find_local

SECONDS = 60.0
"""What anything may take on a loaded machine."""

_CGROUPS = Path("/sys/fs/cgroup/memory")


def until(reached: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        time.sleep(0.01)


@pytest.fixture
def own_gateway(own_runtime: Path) -> Iterator[None]:
    """This process may attach to a gateway of its own, and is detached at the end."""
    yield
    ff.detach()


@pytest.fixture
def attached(own_gateway: None) -> psutil.Process:
    """This process is attached to a gateway of its own, with two workers; the gateway's process."""
    ff.attach("local:2")
    info = find_local()
    assert info is not None
    return psutil.Process(info.pid)


@pytest.fixture
def memory_group() -> Iterator[Callable[[int], contextlib.AbstractContextManager[None]]]:
    """Has what is started within a `with` run in a control group with so many bytes of memory."""
    group = _CGROUPS / f"farfield-test-{os.getpid()}"
    try:
        own = next(
            line.split(":", 2)[2]
            for line in Path("/proc/self/cgroup").read_text().splitlines()
            if ":memory:" in line
        )
        group.mkdir()
    except (OSError, StopIteration) as error:
        pytest.skip(f"no control group can be made here: {error!r}")

    @contextlib.contextmanager
    def within(limit: int) -> Iterator[None]:
        (group / "memory.limit_in_bytes").write_text(str(limit))
        (group / "cgroup.procs").write_text(str(os.getpid()))
        try:
            yield
        finally:
            (_CGROUPS / own.lstrip("/") / "cgroup.procs").write_text(str(os.getpid()))

    yield within
    until(lambda: _removed(group), "removed: processes are still in the control group")


@pytest.fixture
def run_with_mounts() -> Callable[[str, dict[str, str]], str]:
    return _run_with_mounts


def _removed(group: Path) -> bool:
    with contextlib.suppress(OSError):
        group.rmdir()
    return not group.exists()


def _run_with_mounts(script: str, mounts: dict[str, str]) -> str:
    """Run a script where small file systems of these sizes are mounted, by path; what it printed.

    Skips the test where that is not possible. The script may `remount(path, size)`.
    """
    alone = (
        ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    )
    probe = subprocess.run([*alone, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, text=True)
    if probe.returncode:
        pytest.skip(f"nothing can be mounted here: {probe.stderr.strip()}")
    commands = [f"mount -t tmpfs -o size={size},mode=700 none '{path}'" for path, size in mounts.items()]
    done = subprocess.run(
        [*alone, "sh", "-ec", "\n".join([*commands, 'exec "$0" -c "$1"']), sys.executable, _HEAD + script],
        capture_output=True, text=True, timeout=2 * SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


_HEAD = """
import os, subprocess, sys, time
import psutil
import farfield as ff
from farfield_engine.client.local import find_local

def remount(path, size):
    subprocess.run(["mount", "-o", f"remount,size={size}", path], check=True)

def until(reached, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what}"
        time.sleep(0.02)

def end(kill=False):
    ff.detach()
    gateway = psutil.Process(find_local().pid)
    tree = [gateway, *gateway.children(recursive=True)]
    gateway.kill() if kill else gateway.terminate()
    until(lambda: not any(p.is_running() and p.status() != "zombie" for p in tree), "ended")
"""
