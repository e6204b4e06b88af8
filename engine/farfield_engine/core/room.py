"""What machines have to give, and whether what is asked for can ever be had of one of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from farfield_engine.core.plans import Capacity, GangPlan, Needs, NodeRoom

_EPSILON: Final = 1e-9
_ONE_OF = re.compile(r"^(!?)in\((.*)\)$")


class Room:
    """Amounts of what can be taken, by name; labels are not among it."""

    def __init__(self, *parts: Needs) -> None:
        self._amounts: dict[str, float] = {}
        for part in parts:
            self.add(part)

    def add(self, needs: Needs, times: float = 1.0) -> None:
        """So much more of it; less where `times` is below 0."""
        for name, amount in amounts(needs):
            self._amounts[name] = self._amounts.get(name, 0.0) + amount * times

    def without(self, other: Room) -> Room:
        """What is left when the other is taken from it."""
        left = Room()
        left._amounts = {name: amount - other.of(name) for name, amount in self._amounts.items()}
        return left

    def of(self, name: str) -> float:
        return self._amounts.get(name, 0.0)

    def has(self, needs: Needs, times: float = 1.0) -> bool:
        """Whether there is so much of everything."""
        return all(self.of(name) + _EPSILON >= amount * times for name, amount in amounts(needs))

    def times(self, needs: Needs) -> float:
        """How many times it is there; infinite where nothing is asked for."""
        return min(
            (math.floor(self.of(name) / amount + _EPSILON) for name, amount in amounts(needs)),
            default=math.inf,
        )


def amounts(needs: Needs) -> list[tuple[str, float]]:
    """What is asked for, but for what is not."""
    named = (("CPU", needs.cpus), ("GPU", needs.gpus), ("memory", float(needs.memory)), *needs.custom)
    return [(name, amount) for name, amount in named if amount]


def labelled(needs: Needs, node: NodeRoom) -> bool:
    """Whether a machine has the labels that are asked for, `!x`, `in(x, y)` and `!in(x, y)` among them."""
    there = dict(node.has.labels)
    return all(_matches(wanted, there.get(name)) for name, wanted in needs.labels)


def _matches(wanted: str, has: str | None) -> bool:
    choice = _ONE_OF.match(wanted.replace(" ", ""))
    if choice is not None:
        return (has in choice[2].split(",")) is not bool(choice[1])
    if wanted.startswith("!"):
        return has != wanted[1:]
    return has == wanted


def side_by_side(needs: Needs, capacity: Capacity, most: int) -> int:
    """How many workers with these needs the machines have room for, if nothing ran; `most` at most."""
    room = 0.0
    for node in capacity.nodes:
        if labelled(needs, node):
            room += Room(node.has).times(needs)
            if room >= most:
                return most
    return int(room)


def why_never(needs: Needs, capacity: Capacity, ranks: int = 1) -> str:
    """Why nobody can ever have this; empty when somebody could, once what runs has ended."""
    if capacity.lost:
        return capacity.lost
    if capacity.grows:
        return ""  # which machines could be added is not known
    if not capacity.nodes:
        return "the cluster has no machines"
    room = int(side_by_side(needs, capacity, ranks))
    if room >= ranks:
        return ""
    if room:
        less = f"{ranks} ranks with {words_of(needs)} each can never start together"
        return f"{less}: the cluster has room for {room}; ask for fewer ranks, or less for each"
    fitting = [node for node in capacity.nodes if labelled(needs, node)]
    if not fitting:
        asked = ",".join(f"{name}={value}" for name, value in needs.labels)
        there = _labels_there(needs, capacity.nodes)
        return f"--labels {asked} can never be met: no node has these labels{there}"
    for name, amount in amounts(needs):
        largest = max(fitting, key=lambda node: Room(node.has).of(name))
        if Room(largest.has).of(name) + _EPSILON < amount:
            return _too_much(name, amount, largest, fitting, capacity)
    large = max(fitting, key=lambda node: (node.has.gpus, node.has.cpus, node.has.memory))
    never = f"{words_of(needs)} together can never be met"
    return f"{never}: no node has all of it; the largest, {large.name}, has {words_of(large.has)}"


def held_by(
    plans: Iterable[GangPlan], needs: Needs, workers: int, nodes: Sequence[NodeRoom], then: str
) -> str:
    """What groups hold that so many workers would wait for; empty where they would not. then: what to do."""
    total, held = Room(*(node.has for node in nodes)), Room()
    for plan in plans:
        held.add(plan.asks, plan.ranks)
    for name, amount in amounts(needs):
        if held.of(name) and total.of(name) - held.of(name) + _EPSILON < amount * workers:
            of = _amount(name, total.of(name))
            has = f"{held.of(name) / 2**30:.1f}" if name == "memory" else f"{held.of(name):g}"
            unit = "" if name in ("CPU", "GPU", "memory") else f" {name}"
            return f"groups hold {has} of {of}{unit}: {then}"
    return ""


def _too_much(
    name: str, amount: float, largest: NodeRoom, fitting: Sequence[NodeRoom], capacity: Capacity
) -> str:
    """One kind of resource of which no machine has enough."""
    has, total = Room(largest.has).of(name), sum(Room(node.has).of(name) for node in fitting)
    alike = " with these labels" if len(fitting) < len(capacity.nodes) else ""
    beside = f" (all nodes{alike} together: {_amount(name, total)})" if total > has + _EPSILON else ""
    if name in ("CPU", "GPU", "memory"):
        option = {"CPU": "cpus", "GPU": "gpus", "memory": "memory"}[name]
        asked = f"{amount / 2**30:.1f}GiB" if name == "memory" else f"{amount:g}"
        if not has:
            return f"--{option} {asked} can never be met: no node{alike} has any"
        most = f"the largest node{alike}, {largest.name}, has {_amount(name, has)}"
        return f"--{option} {asked} can never be met: {most}{beside}"
    asked = f"--resources {name}={amount:g} can never be met"
    if not has:
        known = sorted({each for node in capacity.nodes for each, _ in node.has.custom})
        others = f"; there are {', '.join(known)}" if known else ", nor any other"
        return f"{asked}: no node{alike} has '{name}'{others}"
    return f"{asked}: the node with most{alike}, {largest.name}, has {has:g}{beside}"


def _labels_there(needs: Needs, nodes: Sequence[NodeRoom]) -> str:
    """What the labels that are asked for are on the machines that there are."""
    asked = [name for name, _ in needs.labels]
    there = sorted({f"{name}={value}" for node in nodes for name, value in node.has.labels if name in asked})
    return f"; there are {', '.join(there[:8])}" if there else ""


def _amount(name: str, amount: float) -> str:
    if name == "memory":
        return f"{amount / 2**30:.1f} GiB"
    return f"{amount:g} {name}{'s' * (amount != 1)}" if name in ("CPU", "GPU") else f"{amount:g}"


def words_of(needs: Needs) -> str:
    """For people: `2 CPUs, 1 GPU`."""
    parts = [
        _amount(name, amount) if name in ("CPU", "GPU", "memory") else f"{name} {amount:g}"
        for name, amount in amounts(needs)
    ]
    return ", ".join(parts) or "nothing"
