"""Loops that show how far they are: what a step costs over a bare loop, and what a bar costs."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict

import tasks
from figures import Row
from peers import NO_PEERS, Farfield, Ray, installed, started

STEPS = 500_000

MADE = 500
"""Bars, one after the other."""

NANOSECONDS, MICROSECONDS = 1e9, 1e6

Costs = dict[str, float]


def measure(quick: bool) -> list[Row]:
    """In turns: `ff.track` and tqdm in a worker, and tqdm in this process, as in any script."""
    rounds, steps, made = (3, 100_000, 100) if quick else (7, STEPS, MADE)
    found: dict[str, list[Costs]] = defaultdict(list)
    own = Farfield()
    try:
        for number in range(-1, rounds):
            costs = {kind: own.call(tasks.loops, (kind, steps, made)) for kind in ("track", "tqdm")}
            if not os.environ.get(NO_PEERS):
                costs["plain tqdm"] = _in_a_script(steps, made)
            if number >= 0:
                for name, cost in costs.items():
                    found[name].append(cost)
    finally:
        own.stop()
    # By itself: its daemons slow down the others.
    ray = started(Ray) if installed(Ray) else None
    if ray is not None:
        try:
            found["Ray"] = [ray.call(tasks.loops, ("ray", steps, made)) for _ in range(-1, rounds)][1:]
        finally:
            ray.stop()
    return _rows(found)


def _in_a_script(steps: int, made: int) -> Costs:
    """tqdm as it is, which writes its text, but to nobody."""
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
        return tasks.loops(("tqdm", steps, made))


def _rows(found: dict[str, list[Costs]]) -> list[Row]:
    rows = []
    for kind, called in (("track", "ff.track"), ("tqdm", "tqdm in a worker")):
        for cost, name, scale, unit, target in (
            ("step", "a step, over a bare loop", NANOSECONDS, "ns", 200.0),
            ("nested", "a step in nested loops, over bare ones", NANOSECONDS, "ns", None),
            ("by hand", "a step by update(), over a bare loop", NANOSECONDS, "ns", None),
            ("made", "a bar, made, looped over once and closed", MICROSECONDS, "µs", None),
        ):
            samples = {
                "Farfield" if peer == kind else peer: [one[cost] * scale for one in costs]
                for peer, costs in found.items()
                if peer not in ("track", "tqdm") or peer == kind
            }
            rows.append(Row(f"{called}: {name}", unit, target=target).take(samples))
    return rows
