"""What tests on Ray stand on: one real cluster for all of them, and gateways whose workers are there.

    make rayenv; .venv-ray/bin/pytest tests/ray

Where Ray is not installed there are no such tests, but with CI set they fail.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel, MakeKernel  # noqa: TID251  # for the type checker only

    from raycluster import Cluster, Node

ROOT = Path(__file__).resolve().parents[2]

if importlib.util.find_spec("ray") is None:
    assert "CI" not in os.environ, "the tests on Ray need Ray: make rayenv; .venv-ray/bin/pytest tests/ray"
    collect_ignore_glob = ["test_*.py"]

_scenarios = runpy.run_path(str(ROOT / "tests" / "scenarios" / "conftest.py"))
event_loop_of_this_thread = _scenarios["event_loop_of_this_thread"]
make_kernel = _scenarios["make_kernel"]

# Answers each line, an expression, with a line: its value as JSON, or what went wrong.
_ASKED = """
import json, os, sys
told = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # Ray prints there too
import ray
from ray.util import state
ray.init(sys.argv[1], namespace="farfield", log_to_driver=False, logging_level="ERROR")
for line in sys.stdin:
    try:
        answer = {"value": eval(line)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), file=told, flush=True)
"""

_KILL_ACTORS = (
    "[ray.kill(ray.get_actor(actor['name'], actor['namespace'])) "
    "for actor in ray.util.list_named_actors(all_namespaces=True)] and None"
)

AddNode = Callable[..., "Node"]


@pytest.fixture(scope="session")
def raycluster() -> SimpleNamespace:
    """`tools/raycluster.py`: how clusters are started and ended."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "raycluster.py")))


@pytest.fixture(scope="session")
def ray_cluster(raycluster: SimpleNamespace) -> Iterator[Cluster]:
    """A head with two CPUs, in token mode, that the tests share. Children of this process may join it.

    No test imports ray itself, which looks for its token once, and leaves threads behind: see `ask_ray`.
    """
    with raycluster.running(cpus=2) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def ask_ray(ray_cluster: Cluster) -> Iterator[Callable[[str], Any]]:
    """The value of an expression in another driver of that cluster: `ask_ray("len(ray.nodes())")`."""
    with open(ray_cluster.base / "asked.log", "wb") as log, subprocess.Popen(
        [sys.executable, "-P", "-c", _ASKED, ray_cluster.address],
        cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        text=True, bufsize=1,
        env={**os.environ, "FARFIELD_RUNTIME_DIR": "", "JUPYTER_RUNTIME_DIR": ""},
    ) as driver:  # fmt: skip
        assert driver.stdin is not None and driver.stdout is not None
        asked, told = driver.stdin, driver.stdout

        def ask(expression: str) -> Any:
            print(expression, file=asked)
            answer = json.loads(told.readline())
            assert "error" not in answer, f"{expression}: {answer['error']}"
            return answer["value"]

        yield ask
        asked.close()


@pytest.fixture(scope="session")
def ray_target(ray_cluster: Cluster) -> str:
    """What a client attaches to, to have its workers there."""
    return f"ray:{ray_cluster.address}"


@pytest.fixture
def add_node(ray_cluster: Cluster) -> Iterator[AddNode]:
    """Adds nodes for one test: `add_node("--num-gpus=1", cpus=1)`, with options of `ray start`."""
    with contextlib.ExitStack() as added:

        def add(*options: str, cpus: int = 1) -> Node:
            node = ray_cluster.add(*options, cpus=cpus)
            added.callback(ray_cluster.remove, node)
            return node

        yield add


@pytest.fixture(scope="module")
def ray_runtime(runtime_base: Path, ray_target: str, ask_ray: Callable[[str], Any]) -> Iterator[Path]:
    """A runtime directory for the tests of one file: they share a gateway, and attach to it by themselves."""
    directory = Path(tempfile.mkdtemp(prefix="ray", dir=runtime_base))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FARFIELD_RUNTIME_DIR", str(directory))
        patch.setenv("FARFIELD_TARGET", ray_target)
        yield directory
        _end_gateways(directory, ray_target, ask_ray)


@pytest.fixture
def own_ray_runtime(
    own_runtime: Path, ray_target: str, ask_ray: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The same for one test, which may treat its gateway as it likes."""
    monkeypatch.setenv("FARFIELD_TARGET", ray_target)
    yield own_runtime
    _end_gateways(own_runtime, ray_target, ask_ray)


@pytest.fixture(scope="module")
def gateway(ray_runtime: Path, ray_target: str) -> Any:
    """The `ConnectionInfo` of that gateway, which runs."""
    from farfield_engine.client.reach import reach

    return reach(ray_target)


@pytest.fixture(scope="module")
def kernel(gateway: Any, runtime_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel that the tests of one file share; its cells run on Ray."""
    maker = _scenarios["_maker"](runtime_base / "kernels")
    make: MakeKernel = next(maker)
    yield make(tmp_path_factory.mktemp("notebook"))
    for _ in maker:
        raise AssertionError("the maker yields once")


def _end_gateways(directory: Path, target: str, ask_ray: Callable[[str], Any]) -> None:
    """End them with all that is theirs in the cluster; a signal, or a kill, leaves that to the next one."""
    command = [sys.executable, "-P", "-m", "farfield_engine.cli", "down", "--now", "--at", target]
    environ = {**os.environ, "FARFIELD_RUNTIME_DIR": str(directory)}
    subprocess.run(command, cwd="/", env=environ, stdout=subprocess.DEVNULL, timeout=90, check=True)
    runpy.run_path(str(ROOT / "tests" / "conftest.py"))["end_gateways"](directory)
    ask_ray(_KILL_ACTORS)


@pytest.fixture
def workers_running() -> int:
    """How many workers the cluster has room for."""
    return 2
