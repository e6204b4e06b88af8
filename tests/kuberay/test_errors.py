"""What keeps a client from a head pod is said in a sentence, with what to do."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from kubernetes.config import incluster_config

from farfield_engine.client import kuberay, kuberayapi
from farfield_engine.client.kuberay import KubeRayRoute
from farfield_engine.client.reach import reach
from farfield_engine.client.route import DialError
from farfield_engine.errors import AttachError

if TYPE_CHECKING:
    from tests.kuberay.fakekubernetes import FakeKubernetes  # noqa: TID251  # for the type checker only

Made = Callable[..., KubeRayRoute]

_OLD = """#!/bin/sh
exec "{python}" -c 'import sys; sys.version_info = (3, 9, 1); exec(sys.argv[1])' "$2"
"""
_OTHER = """#!/bin/sh
[ "$1" = -c ] || exec "{python}" "$@"
exec "{python}" -c 'import sys, sysconfig; sysconfig.get_platform = lambda: "other"; exec(sys.argv[1])' "$2"
"""


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A head pod is awaited for no time at all."""
    monkeypatch.setattr(kuberay, "HEAD_SECONDS", 0.0)


def said(route: KubeRayRoute) -> str:
    """What is said when the gateway is looked for, in vain."""
    with pytest.raises(DialError) as caught:
        route.find()
    return str(caught.value)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(AttachError, match=r"pip install farfield\[kuberay\]"):
        reach("kuberay://team/mine")


def test_kubeconfigs_that_are_of_no_use(
    kubernetes: FakeKubernetes, route_to: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    route = route_to("kuberay://team/mine?context=elsewhere")
    assert "has no context 'elsewhere'" in said(route)
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "nowhere"))
    assert f"KUBECONFIG names '{tmp_path / 'nowhere'}'" in said(route_to())
    monkeypatch.delenv("KUBECONFIG")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert f"no kubeconfig: there is no {tmp_path}/.kube/config" in said(route_to())
    (tmp_path / ".kube").mkdir()
    (tmp_path / ".kube" / "config").write_text("{: no yaml")
    assert "can't be used" in said(route_to())


