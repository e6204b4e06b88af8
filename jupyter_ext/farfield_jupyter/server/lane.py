"""Questions to one gateway, one after the other, in a thread of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.visitor import Visitor
from farfield_engine.errors import ConnectionLostError, FarfieldError

T = TypeVar("T")

MARGIN = 0.3
"""Seconds after which an answer is given up that the visitor itself has not."""


class SilentError(FarfieldError):
    """The gateway did not answer in time."""


class Lane:
    """A visitor's thread. A connection that has broken is made anew with the next question."""

    def __init__(self, find: Callable[[], ConnectionInfo], seconds: float) -> None:
        """find: the gateway and the way to it, for each new connection; may raise FarfieldError.

        seconds: how long an answer is waited for.
        """
        self._find = find
        self._seconds = seconds
        self._visitor: Visitor | None = None
        self._thread = ThreadPoolExecutor(1, "farfield")

    async def ask(self, question: Callable[[Visitor], T]) -> T:
        """Ask. Raises FarfieldError, SilentError where there is no answer in time."""
        asked = asyncio.get_running_loop().run_in_executor(self._thread, self._ask, question)
        try:
            # What waits in the queue is taken out of it; what runs ends by its own limits.
            return await asyncio.wait_for(asked, self._seconds + MARGIN)
        except TimeoutError:
            raise SilentError(f"the gateway has not answered within {self._seconds:g} s") from None

    def close(self) -> None:
        """End thread and connection, as soon as the last question is over."""
        self._thread.submit(self._leave)
        self._thread.shutdown(wait=False)

    def _ask(self, question: Callable[[Visitor], T]) -> T:
        while True:
            kept, visitor = self._visitor is not None, self._visitor
            if visitor is None:
                visitor = self._visitor = Visitor(self._find(), self._seconds)
            try:
                return question(visitor)
            except ConnectionLostError as error:
                self._leave()
                silent = isinstance(error.__cause__, TimeoutError)
                if silent:
                    raise SilentError(str(error)) from error
                # The gateway may have been started anew since the last question.
                if not kept:
                    raise
            except FarfieldError:
                # The connection may be in the middle of an answer, or at its end.
                self._leave()
                raise

    def _leave(self) -> None:
        visitor, self._visitor = self._visitor, None
        if visitor is not None:
            visitor.close()
