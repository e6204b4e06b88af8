"""A job's progress as a widget: the card under the cell while that runs, and HTML when it has ended."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from farfield.ipython.cardactions import CardActions
from farfield.ipython.offline import outage_of
from farfield.ipython.progress import ProgressState, ProgressView, is_warm
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

KEPT = 32
"""So many cards of ended cells stay open: a page that was loaded anew meanwhile still shows them."""

ALONE = 0.1
"""Seconds without a widget: a page is to have drawn the HTML before it loads more; short cells need none."""

EARLY = "as it was when the cell began"
"""What the HTML says that is not shown alive."""

TICK = 1.0
"""Seconds between two looks at a job that nobody waits for."""

_ended: deque[WidgetView] = deque()


class WidgetView(ProgressView):
    """HTML at once, and a widget in its place as soon as there can be one, until the job has ended.

    What stays in the notebook is HTML: a front end that is shown a widget of a kernel that has ended says
    "model not found", whatever else stands beside it.
    """

    goes_first = True
    tells_late = False

    def __init__(self, client: Client, handle: JobHandle, state: ProgressState, cell: str) -> None:
        """cell: the id of the cell that shows it."""
        from farfield_jupyter.places import has_places, new_place

        super().__init__()
        self._state = state
        self._detail: watch_pb.JobDetail | None = None
        self._place = new_place() if has_places(cell) else ""
        self._widget: Any = None
        self._display: Any = None
        self._actions = CardActions(client, handle, state, stopped=self._stop)
        self._client = client
        self._handle = handle

    def _stop(self) -> None:
        self.stopped = True

    def _follow(self, handle: JobHandle) -> None:
        """It runs once more, whoever has asked for that: the card is alive again until it has ended."""
        state = self._state.of(None, 0.0)
        self._display.update(self._alive(state), raw=True)
        follow(self._client, handle, self._state, self._widget, self._stay)

    def _alive(self, state: dict[str, Any]) -> dict[str, Any]:
        """What is to be shown so that the widget stands there."""
        from farfield_jupyter.subshells import view_of

        if self._place:
            return static(state, self._place, self._handle.id)
        # HTML beside it: for viewers without widgets, if the notebook is saved before the job ends.
        return {**view_of(self._widget), **static(state)}

    def _stay(self, state: dict[str, Any]) -> None:
        """What stays in the notebook."""
        self._display.update(static(state), raw=True)

    def _leave(self) -> None:
        self._handle.on_again(None)
        self._widget.close()

    def learn(self, detail: watch_pb.JobDetail) -> None:
        self._detail = detail

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        state = self._state.of(summary, elapsed, self.outage, self._detail)
        if self._place and self._display is None:
            self._begin(self._alive(state))
        if self._widget is not None:
            self._widget.state = state
        elif not self._place or (is_warm() and elapsed >= ALONE):
            self._come_alive(state)

    def _begin(self, bundle: dict[str, Any]) -> None:
        from IPython.display import display

        self._display = display(bundle, raw=True, display_id=True)

    def _come_alive(self, state: dict[str, Any]) -> None:
        from farfield_jupyter.progress import ProgressWidget

        # VS Code sends nothing to a kernel that is busy, and this card is there only while the cell runs: a
        # button would do nothing for as long as it is seen. Its own Interrupt stops the work.
        answer = self._actions.answer if self._place else None
        self._widget = ProgressWidget(state, answer, place=self._place)
        if not self._place:
            self._begin(self._alive(state))

    def finish(self, summary: pb.JobSummary | None) -> None:
        if self._display is None:
            return
        elapsed = summary.elapsed if summary is not None else 0.0
        state = self._state.of(summary, elapsed, None, self._detail)
        if self._widget is not None:
            # Pages that were loaded anew do not hear of the display any more, only of the widget.
            self._widget.state = state
            _ended.append(self)
            self._handle.on_again(self._follow)
        self._stay(state)
        while len(_ended) > KEPT:
            _ended.popleft()._leave()


def static(state: dict[str, Any], place: str = "", job: str = "") -> dict[str, str]:
    """The state as it stays in a notebook; in a place, as what the widget there stands for."""
    from farfield_jupyter.places import placed
    from farfield_jupyter.summary import outcome, summary_html

    html = summary_html(state, EARLY if place else "")
    # A loop's name ends with the colon of its `for`.
    text = f"{str(state['name']).rstrip(' :')}: {outcome(state)}"
    return {"text/html": placed(place, html, job) if place else html, "text/plain": text}


def follow(
    client: Client,
    handle: JobHandle,
    state: ProgressState,
    widget: Any,
    ended: Callable[[dict[str, Any]], object] = lambda state: None,
) -> None:
    """Have a widget show a job that runs once more and that nobody waits for, until it has ended.

    ended: is told the last state.
    """
    _Follower(client, handle, state, widget, ended).begin()


class _Follower:
    """Its methods run on the client's thread."""

    def __init__(
        self,
        client: Client,
        handle: JobHandle,
        state: ProgressState,
        widget: Any,
        ended: Callable[[dict[str, Any]], object],
    ) -> None:
        self._client = client
        self._ended = ended
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
        if not self._handle.done:
            self._client.call_later(TICK, self._tick)
        elif summary is not None and not self._over:  # it has ended before anybody listened
            self._over = True
            self._show(summary)

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
        shown = self._widget.state = self._state.of(summary, elapsed, outage, self._detail)
        if self._over:
            self._ended(shown)
