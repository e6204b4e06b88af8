"""256 MB of floats into a worker and back."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import tasks
from figures import Row
from peers import Peer, one_by_one, rounds_of
from processes import rest

MEGABYTES = tasks.ARRAY_BYTES // 1_000_000


def measure(quick: bool) -> list[Row]:
    """Into a worker: content that was never sent, then the same again. Back: old and new memory."""
    rounds = 2 if quick else 6
    samples: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    array = tasks.new_array()
    for peer in one_by_one():
        for number in rounds_of(peer, rounds):
            rest()
            # New content, and every page of it warm here.
            array += 1.0
            seconds = {
                "fresh": _into(peer, array),
                "again": _into(peer, array),
                "kept": _back(peer, tasks.kept_array, number),
                "new": _back(peer, tasks.fresh_array, number),
            }
            for kind, value in seconds.items() if number >= 0 else ():
                samples[kind][peer.name].append(value)
    return [
        Row(f"{MEGABYTES} MB into a worker and used", "s", target=0.10).take(samples["fresh"]),
        Row(f"{MEGABYTES} MB into a worker, sent before", "s", target=0.03).take(samples["again"]),
        Row(f"{MEGABYTES} MB back and used", "s", target=0.10).take(samples["kept"]),
        Row(f"{MEGABYTES} MB made in the task, back and used", "s").take(samples["new"]),
    ]


def _into(peer: Peer, values: Any) -> float:
    expected = tasks.touch(values)
    began = time.perf_counter()
    result = peer.call_with_array(tasks.touch, values)
    seconds = time.perf_counter() - began
    assert result == expected
    return seconds


def _back(peer: Peer, make: Callable[[int], Any], number: int) -> float:
    began = time.perf_counter()
    result = peer.call(make, number)
    tasks.touch(result)
    seconds = time.perf_counter() - began
    assert result[0] == number
    return seconds
