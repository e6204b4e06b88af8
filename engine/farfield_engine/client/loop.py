"""The one background thread of a client process: it owns the event loop and all channels."""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from farfield_engine.errors import FarfieldError

T = TypeVar("T")

_END_SECONDS = 2.0
"""How long the end of Python waits for what the loop is just doing."""


class LoopThread:
    """An event loop on a daemon thread, which debuggers leave alone; one for all clients of a process.

    It lives until Python ends, and no longer: a daemon thread that an event wakes when the interpreter is
    gone takes the process down with SIGSEGV, after all that it has done.
    """

    _shared: LoopThread | None = None
    _lock = threading.Lock()
    _ended = False

    @classmethod
    def shared(cls) -> LoopThread:
        """This process's loop, made on first use. Raises FarfieldError when Python ends."""
        with cls._lock:
            _check_not_ended(cls._ended)
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
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.loop.close()

    @classmethod
    def end(cls) -> None:
        """End this process's loop with its thread, if it has one; for the end of Python."""
        # Without the lock, which a forked child may have inherited locked.
        cls._ended = True
        shared = cls._shared
        if shared is not None and shared._process == os.getpid():
            shared.loop.call_soon_threadsafe(shared.loop.stop)
            shared._thread.join(_END_SECONDS)

    def check(self) -> None:
        """Raise FarfieldError in a child that was forked from the client's process, and when Python ends."""
        _check_not_ended(self._ended)
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
        self.check()
        self.loop.call_soon_threadsafe(call, *arguments)

    def start(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Run a coroutine on the loop."""
        try:
            self.check()
        except FarfieldError:
            work.close()
            raise
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


def _check_not_ended(ended: bool) -> None:
    if ended:
        raise FarfieldError("Python is ending: Farfield can't be used any more")


# Called after the handlers of those who import this, since what was registered first is called last.
atexit.register(LoopThread.end)
