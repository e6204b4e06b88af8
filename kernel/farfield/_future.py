"""The future of one item: a `concurrent.futures.Future` that can also be awaited."""

from __future__ import annotations

import asyncio
import concurrent.futures
import pickle
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

from farfield_engine import inside
from farfield_engine.errors import ResultError
from farfield_engine.objects.pickling import reduce_remote
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

T = TypeVar("T")

_UNSET = object()


class Future(concurrent.futures.Future[T], Generic[T]):
    """The result of a call. Its value is unpickled on the first thread that asks for it."""

    def __init__(self, stop: Callable[[], None] | None = None) -> None:
        """stop: ends the task, also when it runs. Without it only a call that waits can be cancelled."""
        super().__init__()
        self._stop = stop
        self._decode: Callable[[], T] | None = None
        self._has_begun: Callable[[], bool] | None = None
        self._decoded: Any = _UNSET
        self.job = ""
        """The job's id, as `%jobs` and `farfield.job` take it; empty before it is sent."""

    def __reduce__(self) -> Any:
        """A future that is sent to the cluster is the value there, once the cluster has it."""
        if not self.job:
            raise pickle.PicklingError(
                "a future whose call has not been sent yet can't be sent to the cluster"
            )
        return reduce_remote(objects_pb.Value(pending=objects_pb.Pending(job=self.job)).SerializeToString())

    def bind(
        self,
        decode: Callable[[], T],
        has_begun: Callable[[], bool],
        stop: Callable[[], None] | None = None,
        job: str = "",
    ) -> None:
        """The call has been sent: where its value comes from, whether it runs yet, what ends it."""
        self.job = job
        self._decode = decode
        self._has_begun = has_begun
        self._stop = stop

    def result(self, timeout: float | None = None) -> T:
        """Wait for the value. Raises what the task raised, CancelledError, TimeoutError, ResultError."""
        if self.done():
            super().result(timeout)
        else:
            with inside.waiting():
                super().result(timeout)
        if self._decoded is _UNSET and self._decode is not None:
            try:
                self._decoded = self._decode()
            except SystemExit as error:
                # From the result's own unpickling code: not a wish of this process to end.
                raise ResultError(
                    f"the result can't be unpickled here: it calls exit({error.code})"
                ) from error
            self._decode = None
        return self._decoded  # type: ignore[no-any-return]

    def running(self) -> bool:
        """Whether the task runs, as far as this process has been told; that takes up to 0.1 s."""
        begun = self._has_begun
        return super().running() or (begun is not None and not self.done() and begun())

    def cancel(self) -> bool:
        """Cancel the call; False when it had ended.

        The future of `submit` stops a task that runs, too. That of `Executor.submit` does as
        `concurrent.futures` has it: False for a call that has been handed to the cluster.
        """
        if not super().cancel():
            return False
        if self._stop is not None:
            self._stop()
        else:
            self._notify_cancelled()
        return True

    def _notify_cancelled(self) -> None:
        # Nobody else will: what has not been sent does not end either.
        with self._condition:
            if not self._is_notified():
                self.set_running_or_notify_cancel()

    def _is_notified(self) -> bool:
        return self._state == concurrent.futures._base.CANCELLED_AND_NOTIFIED

    def begin(self) -> bool:
        """The call is handed over, and can't be cancelled any more; False when it was cancelled before."""
        with self._condition:
            return not self._is_notified() and self.set_running_or_notify_cancel()

    def settle(self, error: BaseException | None) -> None:
        """The task has ended; for the client's thread."""
        if not super().running() and not self.set_running_or_notify_cancel():
            return
        if error is None:
            self.set_result(None)  # type: ignore[arg-type]  # result() decodes the value when it is asked for
        else:
            self.set_exception(error)

    def __await__(self) -> Generator[Any, None, T]:
        return asyncio.wrap_future(self).__await__()
