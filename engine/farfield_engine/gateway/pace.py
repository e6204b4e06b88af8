"""How often workers tell of their bars: the more there are, the seldomer each does."""

from __future__ import annotations

from collections.abc import Callable

REPORTS = 200
"""Reports of bars that all workers together may send in a second."""

SHORTEST = 0.25
"""Seconds between two reports of one worker, at the least."""


MOST_AT_ONCE = 20_000
"""Bars of one worker that are taken however quickly they come; a report counts as one more."""

MOST_A_SECOND = 5_000
"""The same that follow. A worker of ours tells of 200, four times a second, and of those of each batch at its
end; one that tells of more is not listened to for a while."""

MOST_BARS = 500
"""Bars of one report that are looked at."""


class Allowances:
    """How many more bars are taken of each worker just now. Does no I/O."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """clock: seconds, that only ever grow."""
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, worker: str, bars: int) -> bool:
        """A report with so many bars has come; whether it is to be looked at."""
        now, wanted = self._clock(), bars + 1
        left, since = self._left.get(worker, (MOST_AT_ONCE, now))
        left = min(MOST_AT_ONCE, left + (now - since) * MOST_A_SECOND)
        self._left[worker] = (left - wanted if left >= wanted else left, now)
        return left >= wanted

    def gone(self, worker: str) -> None:
        """The worker has ended."""
        self._left.pop(worker, None)


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
