"""A real head of Ray as the head pod of a RayCluster, behind the API server of `tests/kuberay`."""

from __future__ import annotations

import runpy
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

import farfield

if TYPE_CHECKING:
    from raycluster import Cluster

KUBERAY = Path(__file__).resolve().parents[1] / "kuberay"


def where_am_i() -> tuple[int, bool]:
    """Of the process that runs it: its number, and whether it is an actor of Ray's."""
    import os

    import ray

    return os.getpid(), bool(ray.get_runtime_context().get_actor_id())


def test_cells_run_on_the_cluster_of_the_head_pod(
    ray_cluster: Cluster, own_runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway that is started in the pod joins the Ray that the pod's environment names.

    Of Farfield itself nothing is installed for the Python there; what it needs is.
    """
    make_pod = runpy.run_path(str(KUBERAY / "fakepod.py"))["FakePod"]
    base = own_runtime / "k"
    base.mkdir()
    server = runpy.run_path(str(KUBERAY / "fakekubernetes.py"))["FakeKubernetes"](base, make_pod)
    server.start()
    try:
        server.add_cluster()
        environment = {
            **ray_cluster.environment,
            "RAY_ADDRESS": ray_cluster.address,
            "PYTHONPATH": sysconfig.get_path("purelib"),
        }
        pod = server.add_head(python=sys._base_executable, **environment)  # type: ignore[attr-defined]
        monkeypatch.setenv("KUBECONFIG", str(server.write_kubeconfig()))
        told: list[str] = []
        client = farfield.attach("kuberay://team/mine", tell=told.append)
        try:
            assert any(line.startswith("bringing Farfield") for line in told)
            gateway = psutil.Process(client.status().pid)
            assert gateway in pod.processes()
            pid, is_actor = farfield.submit(where_am_i).result(120)
            assert is_actor
            assert pid in ray_cluster.head.processes
        finally:
            farfield.detach()
        # It takes its workers with it.
        gateway.terminate()
        gateway.wait(60)
    finally:
        server.stop()
