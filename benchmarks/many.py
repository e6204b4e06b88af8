"""Many tiny items: map, and the comprehension form of a cell."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

import tasks
from figures import Row
from kernels import Kernel, kernel
from peers import Farfield, Peer, one_by_one, rounds_of

ITEMS = 100_000

DEFAULT_ITEMS = {"ProcessPool": 10_000, "loky": 10_000, "Dask": 1_000, "Ray": 2_000, "ipyparallel": 500}
"""Fewer where the default is one message for each item: the rate is the same, in seconds, not minutes."""

CHUNKS = (2_500, 10_000, 50_000)

CELL = f"%%distributed --into bench_results for x in range({ITEMS})\nx + 1"


def measure(quick: bool) -> list[Row]:
    """Items a second with the peers' default chunks, and with the best of several chunk sizes."""
    rounds = 2 if quick else 5
    plain: dict[str, list[float]] = defaultdict(list)
    chunked: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for peer in one_by_one():
        for number in rounds_of(peer, rounds):
            for size in (0,) if isinstance(peer, Farfield) else (*CHUNKS, 0):
                rate = _rate(peer, size)
                if number >= 0:
                    (chunked[peer.name][size] if size else plain[peer.name]).append(rate)
    best = {peer: max(map(statistics.median, sizes.values())) for peer, sizes in chunked.items()}
    cells = _cell_rates(rounds)
    rows = []
    for name, own in (("map", plain["Farfield"]), ("comprehension cell", cells)):
        title = f"{name}, {ITEMS:,} tiny items"
        row = Row(f"{title}, peers' default chunks", "items/s", target=1e6, higher_is_better=True)
        rows.append(row.take({**plain, "Farfield": own}))
        row = Row(f"{title}, peers' best chunk size", "items/s", higher_is_better=True, peers=dict(best))
        rows.append(row.take({"Farfield": own}))
    return rows


def _rate(peer: Peer, chunk: int) -> float:
    items = ITEMS if chunk else DEFAULT_ITEMS.get(peer.name, ITEMS)
    began = time.perf_counter()
    if chunk:
        results = peer.increment_chunked(range(items), chunk)
    else:
        results = peer.map(tasks.increment, range(items))
    rate = items / (time.perf_counter() - began)
    assert len(results) == items and results[-1] == items
    return rate


def _cell_rates(rounds: int) -> list[float]:
    with kernel() as k:
        k.run("%load_ext farfield")
        k.run("%attach local:2")
        rates = [_cell_rate(k) for _ in range(rounds + 1)][1:]
        k.run(f"assert bench_results == list(range(1, {ITEMS} + 1))")
        k.run("%detach")
        return rates


def _cell_rate(k: Kernel) -> float:
    return ITEMS / k.run(CELL).seconds
