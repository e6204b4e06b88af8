"""Many tiny items: map, and the comprehension form of a cell."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

import tasks
from figures import Row
from kernels import Kernel, kernel
from peers import Farfield, Peer, in_turns

ITEMS = 100_000

DEFAULT_ITEMS = {"ProcessPool": 10_000, "loky": 10_000, "Dask": 5_000, "Ray": 5_000, "ipyparallel": 10_000}
"""Fewer for those whose default is one message for each item: the rate is the same, and it would take minutes."""

CHUNKS = (1_000, 10_000, 25_000, 50_000)

CELL = f"%%distributed --into bench_results for x in range({ITEMS})\nx + 1"


def measure(quick: bool) -> list[Row]:
    """Items a second with the peers' default chunks, and with the best of several chunk sizes."""
    rounds = 2 if quick else 5
    plain: dict[str, list[float]] = defaultdict(list)
    chunked: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for peers in in_turns():
        for _ in range(rounds):
            for peer in peers:
                plain[peer.name].append(_rate(peer, DEFAULT_ITEMS.get(peer.name, ITEMS)))
                for size in () if isinstance(peer, Farfield) else CHUNKS:
                    chunked[peer.name][size].append(_rate(peer, ITEMS, size))
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


def _rate(peer: Peer, items: int, chunk: int = 0) -> float:
    values = range(items)
    began = time.perf_counter()
    results = peer.map_chunked(tasks.increment, values, chunk) if chunk else peer.map(tasks.increment, values)
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
