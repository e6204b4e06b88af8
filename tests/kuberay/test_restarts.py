"""Connections, pods and helpers that go away, and what goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

import farfield
from farfield_engine.client.client import Client
from farfield_engine.errors import ConnectionLostError

if TYPE_CHECKING:
    from tests.kuberay.fakekubernetes import FakeKubernetes  # noqa: TID251  # for the type checker only

DEADLINE = 60.0


def wait_for(condition: Callable[[], Any]) -> Any:
    """What the condition gives once that is true."""
    deadline = time.monotonic() + DEADLINE
    while not (given := condition()):
        assert time.monotonic() < deadline, f"not within {DEADLINE:g} s: {condition}"
        time.sleep(0.02)
    return given


@pytest.fixture
def attach() -> Iterator[Callable[[], Client]]:
    """Attaches to the RayCluster; the attachment ends with the test."""
    yield lambda: farfield.attach("kuberay://team/mine")
    farfield.detach()


def test_the_connection_is_cut(kubernetes: FakeKubernetes, attach: Callable[[], Client]) -> None:
    """What is opened anew leads to the same gateway, for which nothing is executed in the pod."""
    kubernetes.add_head()
    pid = attach().status().pid
    running = farfield.submit(time.sleep, 1)
    before = kubernetes.execs
    kubernetes.cut()
    assert running.result(DEADLINE) is None
    assert attach().status().pid == pid
    assert kubernetes.execs == before


def test_the_api_server_is_away_for_a_while(kubernetes: FakeKubernetes, attach: Callable[[], Client]) -> None:
    kubernetes.add_head()
    client = attach()
    pid = client.status().pid
    running = farfield.submit(os.getpid)
    kubernetes.stop_serving()
    wait_for(lambda: "can't be reached" in client.connection.why)
    assert not client.connection.connected
    kubernetes.start()
    assert running.result(DEADLINE) > 0
    assert client.status().pid == pid


def test_the_helper_is_killed(
    kubernetes: FakeKubernetes, attach: Callable[[], Client], own_runtime: Path
) -> None:
    kubernetes.add_head()
    pid = attach().status().pid
    before = helpers(own_runtime)
    for helper in before:
        helper.send_signal(signal.SIGKILL)
    assert farfield.submit(os.getpid).result(DEADLINE) > 0
    assert attach().status().pid == pid
    assert not set(helpers(own_runtime)) & set(before)


def helpers(base: Path) -> list[psutil.Process]:
    """The processes of Python that speak to Kubernetes."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if " kuberay " in (line := " ".join(process.info["cmdline"] or []))
        and f"{base}/kuberay/" in line
        and not line.startswith("/bin/sh")
    ]


def test_the_gateway_is_killed(kubernetes: FakeKubernetes, attach: Callable[[], Client]) -> None:
    """The one that is started in its place has what it kept, and so the session."""
    pod = kubernetes.add_head()
    client = attach()
    os.kill(client.status().pid, signal.SIGKILL)
    assert farfield.submit(os.getpid).result(DEADLINE) in {process.pid for process in pod.processes()}
    assert client.usable


def test_the_pod_is_replaced_and_a_volume_is_not(
    kubernetes: FakeKubernetes, attach: Callable[[], Client], own_runtime: Path
) -> None:
    """The session goes on with another gateway, in another pod, which has what the first has kept."""
    volume = own_runtime / "volume"
    volume.mkdir(mode=0o700)
    first = kubernetes.add_head(volume=volume)
    client = attach()
    pid = client.status().pid
    done = farfield.submit(os.getpid)
    done.result(DEADLINE)
    kubernetes.remove(first)
    # It takes a while until there is another, which then has to start.
    wait_for(lambda: "KubeRay has not made it yet" in client.connection.why)
    second = kubernetes.add_head(volume=volume)
    second.status = {"phase": "Pending"}
    wait_for(lambda: ": Pending" in client.connection.why)
    second.status = {}
    assert farfield.submit(os.getpid).result(DEADLINE) in {process.pid for process in second.processes()}
    assert client.status().pid != pid
    assert client.usable


def test_the_container_is_restarted_with_all_that_it_had(
    kubernetes: FakeKubernetes, attach: Callable[[], Client]
) -> None:
    """The gateway that is started then knows nothing of the session, and says so."""
    pod = kubernetes.add_head()
    client = attach()
    lost = farfield.submit(time.sleep, 60)
    pod.restart()
    with pytest.raises(ConnectionLostError, match="does not let this session go on"):
        lost.result(DEADLINE)
    assert not client.usable
    assert farfield.submit(os.getpid).result(DEADLINE) in {process.pid for process in pod.processes()}
