"""The head of a cluster is gone, and with it all that ran there: that is said, and another one may follow."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import farfield
from farfield_engine.client.text import status_text
from farfield_engine.errors import WorkerDiedError

if TYPE_CHECKING:
    from raycluster import Cluster

SECONDS = 90.0


@pytest.fixture
def cluster(raycluster: SimpleNamespace) -> Iterator[Cluster]:
    """A cluster that a test may treat as it likes."""
    with raycluster.running(cpus=1) as made:
        yield made


def until(reached: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def test_what_ran_is_lost_and_what_was_done_is_not(
    cluster: Cluster, own_runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long Ray itself waits for a head; a minute, usually.
    monkeypatch.setenv("RAY_gcs_rpc_server_reconnect_timeout_s", "12")

    def run(begun: Path) -> None:
        begun.touch()
        time.sleep(1000)

    client = farfield.attach(f"ray:{cluster.address}")
    try:
        done = farfield.submit(abs, -1)
        until(lambda: client.status().jobs == 0, "it is done")
        running = farfield.submit(run, tmp_path / "begun")
        until((tmp_path / "begun").exists, "it does not run")
        cluster.head.end()
        until(lambda: "head does not answer" in status_text(client.status()), "nothing is said of it")
        with pytest.raises(WorkerDiedError, match="cluster"):
            running.result(SECONDS)
        assert done.result(SECONDS) == 1
        until(lambda: "nothing listens" in status_text(client.status()), "nothing is said of it")
        with pytest.raises(farfield.RefusedError, match="nothing listens"):
            farfield.submit(os.getpid).result(SECONDS)
    finally:
        client.shut_down(now=True)
        farfield.detach()
