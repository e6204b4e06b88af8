"""A gateway in a head pod: found, started, used, and nothing left of it here."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

import farfield
from farfield_engine.access.served import owner_token
from farfield_engine.cli import hopskuberay
from farfield_engine.cli.doctor import examine
from farfield_engine.client.kuberay import KubeRayRoute
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.visitor import Visitor

if TYPE_CHECKING:
    from tests.kuberay.fakekubernetes import FakeKubernetes  # noqa: TID251  # for the type checker only
    from tests.kuberay.fakepod import FakePod  # noqa: TID251

Made = Callable[..., KubeRayRoute]


def pid_of(route: KubeRayRoute) -> int:
    """Of the gateway that answers at the end of the route."""
    with Visitor(ConnectionInfo(route)) as visitor:
        return visitor.status().pid


def helpers(base: Path) -> dict[int, list[str]]:
    """Processes beside this one that speak to Kubernetes."""
    found = {}
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if any(f"{base}/kuberay/" in word for word in command):
            found[process.pid] = command
    return found


def token_of(pod: FakePod) -> str:
    """The token of the gateway in the pod."""
    return owner_token(next(pod.home.glob(".local/state/farfield/local-*")))


def test_a_gateway_is_started_there_and_found_again(
    kubernetes: FakeKubernetes, route_to: Made, own_runtime: Path
) -> None:
    pod = kubernetes.add_head()
    first = route_to()
    first.find()
    assert pid_of(first) in {process.pid for process in pod.processes()}
    second = route_to()
    second.find()
    assert pid_of(second) == pid_of(first)
    assert (first.here, first.name, first.pod) == (False, "kuberay://team/mine", pod.name)
    assert not list(own_runtime.glob("local-*")), "none was started here"
    # Neither the commands nor what the API server sees holds the secret; Ctrl-C does not reach the helper.
    token, commands = token_of(pod), helpers(own_runtime)
    assert first.token == token
    assert commands
    assert not any(token in word for command in commands.values() for word in command)
    assert not any(token in " ".join(process.cmdline()) for process in pod.processes())
    assert not any(token in url for url in kubernetes.urls)
    assert os.getpgrp() not in {os.getpgid(pid) for pid in commands}
    # It listens nowhere but in a directory that is its user's alone.
    assert not any(listens(pid) for pid in commands)
    assert all(path.stat().st_mode & 0o77 == 0 for path in (own_runtime / "kuberay").iterdir())
    first.close()
    assert pid_of(second)
    second.close()
    assert not helpers(own_runtime)
    assert not list((own_runtime / "kuberay").glob("*"))


def listens(pid: int) -> bool:
    """Whether it does so at a port."""
    connections = psutil.Process(pid).net_connections("inet")
    return any(one.status == psutil.CONN_LISTEN for one in connections)


def test_cells_run_there(kubernetes: FakeKubernetes) -> None:
    pod = kubernetes.add_head()
    farfield.attach("kuberay://team/mine")
    try:
        assert farfield.submit(os.getpid).result() in {process.pid for process in pod.processes()}
        data = secrets.token_bytes(24 << 20)
        assert farfield.submit(bytes.swapcase, data).result() == data.swapcase()
    finally:
        farfield.detach()


def test_farfield_is_brought_where_it_is_not(
    kubernetes: FakeKubernetes, route_to: Made, bare_python: str
) -> None:
    """The Python there has nothing but itself; who comes later brings nothing any more."""
    pod = kubernetes.add_head(python=bare_python)
    told: list[str] = []
    first = route_to(tell=told.append)
    first.find()
    assert [text.partition(":")[0] for text in told] == [f"bringing Farfield to pod '{pod.name}'"]
    gateway = psutil.Process(pid_of(first))
    assert "/farfield-packages-" in gateway.environ()["PYTHONPATH"]
    second = route_to(tell=told.append)
    second.find()
    assert pid_of(second) == gateway.pid
    assert len(told) == 1


def test_the_doctor_walks_there(
    kubernetes: FakeKubernetes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hopskuberay, "HEAD_SECONDS", 0.0)
    assert examine("kuberay://team/mine") == 1
    assert "FAIL  head pod     the RayCluster 'mine' has no head pod that is ready" in capsys.readouterr().out
    kubernetes.add_head()
    assert examine("kuberay://team/mine") == 0
    said = capsys.readouterr().out
    assert "ok    forwarding" in said
    assert "all is well" in said
