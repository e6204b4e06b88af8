"""What the views of a terminal have in common: they draw over themselves, and step aside for output."""

from __future__ import annotations

import abc
import time

from farfield.ipython.offline import Outage
from farfield.ipython.progress import ProgressState, ProgressView
from farfield_engine.wire.v1 import jobs_pb2 as pb


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

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        now = time.monotonic()
        if now - self._drawn >= self.INTERVAL:
            self._drawn = now
            self.draw(summary, elapsed)

    def lost(self, outage: Outage) -> None:
        super().lost(outage)
        self._told = True

    def back(self, seconds: float) -> None:
        self.step_aside()
        super().back(seconds)

    def finish(self, summary: pb.JobSummary | None) -> None:
        self.step_aside()
