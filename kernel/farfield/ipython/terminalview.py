"""A job's progress at the bottom of a terminal: a live region with rich, a line without it."""

from __future__ import annotations

import importlib.util
import sys

from farfield.ipython.drawnview import DrawnView
from farfield.ipython.progress import ProgressState, ProgressView
from farfield_engine.wire.v1 import jobs_pb2 as pb


def make_terminal_view(state: ProgressState) -> ProgressView:
    """The one that can be had here."""
    if importlib.util.find_spec("rich") is not None:
        from farfield.ipython.richview import RichView

        return RichView(state)
    return TerminalView(state)


class TerminalView(DrawnView):
    """One line at the bottom of a terminal, drawn over itself."""

    WIDTH = 24

    def __init__(self, state: ProgressState) -> None:
        super().__init__(state)
        self._length = 0

    def draw(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        from farfield_jupyter.summary import outage, pace

        state = self._state.of(summary, elapsed, self.outage)
        counts = state["counts"]
        done = counts["succeeded"] + counts["failed"] + counts["cancelled"] + counts["lost"]
        filled = self.WIDTH * done // max(1, state["items"])
        bar = "█" * filled + "░" * (self.WIDTH - filled)
        bad = counts["failed"] + counts["lost"]
        failed = f" · {bad:,} failed" if bad else ""
        lost = f" · {outage(state['connection'])}" if self.outage is not None else ""
        text = f"{bar} {done:,}/{state['items']:,}{failed} · {pace(state)}{lost}"
        sys.stderr.write("\r" + text.ljust(self._length))
        sys.stderr.flush()
        self._length = len(text)

    def clear(self) -> None:
        if self._length:
            sys.stderr.write("\r" + " " * self._length + "\r")
            sys.stderr.flush()
            self._length = 0
