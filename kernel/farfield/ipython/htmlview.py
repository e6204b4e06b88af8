"""A job's progress as HTML that is drawn anew, for a front end whose kernel has no widgets."""

from __future__ import annotations

from typing import Any

from farfield.ipython.progress import ProgressState, ProgressView
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

EVERY = 1.0
"""Seconds from one drawing to the next: each replaces the whole output."""


class HtmlView(ProgressView):
    """What a widget would leave in the notebook, from the start and without its buttons."""

    goes_first = True

    def __init__(self, state: ProgressState) -> None:
        super().__init__()
        self._state = state
        self._detail: watch_pb.JobDetail | None = None
        self._display: Any = None
        self._drawn = 0.0

    def learn(self, detail: watch_pb.JobDetail) -> None:
        self._detail = detail

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        if self._display is None or elapsed >= self._drawn + EVERY:
            self._draw(summary, elapsed)

    def finish(self, summary: pb.JobSummary | None) -> None:
        if self._display is not None:
            self._draw(summary, summary.elapsed if summary is not None else 0.0)

    def _draw(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        from IPython.display import display

        from farfield.ipython.widgetview import static

        self._drawn = elapsed
        bundle = static(self._state.of(summary, elapsed, self.outage, self._detail))
        if self._display is None:
            self._display = display(bundle, raw=True, display_id=True)
        else:
            self._display.update(bundle, raw=True)
