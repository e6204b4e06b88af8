"""Shows a job while the cell that made it waits: output, progress, the stop button."""

from __future__ import annotations

import queue
import sys
import time
from collections.abc import Sequence

from IPython.core.interactiveshell import InteractiveShell

from farfield._job import title_of
from farfield.ipython.offline import outage_of, span
from farfield.ipython.pauses import PauseNotes
from farfield.ipython.progress import ProgressView, make_view
from farfield.ipython.screen import Screen
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb

SHOW_AFTER = 0.5
"""Seconds after which a job of one item shows progress, too."""

FIRST = 0.02
"""The same for a job of several, whose first word may take longer than a card may."""

TICK = 0.25
"""Seconds between updates of the elapsed time when nothing else happens."""


def watch(
    shell: InteractiveShell,
    client: Client,
    handle: JobHandle,
    spec: pb.JobSpec,
    labels: Sequence[str],
    *,
    quiet: bool,
) -> None:
    """Show the job until it has ended. Raises KeyboardInterrupt when the user stopped it."""
    screen = Screen(shell, labels if spec.items > 1 else ())
    view = make_view(shell, client, handle, spec, labels if spec.items > 1 else (), quiet=quiet)
    pauses = PauseNotes(shell, labels if spec.items > 1 else (), together=spec.gang.ranks > 1)
    watcher = _Watcher(client, handle, screen, view, pauses, spec)
    try:
        watcher.run()
    finally:
        pauses.finish()
        view.finish(handle.summary)
        screen.finish(watcher.number)
    if watcher.stops or (view.stopped and _is_cancelled(handle)):
        if not watcher.left_offline:
            _say_stopped(handle, spec)
        stop = KeyboardInterrupt()
        # The frames would be ours; what was stopped has been said.
        stop._render_traceback_ = lambda: ["KeyboardInterrupt"]  # type: ignore[attr-defined]
        raise stop


class _Watcher:
    """The main thread's loop over one job's events."""

    def __init__(
        self,
        client: Client,
        handle: JobHandle,
        screen: Screen,
        view: ProgressView,
        pauses: PauseNotes,
        spec: pb.JobSpec,
    ) -> None:
        self._pauses = pauses
        self.stops = 0
        self.left_offline = False
        """Whether the wait has ended while the connection was lost, and the job goes on."""
        self.number = 0
        self._client = client
        self._handle = handle
        self._screen = screen
        self._view = view
        self._name = spec.name
        self._many = spec.items > 1
        self._began = time.monotonic()
        # A card that may yet be shown belongs above the output, which waits for it so long.
        self._holding = view.goes_first
        self._held: list[gateway_pb.Outputs] = []
        self._lost_since: float | None = None
        self._said_stop = False
        self._drawn = False

    def run(self) -> None:
        """Until the job has ended, or the user has asked twice to stop."""
        while True:
            try:
                if self._step():
                    break
            except KeyboardInterrupt:
                self.stops += 1
                if self.stops > 1:
                    self._leave()
                    break
                self._client.cancel(self._handle.id)
        self._release()

    def _leave(self) -> None:
        """Stop was pressed twice: the notebook is to be had back at once."""
        self._view.step_aside()
        if self._client.connection.connected:
            print("not waiting any longer; the cluster stops what is left", file=sys.stderr)
            return
        self.left_offline = True
        print(
            f"not waiting any longer; {title_of(self._handle, self._name)} goes on, and is stopped when the "
            "connection is back: %jobs shows it then",
            file=sys.stderr,
        )

    def _step(self) -> bool:
        """Wait for an event and show it; whether it was the last."""
        self._look()
        try:
            soon = self._held or (self._many and not self._drawn)
            event = self._handle.events.get(timeout=FIRST if soon else TICK)
        except queue.Empty:
            if self._many or self._elapsed() >= SHOW_AFTER or self._view.outage is not None:
                self._draw(self._handle.summary)
            self._pauses.tick()
            return False
        if event is None:
            return True
        return self._show(event)

    def _look(self) -> None:
        """See whether the connection is lost, or back, and have that said."""
        outage = outage_of(self._client, stopping=self.stops > 0)
        if outage is not None:
            self._lost_since = time.monotonic() - outage.seconds
            self._view.lost(outage)
            self._say_stop_waits(outage.seconds)
        elif self._lost_since is not None and self._client.connection.connected:
            self._view.back(self._client.connection.since - self._lost_since)
            self._lost_since = None
            if self._view.goes_first:
                self._draw(self._handle.summary)

    def _say_stop_waits(self, seconds: float) -> None:
        if not self.stops or self._said_stop:
            return
        self._said_stop = True
        self._view.step_aside()
        print(
            f"stop will be delivered when the connection is back (lost {span(seconds)} ago); "
            "press stop again to get the notebook back now",
            file=sys.stderr,
            flush=True,
        )

    def _show(self, event: gateway_pb.Event) -> bool:
        kind = event.WhichOneof("event")
        if kind == "outputs":
            self._held.append(event.outputs)
            if not self._holding:
                self._release()
            elif self._many or self._elapsed() >= SHOW_AFTER:
                self._draw(self._handle.summary)
        elif kind == "progress":
            self.number = event.progress.summary.number
            if event.progress.summary.pauses:
                self._view.step_aside()
            self._pauses.show(event.progress.summary.pauses)
            if event.progress.HasField("detail"):
                self._view.learn(event.progress.detail)
            if self._many or self._elapsed() >= SHOW_AFTER:
                self._draw(event.progress.summary)
        elif kind == "finished":
            self.number = event.finished.summary.number
            if event.finished.HasField("detail"):
                self._view.learn(event.finished.detail)
        return kind in ("finished", "refused")

    def _draw(self, summary: pb.JobSummary | None) -> None:
        self._view.show(summary, self._elapsed())
        self._drawn = True
        self._holding = False
        self._release()

    def _release(self) -> None:
        while self._held:
            self._view.step_aside()
            self._screen.show(self._held.pop(0))

    def _elapsed(self) -> float:
        return time.monotonic() - self._began


def _is_cancelled(handle: JobHandle) -> bool:
    return handle.summary is not None and handle.summary.state == pb.STATE_CANCELLED


def _say_stopped(handle: JobHandle, spec: pb.JobSpec) -> None:
    summary = handle.summary
    if summary is None or spec.items == 1:
        print("stopped", file=sys.stderr)
        return
    counts = summary.counts
    parts = [f"{counts.succeeded:,} done", f"{counts.cancelled:,} stopped or not begun"]
    if counts.failed + counts.lost:
        parts.append(f"{counts.failed + counts.lost:,} failed")
    where = f"results of those done: %jobs result {summary.number}"
    print(f"stopped: {', '.join(parts)}; {where}", file=sys.stderr)
