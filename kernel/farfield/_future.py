"""The future of one item: a `concurrent.futures.Future` that can also be awaited."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_UNSET = object()


class Future(concurrent.futures.Future[T], Generic[T]):
    """The result of `submit`. Its value is unpickled on the first thread that asks for it."""

    def __init__(self, decode: Callable[[], T], cancel: Callable[[], None]) -> None:
        super().__init__()
        self._decode: Callable[[], T] | None = decode
        self._cancel_job = cancel
        self._decoded: Any = _UNSET

    def result(self, timeout: float | None = None) -> T:
        """Wait for the value. Raises what the task raised, CancelledError, TimeoutError."""
        super().result(timeout)
        if self._decoded is _UNSET and self._decode is not None:
            self._decoded = self._decode()
            self._decode = None
        return self._decoded  # type: ignore[no-any-return]

    def cancel(self) -> bool:
        """Stop the task, also one that runs; False when it had ended."""
        if not super().cancel():
            return False
        self._cancel_job()
        return True

    def settle(self, error: BaseException | None) -> None:
        """The task has ended; for the client's thread."""
        if not self.set_running_or_notify_cancel():
            return
        if error is None:
            self.set_result(None)  # type: ignore[arg-type]  # result() decodes the value when it is asked for
        else:
            self.set_exception(error)

    def __await__(self) -> Generator[Any, None, T]:
        return asyncio.wrap_future(self).__await__()
