"""Questions to one gateway, one after the other, in a thread of their own.

Nobody waits for such a thread when the server ends, as Python does for those of `concurrent.futures` and
`asyncio.to_thread`: a gateway that stands still would keep the server for half a minute.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.visitor import Visitor
from farfield_engine.errors import ConnectionLostError, FarfieldError

T = TypeVar("T")

MARGIN = 0.3
"""Seconds after which an answer is given up that the visitor itself has not."""


class SilentError(FarfieldError):
    """The gateway did not answer in time."""


async def aside(work: Callable[..., T], *arguments: object) -> T:
    """What `work` returns or raises; it may take its time, in a thread."""
    answer: Future[T] = Future()
    _start(_settle, answer, lambda: work(*arguments))
    return await asyncio.wrap_future(answer)


class Lane:
    """A visitor's thread. A connection that has broken is made anew with the next question."""

    def __init__(self, find: Callable[[], ConnectionInfo], seconds: float) -> None:
        """find: the gateway and the way to it, for each new connection; may raise FarfieldError.

        seconds: how long an answer is waited for.
        """
        self._find = find
        self._seconds = seconds
        self._visitor: Visitor | None = None
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[Visitor], Any]] | None] = SimpleQueue()
        self._started = False

    async def ask(self, question: Callable[[Visitor], T]) -> T:
        """Ask. Raises FarfieldError, SilentError where there is no answer in time."""
        answer: Future[T] = Future()
        self._queue.put((answer, question))
        if not self._started:
            self._started = True
            _start(self._run)
        try:
            # What waits in the queue is not asked any more; what is asked ends by its own limits.
            return await asyncio.wait_for(asyncio.wrap_future(answer), self._seconds + MARGIN)
        except TimeoutError:
            raise SilentError(f"the gateway has not answered within {self._seconds:g} s") from None

    def close(self) -> None:
        """End thread and connection, as soon as the last question is over."""
        self._queue.put(None)

    def _run(self) -> None:
        while (asked := self._queue.get()) is not None:
            answer, question = asked
            _settle(answer, partial(self._ask, question))
            del asked, answer, question  # they are not kept until the next one comes
        self._leave()

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


def _start(target: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=target, args=arguments, name="farfield", daemon=True).start()


def _settle(answer: Future[T], work: Callable[[], T]) -> None:
    """Do the work, unless its answer is not waited for any more."""
    if not answer.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:
        answer.set_exception(error)
    else:
        answer.set_result(result)
