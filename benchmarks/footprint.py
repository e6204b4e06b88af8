"""Memory: of an idle cluster of two workers, and of a million items."""

from __future__ import annotations

import gc
import time

import psutil
import tasks
from figures import Row
from peers import ALL, Farfield, Peer, installed, started
from processes import family, proportional_set_size, reset_peak, resident_peak

ITEMS = 1_000_000
SETTLE_SECONDS = 2.0


def measure(quick: bool) -> list[Row]:
    """One peer after the other, each with its two workers used once."""
    idle = Row("idle: gateway + 2 workers", "MB", target=150)
    growth = Row(f"{ITEMS:,} items: growth of the gateway", "MB", target=50)
    for kind in ALL:
        if not installed(kind):
            continue
        peer = started(kind)
        if peer is None:
            continue
        try:
            _use_both_workers(peer)
            time.sleep(SETTLE_SECONDS)
            size = proportional_set_size(_processes(peer))
            if isinstance(peer, Farfield):
                idle.farfield = size
                _grow(peer, growth)
            else:
                idle.peers[peer.name] = size
        finally:
            peer.stop()
    idle.notes.append(
        "the peers' figure is all that they have started; Dask's scheduler is in this process, not counted"
    )
    return [idle, growth]


def _use_both_workers(peer: Peer) -> None:
    peer.warm_up()
    peer.increment_chunked(range(100_000), 10_000)


def _processes(peer: Peer) -> list[int]:
    if isinstance(peer, Farfield):
        return family(_gateway())
    return [child.pid for child in psutil.Process().children(recursive=True)]


def _gateway() -> int:
    from farfield_engine.client.local import find_local

    found = find_local()
    assert found is not None, "the gateway has ended by itself"
    return int(found.pid)


def _grow(peer: Farfield, row: Row) -> None:
    gateway = _gateway()
    reset_peak(gateway)
    before = proportional_set_size([gateway])
    began = resident_peak(gateway)
    results = peer.map(tasks.increment, range(ITEMS))
    assert len(results) == ITEMS
    row.farfield = resident_peak(gateway) - began
    held = proportional_set_size([gateway]) - before
    del results
    gc.collect()
    row.notes.append(f"the figure is the highest growth while it ran; {held:.1f} MB were left at its end")
