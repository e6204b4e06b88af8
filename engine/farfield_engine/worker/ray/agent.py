"""The agent of a node: an actor that outlives workers and gateways, and sees what Ray does not tell.

It tells how workers there died, what they and the node use, and it keeps objects in Ray's store: what a
worker puts there goes with it. There is one for each node and gateway; it takes no CPU of Ray's, and sleeps
when idle.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import socket
import time
from collections import deque
from typing import Any

import psutil
import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from farfield_engine.engines import endings
from farfield_engine.engines.gpus import GpuReport, GpuSampler
from farfield_engine.engines.memory import KilledForMemory, memory_limit
from farfield_engine.worker.files import remove_left
from farfield_engine.worker.ray.kept import KeptObjects
from farfield_engine.worker.ray.watched import Watched
from farfield_engine.worker.zygote import GROUP_SECONDS, end_group, group_lives, kill_group

NAMESPACE = "farfield"

LOOK_SECONDS = 1.0
"""Between two looks at workers that run something: what a process had used is not told when it is dead."""

GPUS_KEPT_SECONDS = 3.0
"""How long after the last look the driver of the GPUs is let go of."""

NEWS_KEPT = 1000
"""What is remembered until somebody has heard of them."""


def agent_name(key: str, node: str) -> str:
    """What the agent of a node is called. key: of the gateway. node: Ray's name for it."""
    return f"farfield-node:{key}:{node}"


def agent_on(key: str, node: str) -> Any:
    """The agent of a node; it is started where there is none."""
    # Not to be placed elsewhere: when the node is gone, so is its agent.
    affinity = NodeAffinitySchedulingStrategy(node_id=node, soft=False)
    options = ray.remote(NodeAgent).options(
        name=agent_name(key, node),
        namespace=NAMESPACE,
        lifetime="detached",
        get_if_exists=True,
        num_cpus=0,
        max_restarts=-1,
        scheduling_strategy=affinity,
        max_concurrency=1000,
    )
    return options.remote(key)


