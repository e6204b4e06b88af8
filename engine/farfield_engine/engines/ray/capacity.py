"""What a cluster can run side by side, from what Ray says of its nodes."""

from __future__ import annotations

import sys

from farfield_engine.core.events import Capacity
from farfield_engine.engines.ray.messages import Message

MAX_WORKERS = 10_000


def capacity_of(facts: Message, workers: int) -> Capacity:
    """workers: as many CPUs at most as a client has asked for; 0: all."""
    totals: dict[str, float] = {}
    for node in facts["nodes"]:
        for name, amount in node["resources"].items():
            totals[name] = totals.get(name, 0.0) + amount
    cpus = totals.get("CPU", 0.0)
    return Capacity(
        cpus=min(cpus, float(workers)) if workers else cpus,
        gpus=totals.get("GPU", 0.0),
        memory=int(totals.get("memory", 0)),
        max_workers=MAX_WORKERS,
        max_ranks=min(sys.maxsize, 1024),
        binds=True,
    )
