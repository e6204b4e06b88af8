"""What workers need, as the driver and Ray name it, and what of that waits for room."""

from __future__ import annotations

from farfield_engine.core.plans import Needs
from farfield_engine.core.room import words_of
from farfield_engine.engines.base import Order
from farfield_engine.engines.ray.messages import Message


def needs_message(needs: Needs) -> Message:
    """For the driver."""
    return {
        "cpus": needs.cpus,
        "gpus": needs.gpus,
        "memory": needs.memory,
        "custom": dict(needs.custom),
        "labels": dict(needs.labels),
    }


def bundle_of(needs: Message) -> dict[str, float]:
    """What a worker with these needs takes, as Ray names it."""
    bundle: dict[str, float] = dict(needs.get("custom") or {})
    for name, amount in (("CPU", needs["cpus"]), ("GPU", needs["gpus"]), ("memory", needs["memory"])):
        if amount:
            bundle[name] = amount
    # Ray has no bundles of nothing.
    return bundle or {"CPU": 0.001}


def waits_for(order: Order, told: Message) -> str:
    """Why a worker has no place yet, where Ray says that such a one waits. told: of the cluster."""
    bundle = bundle_of(needs_message(order.needs))
    if not any(_covers(demand["resources"], bundle) for demand in told["demands"]):
        return ""
    why = f"waits for room in the Ray cluster: {words_of(order.needs)}"
    if told.get("pending_nodes"):
        return f"{why}; nodes are being added: {', '.join(told['pending_nodes'][:3])}"
    return f"{why}; others of its users have what there is"


def _covers(demand: dict[str, float], bundle: dict[str, float]) -> bool:
    """Whether it is this that waits; Ray adds marks of its own."""
    return all(abs(demand.get(name, 0.0) - amount) < 1e-3 * amount for name, amount in bundle.items())
