"""256 MB of floats into a worker and back."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable

import tasks
from figures import Row
from peers import Peer, in_turns

MEGABYTES = tasks.ARRAY_BYTES // 1_000_000


def measure(quick: bool) -> list[Row]:
    """Into a worker: content that was never sent, then the same again. Back: old and new memory."""
    rounds = 2 if quick else 6
    samples: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for peers in in_turns():
        array = tasks.new_array()
        for number in range(-2, rounds):
            for peer in peers:
                # New content, and every page of it warm here.
                array += 1.0
                expected = tasks.touch(array)
                for kind in ("fresh", "again"):
                    seconds = _timed(lambda p: p.call_with_array(tasks.touch, array), peer, expected)
                    if number >= 0:
                        samples[kind][peer.name].append(seconds)
                for kind, make in (("kept", tasks.kept_array), ("new", tasks.fresh_array)):
                    seconds = _timed(lambda p, m=make: tasks.touch(p.call(m, number)), peer)  # type: ignore[misc]
                    if number >= 0:
                        samples[kind][peer.name].append(seconds)
    return [
        Row(f"{MEGABYTES} MB into a worker and used", "s", target=0.10).take(samples["fresh"]),
        Row(f"{MEGABYTES} MB into a worker, sent before", "s", target=0.03).take(samples["again"]),
        Row(f"{MEGABYTES} MB back and used", "s", target=0.10).take(samples["kept"]),
        Row(f"{MEGABYTES} MB made in the task, back and used", "s").take(samples["new"]),
    ]


def _timed(work: Callable[[Peer], float], peer: Peer, expected: float | None = None) -> float:
    began = time.perf_counter()
    result = work(peer)
    seconds = time.perf_counter() - began
    assert expected is None or result == expected
    return seconds
