"""A second node: values go there and come back, its workers are seen, and how they die is told."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import farfield as ff
from farfield._attach import attached
from farfield_engine.client.text import status_text
from farfield_engine.errors import WorkerDiedError
from farfield_engine.wire.v1 import gateway_pb2 as pb

if TYPE_CHECKING:
    from raycluster import Cluster, Node

SECONDS = 90.0


@pytest.fixture(scope="module")
def far(ray_cluster: Cluster, ray_target: str, ray_runtime: object) -> Iterator[Node]:
    """A node with a resource of its own, and a client whose workers may be there."""
    node = ray_cluster.add('--resources={"far": 8}', cpus=1)
    ff.attach(ray_target)
    yield node
    ff.detach()
    ray_cluster.remove(node)


def until(reached: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + SECONDS
    while not (found := reached()):
        assert time.monotonic() < deadline, what
        time.sleep(0.1)
    return found


def there(function: Callable[..., Any]) -> Any:
    """The function, to run on that node."""
    return ff.remote(function).options(resources={"far": 1}, cpus=0)


def result(function: Any, *arguments: object) -> Any:
    return function.remote(*arguments).result(timeout=SECONDS)


def status() -> pb.StatusReply:
    client = attached()
    assert client is not None
    return client.status(usage=True)


def test_values_go_there_and_stay_there_until_they_are_wanted(far: Node) -> None:
    def doubled(values: Any) -> Any:
        values *= 2  # its own copy, as everywhere
        return values

    values = np.arange(1_000_000)
    for _ in range(2):  # the second time it is there already
        assert (result(there(doubled), values) == 2 * np.arange(1_000_000)).all()
    # Not brought here first, and read by a worker here and by one there.
    made = there(lambda: np.ones(1_000_000)).remote()
    assert result(ff.remote(lambda each: float(each.sum())).options(cpus=0), made) == 1e6
    assert result(there(lambda each: float(each.sum())), made) == 1e6
    assert values[-1] == 999_999 and made.result(timeout=SECONDS).sum() == 1e6


def test_all_nodes_and_their_workers_are_seen(far: Node) -> None:
    running = there(time.sleep).remote(4)

    def measured() -> pb.StatusReply | None:
        seen = status()
        workers = [worker for node in seen.nodes if "far" in node.resources for worker in node.workers]
        return seen if any(worker.memory and worker.state == "busy" for worker in workers) else None

    seen = until(measured, "the worker there is not measured")
    node = next(node for node in seen.nodes if "far" in node.resources)
    assert len(seen.nodes) == 2 and (node.resources["far"], node.resources_in_use["far"]) == (8, 1)
    assert node.memory_used and node.gpu_state in ("none", "present", "no-driver")
    assert len({node.name for node in seen.nodes}) == 2, "they are on one machine, and told apart"
    assert seen.facts.version.startswith("2.") and "1 of 8 far" in status_text(seen)
    running.result(timeout=SECONDS)


def test_user_code_there_has_large_values_moved_by_the_cluster(far: Node) -> None:
    def across() -> list[float]:
        import farfield as ff

        total, ones = ff.remote(lambda each: float(each.sum())), np.ones(500_000)
        far = {"resources": {"far": 1}, "cpus": 0}
        put = ff.put(np.arange(500_000))
        made = ff.remote(lambda size: np.full(size, 3.0)).options(cpus=0).remote(500_000)
        return [
            # Sent from there, to this machine and to the same one, as it is and put first.
            total.options(cpus=0).remote(ones).result(),
            total.options(**far).remote(ones).result(),
            total.options(cpus=0).remote(put).result(),
            # Come there: what it has put itself, and what was made here and there.
            float(ff.get(put).sum()),
            float(made.result().sum()),
            float(ff.remote(np.ones).options(**far).remote(500_000).result().sum()),
        ]

    asked = ff.remote(across).options(resources={"far": 1}, cpus=0)
    put = 499_999 * 250_000.0
    # And here, of what was made there.
    makes = there(np.ones)
    assert result(ff.remote(lambda: float(makes.remote(500_000).result().sum())).options(cpus=0)) == 5e5
    assert result(asked) == [500_000.0, 500_000.0, put, put, 1_500_000.0, 500_000.0]


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("import ctypes; ctypes.string_at(0)", "was killed by signal 11 (SIGSEGV)"),
        ("import os; os._exit(3)", "exited with status 3"),
    ],
)
def test_how_a_worker_died_is_told_with_its_last_words(far: Node, end: str, reason: str) -> None:
    def die(end: str) -> None:
        import os

        held = bytearray(200 << 20)
        time.sleep(1.5)  # its agent looks once a second
        os.write(1, b"the last words")
        exec(end)
        del held

    with pytest.raises(WorkerDiedError) as died:
        result(there(die), end)
    assert reason in str(died.value) and "the last words" in str(died.value)
    peak = int(str(died.value).partition("peak memory ")[2].partition(" MiB")[0])
    assert 200 < peak < 800


def test_with_its_node_a_worker_is_lost(far: Node, tmp_path: Path) -> None:
    def run(begun: Path) -> None:
        begun.touch()
        time.sleep(1000)

    begun = tmp_path / "begun"
    running = there(run).remote(begun)
    until(begun.exists, "it does not run")
    far.kill()
    with pytest.raises(WorkerDiedError, match="node"):
        running.result(timeout=SECONDS)
    with contextlib.suppress(TimeoutError):
        until(lambda: len(status().nodes) == 1, "the node is still shown")
