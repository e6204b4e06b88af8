"""The one background thread of a client process: it owns the event loop and all channels."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from farfield_engine.errors import FarfieldError

T = TypeVar("T")


class LoopThread:
    """An event loop on a daemon thread, which debuggers leave alone; one for all clients of a process.

    It lives as long as the process: gRPC goes on to use a loop that it has been used from.
    """

    _shared: LoopThread | None = None
    _lock = threading.Lock()

    @classmethod
    def shared(cls) -> LoopThread:
        """This process's loop, made on first use."""
        with cls._lock:
            if cls._shared is None or cls._shared._process != os.getpid():
                cls._shared = cls()
            return cls._shared

    def __init__(self) -> None:
        import uvloop  # not there in workers of a cluster, which have no such thread

        self.loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
        self._process = os.getpid()
        self._thread = threading.Thread(target=self._run, name="farfield-client", daemon=True)
        # A debugger must neither stop this thread nor wait for it.
        self._thread.pydev_do_not_trace = True  # type: ignore[attr-defined]
        self._thread.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def check_process(self) -> None:
        """Raise FarfieldError in a child that was forked from the client's process."""
        if os.getpid() != self._process:
            raise FarfieldError(
                "this process was forked from one that is attached, and can't use its connection; "
                "use Farfield in the parent, or start the child with 'spawn' and attach there"
            )

    @property
    def is_current(self) -> bool:
        """Whether this is the loop's own thread."""
        return threading.current_thread() is self._thread

    def post(self, call: Callable[..., object], *arguments: object) -> None:
        """Have something called on the loop, soon."""
        self.check_process()
        self.loop.call_soon_threadsafe(call, *arguments)

    def start(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Run a coroutine on the loop."""
        self.check_process()
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def run(self, work: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Run a coroutine on the loop and wait for its result.

        Raises what it raises, TimeoutError after `timeout` seconds; an interrupt cancels it.
        """
        future = self.start(work)
        try:
            return future.result(timeout)
        except BaseException:
            future.cancel()
            raise
