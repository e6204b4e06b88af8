"""How often workers tell of their bars: the more there are, the seldomer each does."""

from __future__ import annotations

REPORTS = 200
"""Reports of bars that all workers together may send in a second."""

SHORTEST = 0.25
"""Seconds between two reports of one worker, at the least."""


class BarsPace:
    """Seconds between two reports, from the number of workers; changed when that doubles, or falls far."""

    def __init__(self) -> None:
        self._upto = int(REPORTS * SHORTEST)
        """So many workers may keep this pace."""

    @property
    def interval(self) -> float:
        return max(SHORTEST, self._upto / REPORTS)

    def changes(self, workers: int) -> bool:
        """There are so many workers now; whether `interval` is another one than before."""
        before = self._upto
        while workers > self._upto:
            self._upto *= 2
        while self._upto > REPORTS * SHORTEST and workers <= self._upto // 4:
            self._upto //= 2
        return self._upto != before