class NodeAgent:
    """An asynchronous actor: everything is on its loop, but for what may take long."""

    def __init__(self, key: str) -> None:
        """key: of the gateway that it works for."""
        self._key = key
        self._workers: dict[str, Watched] = {}
        self._news: deque[tuple[int, dict[str, Any]]] = deque(maxlen=NEWS_KEPT)
        self._number = 0
        self._life = time.time_ns()
        self._told = asyncio.Condition()
        self._out_of_memory = KilledForMemory()
        self._memory = min(psutil.virtual_memory().total, memory_limit())
        self._looking: asyncio.Task[None] | None = None
        self._gpus = GpuSampler({})
        self._let_go: asyncio.TimerHandle | None = None
        self._kept = KeptObjects()
        psutil.cpu_percent(None)

    # --- workers ------------------------------------------------------------

    async def adopt(self, worker: str, pid: int, pipes: list[int], page: int) -> int:
        """Watch a worker of this node from now on; the agent's own process.

        pipes, page: descriptors that the worker keeps open until this returns. Raises OSError.
        """
        if worker in self._workers:
            self._forget(self._workers[worker])
        watched = self._workers[worker] = Watched(worker, pid, tuple(pipes), page)
        asyncio.get_running_loop().add_reader(watched.process, self._ended, watched)
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look())
        self._add({"adopted": worker})
        return os.getpid()

    async def workers(self) -> list[str]:
        """Those that live here."""
        return list(self._workers)

    async def kill(self, worker: str) -> bool:
        """End a worker's process at once; False where it is not here."""
        watched = self._workers.get(worker)
        if watched is not None:
            watched.kill()
        return watched is not None

    async def news(self, life: int, seen: int, wait: float) -> tuple[int, int, list[dict[str, Any]]]:
        """What happened since the news of number `seen`, and the number of the last; waits for some.

        Of each worker that was adopted its name, of each that ended how: `Watched.ending`. life: of the agent
        that has told of those, which the first number in the answer is; 0: none has told yet.
        """
        if life != self._life:
            seen = 0
        while self._news and self._news[0][0] <= seen:
            self._news.popleft()
        if not self._news:
            try:
                async with asyncio.timeout(wait), self._told:
                    await self._told.wait()
            except TimeoutError:
                pass
        return self._life, self._number, [news for _, news in self._news]

    def _add(self, news: dict[str, Any]) -> None:
        self._number += 1
        self._news.append((self._number, news))
        asyncio.get_running_loop().create_task(self._tell())

    def _ended(self, watched: Watched) -> None:
        """A worker's process is dead."""
        ending = watched.ending()
        if ending["status"] == -signal.SIGKILL and not watched.killed:
            ending["out_of_memory"] = self._out_of_memory.explains(time.monotonic())
        if ending["out_of_memory"]:
            ending["reason"] = endings.out_of_memory(watched.peak_memory, self._memory)
        ending["time"] = time.time()
        self._forget(watched)
        del self._workers[watched.name]
        self._add(ending)
        if watched.leads:
            # What it had started is orphaned now, and may clean up after itself before it is killed.
            end_group(watched.pid)
            asyncio.get_running_loop().call_later(GROUP_SECONDS, self._end_group, watched.pid)

    def _end_group(self, group: int) -> None:
        if group_lives(group):
            kill_group(group)
        remove_left()

    async def _tell(self) -> None:
        async with self._told:
            self._told.notify_all()

    def _forget(self, watched: Watched) -> None:
        asyncio.get_running_loop().remove_reader(watched.process)
        watched.close()

    async def _look(self) -> None:
        """While there are workers: note what they use, for when they are dead."""
        while self._workers:
            for watched in self._workers.values():
                if watched.runs:
                    watched.look()
            self._out_of_memory.look(time.monotonic())
            await asyncio.sleep(LOOK_SECONDS)
        self._looking = None

    # --- what is used -------------------------------------------------------

    async def sample(self, gpus: bool) -> dict[str, Any]:
        """What the workers here use, all that they have started included, and the node. gpus: of it too."""
        uses = {name: use for name, watched in self._workers.items() if (use := watched.use()) is not None}
        report = await self._look_at_gpus() if gpus else None
        return {
            "workers": uses,
            "host": socket.gethostname(),
            "load": psutil.cpu_percent(None) / 100,
            "cores": os.cpu_count() or 1,
            "memory": self._memory,
            "memory_used": psutil.virtual_memory().used,
            "time": time.time(),
            "gpus": None if report is None else _plain(report),
        }

    async def _look_at_gpus(self) -> GpuReport:
        loop = asyncio.get_running_loop()
        report = await loop.run_in_executor(None, self._gpus.sample)
        if self._let_go is not None:
            self._let_go.cancel()
        self._let_go = loop.call_later(GPUS_KEPT_SECONDS, loop.run_in_executor, None, self._gpus.close)
        return report

    # --- objects ------------------------------------------------------------

    async def keep(self, digest: bytes, content: Any) -> None:
        """Own an object, for whoever has made it; once more for each call. Raises what Ray's store raises."""
        self._kept.keep(digest, content)

    async def publish(self, digest: bytes, path: str, size: int) -> None:
        """The same for the first `size` bytes of a file of this node. Raises OSError too."""
        self._kept.publish(digest, path, size)

    async def refs(self, digests: list[bytes]) -> list[Any]:
        """References to objects. Raises KeyError where one is not kept."""
        return self._kept.refs(digests)

    async def fetch(self, digest: bytes, keeper: str, path: str) -> None:
        """Write an object that an agent keeps, this one or another, to a file of this node."""
        await self._kept.fetch(digest, None if keeper == agent_name(self._key, _node()) else keeper, path)

    async def drop(self, digests: list[bytes]) -> None:
        """They are needed once less, each."""
        self._kept.drop(digests)

    async def kept(self) -> list[tuple[bytes, int, int]]:
        """All objects that are kept: hash, size, and how often each was given."""
        return self._kept.all()


def _node() -> str:
    return str(ray.get_runtime_context().get_node_id())


def _plain(report: GpuReport) -> dict[str, Any]:
    """As JSON has it; `lost_since` as seconds that it lasts."""
    plain = dataclasses.asdict(report)
    for device in plain["devices"]:
        if device["lost_since"] is not None:
            device["lost_since"] = time.monotonic() - device["lost_since"]
    return plain
