"""One trivial call and its result."""

from __future__ import annotations

import time
from collections import defaultdict

import tasks
from figures import Row
from peers import in_turns


def measure(quick: bool) -> list[Row]:
    """`ff.submit(f, x).result()`, in slices of 50 calls of each peer in turn."""
    rounds, slice_size = (3, 20) if quick else (10, 50)
    samples: dict[str, list[float]] = defaultdict(list)
    for peers in in_turns():
        for _ in range(rounds):
            for peer in peers:
                for number in range(slice_size):
                    began = time.perf_counter()
                    result = peer.call(tasks.increment, number)
                    samples[peer.name].append((time.perf_counter() - began) * 1e3)
                    assert result == number + 1
    return [Row("submit(f, x).result(), median", "ms", target=0.6).take(samples)]
