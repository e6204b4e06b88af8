"""How long items took: how many, by the steps of `wire.durations`."""

from __future__ import annotations

from farfield_engine.wire.durations import bucket, flat

QUICK_SECONDS = 1e-4
"""Items that took less are not looked at one by one, which would cost more than a hundredth of some."""


class Tally:
    """The items of one batch. The main thread counts, either thread takes, one at a time."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}  # they only grow: who takes reads a copy and changes nothing
        self._taken: dict[int, int] = {}
        self._slow = 0
        self._slow_seconds = 0.0

    def slow(self, seconds: float) -> None:
        """An item has ended that was not quick."""
        number = bucket(seconds)
        self._counts[number] = self._counts.get(number, 0) + 1
        self._slow += 1
        self._slow_seconds += seconds

    def stopped(self, seconds: float) -> None:
        """An item was interrupted: how long it would have taken is not known."""
        self._slow += 1
        self._slow_seconds += seconds

    def rest(self, items: int, seconds: float) -> None:
        """So many items have ended in this time since the last call, the slow ones included.

        The quick ones count as what they took on average.
        """
        quick = items - self._slow
        if quick > 0:
            number = bucket(max(0.0, seconds - self._slow_seconds) / quick)
            self._counts[number] = self._counts.get(number, 0) + quick
        self._slow, self._slow_seconds = 0, 0.0

    def take(self) -> list[int]:
        """What has been counted since the last call, as it is on the wire."""
        counts, taken = self._counts.copy(), self._taken
        self._taken = counts
        return flat({number: count - taken.get(number, 0) for number, count in counts.items()})
