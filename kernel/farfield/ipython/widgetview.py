"""A job's progress as a widget: the card under the cell while that runs, and HTML when it has ended."""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from farfield.ipython.cardactions import CardActions
from farfield.ipython.offline import outage_of
from farfield.ipython.progress import ProgressState, ProgressView
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

KEPT = 32
"""So many cards of ended cells stay open: a page that was loaded anew meanwhile still shows them."""

TICK = 1.0
"""Seconds between two looks at a job that nobody waits for."""

_ended: deque[Any] = deque()


class WidgetView(ProgressView):
    """A widget while the job runs.

    What stays in the notebook is HTML: a front end that is shown a widget of a kernel that has ended says
    "model not found", whatever else stands beside it.
    """

    goes_first = True
    tells_late = False

    def __init__(self, client: Client, handle: JobHandle, state: ProgressState) -> None:
        super().__init__()
        self._state = state
        self._detail: watch_pb.JobDetail | None = None
        self._widget: Any = None
        self._display: Any = None
        self._actions = CardActions(client, handle, state, stopped=self._stop, again=self._follow)
        self._client = client

    def _stop(self) -> None:
        self.stopped = True

    def _follow(self, handle: JobHandle) -> None:
        follow(self._client, handle, self._state, self._widget)

    def learn(self, detail: watch_pb.JobDetail) -> None:
        self._detail = detail

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        state = self._state.of(summary, elapsed, self.outage, self._detail)
        if self._widget is None:
            self._begin(state)
        else:
            self._widget.state = state

    def _begin(self, state: dict[str, Any]) -> None:
        from IPython.display import display

        from farfield_jupyter.progress import ProgressWidget
        from farfield_jupyter.subshells import view_of

        self._widget = ProgressWidget(state, self._actions.answer)
        # HTML beside it: for viewers without widgets, if the notebook is saved before the job ends.
        bundle = {**view_of(self._widget), **static(state)}
        self._display = display(bundle, raw=True, display_id=True)

    def finish(self, summary: pb.JobSummary | None) -> None:
        if self._widget is None:
            return
        elapsed = summary.elapsed if summary is not None else 0.0
        state = self._state.of(summary, elapsed, None, self._detail)
        # Pages that were loaded anew do not hear of the display any more, only of the widget.
        self._widget.state = state
        self._display.update(static(state), raw=True)
        _ended.append(self._widget)
        while len(_ended) > KEPT:
            _ended.popleft().close()


def static(state: dict[str, Any]) -> dict[str, str]:
    """The state as it stays in a notebook."""
    from farfield_jupyter.summary import outcome, summary_html

    return {"text/html": summary_html(state), "text/plain": f"{state['name']}: {outcome(state)}"}


def follow(client: Client, handle: JobHandle, state: ProgressState, widget: Any) -> None:
    """Have a widget show a job that runs once more and that nobody waits for, until it has ended."""
    _Follower(client, handle, state, widget).begin()


class _Follower:
    """Its methods run on the client's thread."""

    def __init__(self, client: Client, handle: JobHandle, state: ProgressState, widget: Any) -> None:
        self._client = client
        self._handle = handle
        self._state = state
        self._widget = widget
        self._began = time.monotonic()
        self._detail: watch_pb.JobDetail | None = None
        self._over = False

    def begin(self) -> None:
        summary = self._handle.summary
        self._state.begin_again(summary.counts.succeeded if summary is not None else 0)
        self._handle.on_event(self._take)
        self._tick()

    def _take(self, event: gateway_pb.Event) -> None:
        kind = event.WhichOneof("event")
        told = event.progress if kind == "progress" else event.finished if kind == "finished" else None
        if told is None:
            return
        self._over = kind == "finished"
        if told.HasField("detail"):
            self._detail = told.detail
        self._show(told.summary)

    def _tick(self) -> None:
        if self._over or self._widget.comm is None or not self._client.usable:
            return
        if self._handle.summary is not None:
            self._show(self._handle.summary)
        self._client.call_later(TICK, self._tick)

    def _show(self, summary: pb.JobSummary) -> None:
        if self._widget.comm is None:  # it was closed
            return
        elapsed = summary.elapsed if self._over else time.monotonic() - self._began
        outage = None if self._over else outage_of(self._client)
        self._widget.state = self._state.of(summary, elapsed, outage, self._detail)
