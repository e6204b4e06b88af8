"""A job's progress under its cell: a widget in front ends that show widgets, a line in a terminal."""

from __future__ import annotations

import math
import sys
import time
from collections import deque
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython.cells import cell_id
from farfield.ipython.offline import Outage, span
from farfield_engine.client.text import STATES
from farfield_engine.wire.v1 import jobs_pb2 as pb

_WINDOW = 5.0
"""Seconds over which the rate is measured."""

_HONEST_AFTER = 1.0
"""Seconds before which no time left is given: it would be a guess."""

QUIET_OUTAGE = 30.0
"""Seconds without a connection after which that is said where no progress is shown."""


class ProgressState:
    """Turns summaries into what a view shows: adds rate and time left."""

    def __init__(self, spec: pb.JobSpec) -> None:
        self._name = spec.name
        self._items = spec.items
        self._seen: deque[tuple[float, int]] = deque([(0.0, 0)])

    def of(
        self, summary: pb.JobSummary | None, elapsed: float, outage: Outage | None = None
    ) -> dict[str, Any]:
        """The state as `farfield_jupyter.summary` describes it. `elapsed` in seconds."""
        counts = summary.counts if summary is not None else pb.Counts(queued=self._items)
        done = counts.succeeded + counts.failed + counts.cancelled + counts.lost
        # What nobody hears of has no rate; afterwards it is the one over the whole of the outage.
        rate = self._rate(done, elapsed) if outage is None else 0.0
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
            "connection": None if outage is None else outage.state(),
        }

    def _rate(self, done: int, elapsed: float) -> float:
        self._seen.append((elapsed, done))
        while len(self._seen) > 2 and elapsed - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        first, before = self._seen[0]
        return (done - before) / (elapsed - first) if elapsed > first else 0.0


class ProgressView:
    """Shows nothing: under nbconvert, papermill and nbval output is quiet and the same every time."""

    goes_first = False
    """Whether it stays where it was first shown, so that output before that would stand above it."""
    tells_late = True
    """Whether a lost connection is worth a line only after a while, since nothing else is shown."""

    def __init__(self) -> None:
        self.outage: Outage | None = None
        """What `show` shows as well: the connection is lost."""
        self._told = False

    def lost(self, outage: Outage) -> None:
        """The connection is lost, and has been for so long."""
        self.outage = outage
        if self.tells_late and outage.seconds >= QUIET_OUTAGE and not self._told:
            self._told = True
            print(
                f"the connection was lost {span(outage.seconds)} ago and is tried again; work goes on",
                file=sys.stderr,
                flush=True,
            )

    def back(self, seconds: float) -> None:
        """The connection is back, after so long."""
        self.outage = None
        if self._told:
            self._told = False
            print(f"connected again after {span(seconds)}", file=sys.stderr, flush=True)

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        """The job's state now; `elapsed` in seconds."""

    def step_aside(self) -> None:
        """Output is about to be written where the progress is drawn."""

    def finish(self, summary: pb.JobSummary | None) -> None:
        """The job has ended; None when it was never accepted."""


class WidgetView(ProgressView):
    """A widget while the job runs; what stays in the notebook is a line of HTML."""

    goes_first = True
    tells_late = False

    def __init__(self, spec: pb.JobSpec) -> None:
        super().__init__()
        self._state = ProgressState(spec)
        self._widget: Any = None
        self._display: Any = None

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        from IPython.display import display

        from farfield_jupyter.progress import ProgressWidget

        state = self._state.of(summary, elapsed, self.outage)
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
    tells_late = False

    def __init__(self, spec: pb.JobSpec) -> None:
        super().__init__()
        self._state = ProgressState(spec)
        self._drawn = 0.0
        self._length = 0

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        now = time.monotonic()
        if now - self._drawn < self.INTERVAL:
            return
        self._drawn = now
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

    def lost(self, outage: Outage) -> None:
        super().lost(outage)
        self._told = True

    def back(self, seconds: float) -> None:
        self.step_aside()
        super().back(seconds)

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
