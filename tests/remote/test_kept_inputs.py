"""An input that is used again and again costs no question to a gateway elsewhere, and is never missing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import psutil
import pytest

import farfield as ff
from farfield_engine.client.session import SessionChannel

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only

DEADLINE = 30.0
INPUT = bytes(2_000_000)


def test_an_input_is_asked_for_twice_and_then_kept(
    serve_to_all: Callable[..., ServedGateway], monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serve_to_all().served
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
    serve_to_all("--port", str(served.port))
    until(lambda: client.connection.connected)
    assert ff.submit(len, INPUT).result(DEADLINE) == len(INPUT)
    assert asked.count("Locate") == 3
    ff.detach()


def until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not reached():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)
