"""What runs on the workers. In a module of its own, so that every peer sends it by name."""

from __future__ import annotations

import array
import functools
import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

ARRAY_BYTES = 256_000_000
PAGE_DOUBLES = 4096 // 8


def increment(x: int) -> int:
    return x + 1


def increment_all(xs: array.array[int]) -> array.array[int]:
    """A chunk made by hand, for peers whose map takes no chunk size."""
    return array.array("q", [x + 1 for x in xs])


def new_array() -> Any:
    return np.arange(ARRAY_BYTES // 8, dtype="f8")


def touch(values: Any) -> float:
    """Read one number of every page."""
    return float(values[::PAGE_DOUBLES].sum())


@functools.cache
def _kept() -> Any:
    return new_array()


def kept_array(number: int) -> Any:
    """An array whose pages are there already, with content that was not sent before."""
    kept = _kept()
    kept[0] = number
    return kept


def fresh_array(number: int) -> Any:
    """An array made in the task, as most are: the first touch of its pages is part of the time."""
    return np.full(ARRAY_BYTES // 8, float(number))


class Counter:
    """What an actor holds."""

    def __init__(self) -> None:
        self.value = 0

    def add(self, amount: int) -> int:
        """The sum so far."""
        self.value += amount
        return self.value


NESTED_STEPS = 1_000
"""Of each inner loop."""


def loops(asked: tuple[str, int, int]) -> dict[str, float]:
    """CPU seconds of one step, over a bare loop: in a loop, in nested ones and by hand; and of one bar.

    asked: the kind of bars, how many steps, and how many bars, each of one step. All threads of the process
    count, also the one that looks at the bars meanwhile.
    """
    kind, steps, made = asked
    bar = _bars(kind)
    clock, inner = time.process_time, range(NESTED_STEPS)

    def loop(iterable: Iterable[int]) -> float:
        began = clock()
        for _ in iterable:
            pass
        return clock() - began

    def nested(outer: Iterable[int], around: Callable[[range], Iterable[int]]) -> float:
        began = clock()
        for _ in outer:
            for _ in around(inner):
                pass
        return clock() - began

    def by_hand(bar: Any) -> float:
        began = clock()
        for _ in range(steps):
            bar.update(1)
        bar.close()
        return clock() - began

    turns = steps // NESTED_STEPS
    bare, bare_nested = loop(range(steps)), nested(range(turns), iter)
    costs = {
        "step": (loop(bar(range(steps))) - bare) / steps,
        "nested": (nested(bar(range(turns)), bar) - bare_nested) / steps,
        "made": nested(range(made), lambda _: bar(range(1))) / made,
    }
    return {**costs, "by hand": (by_hand(bar(total=steps)) - bare) / steps}


def _bars(kind: str) -> Any:
    """What makes bars: "track", "tqdm" as it is imported, or "ray"."""
    if kind == "track":
        from farfield import track

        return track
    if kind == "ray":
        from ray.experimental import tqdm_ray  # type: ignore[import-not-found]

        def of_ray(iterable: Any = None, total: int | None = None) -> Any:
            return tqdm_ray.tqdm(iterable, total=total if iterable is None else len(iterable))

        return of_ray
    from tqdm import tqdm

    return tqdm
