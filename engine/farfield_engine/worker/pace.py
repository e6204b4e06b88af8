"""How often a worker reports of a batch: the more workers there are, the seldomer each does."""

from __future__ import annotations

SHORTEST = 0.05
"""Seconds between two reports of one batch."""

STALE_AFTER = 0.2
"""Seconds after which the link thread reports what the main thread, inside an item, has not."""

REPORTS = 2
"""To each report of bars, where there are many workers: the gateway says how often it wants those."""

FEW = 0.25
"""Seconds between two reports of bars where there are few."""


class Pace:
    """Read by both threads, set by the link thread."""

    def __init__(self) -> None:
        self.interval = SHORTEST
        self.stale_after = STALE_AFTER

    def follow(self, bars_interval: float) -> None:
        """The gateway wants to hear of bars this often, in seconds; 0: never."""
        self.interval = max(SHORTEST, (bars_interval - FEW) / REPORTS)
        self.stale_after = max(STALE_AFTER, self.interval)
