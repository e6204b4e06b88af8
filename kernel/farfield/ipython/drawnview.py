"""What the views of a terminal have in common: they draw over themselves, and step aside for output."""

from __future__ import annotations

import abc
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from farfield.ipython.offline import Outage
from farfield.ipython.progress import ProgressState, ProgressView
from farfield_engine.wire.v1 import jobs_pb2 as pb


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C waits until this is over: half an escape sequence, or no cursor, would be left of it."""
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda _number, frame: pressed.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and callable(before):
        before(signal.SIGINT, pressed[0])


class DrawnView(ProgressView, abc.ABC):
    """Progress at the bottom of a terminal; it goes when the job has ended."""

    INTERVAL = 0.1
    """Seconds between two drawings."""
    tells_late = False

    def __init__(self, state: ProgressState) -> None:
        super().__init__()
        self._state = state
        self._drawn = 0.0
        """When it was drawn last; 0: it is not there."""

    @abc.abstractmethod
    def draw(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        """Draw the job's state now; `elapsed` in seconds."""

    @abc.abstractmethod
    def clear(self) -> None:
        """Take away what has been drawn, if anything has been."""

    def step_aside(self) -> None:
        with undisturbed():
            self.clear()
            self._drawn = 0.0

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        now = time.monotonic()
        if now - self._drawn >= self.INTERVAL:
            self._drawn = now
            with undisturbed():
                self.draw(summary, elapsed)

    def lost(self, outage: Outage) -> None:
        super().lost(outage)
        self._told = True

    def back(self, seconds: float) -> None:
        self.step_aside()
        super().back(seconds)

    def finish(self, summary: pb.JobSummary | None) -> None:
        self.step_aside()
