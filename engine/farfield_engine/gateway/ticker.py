"""When the scheduler looks at the clock: often, but never for more than a small part of the loop's time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

SHARE = 0.05
"""Of its time that the loop may spend on looks. With ten thousand workers one takes 20 ms."""


class Ticker:
    """Has somebody look, and go on where more is to be done than should be done at once."""

    def __init__(self, look: Callable[[], object]) -> None:
        self._look = look
        self._timer: asyncio.TimerHandle | None = None
        self._going_on: asyncio.Handle | None = None
        self._took = 0.0
        self._closed = False

    def within(self, seconds: float) -> None:
        """Have a look in so many seconds at the latest, or a little later where looks take long."""
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        due = loop.time() + max(seconds, self._took / SHARE)
        if self._timer is not None and self._timer.when() > due:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = loop.call_at(due, self._tick)

    def go_on(self, more: Callable[[], object]) -> None:
        """Call this once others have had their turn on the loop; once, however often it is asked for."""
        if self._going_on is None and not self._closed:
            self._going_on = asyncio.get_running_loop().call_soon(self._go_on, more)

    def close(self) -> None:
        """Nothing is looked at any more."""
        self._closed = True
        for handle in (self._timer, self._going_on):
            if handle is not None:
                handle.cancel()

    def _tick(self) -> None:
        self._timer = None
        began = time.thread_time()
        self._look()
        self._took = time.thread_time() - began
        # It may have asked for the next one, when it was not known yet what this one takes.
        if self._timer is not None:
            wanted = self._timer.when() - asyncio.get_running_loop().time()
            self._timer.cancel()
            self._timer = None
            self.within(wanted)

    def _go_on(self, more: Callable[[], object]) -> None:
        self._going_on = None
        more()
