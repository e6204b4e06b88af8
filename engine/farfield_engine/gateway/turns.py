"""What many connections bring is taken in portions, so that timers and clients have their turn in between.

A loop that finds thousands of sockets ready reads them all before it looks at its timers again: half a minute
with ten thousand workers that have something to say.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

PORTION = 0.02
"""Seconds that what has come may take in one turn of the loop."""


class Turns:
    """All on one loop."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self._spent = 0.0
        self._next: asyncio.Handle | None = None

    def take(self, do: Callable[[bytes], object], data: bytes) -> bool:
        """Do it now, where nothing waits and there is time left in this turn; False: it is for `later`."""
        if self._waiting or self._spent >= PORTION:
            return False
        began = time.perf_counter()
        do(data)
        self._spent += time.perf_counter() - began
        self._go_on_soon()
        return True

    def later(self, do: Callable[[], object]) -> None:
        """Do it in a turn to come, after what waits already."""
        self._waiting.append(do)
        self._go_on_soon()

    def _go_on_soon(self) -> None:
        if self._next is None:
            self._next = asyncio.get_running_loop().call_soon(self._begin)

    def _begin(self) -> None:
        """A turn of the loop."""
        self._next = None
        began, self._spent = time.perf_counter(), 0.0
        while self._waiting and self._spent < PORTION:
            self._waiting.popleft()()
            self._spent = time.perf_counter() - began
        if self._waiting:
            self._go_on_soon()
        else:
            self._spent = 0.0
