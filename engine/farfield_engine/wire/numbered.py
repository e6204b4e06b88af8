"""Numbered frames in both directions, so that who reconnects misses nothing and takes nothing twice."""

from __future__ import annotations

from collections import deque
from itertools import takewhile
from typing import Generic, TypeVar

T = TypeVar("T")


class Outbox(Generic[T]):
    """What was sent and is not yet known to have arrived; numbers begin at 1, without gaps."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, T]] = deque()
        self._last = 0

    def add(self, item: T) -> int:
        """Keep an item until it is seen; its number."""
        self._last += 1
        self._kept.append((self._last, item))
        return self._last

    def next_number(self) -> int:
        """The number that the next item will get."""
        return self._last + 1

    def seen(self, number: int) -> None:
        """The other side has everything up to this number."""
        while self._kept and self._kept[0][0] <= number:
            self._kept.popleft()

    def from_number(self, number: int) -> list[T]:
        """What the other side has not seen, in order."""
        # From the end: what is new is little of what is kept.
        new = [item for _, item in takewhile(lambda pair: pair[0] >= number, reversed(self._kept))]
        new.reverse()
        return new

    def kept(self) -> list[T]:
        """All that the other side is not known to have, in order. Any thread may ask."""
        return [item for _, item in list(self._kept)]

    def __len__(self) -> int:
        return len(self._kept)


class Inbox:
    """The other side's numbers: each is taken once."""

    def __init__(self) -> None:
        self.last = 0

    def takes(self, number: int) -> bool:
        """Whether this number is new. False: it was taken before a reconnect.

        Raises ValueError when a number was left out: the other side lost a frame.
        """
        if number <= self.last:
            return False
        if number != self.last + 1:
            raise ValueError(f"frame {number} follows frame {self.last}: frames were lost")
        self.last = number
        return True
