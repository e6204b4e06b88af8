"""What the engine does when the cluster has no room, and when its driver is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import farfield
import farfield_launcher
from farfield_engine.engines.ray.driverprocess import DriverFailed, DriverProcess

SECONDS = 120.0


@pytest.fixture(scope="module", autouse=True)
def attached(ray_runtime: Path, ray_target: str) -> Iterator[None]:
    farfield.attach(ray_target)
    yield
    farfield.detach()


def _until(found: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + SECONDS
    while not (result := found()):
        assert time.monotonic() < deadline, "it has not come to that"
        time.sleep(0.1)
    return result


def _wait_for(path: str) -> int:
    deadline = time.monotonic() + SECONDS
    while not os.path.exists(path) and time.monotonic() < deadline:
        time.sleep(0.05)
    return os.getpid()


def test_killed_driver_costs_nothing(gateway: Any, tmp_path: Path) -> None:
    worker = farfield.submit(os.getpid).result(SECONDS)
    running = farfield.submit(_wait_for, str(tmp_path / "go"))
    children = psutil.Process(gateway.pid).children()
    (driver,) = [child for child in children if "ray-driver" in child.cmdline()]
    os.kill(driver.pid, signal.SIGKILL)
    (tmp_path / "go").touch()
    assert running.result(SECONDS) == worker
    assert farfield.submit(os.getpid).result(SECONDS) == worker


def test_a_driver_that_is_to_end_does_so_by_itself() -> None:
    async def begin_and_end() -> int:
        driver = DriverProcess(os.path.abspath(farfield_launcher.__file__), {})
        await driver.connect()
        with pytest.raises(DriverFailed):
            await driver.ask("what nobody knows")
        return driver.end()

    assert asyncio.run(begin_and_end()) == 0


def test_job_says_what_it_waits_for(ask_ray: Callable[[str], Any]) -> None:
    ask_ray("globals().update(h=ray.remote(num_cpus=1)(type('Hog', (), {'there': lambda self: 1})).remote())")
    assert ask_ray("ray.get(h.there.remote())") == 1
    try:
        both = farfield.remote(cpus=2)(os.getpid).remote()
        why = _until(lambda: farfield.attach().jobs()[-1].waiting)
        assert why == "waits for room in the Ray cluster: 2 CPUs; others of its users have what there is"
    finally:
        ask_ray("ray.kill(h)")
    assert both.result(SECONDS) > 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"cpus": 3}, "--cpus 3 can never be met: the largest node, "),
        ({"gpus": 1}, "--gpus 1 can never be met: no node has any"),
        ({"resources": {"tpu": 1}}, "no node has 'tpu'"),
        ({"labels": {"zone": "x"}}, "no node has these labels"),
    ],
)
def test_what_no_node_has_is_refused_at_once(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(farfield.RefusedError, match=words):
        farfield.remote(**asked)(os.getpid).remote().result(SECONDS)
