"""The cluster as a `concurrent.futures.Executor`."""

from __future__ import annotations

import concurrent.futures
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from farfield._attach import current
from farfield._future import Future
from farfield._tasks import map_on, submit_to
from farfield_engine.wire.v1 import jobs_pb2 as pb

T = TypeVar("T")


class Executor(concurrent.futures.Executor):
    """Runs calls on the cluster that this process is attached to. Leaving it ends no worker."""

    def __init__(self) -> None:
        """Raises AttachError when there is no cluster and none can be started."""
        self._client = current()
        self._futures: weakref.WeakSet[Future[Any]] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._shut_down = False

    def submit(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call a function on a worker. Raises RuntimeError after shutdown, SendError as `farfield.submit`."""
        with self._lock:
            self._check_open()
            future = submit_to(self._client, function, args, kwargs)
            self._futures.add(future)
            return future

    def map(
        self,
        function: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """As `Executor.map`; chunksize is accepted and not needed: batches are sized by measurement."""
        with self._lock:
            self._check_open()
            spec = pb.JobSpec(name=getattr(function, "__qualname__", "map"), resources=pb.Resources(cpus=1))
            results = map_on(self._client, function, list(zip(*iterables, strict=False)), spec)
        return results.iterate(timeout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; with `wait`, until those that were submitted have ended."""
        with self._lock:
            self._shut_down = True
            futures = list(self._futures)
        if cancel_futures:
            for future in futures:
                future.cancel()
        if wait:
            concurrent.futures.wait(futures)

    def _check_open(self) -> None:
        if self._shut_down:
            raise RuntimeError("cannot schedule new futures after shutdown")
