"""Routes that lead through something which has to be made first: once for all who want to open."""

from __future__ import annotations

import asyncio
import contextlib
from abc import abstractmethod

from farfield_engine.client.loop import LoopThread
from farfield_engine.client.route import DialError, Route
from farfield_engine.errors import FarfieldError

CLOSE_SECONDS = 10.0


class ForwardedRoute(Route):
    """All that concerns the way happens on the loop that clients share."""

    through: str
    """What leads to the gateway, for people."""

    def __init__(self) -> None:
        self._thread = LoopThread.shared()
        self._suspect = False
        """Whether it may lead nowhere any more."""
        self._closed = False
        self._making: asyncio.Task[None] | None = None

    @property
    @abstractmethod
    def _leads(self) -> bool:
        """Whether there is a way, as far as is known."""

    @abstractmethod
    async def _make_ready(self) -> None:
        """Have a way. Raises DialError."""

    @abstractmethod
    async def _end(self) -> None:
        """Let go of all that was made; nothing is being made any more."""

    def renew(self) -> None:
        self._suspect = True

    def close(self) -> None:
        self._closed = True
        if self._thread.is_current:
            self._thread.start(self._close())
            return
        # In a child that was forked from the client's process nothing of this is ours.
        with contextlib.suppress(FarfieldError, TimeoutError):
            self._thread.run(self._close(), CLOSE_SECONDS)

    async def _close(self) -> None:
        if self._making is not None:
            self._making.cancel()
            await asyncio.gather(self._making, return_exceptions=True)
        await self._end()

    def _was_closed(self) -> DialError:
        return DialError(f"{self.through} was closed", for_good=self._closed)

    async def _be_ready(self) -> None:
        """Have a way that leads to the gateway. Raises DialError."""
        if self._closed:
            raise self._was_closed()
        if self._making is None or self._making.done():
            if self._leads and not self._suspect:
                return
            self._making = asyncio.create_task(self._make_ready())
            self._making.add_done_callback(_forget_failure)
        # Whoever waits may go: what has been begun is of use to the next.
        try:
            await asyncio.shield(self._making)
        except asyncio.CancelledError:
            if self._closed:
                raise self._was_closed() from None
            raise

    def _be_ready_within(self, seconds: float) -> None:
        """The same for the calling thread, which waits no longer than that. Raises DialError."""
        try:
            self._thread.run(self._be_ready(), seconds)
        except TimeoutError:
            raise DialError(f"{self.name} was not reached within {seconds:g} s") from None


def _forget_failure(task: asyncio.Task[None]) -> None:
    """Nobody may have waited for it."""
    if not task.cancelled():
        task.exception()
