"""A job's progress under its cell: a widget in front ends that show widgets, a line in a terminal."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython.cells import cell_id
from farfield.ipython.offline import Outage, span
from farfield_engine.client.states import advance, progress_state
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

if TYPE_CHECKING:
    from farfield_engine.client.client import Client
    from farfield_engine.client.handle import JobHandle

_WINDOW = 5.0
"""Seconds over which the rate is measured."""

_HONEST_AFTER = 1.0
"""Seconds before which no time left is given: it would be a guess."""

QUIET_OUTAGE = 30.0
"""Seconds without a connection after which that is said where no progress is shown."""


class ProgressState:
    """Turns summaries into what a view shows, as `state.ts` declares it: adds rate and time left."""

    def __init__(self, spec: pb.JobSpec, labels: Sequence[str] = ()) -> None:
        """labels: what its items are called, where they have names."""
        self._name = spec.name
        self._items = spec.items
        self._together = spec.gang.ranks > 1
        self._labels = labels
        self._seen: deque[tuple[float, int]] = deque([(0.0, 0)])

    def of(
        self,
        summary: pb.JobSummary | None,
        elapsed: float,
        outage: Outage | None = None,
        detail: watch_pb.JobDetail | None = None,
    ) -> dict[str, Any]:
        """The state now; `elapsed` in seconds. The summary is None as long as nobody has told of the job."""
        if summary is None:
            summary = pb.JobSummary(items=self._items, counts=pb.Counts(queued=self._items))
        done, to_come = advance(summary)
        # What nobody hears of has no rate; afterwards it is the one over the whole of the outage.
        rate = self._rate(done, elapsed) if outage is None else 0.0
        # Ranks end together: those that have ended say nothing of the others.
        known = rate > 0 and elapsed >= _HONEST_AFTER and not self._together
        left = to_come / rate if known else None
        state = progress_state(summary, detail, rate=rate, left=left, elapsed=elapsed, labels=self.label)
        return state | {
            "name": self._name,
            "items": self._items,
            "connection": None if outage is None else outage.state(),
        }

    def begin_again(self, done: int) -> None:
        """The job runs once more, of which so many items are done already."""
        self._seen = deque([(0.0, done)])

    def label(self, item: int) -> str:
        """What an item is called; empty where it has no name."""
        return str(self._labels[item]) if item < len(self._labels) else ""

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
        self.stopped = False
        """Whether the user has stopped the job by a button of this view."""
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

    def learn(self, detail: watch_pb.JobDetail) -> None:
        """What there is to see of the job beside its summary, to be shown with that."""

    def show(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        """The job's state now; `elapsed` in seconds."""

    def step_aside(self) -> None:
        """Output is about to be written where the progress is drawn."""

    def finish(self, summary: pb.JobSummary | None) -> None:
        """The job has ended; None when it was never accepted."""


def view_kind(shell: InteractiveShell, *, quiet: bool) -> str:
    """What shows a job's progress where the cell runs: "widget", "html", "terminal", or "" for nothing.

    Interactive front ends (JupyterLab, Notebook, VS Code) name the cell they run; programs
    that execute notebooks do not.
    """
    if quiet:
        return ""
    if cell_id(shell) and _is_there("farfield_jupyter"):
        return "widget" if has_widgets() else "html"
    if getattr(shell, "kernel", None) is None and sys.stderr.isatty() and _is_there("farfield_jupyter"):
        return "terminal"
    return ""


def make_view(
    shell: InteractiveShell,
    client: Client,
    handle: JobHandle,
    spec: pb.JobSpec,
    labels: Sequence[str] = (),
    *,
    quiet: bool,
) -> ProgressView:
    """The view that suits where the cell runs."""
    kind = view_kind(shell, quiet=quiet)
    state = ProgressState(spec, labels)
    if kind == "widget":
        from farfield.ipython.widgetview import WidgetView

        return WidgetView(client, handle, state, cell_id(shell))
    if kind == "html":
        from farfield.ipython.htmlview import HtmlView

        return HtmlView(state)
    if kind == "terminal":
        from farfield.ipython.terminalview import make_terminal_view

        return make_terminal_view(state)
    return ProgressView()


_loading: threading.Thread | None = None


def warm_up(shell: InteractiveShell) -> None:
    """Load what a widget takes, beside what goes on: that takes longer than a card may be waited for."""
    global _loading
    if _loading is not None or not cell_id(shell) or not has_widgets():
        return
    _loading = threading.Thread(target=_load, name="farfield-widgets", daemon=True)
    _loading.start()


def _load() -> None:
    # In the order in which they are needed; the first two are what a first cell takes anyway.
    for module in (
        "farfield.ipython.distributed",
        "farfield.ipython.widgetview",
        "farfield_jupyter.progress",
    ):
        importlib.import_module(module)


def is_warm() -> bool:
    """Whether a widget can be made at once."""
    return _loading is None or not _loading.is_alive()


def has_widgets() -> bool:
    """Whether widgets can be made here, and be shown: an editor without any says so to its kernel."""
    if os.environ.get("FARFIELD_WIDGETS") == "0":
        return False
    return _is_there("anywidget") and _is_there("farfield_jupyter")


def _is_there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
