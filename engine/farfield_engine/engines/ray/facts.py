"""What Ray knows of its cluster: nodes, what they have and give, and what waits for room."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import ray
from ray.autoscaler.v2.sdk import get_cluster_status

from farfield_engine.engines.ray.messages import Message

if TYPE_CHECKING:
    from farfield_engine.engines.ray.agents import Agents
    from farfield_engine.engines.ray.driver import Driver

INTERVAL = 2.0
"""Seconds between two looks."""

LATE_SECONDS = 6.0
"""A look that takes longer is told of."""

_LATE = "Ray's head does not answer: what runs goes on for a minute; what is new waits"

_OWN = ("node:", "object_store_memory", "accelerator_type:")
"""Ray's own resources, which nobody asks for; the last is a label by now."""

_log = logging.getLogger(__name__)


class Facts:
    """Looks at the cluster now and then, and tells of it when it has changed."""

    def __init__(self, driver: Driver, agents: Agents) -> None:
        self._driver = driver
        self._agents = agents
        self._told: Message = {}
        driver.serve("facts", self._facts)
        driver.serve("follow", self._follow)

    async def _facts(self) -> Message:
        return await asyncio.to_thread(look)

    async def _follow(self) -> None:
        """Go on telling."""
        # The first worker starts meanwhile, which somebody waits for; an agent's start would slow it down.
        await asyncio.sleep(INTERVAL)
        while True:
            looking = asyncio.create_task(asyncio.to_thread(look))
            await asyncio.wait([looking], timeout=LATE_SECONDS)
            if not looking.done():
                self._tell_late()
            try:
                found = await looking
            except Exception as error:  # the head may be away for a moment
                _log.warning("the cluster does not answer: %s", error)
                self._tell_late()
                await asyncio.sleep(INTERVAL)
                continue
            self._agents.follow(found["nodes"])
            if found != self._told:
                self._told = found
                self._driver.tell("cluster", **found)
            await asyncio.sleep(INTERVAL)

    def _tell_late(self) -> None:
        self._told = {}
        self._driver.tell("cluster", note=_LATE)


def look() -> Message:
    """Nodes, demands and what the autoscaler does, now."""
    address = ray.get_runtime_context().gcs_address
    status = get_cluster_status(address)
    used = {node.node_id: node for node in [*status.active_nodes, *status.idle_nodes]}
    return {
        "note": "",
        "nodes": [_node(node, used.get(node["NodeID"])) for node in ray.nodes() if node["Alive"]],
        "demands": _demands(status),
        "grows": bool(status.stats.autoscaler_iteration_time_s) or bool(status.pending_nodes),
        "pending_nodes": [
            f"{node.ray_node_type_name} ({node.details or node.node_status})" for node in status.pending_nodes
        ],
        "failed_nodes": [
            f"{node.ray_node_type_name}: {node.details or node.node_status}" for node in status.failed_nodes
        ],
    }


def _node(node: Message, status: Any) -> Message:
    given = {}
    if status is not None and status.resource_usage is not None:
        given = {each.resource_name: each.used for each in status.resource_usage.usage}
    return {
        "id": node["NodeID"],
        "host": node["NodeManagerHostname"],
        "address": node["NodeManagerAddress"],
        "resources": _public(node["Resources"]),
        "in_use": _public(given),
        "labels": dict(node.get("Labels") or {}),
    }


def _public(resources: dict[str, float]) -> dict[str, float]:
    return {name: amount for name, amount in resources.items() if not name.startswith(_OWN)}


def _demands(status: Any) -> list[Message]:
    """What waits for room: kinds of requests, each with its count."""
    found = []
    demands = status.resource_demands
    for kind, waiting in (
        ("task or actor", demands.ray_task_actor_demand),
        ("placement group", demands.placement_group_demand),
    ):
        for demand in waiting:
            for each in demand.bundles_by_count:
                found.append({"kind": kind, "resources": dict(each.bundle), "count": each.count})
    return found
