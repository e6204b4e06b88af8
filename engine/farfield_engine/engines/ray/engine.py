"""The Ray engine: workers are detached actors of a Ray cluster, which dial the gateway.

    door = WorkerDoor(gateway_id, secret)              # the gateway's, also given to its servers
    engine = RayEngine(launcher, join(cluster, state), door, key=key, runtime_env=runtime_env)
    await engine.start(events)                         # joins the cluster; raises AttachError
    await engine.be_found(place)                       # once it listens

Ray itself is spoken to by a process of its own, the driver. A broken link is no death: the worker dials
again. A worker is dead when its actor is, which the driver tells.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from farfield_engine.core.events import Capacity
from farfield_engine.engines.base import (
    ANY_ORDER,
    Death,
    Engine,
    EngineEvents,
    NodeSeen,
    Order,
    Place,
    WorkerUse,
)
from farfield_engine.engines.doors import WorkerDoor
from farfield_engine.engines.ray.capacity import capacity_of
from farfield_engine.engines.ray.demands import needs_message, waits_for
from farfield_engine.engines.ray.driverprocess import DriverFailed
from farfield_engine.engines.ray.localray import end_own
from farfield_engine.engines.ray.membership import Membership
from farfield_engine.engines.ray.messages import Message
from farfield_engine.engines.ray.probe import RayCluster, address_facing
from farfield_engine.engines.ray.publishing import Publishing
from farfield_engine.engines.ray.ranks import Ranks
from farfield_engine.engines.ray.seen import Seen, cluster_facts, death_of, last_words
from farfield_engine.errors import AttachError
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

CLOSE_SECONDS = 5.0

LINGER_SECONDS = 2.0
"""How long a dead worker's last frames are waited for."""

