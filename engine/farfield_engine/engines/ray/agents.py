"""The agents of the nodes, as the driver sees them: each is started when its node is there, and heard."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import ray
from ray import exceptions as ray_errors
from ray.util import list_named_actors

from farfield_engine.engines.ray.messages import Message
from farfield_engine.worker.ray.agent import agent_name, agent_on

if TYPE_CHECKING:
    from farfield_engine.engines.ray.connecting import Cluster
    from farfield_engine.engines.ray.driver import Driver

NEWS_SECONDS = 60.0
"""How long an agent may have nothing to tell, until it is asked again."""

AGAIN_SECONDS = 1.0
"""Between two attempts to reach an agent that does not answer."""

ENDING_SECONDS = 2.0
"""How long is waited for what an agent says of a worker that Ray says is dead."""

LOOK_SECONDS = 3.0
"""How long an agent may take to look at what is used."""

_LEFT = "was on node {host}, which has left the cluster"

_log = logging.getLogger(__name__)


class Agents:
    """All on the driver's loop."""

    def __init__(self, driver: Driver, cluster: Cluster) -> None:
        self._driver = driver
        self._cluster = cluster
        self._agents: dict[str, asyncio.Future[Any]] = {}
        self._hosts: dict[str, str] = {}
        self._nodes: dict[str, str] = {}
        """By worker, the node where it was adopted."""
        self._endings: dict[str, asyncio.Future[Message]] = {}
        """By worker that lives, or whose end nobody has asked for yet: what its agent says."""
        driver.serve("look", self._look)
        driver.serve("publish", self._publish)
        driver.serve("fetch", self._fetch)
        driver.serve("drop_objects", self._drop)
        driver.serve("kept", self._kept)
        driver.serve("end_agents", self._end)

    # --- nodes --------------------------------------------------------------

    def follow(self, nodes: list[Message]) -> None:
        """These nodes are there, and no others: as `facts` tells of them."""
        here = {node["id"]: node["host"] for node in nodes}
        self._hosts.update(here)
        for node in self._agents.keys() - here.keys():
            del self._agents[node]
            # A worker there is dead, and nobody will say how.
            for worker in [worker for worker, on in self._nodes.items() if on == node]:
                self._ended(worker, {"reason": _LEFT.format(host=self._hosts[node])})
        for node in here.keys() - self._agents.keys():
            self._driver.background(self._listen(node))

    async def of(self, node: str) -> Any:
        """The agent of a node; it is started where there is none. Raises what Ray raises."""
        if node not in self._agents:
            starting = asyncio.to_thread(agent_on, self._cluster.key, node)
            self._agents[node] = asyncio.ensure_future(starting)
        return await asyncio.shield(self._agents[node])

    async def _listen(self, node: str) -> None:
        """Hear what the agent of a node has to tell, until the node is gone."""
        agent = await self.of(node)
        held, life, seen = self._agents[node], 0, 0
        while self._agents.get(node) is held:
            try:
                if not life:
                    for worker in await agent.workers.remote():
                        self._adopted(worker, node)
                life, seen, news = await agent.news.remote(life, seen, NEWS_SECONDS)
            except ray_errors.ActorUnschedulableError:
                return  # its node has left, which `follow` is told
            except (ray_errors.RayActorError, ray_errors.RayTaskError) as error:
                _log.info("the agent of node %s does not answer: %s", node, str(error).splitlines()[0])
                await asyncio.sleep(AGAIN_SECONDS)
                if isinstance(error, ray_errors.ActorDiedError) and self._agents.get(node) is held:
                    del self._agents[node]  # for good: another one takes its place
                    agent = await self.of(node)
                    held, life, seen = self._agents[node], 0, 0
                continue
            for each in news:
                if "adopted" in each:
                    self._adopted(each["adopted"], node)
                else:
                    self._ended(each.pop("worker"), each)

    def _ready(self) -> dict[str, Any]:
        """The agents that have been asked for, each by its node."""
        return {
            node: agent.result()
            for node, agent in self._agents.items()
            if agent.done() and not agent.cancelled() and agent.exception() is None
        }

    # --- workers ------------------------------------------------------------

    def _adopted(self, worker: str, node: str) -> None:
        self._nodes[worker] = node
        self._endings.setdefault(worker, asyncio.get_running_loop().create_future())

    def _ended(self, worker: str, ending: Message) -> None:
        self._nodes.pop(worker, None)
        ended = self._endings.setdefault(worker, asyncio.get_running_loop().create_future())
        if not ended.done():
            ended.set_result(ending)

    async def ending(self, worker: str, death: Message) -> Message:
        """How a worker ended that Ray says is dead: what its agent knows of it, and Ray. Never raises.

        death: as `deaths.describe` gives it. Ray knows who has killed it, and the agent what became of it.
        """
        if death.get("unborn"):
            return death
        # Where it was never adopted, it died in its first moments: its node may yet have to tell.
        ended = self._endings.setdefault(worker, asyncio.get_running_loop().create_future())
        try:
            told = await asyncio.wait_for(ended, ENDING_SECONDS)
        except TimeoutError:
            told = {}
        self._endings.pop(worker, None)
        self._nodes.pop(worker, None)
        return {**told, **death, "reason": _reason(told, death), "out_of_memory": _out_of_memory(told, death)}

    # --- what is used -------------------------------------------------------

    async def _look(self, gpus: bool) -> Message:
        """What all nodes and their workers use now; without those that do not answer."""
        nodes = self._ready()
        answers = (
            asyncio.wait_for(_answer(agent.sample.remote(gpus)), LOOK_SECONDS) for agent in nodes.values()
        )
        found = await asyncio.gather(*answers, return_exceptions=True)
        return {
            node: sample
            for node, sample in zip(nodes, found, strict=True)
            if not isinstance(sample, BaseException)
        }

    # --- objects ------------------------------------------------------------

    async def _publish(self, node: str, hash: str, path: str, size: int) -> None:
        """Have the agent of the gateway's node put what is in a segment into Ray's store."""
        await (await self.of(node)).publish.remote(bytes.fromhex(hash), path, size)

    async def _fetch(self, node: str, hash: str, keeper: str, path: str) -> None:
        """Have it write an object of Ray's store to a segment."""
        await (await self.of(node)).fetch.remote(bytes.fromhex(hash), keeper, path)

    async def _drop(self, keeper: str, hashes: list[str]) -> None:
        """Objects are no longer needed."""
        agents = {agent_name(self._cluster.key, node): agent for node, agent in self._ready().items()}
        if keeper in agents:  # else its node has left, and they with it
            await agents[keeper].drop.remote([bytes.fromhex(each) for each in hashes])

    async def _kept(self) -> dict[str, list[tuple[str, int, int]]]:
        """By agent, all objects that it keeps: hash, size, and how often it was given it.

        Agents of a gateway before this one know them; none is started for it.
        """
        names = await asyncio.to_thread(list_named_actors)
        prefix = agent_name(self._cluster.key, "")
        agents = {name: ray.get_actor(name) for name in names if name.startswith(prefix)}
        answers = (asyncio.wait_for(_answer(agent.kept.remote()), LOOK_SECONDS) for agent in agents.values())
        told = await asyncio.gather(*answers, return_exceptions=True)
        found = {}
        for name, kept in zip(agents, told, strict=True):
            if isinstance(kept, BaseException):
                _log.warning("what %s keeps is not known: %s", name, kept or "it does not answer")
            else:
                found[name] = [(digest.hex(), size, count) for digest, size, count in kept]
        return found

    async def _end(self) -> None:
        """The gateway ends for good, and needs neither agents nor what they keep."""
        for agent in self._ready().values():
            await asyncio.to_thread(ray.kill, agent)


async def _answer(ref: Any) -> Any:
    return await ref


def _reason(told: Message, death: Message) -> str:
    """For people. Ray's words where it was Ray that ended it; else the agent's, who saw the process."""
    if not told.get("reason"):
        return str(death["reason"])
    status = told.get("status")
    ray_ended_it = death["reason"].startswith(("was killed", "died with its node"))
    if death.get("out_of_memory") or ray_ended_it:
        return str(death["reason"])
    if status == 0 and death["reason"] == "exited":
        return "exited with status 0"
    return str(told["reason"])


def _out_of_memory(told: Message, death: Message) -> bool:
    return bool(told.get("out_of_memory") or death.get("out_of_memory"))
