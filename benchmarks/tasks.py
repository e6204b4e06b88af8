"""What runs on the workers. In a module of its own, so that every peer sends it by name."""

from __future__ import annotations

import array
import functools
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
