"""What a cluster can run side by side, from what Ray says of its nodes."""

from __future__ import annotations

from farfield_engine.core.events import Capacity, Needs, NodeRoom
from farfield_engine.engines.ray.messages import Message

MAX_WORKERS = 10_000
MAX_RANKS = 1024

_USUAL = ("CPU", "GPU", "memory")


def capacity_of(facts: Message) -> Capacity:
    """facts: as the driver tells them."""
    nodes = tuple(_room(node) for node in facts["nodes"] if not node.get("state"))
    return Capacity(
        cpus=sum(node.has.cpus for node in nodes),
        gpus=sum(node.has.gpus for node in nodes),
        memory=sum(node.has.memory for node in nodes),
        max_workers=MAX_WORKERS,
        max_ranks=MAX_RANKS,
        binds=True,
        nodes=nodes,
        grows=facts["grows"],
        sought=bool(facts["demands"]),
        lost=facts.get("lost", ""),
    )


def _room(node: Message) -> NodeRoom:
    has, labels = node["resources"], node["labels"]
    custom = {name: amount for name, amount in has.items() if name not in _USUAL}
    return NodeRoom(
        node["host"],
        Needs(
            has.get("CPU", 0.0),
            has.get("GPU", 0.0),
            int(has.get("memory", 0)),
            tuple(sorted(custom.items())),
            tuple(sorted(labels.items())),
        ),
    )
