"""Workers that stand still for a debugger: no time limit runs meanwhile, nor for those that wait for them."""

from __future__ import annotations

from collections.abc import Sequence

from farfield_engine.core.worker import Worker


def stand_still(worker: Worker, together: Sequence[Worker], now: float) -> None:
    """`worker` stands still, and with it the time of all that run `together` with it."""
    worker.paused = True
    for each in together:
        if each.stands_since is None:
            each.stands_since = now


def go_on(worker: Worker, together: Sequence[Worker], now: float) -> None:
    """`worker` goes on; time runs again once nobody of them stands still."""
    worker.paused = False
    if any(each.paused for each in together):
        return
    for each in together:
        if each.stands_since is not None:
            if each.batches:
                each.batches[0].began += now - each.stands_since
            each.stands_since = None
