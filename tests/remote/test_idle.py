"""A served gateway that nobody needs: it ends, and so do the workers of clients that are gone."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

import farfield as ff
from farfield_engine.access.served import read_served
from farfield_engine.client.local import find_local

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only

DEADLINE = 30.0

CLIENT = """
import os, sys
import farfield as ff
ff.attach()
print(ff.submit(os.getpid).result(), flush=True)
sys.stdin.readline()
ff.detach()
sys.stdin.readline()
"""

Serve = Callable[..., psutil.Process]


@pytest.fixture
def serve(serve_to_all: Callable[..., ServedGateway]) -> Iterator[Serve]:
    """Serves with these options; the gateway's process."""
    yield lambda *options: psutil.Process(serve_to_all(*options).served.pid)
    ff.detach()


@contextlib.contextmanager
def client() -> Iterator[tuple[subprocess.Popen[str], psutil.Process]]:
    """A process that is attached; and a worker of its session."""
    command = [sys.executable, "-c", CLIENT]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as process:
        assert process.stdin is not None and process.stdout is not None
        yield process, psutil.Process(int(process.stdout.readline()))
        process.kill()


def test_it_ends_when_nobody_has_come_for_so_long(serve: Serve, own_runtime: Path) -> None:
    gateway = serve("--idle-exit", "0.4s")
    until(lambda: ended(gateway), "ended")
    assert list((own_runtime / "there").glob("local-*/*.sock")) == []
    assert read_served(next((own_runtime / "there" / "state").glob("local-*"))) is None


def test_a_client_keeps_it_and_takes_it_along(serve: Serve) -> None:
    gateway = serve("--idle-exit", "0.4s")
    assert ff.attach().welcome.lease == 2 * 3600
    began = time.monotonic()
    until(lambda: time.monotonic() > began + 1.0, "longer than it may be idle")
    assert ff.submit(abs, -1).result(DEADLINE) == 1
    ff.detach()
    until(lambda: ended(gateway), "ended")
    assert find_local() is None


def test_workers_of_clients_that_are_gone(serve: Serve) -> None:
    serve("--lease", "2s")
    with client() as (process, worker):
        assert process.stdin is not None
        process.stdin.write("leave\n")
        # Longer than the lease would be too late.
        until(lambda: ended(worker), "ended with the session", 1.8)
    with client() as (process, worker):
        process.kill()
        gone = time.monotonic()
        until(lambda: ended(worker), "ended with the lease")
        assert time.monotonic() - gone > 1.0, "before its client could come back"


def ended(process: psutil.Process) -> bool:
    """Whether it is gone, or dead and not yet reaped."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def until(reached: Callable[[], bool], what: str, seconds: float = DEADLINE) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        time.sleep(0.01)
