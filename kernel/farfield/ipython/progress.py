"""A job's progress under its cell: a widget in front ends that show widgets, a line in a terminal."""

from __future__ import annotations

import math
import sys
import time
from collections import deque
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython.cells import cell_id
from farfield_engine.client.text import STATES
from farfield_engine.wire.v1 import jobs_pb2 as pb

_WINDOW = 5.0
"""Seconds over which the rate is measured."""

_HONEST_AFTER = 1.0
"""Seconds before which no time left is given: it would be a guess."""


class ProgressState:
    """Turns summaries into what a view shows: adds rate and time left."""

    def __init__(self, spec: pb.JobSpec) -> None:
        self._name = spec.name
        self._items = spec.items
        self._seen: deque[tuple[float, int]] = deque([(0.0, 0)])

    def of(self, summary: pb.JobSummary | None, elapsed: float) -> dict[str, Any]:
        """The state as `farfield_jupyter.summary` describes it. `elapsed` in seconds."""
        counts = summary.counts if summary is not None else pb.Counts(queued=self._items)
        done = counts.succeeded + counts.failed + counts.cancelled + counts.lost
        self._seen.append((elapsed, done))
        while len(self._seen) > 2 and elapsed - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        first, before = self._seen[0]
        rate = (done - before) / (elapsed - first) if elapsed > first else 0.0
        left = (self._items - done) / rate if rate > 0 and elapsed >= _HONEST_AFTER else None
        return {
            "name": self._name,
            "state": STATES[summary.state] if summary is not None else "queued",
            "items": self._items,
            "counts": {
                "queued": counts.queued,
                "running": counts.running,
                "succeeded": counts.succeeded,
                "failed": counts.failed,
                "cancelled": counts.cancelled,
                "lost": counts.lost,
            },
            "elapsed": elapsed,
            "rate": rate,
            "left": left if left is None or math.isfinite(left) else None,
            "workers": summary.workers if summary is not None else 0,
            "job": summary.number if summary is not None else 0,
            "waiting": summary.waiting if summary is not None else "",
        }


class ProgressView:
    """Shows nothing: under nbconvert, papermill and nbval output is quiet and the same every time."""

    goes_first = False
    """Whether it stays where it was first shown, so that output before that would stand above it."""

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        """The job's state now; `elapsed` in seconds."""

    def step_aside(self) -> None:
        """Output is about to be written where the progress is drawn."""

    def finish(self, summary: pb.JobSummary | None) -> None:
        """The job has ended; None when it was never accepted."""


class WidgetView(ProgressView):
    """A widget while the job runs; what stays in the notebook is a line of HTML."""

    goes_first = True

    def __init__(self, spec: pb.JobSpec) -> None:
        self._state = ProgressState(spec)
        self._widget: Any = None
        self._display: Any = None

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        from IPython.display import display

        from farfield_jupyter.progress import ProgressWidget

        state = self._state.of(summary, elapsed)
        if self._widget is None:
            self._widget = ProgressWidget(state=state)
            self._display = display(self._widget, display_id=True)
        else:
            self._widget.state = state

    def finish(self, summary: pb.JobSummary | None) -> None:
        if self._widget is None:
            return
        from farfield_jupyter.summary import outcome, summary_html

        state = self._state.of(summary, summary.elapsed if summary is not None else 0.0)
        bundle = {"text/html": summary_html(state), "text/plain": f"{state['name']}: {outcome(state)}"}
        self._display.update(bundle, raw=True)
        self._widget.close()


class TerminalView(ProgressView):
    """One line at the bottom of a terminal, drawn over itself."""

    INTERVAL = 0.1
    WIDTH = 24

    def __init__(self, spec: pb.JobSpec) -> None:
        self._state = ProgressState(spec)
        self._drawn = 0.0
        self._length = 0

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        now = time.monotonic()
        if now - self._drawn < self.INTERVAL:
            return
        self._drawn = now
        from farfield_jupyter.summary import pace

        state = self._state.of(summary, elapsed)
        counts = state["counts"]
        done = counts["succeeded"] + counts["failed"] + counts["cancelled"] + counts["lost"]
        filled = self.WIDTH * done // max(1, state["items"])
        bar = "█" * filled + "░" * (self.WIDTH - filled)
        bad = counts["failed"] + counts["lost"]
        failed = f" · {bad:,} failed" if bad else ""
        text = f"{bar} {done:,}/{state['items']:,}{failed} · {pace(state)}"
        sys.stderr.write("\r" + text.ljust(self._length))
        sys.stderr.flush()
        self._length = len(text)

    def step_aside(self) -> None:
        if self._length:
            sys.stderr.write("\r" + " " * self._length + "\r")
            sys.stderr.flush()
            self._length = 0
            self._drawn = 0.0

    def finish(self, summary: pb.JobSummary | None) -> None:
        self.step_aside()


def make_view(shell: InteractiveShell, spec: pb.JobSpec, *, quiet: bool) -> ProgressView:
    """The view that suits where the cell runs.

    Interactive front ends (JupyterLab, Notebook, VS Code) name the cell they run; programs
    that execute notebooks do not.
    """
    if quiet:
        return ProgressView()
    if cell_id(shell) and _has_widgets():
        return WidgetView(spec)
    if getattr(shell, "kernel", None) is None and sys.stderr.isatty() and _has_summary():
        return TerminalView(spec)
    return ProgressView()


def _has_widgets() -> bool:
    import importlib.util

    return importlib.util.find_spec("anywidget") is not None and _has_summary()


def _has_summary() -> bool:
    import importlib.util

    return importlib.util.find_spec("farfield_jupyter") is not None
