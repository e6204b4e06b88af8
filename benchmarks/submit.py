"""One trivial call and its result: of a function, and of an actor's method."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import tasks
from figures import Row
from peers import Ray, in_turns, installed
from processes import end_gateway

import farfield as ff


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
    return [
        Row("submit(f, x).result(), median", "ms", target=0.6).take(samples),
        Row("actor call, median", "ms", target=0.6).take(_actor_calls(rounds * slice_size)),
    ]


def _actor_calls(count: int) -> dict[str, list[float]]:
    """Calls of one method, each awaited before the next; Ray's actors beside ours."""
    ff.attach("local:2")
    samples = {"Farfield": _calls(ff.remote(tasks.Counter).remote(), lambda future: future.result(), count)}
    ff.detach()
    end_gateway()
    if installed(Ray):
        peer = Ray()
        samples["Ray"] = _calls(peer.ray.remote(tasks.Counter).remote(), peer.ray.get, count)
        peer.stop()
    return samples


def _calls(actor: Any, get: Callable[[Any], Any], count: int) -> list[float]:
    samples = []
    for number in range(-50, count):
        began = time.perf_counter()
        get(actor.add.remote(1))
        if number >= 0:
            samples.append((time.perf_counter() - began) * 1e3)
    return samples
