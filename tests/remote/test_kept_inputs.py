"""An input that is used again and again costs no question to a gateway elsewhere, and is never missing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import farfield as ff
from farfield_engine.access.served import Served, owner_token, read_served
from farfield_engine.access.strings import connection_string
from farfield_engine.client.session import SessionChannel

DEADLINE = 30.0
INPUT = bytes(2_000_000)

Start = Callable[[int], Served]


@pytest.fixture
def start(own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Serves at a port, of which 0 is any; where the gateway is. What attaches here attaches to it."""
    there = own_runtime / "there"
    running: list[subprocess.Popen[str]] = []

    def serve(port: int) -> Served:
        command = [sys.executable, "-P", "-m", "farfield_engine.cli", "serve", "--port", str(port)]
        environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(there)}
        command += ["--work-dir", str(own_runtime)]
        running.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
        assert running[-1].stdout is not None
        running[-1].stdout.readline()
        state = next((there / "state").glob("local-*"))
        served = read_served(state)
        assert served is not None
        monkeypatch.setenv("FARFIELD_TOKEN", owner_token(state))
        monkeypatch.setenv(
            "FARFIELD_TARGET", connection_string(served.host, served.port, served.fingerprint, "")
        )
        return served

    yield serve
    for process in running:
        with process:
            process.terminate()


def test_an_input_is_asked_for_twice_and_then_kept(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    served = start(0)
    asked: list[str] = []
    call = SessionChannel.call

    def noted(channel: SessionChannel, method: str, *rest: Any) -> Any:
        asked.append(method)
        return call(channel, method, *rest)

    monkeypatch.setattr(SessionChannel, "call", noted)
    client = ff.attach()
    counts = []
    for _ in range(4):
        assert ff.submit(len, INPUT).result(DEADLINE) == len(INPUT)
        counts.append(asked.count("Locate"))
    assert counts == [1, 2, 2, 2]

    # A gateway that begins anew has nothing: it is asked again, and sent what it lacks.
    gateway = psutil.Process(served.pid)
    gateway.kill()
    until(lambda: not client.connection.connected)
    start(served.port)
    until(lambda: client.connection.connected)
    assert ff.submit(len, INPUT).result(DEADLINE) == len(INPUT)
    assert asked.count("Locate") == 3
    ff.detach()


def until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not reached():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)
