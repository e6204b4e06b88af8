"""Which item runs now, and how it is interrupted."""

from __future__ import annotations

import signal
import threading
import time
import types
from collections.abc import Callable

IMPORT_SECONDS = 5.0
"""How long an import is let come to its end. A worker without variables to keep is killed before that."""

_IMPORTING = "<frozen importlib._bootstrap>"
"""The file of Python's own code that imports, as frames name it."""


class CurrentItem:
    """Batch and item that the main thread is in, readable by the gateway when this process is dead.

    The page is shared memory of unsigned 64-bit numbers: the batch, 0 being none, and the item. `Costs` keeps
    two more in it.
    """

    def __init__(self, page: memoryview) -> None:
        self.page = page.cast("B").cast("Q")

    def begin(self, batch: int, item: int) -> None:
        self.page[1] = item
        self.page[0] = batch

    @property
    def item(self) -> int:
        """The item that was begun last."""
        return self.page[1]

    def end(self) -> None:
        self.page[0] = 0


class Interrupts:
    """Raises KeyboardInterrupt in user code, and nowhere else.

    The link thread asks for it by signal; the handler runs on the main thread between two
    bytecodes, so what it looks at can't change under it.
    """

    def __init__(self) -> None:
        self.batch = 0
        """The batch that the main thread runs; 0: none."""
        self.in_user_code = False
        self.asked_for = 0
        """The batch that is to be interrupted."""
        self.raised = 0
        """The batch that was interrupted last."""
        self.unsafe: Callable[[types.FrameType | None], bool] = lambda frame: False
        """Says of a stack that nothing may be raised in it now; it is tried again then."""
        self.busy: Callable[[], bool] = lambda: False
        """Says that the main thread is where nothing at all may happen now; it is tried again then."""
        self._ours = False  # a signal of ours is on its way
        self._put_off = False
        self._importing = (0, 0.0)  # a batch that could not be interrupted yet, and since when
        self._chores: list[Callable[[], object]] = []

    def install(self) -> None:
        signal.signal(signal.SIGINT, self._handle)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def interrupt(self, batch: int) -> None:
        """Ask for it; called on the link thread."""
        self.asked_for = batch
        self.again()

    def again(self) -> None:
        """Send the signal, once more: what it was to interrupt could not be interrupted there."""
        self._ours = True
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    def run_soon(self, chore: Callable[[], object]) -> None:
        """Have something called on the main thread, in the middle of what runs there."""
        self._chores.append(chore)
        self.again()

    @property
    def unanswered(self) -> bool:
        """Whether the main thread is yet to be interrupted."""
        return self._put_off or (self.pending and self.in_user_code and self.raised != self.batch)

    @property
    def pending(self) -> bool:
        """Whether the current batch is to stop."""
        return self.asked_for != 0 and self.asked_for == self.batch

    def _handle(self, number: int, frame: types.FrameType | None) -> None:
        if self.busy():
            self._put_off = True
            return
        ours, self._ours, self._put_off = self._ours, False, False
        while self._chores:
            self._chores.pop(0)()
        # A signal that is not ours (a user's os.kill) acts as Python's own handler would.
        if not self.in_user_code or not (self.pending or not ours) or self.unsafe(frame):
            return
        if ours and self._is_importing(frame):
            return  # it is tried again
        self.raised = self.batch
        raise KeyboardInterrupt

    def _is_importing(self, frame: types.FrameType | None) -> bool:
        """Whether an import is under way that may yet come to its end.

        Half a package stays unusable: Python drops it and keeps its submodules, and numpy for one can't be
        loaded twice. The next job of this worker would find that.
        """
        while frame is not None and frame.f_code.co_filename != _IMPORTING:
            frame = frame.f_back
        if frame is None:
            return False
        if self._importing[0] != self.batch:
            self._importing = self.batch, time.monotonic()
        return time.monotonic() - self._importing[1] < IMPORT_SECONDS