def test_a_pod_has_its_service_account(
    kubernetes: FakeKubernetes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where there is no kubeconfig, and Kubernetes says who the pod is."""
    monkeypatch.delenv("KUBECONFIG")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "token").write_text("kube-token-of-alice")
    monkeypatch.setattr(kuberayapi, "ACCOUNT", tmp_path)
    monkeypatch.setattr(incluster_config, "SERVICE_TOKEN_FILENAME", str(tmp_path / "token"))
    monkeypatch.setattr(incluster_config, "SERVICE_CERT_FILENAME", str(kubernetes.base / "kube.pem"))
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "127.0.0.1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", str(kubernetes.port))

    async def ask() -> str:
        server = kuberayapi.ApiServer("team")
        try:
            return str((await server.get(kuberayapi.CLUSTER, "mine"))["metadata"]["name"])
        finally:
            await server.close()

    assert asyncio.run(ask()) == "mine"


def test_an_api_server_that_is_not_there(kubernetes: FakeKubernetes, route_to: Made) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        kubernetes.write_kubeconfig(port=free.getsockname()[1])
        assert f"the API server https://127.0.0.1:{free.getsockname()[1]} can't be reached" in said(
            route_to()
        )
    text = kubernetes.write_kubeconfig().read_text()
    (kubernetes.base / "kubeconfig").write_text(text.replace("certificate-authority:", "not-this:"))
    assert "is not the one that the kubeconfig trusts" in said(route_to())


def test_it_does_not_know_the_user(kubernetes: FakeKubernetes, route_to: Made) -> None:
    """With another token that is not known; then by a plugin that fails, whose complaint is told."""
    kubernetes.write_kubeconfig(token="of a stranger")
    assert "does not know who you are (401); log in" in said(route_to())
    path = kubernetes.write_kubeconfig()
    plugin = (
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/false, interactiveMode: Never}}"
    )
    path.write_text(path.read_text().replace("user:\n    token: kube-token-of-alice", f"user: {plugin}"))
    assert "/bin/false" in path.read_text()
    assert "(it was said: exec: process returned 1" in said(route_to())


@pytest.mark.parametrize(
    ("resource", "verb"),
    [
        ("rayclusters", "get"), ("pods", "list"), ("pods/exec", "get"), ("pods/exec", "create"),
        ("pods/portforward", "create"),
    ],
)  # fmt: skip
def test_it_does_not_allow_it(kubernetes: FakeKubernetes, route_to: Made, resource: str, verb: str) -> None:
    """Each permission is needed; the rule that is missing is said as it stands in a Role."""
    kubernetes.add_head()
    kubernetes.rules = without(kubernetes.rules, resource, verb)
    text = said(route_to())
    assert "(403" in text
    assert f'resources: ["{resource}"], verbs: [' in text
    assert "docs/kuberay.md" in text


def without(rules: list[dict[str, list[str]]], resource: str, verb: str) -> list[dict[str, list[str]]]:
    """The rules, each of one resource and one verb, but for this one."""
    return [
        {"apiGroups": rule["apiGroups"], "resources": [one], "verbs": [way]}
        for rule in rules
        for one in rule["resources"]
        for way in rule["verbs"]
        if (one, way) != (resource, verb)
    ]


def test_no_such_cluster(kubernetes: FakeKubernetes, route_to: Made) -> None:
    assert "there is no RayCluster 'other' in namespace 'team'" in said(route_to("kuberay://team/other"))
    kubernetes.add_cluster("asleep", suspend=True)
    assert "the RayCluster 'asleep' is suspended" in said(route_to("kuberay://team/asleep"))
    kubernetes.has_kuberay = False
    assert "knows no RayClusters (404): KubeRay 1.0 or later" in said(route_to())


def waiting(reason: str, message: str) -> dict[str, Any]:
    """The status of a pod whose container waits."""
    state = {"waiting": {"reason": reason, "message": message}}
    return {"phase": "Pending", "containerStatuses": [{"name": "ray-head", "ready": False, "state": state}]}


def test_a_head_pod_that_does_not_run(kubernetes: FakeKubernetes, route_to: Made, short_wait: None) -> None:
    assert "KubeRay has not made it yet; see 'kubectl describe pods -n team -l" in said(route_to())
    pod = kubernetes.add_head()
    unplaced = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "no room"}
    for status, text in (
        ({"phase": "Pending", "conditions": [unplaced]}, "it is on no node yet: Unschedulable: no room"),
        (waiting("ImagePullBackOff", "no such image"), "Pending: ImagePullBackOff: no such image"),
        ({"phase": "Failed", "reason": "Evicted"}, "has ended (Failed): Evicted"),
        (
            {"phase": "Running", "containerStatuses": [{"name": "ray-head", "state": {"running": {}}}]},
            "Running: its container runs, and is not ready yet",
        ),
        (
            {"phase": "Running", "containerStatuses": [
                {"name": "ray-head", "state": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}]},
            "its container has ended with exit code 137: OOMKilled",
        ),
    ):  # fmt: skip
        pod.status = status
        assert text in said(route_to())


def test_containers_in_which_no_gateway_can_run(
    kubernetes: FakeKubernetes, route_to: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    pod = kubernetes.add_head(python="")
    assert f"no Python in the PATH of container 'ray-head' of pod '{pod.name}'" in said(route_to())
    monkeypatch.setenv("FARFIELD_REMOTE_PYTHON", "/opt/python")
    assert "there is no Python '/opt/python' in container 'ray-head'" in said(route_to())
    monkeypatch.delenv("FARFIELD_REMOTE_PYTHON")
    python = sys.executable
    pod.install("python3", _OLD.format(python=python))
    assert "has Python 3.9.1" in (text := said(route_to()))
    assert "too old for Farfield" in text
    # A Ray engine where there is no Ray.
    pod.install("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    assert f"there is no Ray for '{sys.executable}' in container" in said(route_to(engine="ray"))


def test_what_is_compiled_for_another_system_comes_from_an_index(
    kubernetes: FakeKubernetes, route_to: Made, bare_python: str
) -> None:
    """Without one, what is missing is said."""
    pod = kubernetes.add_head(python=bare_python, PIP_NO_INDEX="1")
    pod.install("python3", _OTHER.format(python=bare_python))
    told: list[str] = []
    text = said(route_to(tell=told.append))
    assert any("by pip: debugpy, grpcio, " in line for line in told)
    assert "has another Python or system than this one" in text
    assert "No matching distribution found" in text
