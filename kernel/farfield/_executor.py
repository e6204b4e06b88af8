"""The cluster as a `concurrent.futures.Executor`.

It does as `concurrent.futures.ProcessPoolExecutor` does, which CPython's own tests check
(`tests/kernel/test_cpython_executor.py`). A call waits here until there is room for it, and can be
cancelled for as long; then it is handed to the cluster, counts as running and can't be. So
what is cancelled has never begun.
"""

from __future__ import annotations

import atexit
import concurrent.futures
import functools
import logging
import os
import secrets
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from farfield._attach import current
from farfield._decode import Decoder
from farfield._future import Future
from farfield._initialized import InitializerFailed, call, call_with
from farfield._tasks import map_job, pack_item, send_item
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import ConnectionLostError, ResultError
from farfield_engine.objects.pickling import Unloadable
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

T = TypeVar("T")

AHEAD = 4
"""Calls that are handed over for each worker: the next ones are there before it asks for them."""

LOOK_SECONDS = 0.5
"""How often a wait looks whether the attachment still is."""

_log = logging.getLogger("concurrent.futures")

_executors: weakref.WeakSet[Executor] = weakref.WeakSet()
_exiting = False


class Executor(concurrent.futures.Executor):
    """Runs calls on the cluster that this process is attached to. Leaving it ends no worker."""

    def __init__(
        self,
        max_workers: int | None = None,
        *,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        """max_workers: how many calls run at once; None: as many as the cluster has room for.

        initializer: called with initargs in each worker process before the first call of this executor
        there; the names of the notebook that it binds are there for the calls. When it raises,
        the executor is broken. Workers serve others, too: what it does to the process, they see.

        Raises ValueError and TypeError for arguments that can't be, AttachError when there is no
        cluster and none can be started.
        """
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0; leave it out to use the whole cluster")
        if initializer is not None and not callable(initializer):
            raise TypeError(f"initializer must be a callable, not {type(initializer).__name__}")
        self._client: Client = current()
        self._concurrency = max_workers or 0
        self._room = max_workers or AHEAD * max(1, self._client.workers)
        self._id = secrets.token_hex(8)
        self._initializer = initializer
        self._initargs = tuple(initargs)
        self._changed = threading.Condition()
        self._waiting: deque[tuple[Future[Any], pb.JobSpec, list[_Held]]] = deque()
        self._running: set[Future[Any]] = set()
        self._maps: dict[str, JobHandle] = {}
        self._shut_down = False
        self._broken: InitializerFailed | None = None
        _executors.add(self)

    def submit(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call a function on a worker.

        The future has what can't be sent as its exception (SendError). Raises RuntimeError after
        shutdown, BrokenExecutor after the initializer has failed, TypeError for what is no function.
        """
        self._check_open()
        if not callable(function):
            raise TypeError(f"a function is expected, not {type(function).__name__}: submit(f, x)")
        future: Future[T] = Future()
        try:
            spec = self._pack(function, args, kwargs)
        # Pickling runs the user's code. Whatever is wrong is the future's, as callers of executors expect.
        except Exception as error:
            future.settle(error)
            return future
        with self._changed:
            self._check_open()
            held = _hold(self._client, spec) if len(self._running) >= self._room else []
            self._waiting.append((future, spec, held))
        self._hand_over()
        return future

    def _pack(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> pb.JobSpec:
        if self._initializer is None:
            return pack_item(self._client, function, args, kwargs)
        name = str(getattr(function, "__qualname__", None) or type(function).__name__)
        call_args = (self._id, self._initializer, self._initargs, function, args, kwargs)
        return pack_item(self._client, call, call_args, {}, name)

    def map(
        self,
        function: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """As `Executor.map`, as one job; raises TimeoutError when a result is not there after `timeout`.

        chunksize is not needed: how many items are sent together is measured. An iterator that
        is closed early, or that raised, stops what has not ended, also what runs.
        Raises SendError when the function or an element can't be pickled.
        """
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        deadline = None if timeout is None else time.monotonic() + timeout
        self._check_open()
        name = str(getattr(function, "__qualname__", None) or type(function).__name__)
        spec = pb.JobSpec(
            name=name, resources=pb.Resources(cpus=1), concurrency=self._concurrency, keep_going=True
        )
        called: Callable[..., T] = function
        if self._initializer is not None:
            called = functools.partial(call_with, self._id, self._initializer, self._initargs, function)
        decoder = map_job(self._client, called, list(zip(*iterables, strict=False)), spec)
        handle = decoder.handle
        with self._changed:
            self._maps[handle.id] = handle
        handle.on_news(self._map_news)
        return _results(decoder, deadline, timeout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; with `wait`, until those that were submitted have ended.

        cancel_futures: those that have not been handed to the cluster are cancelled. A `map` is one job: all
        of it that has not ended is stopped.
        """
        with self._changed:
            self._shut_down = True
            waiting = [future for future, _, _ in self._waiting] if cancel_futures else []
            maps = list(self._maps.values()) if cancel_futures else []
        for future in waiting:
            future.cancel()
        for handle in maps:
            self._client.cancel(handle.id)
        if cancel_futures:
            self._hand_over()
        if wait:
            self._finish()

    def _check_open(self) -> None:
        if self._broken is not None:
            # A new one each time: an exception that is raised collects the tracebacks of where.
            raise InitializerFailed(str(self._broken)) from self._broken
        if self._shut_down:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if _exiting:
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")

    def _finish(self) -> None:
        """Wait until nothing is open."""
        while True:
            with self._changed:
                if self._changed.wait_for(
                    lambda: not (self._waiting or self._running or self._maps), LOOK_SECONDS
                ):
                    return
                if self._client.usable:
                    continue
                # After detach() nothing is told any more.
                self._maps.clear()
                futures, self._running = self._running, set()
            for future in futures:
                if not future.done():
                    future.settle(_gone())
            self._hand_over()

    # --- from any thread ----------------------------------------------------

    def _hand_over(self) -> None:
        """Send what there is room for."""
        while True:
            with self._changed:
                while self._waiting and self._waiting[0][0].cancelled():
                    self._waiting.popleft()
                if not self._waiting or len(self._running) >= self._room:
                    self._changed.notify_all()
                    return
                future, spec, held = self._waiting.popleft()
                self._running.add(future)
            if not future.begin():
                self._left(future)
            elif self._broken is not None:
                self._left(future)
                future.settle(InitializerFailed(str(self._broken)))
            elif not self._client.usable:
                self._left(future)
                future.settle(_gone())
            else:
                ended = functools.partial(self._ended, future)
                send_item(self._client, spec, future, stoppable=False, ended=ended)
            del held  # the job holds its inputs now

    def _left(self, future: Future[Any]) -> None:
        with self._changed:
            self._running.discard(future)
            self._changed.notify_all()

    # --- on the client's thread ---------------------------------------------

    def _ended(self, future: Future[Any], error: BaseException | None) -> None:
        self._left(future)
        if isinstance(error, InitializerFailed):
            self._break(error)
        self._hand_over()

    def _map_news(self, handle: JobHandle) -> None:
        if handle.done:
            with self._changed:
                self._maps.pop(handle.id, None)
                self._changed.notify_all()

    def _break(self, error: InitializerFailed) -> None:
        with self._changed:
            first, self._broken = self._broken is None, self._broken or error
        if first:
            # As `concurrent.futures` says it.
            _log.critical("Exception in initializer:", exc_info=error)


class _Held:
    """While it lives, the cluster keeps an object that a waiting call needs."""


_held: weakref.WeakValueDictionary[tuple[str, bytes], _Held] = weakref.WeakValueDictionary()
"""By session and hash. An object has one holder: the first to be released would release it for all."""


def _hold(client: Client, spec: pb.JobSpec) -> list[_Held]:
    """Have the cluster keep the large inputs of a job that is sent later."""
    holders = []
    modules = (objects_pb.Value(pickle=file.content) for file in spec.modules)
    for value in (*spec.values, *(chunk.elements for chunk in spec.chunks), *modules):
        for blob in (value.pickle, *value.buffers):
            if not blob.hash:
                continue
            key = (client.session, blob.hash)
            holder = _held.get(key)
            if holder is None:
                holder = _held[key] = _Held()
                client.keep(objects_pb.Value(pickle=blob), holder)
                # Where it was written is told once; from now on it is known by its hash.
                blob.ClearField("segment")
            holders.append(holder)
    return holders


def _gone() -> ConnectionLostError:
    return ConnectionLostError(
        "this process has left the cluster; make a new Executor after attaching again, with attach()"
    )


def _results(decoder: Decoder, deadline: float | None, timeout: float | None) -> Iterator[Any]:
    """The results in order. Keeps no reference to those that it has given out."""
    handle, item = decoder.handle, 0
    try:
        while item < handle.items:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not handle.wait_for_item(item, left):
                raise TimeoutError(f"item {item} was not done after {timeout:g} s")
            error = decoder.failure(item)
            if error is not None:
                raise error
            segment = handle.segment_of(item)
            assert segment is not None, "failure() says that the item has a result"
            decoded = decoder.list_of(segment)
            values = decoded[item - segment.start :]
            # The decoder keeps the list, and with it what is in it.
            decoded.clear()
            values.reverse()
            while values and item not in handle.failures:
                if isinstance(values[-1], Unloadable):
                    cause = values[-1].error
                    raise ResultError(f"result {item} can't be unpickled here: {cause}") from cause
                item += 1
                yield values.pop()
    finally:
        if not handle.done and decoder.client.usable:
            decoder.client.cancel(handle.id)


@atexit.register
def _finish_all() -> None:
    """At the end of the interpreter: what was submitted is done first, as with other executors."""
    global _exiting
    _exiting = True
    for executor in list(_executors):
        # A forked child has the parent's executors, but not the thread that serves them.
        if executor._client.process == os.getpid():
            executor._finish()