LEAVE_SECONDS = 10.0
"""A worker that was told to end and has hung up is killed after this."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _RayWorker:
    """What this side holds of one worker."""

    order: Order
    asked: bool = False
    """The driver was told to start it."""
    linked: bool = False
    leaving: bool = False
    killed: bool = False
    job: str = ""
    """That it was sent a batch of last."""
    death: Death | None = None
    words: list[pb.FromWorker] = field(default_factory=list)
    """Its last ones, which it could not send itself."""


class RayEngine(Engine):
    """Workers of a Ray cluster."""

    name = "ray"
    outlives = True

    def __init__(
        self,
        launcher: str,
        cluster: RayCluster,
        door: WorkerDoor,
        *,
        key: str,
        runtime_env: Callable[[], Message],
        state: Path,
        find: Callable[[], RayCluster] | None = None,
    ) -> None:
        """launcher: path of farfield_launcher.py. key: names this gateway in Ray, the same in all its lives.

        runtime_env: makes what is shipped to the workers, as `ray.init` takes it. state: the gateway's
        directory. find: looks for the cluster again when it is lost; it may be started anew then. Blocks.
        """
        self.scattered = not cluster.owned
        self.faces = "" if cluster.owned else address_facing(cluster.address)
        self.told: Message = {"nodes": [], "demands": [], "grows": False}
        """What the driver has told last."""
        self._state = state
        self._door = door
        self._key = key
        self._runtime_env = runtime_env
        self._workers: dict[str, _RayWorker] = {}
        self.objects: Publishing = Publishing(self.ask_driver, door.send, key)
        self._ranks = Ranks(
            self.objects.send, lambda placement: self._member.tell("drop_placement", placement=placement)
        )
        self.seen = Seen(lambda gpus: self.ask_driver("look", gpus=gpus))
        self._events: EngineEvents | None = None
        self._member = Membership(launcher, cluster, find or (lambda: cluster), self._joins_with, self)
        self._closing = False
        self._all_dead = asyncio.Event()
        door.events = self

    # --- the driver ---------------------------------------------------------

    def _joins_with(self) -> Message:
        return {"key": self._key, "runtime_env": self._runtime_env()}

    async def start(self, events: EngineEvents) -> None:
        self._events = events
        told = await self._member.join()
        self.objects.node = told["node"]
        self.heard({"event": "cluster", **told})

    async def be_found(self, place: Place) -> None:
        """Tell the cluster where this gateway is."""
        everywhere = place.host in ("0.0.0.0", "::")
        told = {
            "gateway_id": place.gateway,
            "unix_path": place.socket,
            "hosts": [self.faces or address_facing(self._member.cluster.address)]
            if everywhere
            else [place.host],
            "port": place.port,
            "fingerprint": place.fingerprint,
        }
        await self._member.be_found(told)

    async def ask_driver(self, do: str, **what: Any) -> Any:
        """Have the driver do something; what came of it. Raises DriverFailed."""
        return await self._member.ask(do, **what)

    def heard(self, message: Message) -> None:
        """The driver tells something."""
        match message.pop("event"):
            case "died":
                self._actor_died(message["worker"], message["death"])
            case "cluster":
                before = self.capacity(0)
                self.told |= message
                if self._events is not None and self.capacity(0) != before:
                    self._events.capacity_changed()
            case event:
                _log.warning("the driver tells of '%s', which nobody knows", event)

    def joined_again(self) -> None:
        """There is another driver: it is to watch the workers that there are."""
        self.objects.node = self.told["node"]
        for name, worker in list(self._workers.items()):
            if worker.asked:
                self._member.tell("watch", worker=name)
            else:
                self._order(name, worker)

    def cluster_lost(self, why: str) -> None:
        """The cluster is gone, and nothing is known of what runs there."""
        for name in list(self._workers):
            self._died(name, Death(f"is lost with its cluster: {why}", unborn=not self._workers[name].linked))
        self.heard({"event": "cluster", "nodes": [], "demands": [], "lost": why, "note": why})

    # --- workers ------------------------------------------------------------

    def capacity(self, workers: int) -> Capacity:
        return capacity_of(self.told)

    def start_worker(self, worker: str, order: Order = ANY_ORDER) -> None:
        held = self._workers[worker] = _RayWorker(order)
        self._all_dead.clear()
        self._door.expect(worker)
        if self._member.joined:
            self._order(worker, held)

    async def survivors(self) -> frozenset[str]:
        try:
            return frozenset(await self._member.ask("workers"))
        except DriverFailed as error:
            raise AttachError(f"the Ray cluster can't be asked for its workers: {error}") from error

    def adopt(self, worker: str, order: Order) -> None:
        self._workers[worker] = _RayWorker(order, asked=True)
        self._all_dead.clear()
        self._ranks.adopt(worker, order)
        self._member.tell("watch", worker=worker)

    def why_waits(self, worker: str) -> str:
        held = self._workers.get(worker)
        return "" if held is None or held.linked else waits_for(held.order, self.told)

    def _order(self, name: str, worker: _RayWorker) -> None:
        worker.asked = True
        self._member.tell(
            "start",
            worker=name,
            token=self._door.token(name),
            needs=needs_message(worker.order.needs),
            title=worker.order.title,
            **self._ranks.place(name, worker.order),
        )

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        held = self._workers.get(worker)
        if held is None:
            return
        if frame.HasField("exit"):
            held.leaving = True
            if not held.linked:
                self.kill(worker)  # it may wait for room for ever
                return
        elif frame.HasField("batch"):
            held.job = frame.batch.job
        self._ranks.send(worker, frame)

    def kill(self, worker: str) -> None:
        held = self._workers.get(worker)
        if held is not None:
            held.killed = True
        if held is None or held.asked:
            self._member.tell("kill", worker=worker)
        else:
            asyncio.get_running_loop().call_soon(
                self._died, worker, Death("was never started", expected=held.leaving, unborn=True)
            )

    def use_of(self, worker: str) -> WorkerUse | None:
        return self.seen.use_of(worker)

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        self.seen.look_soon()
        return self.seen.sample(workers)

    async def look(self) -> None:
        if self._member.joined:
            await self.seen.look()

    def nodes(self) -> list[NodeSeen]:
        return self.seen.nodes(self.told)

    def host_of(self, worker: str) -> str:
        return self.seen.host_of(worker, self.told)

    def facts(self) -> gateway_pb.EngineFacts:
        return cluster_facts(self.told, self._member.cluster.address)

    # --- what the door tells ------------------------------------------------

    def worker_linked(self, worker: str, hello: pb.WorkerHello) -> None:
        held = self._workers.get(worker)
        if held is not None:
            held.linked = True
            self.seen.placed(worker, hello.node)
            self.objects.placed(worker, hello.node)
            self._ranks.linked(worker, hello)

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int = 0) -> None:
        if worker in self._workers and self._events is not None:
            self._events.worker_frame(worker, frame, number)

    def worker_unlinked(self, worker: str) -> None:
        held = self._workers.get(worker)
        if held is None:
            return
        held.linked = False
        if held.death is not None:
            self._bury(worker)
        elif held.leaving:
            asyncio.get_running_loop().call_later(LEAVE_SECONDS, self.kill, worker)

    # --- meeting places -----------------------------------------------------

    def open_meeting(self, group: str) -> tuple[str, int]:
        return "", 0  # known when its ranks have a place; `Ranks` tells them

    def close_meeting(self, group: str) -> None:
        pass

    # --- the end of a worker ------------------------------------------------

    def _actor_died(self, name: str, told: Message) -> None:
        worker = self._workers.get(name)
        if worker is not None:
            worker.words = last_words(told, worker.job)
            self._died(name, death_of(told))

    def _died(self, name: str, death: Death) -> None:
        worker = self._workers.get(name)
        if worker is None or worker.death is not None:
            return
        worker.death = replace(death, expected=death.expected or worker.leaving)
        if worker.linked:
            asyncio.get_running_loop().call_later(LINGER_SECONDS, self._bury, name)
        else:
            self._bury(name)

    def _bury(self, name: str) -> None:
        """Tell of a death, after the last frame."""
        worker = self._workers.pop(name, None)
        if worker is None or worker.death is None:
            return
        assert self._events is not None
        self._door.forget(name)
        self._ranks.gone(name)
        self.seen.gone(name)
        self.objects.gone(name)
        for frame in worker.words:
            self._events.worker_frame(name, frame)
        self._events.worker_died(name, worker.death)
        if not self._workers:
            self._all_dead.set()

    async def leave(self) -> None:
        if not self._begin_to_end():
            return
        self._workers.clear()
        self._member.end()

    def _begin_to_end(self) -> bool:
        """False where it has ended already."""
        closing, self._closing = self._closing, True
        return not closing

    async def close(self) -> None:
        if not self._begin_to_end():
            return
        for name in list(self._workers):
            self.kill(name)
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                if self._workers and self._member.joined:
                    await self._all_dead.wait()
                if self._member.joined:
                    await self._member.ask("end_agents")
                    await self._member.ask("leave")
        except (TimeoutError, DriverFailed) as error:
            _log.warning("not all of Ray's actors have ended: %s", error or "they take too long")
        for name in list(self._workers):
            self._workers[name].linked = False
            self._died(name, Death("ended with its gateway", expected=True))
        self._member.end()
        if self._member.cluster.owned:
            await asyncio.to_thread(end_own, self._state)
