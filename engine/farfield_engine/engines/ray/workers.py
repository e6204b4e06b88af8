"""The workers, as the driver sees them: detached actors, each with a call that fails when its actor dies."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ray
from ray import exceptions as ray_errors

from farfield_engine.engines.ray.connecting import NAMESPACE
from farfield_engine.engines.ray.deaths import describe
from farfield_engine.engines.ray.messages import Message
from farfield_engine.worker.ray.actor import FarfieldWorker
from farfield_engine.worker.ray.root import withdraw

if TYPE_CHECKING:
    from farfield_engine.engines.ray.agents import Agents
    from farfield_engine.engines.ray.connecting import Cluster
    from farfield_engine.engines.ray.driver import Driver
    from farfield_engine.engines.ray.placing import Placements

_log = logging.getLogger(__name__)


UNAVAILABLE_SECONDS = 0.5
"""How long it takes until an actor is asked for again that could not be reached."""


@dataclass(slots=True)
class _Held:
    """One worker."""

    handle: Any = None
    killed: bool = False
    """Before or after it was there."""


class Workers:
    """Starts, watches and kills them."""

    def __init__(self, driver: Driver, cluster: Cluster, placements: Placements, agents: Agents) -> None:
        self._driver = driver
        self._agents = agents
        self._cluster = cluster
        self._placements = placements
        self._held: dict[str, _Held] = {}
        driver.serve("start", self._start)
        driver.serve("watch", self._watch_again)
        driver.serve("kill", self._kill)
        driver.serve("workers", self._alive)

    async def _start(self, worker: str, token: str, needs: Message, title: str = "", **where: Any) -> None:
        """Start a worker. where: `placement`, `rank` and `ranks`, of those that find room together."""
        held = self._held[worker] = _Held()
        try:
            strategy = await self._placements.strategy(needs=needs, **where) if where else None
            self._cluster.keeper.set_token.remote(worker, token)  # the worker asks until it is known
            if not held.killed:
                held.handle = await asyncio.to_thread(self._create, worker, needs, strategy)
        except Exception as error:
            await self._died(worker, {**describe(error), "unborn": True})
            return
        if held.handle is None:
            await self._died(worker, {"reason": "was killed", "unborn": True})
            return
        if held.killed:
            self._end(held)
        await self._watch(worker, held)

    def _create(self, worker: str, needs: Message, strategy: Any) -> Any:
        options: dict[str, Any] = {
            "name": self._cluster.name(worker),
            "namespace": NAMESPACE,
            "lifetime": "detached",
            "max_restarts": 0,
            "max_task_retries": 0,
            "max_concurrency": 1,
            "num_cpus": needs["cpus"],
            "num_gpus": needs["gpus"],
        }
        if needs.get("memory"):
            options["memory"] = needs["memory"]
        if needs.get("custom"):
            options["resources"] = needs["custom"]
        if needs.get("labels") and strategy is None:
            options["label_selector"] = needs["labels"]
        if strategy is not None:
            options["scheduling_strategy"] = strategy
        return ray.remote(FarfieldWorker).options(**options).remote(worker, self._cluster.keeper_name)

    async def _watch(self, worker: str, held: _Held) -> None:
        """Wait for the end of its one call, which never returns while it lives."""
        error: BaseException | None = None
        while True:
            try:
                await held.handle.run.remote()
            except ray_errors.ActorUnavailableError:
                # Its node can't be reached, or is gone: Ray will know. It waits behind the call that runs.
                await asyncio.sleep(UNAVAILABLE_SECONDS)
                continue
            except Exception as caught:
                error = caught
            break
        await self._died(worker, describe(error))

    async def _watch_again(self, worker: str) -> None:
        """A worker that another driver has started."""
        held = self._held[worker] = _Held()
        try:
            held.handle = await asyncio.to_thread(ray.get_actor, self._cluster.name(worker), NAMESPACE)
        except ValueError:
            await self._died(worker, {"reason": "died while nobody watched it"})
            return
        await self._watch(worker, held)

    async def _kill(self, worker: str) -> None:
        held = self._held.get(worker)
        if held is None:
            # Of a gateway before, and not wanted by this one.
            with contextlib.suppress(ValueError):
                self._end(
                    _Held(await asyncio.to_thread(ray.get_actor, self._cluster.name(worker), NAMESPACE))
                )
            return
        held.killed = True
        self._end(held)

    async def _alive(self) -> list[str]:
        """The workers of this gateway, in all its lives, that live; who still waits for room is let go."""
        named = await asyncio.to_thread(ray.util.list_named_actors, all_namespaces=True)
        mine = {actor["name"] for actor in named if actor["namespace"] == NAMESPACE}
        started = await asyncio.to_thread(_started)
        start, found = self._cluster.name(""), []
        for name in mine:
            worker = name.removeprefix(start)
            if worker == name:
                continue
            if started is None or name in started:
                found.append(worker)
            else:
                await self._kill(worker)
        return found

    def _end(self, held: _Held) -> None:
        if held.handle is not None:
            with contextlib.suppress(Exception):  # it may be dead already, whatever Ray calls that
                ray.kill(held.handle, no_restart=True)

    async def _died(self, worker: str, death: Message) -> None:
        held = self._held.pop(worker, None)
        if held is not None and held.handle is not None:
            with contextlib.suppress(Exception):  # what one that was killed had announced; or Ray is gone
                await asyncio.to_thread(withdraw, held.handle._actor_id.hex())
        death = await self._agents.ending(worker, death)
        self._driver.tell("died", worker=worker, death=death)


def _started() -> set[str] | None:
    """The names of all actors that have been placed; None where this Ray does not tell."""
    try:
        from ray._private.state import state

        return {actor["Name"] for actor in state.actor_table(None, actor_state_name="ALIVE").values()}
    except Exception as error:  # it is private: whatever has become of it in another version
        _log.info("which actors are alive is not known: %s", error)
        return None
