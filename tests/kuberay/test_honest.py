"""The manifest of the docs, and the API server of these tests, by those who know the real one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from farfield_engine.client.kuberay import KubeRayRoute
from farfield_engine.client.kuberayapi import PERMISSIONS

if TYPE_CHECKING:
    from tests.kuberay.fakekubernetes import FakeKubernetes  # noqa: TID251  # for the type checker only

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def kubectl(own_runtime: Path) -> Run:
    """Runs kubectl, with what is to be its input; skips where there is none: no package index has it."""
    program = shutil.which(os.environ.get("FARFIELD_KUBECTL", "kubectl"))
    if program is None:
        pytest.skip("there is no kubectl; FARFIELD_KUBECTL names it where it is not in the PATH")

    def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        assert program is not None
        command = [program, f"--cache-dir={own_runtime}/cache", *arguments]
        return subprocess.run(command, input=given, capture_output=True, timeout=60)

    return run


def allowed(rules: list[dict[str, list[str]]]) -> set[tuple[str, str, str]]:
    """Verb, group and resource of all that the rules allow."""
    return {
        (verb, group, resource)
        for rule in rules
        for verb in rule["verbs"]
        for group in rule["apiGroups"]
        for resource in rule["resources"]
    }


def test_the_manifest_allows_what_is_used_and_nothing_else(
    kubernetes: FakeKubernetes, route_to: Callable[..., KubeRayRoute], manifest: list[dict[str, Any]]
) -> None:
    role, binding = manifest
    assert (role["kind"], binding["kind"]) == ("Role", "RoleBinding")
    assert binding["roleRef"] == {
        "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": role["metadata"]["name"],
    }  # fmt: skip
    assert binding["metadata"]["namespace"] == role["metadata"]["namespace"] == "team"
    kubernetes.add_head()
    route_to().find()
    used = {(verb, one.group, one.resource) for one in PERMISSIONS for verb in one.verbs}
    assert allowed(role["rules"]) == used == kubernetes.seen


def test_kubectl_understands_the_manifest(
    kubectl: Run, manifest: list[dict[str, Any]], kubernetes: FakeKubernetes
) -> None:
    """It makes the same rules when it is told the verbs."""
    for rule in manifest[0]["rules"]:
        resources = [f"{one}.{group}".rstrip(".") for group in rule["apiGroups"] for one in rule["resources"]]
        words = [f"--verb={','.join(rule['verbs'])}", *(f"--resource={one}" for one in resources)]
        made = kubectl("create", "role", "x", "--dry-run=client", "-o", "yaml", *words)
        assert made.returncode == 0, made.stderr
        assert allowed(yaml.safe_load(made.stdout)["rules"]) == allowed([rule])


def test_kubectl_sees_and_executes(kubectl: Run, kubernetes: FakeKubernetes) -> None:
    pod = kubernetes.add_head()
    kubernetes.rules = [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]
    assert kubectl("get", "rayclusters", "-n", "team", "-o", "name").stdout == b"raycluster.ray.io/mine\n"
    labels = "ray.io/cluster=mine,ray.io/node-type=head"
    got = kubectl("get", "pods", "-n", "team", "-l", labels, "-o", "name")
    assert got.stdout.decode() == f"pod/{pod.name}\n"
    script = "import os, sys; print(sys.stdin.read()[::-1]); print(os.getcwd(), file=sys.stderr); sys.exit(3)"
    execute = ["exec", "-i", "-n", "team", pod.name, "-c", "ray-head", "--"]
    ran = kubectl(*execute, "python3", "-c", script, given=b"12345")
    assert (ran.stdout, ran.returncode) == (b"54321\n", 3)
    assert str(pod.home) in ran.stderr.decode()
    missing = kubectl(*execute, "/nowhere")
    assert missing.returncode == 1
    assert b"unable to start container process" in missing.stderr
    kubernetes.rules = []
    denied = kubectl(*execute, "python3", "-c", "")
    assert b'User "alice" cannot' in denied.stderr


def test_the_kubernetes_package_executes_and_forwards(kubernetes: FakeKubernetes) -> None:
    """Its own exec and port-forward, which are other code than ours, against an echo in the pod."""
    from kubernetes import client, config, stream

    pod = kubernetes.add_head()
    configuration = client.Configuration()
    config.load_kube_config(os.environ["KUBECONFIG"], client_configuration=configuration)

    def api() -> Any:
        # A call of a stream changes the client that it is made with.
        return client.CoreV1Api(client.ApiClient(configuration))

    script = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True)\n"
        "c, _ = s.accept()\nwhile data := c.recv(65536): c.sendall(data.upper())"
    )
    running = stream.stream(
        api().connect_get_namespaced_pod_exec, pod.name, "team", container="ray-head",
        command=["python3", "-c", script], stdin=False, stdout=True, stderr=True, tty=False,
        _preload_content=False,
    )  # fmt: skip
    try:
        port = int(running.readline_stdout(timeout=30))
        forwarded = stream.portforward(
            api().connect_get_namespaced_pod_portforward, pod.name, "team", ports=str(port)
        )
        link = forwarded.socket(port)
        link.setblocking(True)
        link.settimeout(30)
        link.sendall(b"x" * 300_000)
        assert read(link, 300_000) == b"X" * 300_000
        link.close()
    finally:
        running.close()
    nowhere = stream.portforward(
        api().connect_get_namespaced_pod_portforward, pod.name, "team", ports=str(port)
    )
    assert nowhere.socket(port).recv(1) == b""
    assert "connection refused" in nowhere.error(port)
    for thread in threading.enumerate():
        if thread.name.startswith("Kubernetes port forward"):
            thread.join(30)


def read(link: socket.socket, size: int) -> bytes:
    """So many bytes, or fewer at the end."""
    data = bytearray()
    while len(data) < size and (more := link.recv(65536)):
        data += more
    return bytes(data)
