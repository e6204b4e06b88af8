"""Workers are measured with all that they have started, once a second, and only while somebody looks."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from typing import cast

import pytest

from farfield_engine.engines.base import Engine, WorkerUse
from farfield_engine.engines.gpus import GpuDevice, GpuProcess, GpuReport
from farfield_engine.engines.processtree import ProcessTree
from farfield_engine.gateway import usage as usage_module
from farfield_engine.gateway.devicewatch import DeviceWatch
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.gateway.usage import Usage

PARENT = """
import subprocess, sys, threading
def start():
    children.append(subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=sys.stdout))
CHILD = "x = bytearray(50 << 20); import os; os.write(1, b'up' + bytes([10])); input()"
children = []
start()
thread = threading.Thread(target=start); thread.start(); thread.join()
threading.Thread(target=threading.Event().wait, daemon=True).start()
input()
subprocess.run([sys.executable, "-c", "sum(range(10**7))"])
print("worked", flush=True)
input()
for child in children:
    child.communicate(b"\\n")
"""


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[str]]:
    """A process with two children, one of them started by a thread."""
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["up\n", "up\n"]
        yield process
        process.stdin.write("\n\n")


def test_what_a_process_has_started_counts(parent: subprocess.Popen[str]) -> None:
    tree = ProcessTree(parent.pid)
    used = tree.sample()
    assert used is not None and len(used.pids) == 3 and parent.pid in used.pids
    assert used.memory > 100 << 20
    assert parent.stdin is not None and parent.stdout is not None
    parent.stdin.write("\n")
    parent.stdin.flush()
    assert parent.stdout.readline() == "worked\n"
    after = tree.sample()
    assert after is not None and after.cpu > used.cpu + 0.05, "of a child that has ended, too"


def test_a_process_that_is_gone_uses_nothing() -> None:
    with subprocess.Popen(["true"]) as process:
        tree = ProcessTree(process.pid)
    assert tree.sample() is None


def test_sampling_eight_workers_takes_half_a_percent_of_a_core_at_most(
    parent: subprocess.Popen[str],
) -> None:
    trees = [ProcessTree(parent.pid) for _ in range(8)]
    costs = []
    for _ in range(10):
        began = time.thread_time()
        for tree in trees:
            tree.sample()
        costs.append(time.thread_time() - began)
    assert sum(costs) / len(costs) < 0.005


# --- who looks ------------------------------------------------------------------


class Gpus:
    """Two devices, on one of which the worker computes."""

    closed = False

    def sample(self) -> GpuReport:
        mine = GpuProcess(101, 300)
        others = GpuProcess(7, 1000)
        devices = (
            GpuDevice("gpu0", 0, load=0.5, memory=1300, memory_total=8000, processes=(mine, others)),
            GpuDevice("gpu1", 1, load=None, memory_total=8000),
            GpuDevice("gpu2", 2, load=0.1, memory_total=8000, processes=(others,)),
        )
        return GpuReport("present", devices=devices)

    def close(self) -> None:
        self.closed = True


class Measured:
    """An engine with one worker, which uses half a core."""

    def __init__(self) -> None:
        self.samples = 0
        self.gpus: Gpus | None = None

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        self.samples += 1
        memory = 100 if self.samples == 2 else 50
        return {worker: WorkerUse(100, memory, time.monotonic() / 2, (100, 101)) for worker in workers}

    def nodes(self) -> None:
        """There is one, the gateway's own."""


class Session:
    """A client that listens, or does not."""

    def __init__(self) -> None:
        self.listens = True
        self.told = 0
        self.updates = self

    def changed(self, job: str) -> None:
        self.told += 1

    def wake(self) -> None:
        pass


async def until(true: object) -> None:
    assert callable(true)
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_module, "INTERVAL", 0.1)
    monkeypatch.setattr(usage_module, "FIRST_SECONDS", 0.03)
    monkeypatch.setattr(usage_module, "LOOKED_SECONDS", 0.3)


def make(watched: list[tuple[Session, str]]) -> tuple[Measured, Usage]:
    engine = Measured()
    jobs = cast(list[tuple[SessionPort, str]], watched)
    watch = DeviceWatch(cast(Engine, engine), lambda report: usage.take_gpus(report))
    usage = Usage(cast(Engine, engine), lambda: {"w1": ("1",)}, lambda: jobs, lambda: None, watch.ask)
    return engine, usage


def test_nothing_is_measured_while_nobody_looks() -> None:
    async def test() -> None:
        engine, usage = make([])
        assert usage.of("w1") is None
        usage.look()
        first = usage.of("w1")
        assert first is not None and (first.cores, first.memory) == (-1.0, 50)
        usage.look()
        assert engine.samples == 1, "just measured"
        await until(lambda: engine.samples >= 3)
        now = usage.of("w1")
        assert now is not None and 0.1 < now.cores < 1.0
        assert (now.memory, now.peak_memory) == (50, 100)
        assert 0 <= usage.node_load <= 1
        await until(lambda: usage.of("w1") is None)
        samples = engine.samples
        assert samples < 10 and usage.node_load == -1
        await asyncio.sleep(0.2)
        assert engine.samples == samples
        usage.close()

    asyncio.run(test())


def test_a_wall_clock_that_is_set_back_stops_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        engine, usage = make([])
        usage.look()
        first = usage.at
        assert abs(first - time.time()) < 60
        an_hour_ago = time.time() - 3600
        monkeypatch.setattr(time, "time", lambda: an_hour_ago)
        await until(lambda: engine.samples >= 2)
        assert first < usage.at < first + 10
        usage.close()

    asyncio.run(test())


def test_a_watched_job_is_told_as_long_as_its_client_listens() -> None:
    async def test() -> None:
        session = Session()
        watched = [(session, "j")]
        engine, usage = make(watched)
        usage.watch()
        await until(lambda: session.told >= 3)
        session.listens = False
        await until(lambda: usage.of("w1") is None)
        told, samples = session.told, engine.samples
        await asyncio.sleep(0.2)
        assert (session.told, engine.samples) == (told, samples)
        session.listens = True
        await until(lambda: session.told > told)
        watched.clear()
        await until(lambda: usage.of("w1") is None)
        usage.close()

    asyncio.run(test())


def test_a_worker_shows_the_devices_that_are_its_own_or_that_it_computes_on() -> None:
    async def test() -> None:
        engine, usage = make([])
        gpus = engine.gpus = Gpus()
        usage.look()
        await until(lambda: usage.gpus is not None)
        use = usage.of("w1")
        assert use is not None
        assert [(d.label, d.load, d.memory, d.memory_total) for d in use.devices] == [
            ("gpu0", 0.5, 300, 8000), ("gpu1", -1.0, 0, 8000),
        ]  # fmt: skip
        assert use.gpu_memory == 300
        await until(lambda: gpus.closed)
        usage.close()

    asyncio.run(test())
