"""Which of several stops a front end is shown. Pure: stops come in, instructions come out.

JupyterLab shows one stopped thread, the newest, and has no way to choose another. To it, stops are shown one
after the other, and the others are held until it is their turn. Other front ends are shown all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LOCAL = ""
"""The front end's own process, where it is debugged in the same session: it is no worker."""


@dataclass(frozen=True)
class Stop:
    """A thread that stands still."""

    worker: str
    thread: int
    """As the front end knows it."""
    body: dict[str, Any] = field(default_factory=dict, compare=False)
    """Of the `stopped` event."""


@dataclass(frozen=True)
class Show:
    """Tell the front end of a stop."""

    stop: Stop


@dataclass(frozen=True)
class Hide:
    """Tell it that what it shows stands still no more."""

    stop: Stop


Instruction = Show | Hide


class Presenter:
    """The stops that there are, in the order in which they came."""

    def __init__(self, *, one_at_a_time: bool) -> None:
        self.one_at_a_time = one_at_a_time
        self.shown: Stop | None = None
        """The one that the front end was told of last, and may be looking at."""
        self._stops: list[Stop] = []
        self._stepping = ""
        self._is_stepping = False

    @property
    def stops(self) -> list[Stop]:
        """All of them; the first is the one that is shown, where one is."""
        return list(self._stops)

    def of(self, worker: str) -> list[Stop]:
        """The stopped threads of one worker."""
        return [stop for stop in self._stops if stop.worker == worker]

    def stopped(self, stop: Stop) -> list[Instruction]:
        """A thread stands still."""
        self._stops = [other for other in self._stops if other != stop] + [stop]
        if not self.one_at_a_time:
            self.shown = stop
            return [Show(stop)]
        if self._is_stepping:
            if stop.worker != self._stepping:
                return []
            self._is_stepping = False
            return self._show(stop)
        if self.shown is None or self.shown.worker == stop.worker:
            return self._show(stop)
        return []

    def stepped(self, worker: str) -> list[Instruction]:
        """The front end has it make a step: its turn is not over, unless the step takes long."""
        hidden = self._remove(worker)
        if self.one_at_a_time and hidden:
            self._is_stepping, self._stepping = True, worker
        return []

    def step_takes_long(self) -> list[Instruction]:
        """Others are not to wait for a step that goes on and on."""
        if not self._is_stepping:
            return []
        self._is_stepping = False
        return self._next()

    def continued(self, worker: str) -> list[Instruction]:
        """It goes on, as the front end has asked, or by itself."""
        was_shown = self.shown is not None and self.shown.worker == worker
        was_stepping = self._is_stepping and self._stepping == worker
        gone = self._remove(worker)
        if not self.one_at_a_time:
            return [Hide(stop) for stop in gone]
        if was_stepping:
            self._is_stepping = False
        if was_shown or was_stepping or self.shown is None:
            hidden: list[Instruction] = [Hide(stop) for stop in gone[:1]] if was_shown else []
            return hidden + ([] if self._is_stepping else self._next())
        return []

    def chosen(self, worker: str) -> list[Instruction]:
        """The user wants to look at this one. Nothing happens where it does not stand still."""
        found = self.of(worker)
        if not found:
            return []
        self._is_stepping = False
        if not self.one_at_a_time:
            self.shown = found[0]
            return [Show(found[0])]
        return self._show(found[0])

    def clear(self) -> None:
        """The front end has gone."""
        self._stops.clear()
        self.shown = None
        self._is_stepping = False

    def _show(self, stop: Stop) -> list[Instruction]:
        self._stops.remove(stop)
        self._stops.insert(0, stop)
        self.shown = stop
        return [Show(stop)]

    def _next(self) -> list[Instruction]:
        return self._show(self._stops[0]) if self._stops and self.shown is None else []

    def _remove(self, worker: str) -> list[Stop]:
        gone = self.of(worker)
        self._stops = [stop for stop in self._stops if stop.worker != worker]
        if self.shown is not None and self.shown.worker == worker:
            self.shown = None
        return gone
