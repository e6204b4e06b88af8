"""What is seen of a Ray cluster's nodes and workers: told by the driver now and then, kept for who asks."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from farfield_engine.engines.base import Death, NodeSeen, WorkerUse
from farfield_engine.engines.gpus import GpuDevice, GpuProcess, GpuReport
from farfield_engine.engines.ray.driverprocess import DriverFailed
from farfield_engine.engines.ray.messages import Message
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

FRESH_SECONDS = 0.6
"""What was measured so lately is not asked for again."""

LOOKED_SECONDS = 5.0
"""What was measured longer ago says nothing of now."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Node:
    """One node, as its agent has told of it."""

    at: float
    """On the clock of `monotonic`."""
    told: Message
    gpus: GpuReport | None = None
    uses: dict[str, WorkerUse] = field(default_factory=dict)


class Seen:
    """Nodes and what is used of them. On the gateway's loop."""

    def __init__(self, ask: Callable[[bool], Awaitable[Message]]) -> None:
        """ask: has the driver look, at GPUs too or not; raises DriverFailed."""
        self._ask = ask
        self._nodes: dict[str, _Node] = {}
        self._homes: dict[str, str] = {}
        self._looked = 0.0
        self._looks = False
        self._task: asyncio.Task[None] | None = None

    def placed(self, worker: str, node: str) -> None:
        """A worker has told where it is."""
        self._homes[worker] = node

    def gone(self, worker: str) -> None:
        """A worker is dead."""
        self._homes.pop(worker, None)

    def look_soon(self) -> None:
        """The same, beside everything else."""
        if not self._looks:
            self._task = asyncio.get_running_loop().create_task(self.look())

    async def look(self, gpus: bool = True) -> None:
        """Have everything measured, at most so often; what comes of it is known when this returns."""
        if self._looks or time.monotonic() - self._looked < FRESH_SECONDS:
            return
        self._looks = True
        try:
            told = await self._ask(gpus)
        except DriverFailed as error:
            _log.info("the cluster can't be looked at: %s", error)
            return
        finally:
            self._looks = False
            self._looked = time.monotonic()
        self.take(told)

    def take(self, told: Message) -> None:
        """What the driver has gathered of the nodes."""
        now = time.monotonic()
        self._nodes = {
            name: _Node(now, node, _report(node["gpus"]), _uses(node["workers"], now))
            for name, node in told.items()
        }

    def use_of(self, worker: str) -> WorkerUse | None:
        """What a worker used when somebody looked last."""
        node = self._nodes.get(self._homes.get(worker, ""))
        return node.uses.get(worker) if node is not None and self._is_fresh(node) else None

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        """The same for many, without those of which nothing is known."""
        found = {worker: self.use_of(worker) for worker in workers}
        return {worker: use for worker, use in found.items() if use is not None}

    def nodes(self, facts: Message) -> list[NodeSeen]:
        """All nodes. facts: as the driver has told of the cluster."""
        workers: dict[str, list[str]] = {}
        for worker, home in self._homes.items():
            workers.setdefault(home, []).append(worker)
        names = Counter(node["host"] for node in facts["nodes"])
        return [
            self._node(node, tuple(workers.get(node["id"], ())), alone=names[node["host"]] == 1)
            for node in facts["nodes"]
        ]

    def host_of(self, worker: str, facts: Message) -> str:
        """The name of a worker's node; empty where it has none yet."""
        home = self._homes.get(worker, "")
        return next((str(node["host"]) for node in facts["nodes"] if node["id"] == home), "")

    def _node(self, node: Message, workers: tuple[str, ...], *, alone: bool) -> NodeSeen:
        """alone: no other has its name."""
        held = self._nodes.get(node["id"])
        told = held.told if held is not None and self._is_fresh(held) else {}
        return NodeSeen(
            id=node["id"],
            name=node["host"] if alone else f"{node['host']} ({node['id'][:6]})",
            resources=node["resources"],
            resources_in_use=node["in_use"],
            labels=node["labels"],
            memory=told.get("memory", 0),
            memory_used=told.get("memory_used", 0),
            load=told.get("load", -1.0),
            time=told.get("time", 0.0),
            gpus=held.gpus if held is not None and told else None,
            state=node.get("state", ""),
            workers=workers,
        )

    def _is_fresh(self, node: _Node) -> bool:
        return time.monotonic() - node.at < LOOKED_SECONDS


def _uses(workers: Message, at: float) -> dict[str, WorkerUse]:
    return {
        name: WorkerUse(pid, memory, cpu, tuple(pids), at)
        for name, (pid, memory, cpu, pids) in workers.items()
    }


def _report(told: Message | None) -> GpuReport | None:
    """GPUs as an agent has seen them."""
    if told is None:
        return None
    devices = []
    for each in told["devices"]:
        processes = tuple(GpuProcess(process["pid"], process["memory"]) for process in each["processes"])
        lost = each["lost_since"]
        since = None if lost is None else time.monotonic() - lost
        devices.append(GpuDevice(**{**each, "processes": processes, "lost_since": since}))
    return GpuReport(told["state"], told["note"], tuple(devices))


def death_of(told: Message) -> Death:
    """What the driver says of a worker's end."""
    running = told.get("running")
    return Death(
        reason=told["reason"],
        peak_memory=told.get("peak_memory", 0),
        running=(running[0], running[1]) if running else None,
        unborn=told.get("unborn", False),
        out_of_memory=told.get("out_of_memory", False),
        cpu=told.get("cpu", 0.0),
        busy=told.get("busy", 0.0),
    )


def last_words(told: Message, job: str) -> list[pb.FromWorker]:
    """What a worker had written and could not send any more. job: that it worked for last."""
    words = told.get("words", ())
    if not job:
        for _, _, text in words:
            _log.warning("a worker ended before it had any work, with these words: %s", text)
        return []
    return [
        pb.FromWorker(output=pb.Output(job=job, item=item, kind=kind, content=text))
        for item, kind, text in words
    ]


def cluster_facts(facts: Message, address: str) -> gateway_pb.EngineFacts:
    """What clients are told of the cluster itself."""
    demands = [gateway_pb.Demand(**demand) for demand in facts["demands"]]
    dashboard = facts.get("dashboard", "")
    return gateway_pb.EngineFacts(
        version=facts.get("version", ""),
        address=address,
        dashboard=f"http://{dashboard}" if dashboard and "://" not in dashboard else dashboard,
        demands=demands,
        autoscaler="adds nodes where work waits for room" if facts.get("grows") else "",
        pending_nodes=facts.get("pending_nodes", ()),
        failed_nodes=facts.get("failed_nodes", ()),
        note=facts.get("note", ""),
    )
