"""How long items took: how many, by powers of two."""

from __future__ import annotations

QUICK_SECONDS = 1e-4
"""Items that took less are not looked at one by one, which would cost more than a hundredth of some."""

_BUCKETS = 64


def bucket(seconds: float) -> int:
    """The n for which 2^(n-21) < seconds <= 2^(n-20)."""
    return min(int(seconds * 1048576).bit_length(), _BUCKETS - 1)


class Tally:
    """The items of one batch. The main thread counts, either thread takes, one at a time."""

    def __init__(self) -> None:
        self._counts = [0] * _BUCKETS
        self._taken = [0] * _BUCKETS
        self._slow = 0
        self._slow_seconds = 0.0

    def slow(self, seconds: float) -> None:
        """An item has ended that was not quick."""
        self._counts[bucket(seconds)] += 1
        self._slow += 1
        self._slow_seconds += seconds

    def rest(self, items: int, seconds: float) -> None:
        """So many items have ended in this time since the last call, the slow ones included.

        The quick ones count as what they took on average.
        """
        quick = items - self._slow
        if quick > 0:
            self._counts[bucket(max(0.0, seconds - self._slow_seconds) / quick)] += quick
        self._slow, self._slow_seconds = 0, 0.0

    def take(self) -> list[int]:
        """What has been counted since the last call, by bucket, without zeros at the end."""
        counts = self._counts.copy()
        new = [now - before for now, before in zip(counts, self._taken, strict=True)]
        self._taken = counts
        while new and not new[-1]:
            new.pop()
        return new
