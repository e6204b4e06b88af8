"""A Kubernetes with a RayCluster, as far as Farfield can see."""

from __future__ import annotations

import contextlib
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from farfield_engine.client import kuberay
from farfield_engine.client.kuberay import KubeRayRoute
from farfield_engine.client.kuberaytarget import parse_kuberay

if TYPE_CHECKING:
    from tests.kuberay.fakekubernetes import FakeKubernetes  # noqa: TID251  # for the type checker only

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def manifest() -> list[dict[str, Any]]:
    """The manifest that `docs/kuberay.md` gives to administrators."""
    text = (ROOT / "docs" / "kuberay.md").read_text()
    found = re.search(r"```yaml\n(.*?kind: Role\n.*?)```", text, re.DOTALL)
    assert found is not None
    return list(yaml.safe_load_all(found[1]))


@pytest.fixture
def kubernetes(
    own_runtime: Path, monkeypatch: pytest.MonkeyPatch, manifest: list[dict[str, Any]]
) -> Iterator[FakeKubernetes]:
    """An API server with the RayCluster 'mine' and no pod yet, for which there is a kubeconfig.

    The user may do what the manifest of the docs allows, and nothing else. Gateways have the local engine.
    """
    place = Path(__file__).parent
    make_pod = runpy.run_path(str(place / "fakepod.py"))["FakePod"]
    base = own_runtime / "k"
    base.mkdir()
    server: FakeKubernetes = runpy.run_path(str(place / "fakekubernetes.py"))["FakeKubernetes"](
        base, make_pod
    )
    server.rules = next(part["rules"] for part in manifest if part["kind"] == "Role")
    server.add_cluster()
    server.start()
    monkeypatch.setenv("KUBECONFIG", str(server.write_kubeconfig()))
    monkeypatch.setattr(kuberay, "ENGINE", "local")
    monkeypatch.delenv("FARFIELD_REMOTE_PYTHON", raising=False)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def bare_python() -> str:
    """The Python that this environment was made from, which has nothing of Farfield's."""
    found = str(getattr(sys, "_base_executable", ""))
    command = [found, "-I", "-c", "import importlib.util as u; print(u.find_spec('farfield_engine') is None)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "True"
    return found


@pytest.fixture
def route_to() -> Iterator[Callable[..., KubeRayRoute]]:
    """Makes routes that are closed in the end."""
    with contextlib.ExitStack() as routes:

        def make(target: str = "kuberay://team/mine", **options: Any) -> KubeRayRoute:
            route = KubeRayRoute(parse_kuberay(target), **options)
            routes.callback(route.close)
            return route

        yield make
