"""What can't be pickled is named by the path that leads to it."""

from __future__ import annotations

import pickle
import threading
import types
from collections.abc import Callable
from typing import Any

import cloudpickle
import pytest

from farfield._culprit import find_culprit


class Holder:
    """Has an attribute."""

    def __init__(self, inner: object) -> None:
        self.inner = inner


def closing_over(held: object) -> Callable[[], object]:
    """A function with a closure."""
    return lambda: held


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda lock: lock, "'x'"),
        (lambda lock: [1, lock], "'x[1]'"),
        (lambda lock: {"k": (0, lock)}, "'x['k'][1]'"),
        (lambda lock: Holder(lock), "'x.inner'"),
        (lambda lock: closing_over([lock]), "'x.<held>[0]'"),
    ],
)
def test_the_path_leads_to_the_part(make: Callable[[object], Any], path: str) -> None:
    found = find_culprit("x", make(threading.Lock()), cloudpickle.dumps)
    assert found is not None
    assert found.startswith(f"{path} can't be sent: a lock can't be pickled")


def test_what_can_be_pickled_is_no_culprit() -> None:
    assert find_culprit("x", {"a": [1, 2]}, pickle.dumps) is None


def test_a_value_that_refers_to_itself() -> None:
    ring: list[object] = [threading.Lock()]
    ring.append(ring)
    found = find_culprit("ring", ring, cloudpickle.dumps)
    assert found is not None and "'ring[0]'" in found


def test_an_empty_closure_cell() -> None:
    lock, late = threading.Lock(), 1

    def written() -> object:
        return late, lock

    cells = (types.CellType(), types.CellType(lock))
    function = types.FunctionType(written.__code__, globals(), "function", None, cells)
    found = find_culprit("f", function, cloudpickle.dumps)
    assert found is not None and "'f.<lock>'" in found
