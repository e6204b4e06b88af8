"""The bars of a worker: loops inside its items, which the gateway is told of now and then.

User code only counts: a step of a loop stores a number and looks at no clock. The link thread samples what is
open, several times a second, and sends what has changed.

Nothing here locks what user code does: a bar may end in a finaliser, in the middle of anything.
"""

from __future__ import annotations

import itertools
import math
import numbers
import os
import threading
import time
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from farfield_engine import inside
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.current import CurrentItem

USUAL_INTERVAL = 0.25
"""Seconds between two reports, where the gateway has not said."""

MAX_TOLD = 200
"""Open bars that one report has, and ended ones that an interval has: others are counted."""

MAX_OPEN = 1000
"""Bars that are watched at a time."""

MAX_TEXT = 200
"""Characters of a label or note."""

T = TypeVar("T")


class Bar:
    """A loop that goes on. Its counter is all that user code pays for."""

    __slots__ = (
        "_bars", "began", "depth", "ended", "id", "item", "job", "label", "n", "note", "parent",
        "refresh", "sent", "took", "total", "unit",
    )  # fmt: skip

    def __init__(self, bars: Bars, label: str, total: float, unit: str, parent: Bar | None) -> None:
        self._bars = bars
        self.n: float = 0
        self.label, self.total, self.unit, self.note = label, total, unit, ""
        self.id, self.job, self.item = next(bars.numbers), bars.job(), bars.current.item
        while parent is not None and (parent.ended or parent.item != self.item):
            parent = parent.parent
        self.parent: Bar | None = parent
        self.depth: int = parent.depth + 1 if parent is not None else 0
        self.began = time.monotonic()
        self.took = 0.0
        self.ended: bool = False
        self.refresh: Callable[[Bar], object] | None = None
        """Brings its fields up to date, where another library counts."""
        self.sent: tuple[object, ...] | None = None
        """What the gateway knows of it."""

    def steps(self, iterable: Iterable[T]) -> Iterator[T]:
        """The elements, counted, each when the loop has done with it."""
        n = self.n
        try:
            for element in iterable:
                yield element
                n += 1
                self.n = n
        finally:
            self.end()

    async def async_steps(self, iterable: AsyncIterable[T]) -> AsyncIterator[T]:
        """As `steps`, of what is awaited."""
        n = self.n
        try:
            async for element in iterable:
                yield element
                n += 1
                self.n = n
        finally:
            self.end()

    def restart(self) -> None:
        """It begins once more."""
        self.began = time.monotonic()

    def end(self) -> None:
        """The loop has ended. A second call does nothing."""
        if not self.ended:
            self._bars.end(self)

    def state(self) -> tuple[object, ...]:
        """What the gateway is told when it differs from what it was told last."""
        refresh = self.refresh
        if refresh is not None:
            try:
                refresh(self)
            # The bar is another library's, and what the user has made of it: whatever that does.
            except Exception:
                self.refresh = None
        return (_number(self.n), _number(self.total), self.label, self.note, self.unit)

    def message(self, *, ended: bool) -> watch_pb.Bar:
        """The bar as it is now."""
        return watch_pb.Bar(
            id=self.id,
            item=self.item,
            label=_text(self.label),
            depth=self.depth,
            done=_number(self.n),
            total=_number(self.total),
            unit=_text(self.unit),
            elapsed=self.took if ended else time.monotonic() - self.began,
            ended=ended,
            note=_text(self.note),
        )


class Bars:
    """All bars of this process."""

    def __init__(
        self, current: CurrentItem, job: Callable[[], str], send: Callable[[pb.FromWorker], object]
    ) -> None:
        self.current = current
        self.job = job
        self.numbers = itertools.count(1)
        self.interval = USUAL_INTERVAL
        self.wanted = True
        self._send = send
        self._here = os.getpid()
        self._open: dict[int, Bar] = {}
        self._ended: deque[Bar] = deque()
        self._left: dict[str, int] = {}
        """By job, how many have ended and are not told one by one."""
        self._inner: ContextVar[Bar | None] = ContextVar("farfield_bar", default=None)
        self._lock = threading.Lock()  # between the two threads that send, and nobody else
        self._next = 0.0
        self._room = MAX_TOLD

    def install(self) -> None:
        """Have `ff.track` find this."""
        inside.open_bar = self.open
        inside.open_bar_beside = self.open_beside

    # --- user code, on any thread ---------------------------------------------

    def open(
        self,
        label: str = "",
        total: float = 0,
        unit: str = "it",
        refresh: Callable[[Bar], object] | None = None,
    ) -> Bar:
        """A bar begins; inside those that are open in the same thread, or asynchronous task."""
        bar = Bar(self, label, total, unit, self._inner.get())
        bar.refresh = refresh
        self._inner.set(bar)
        self._watch(bar)
        return bar

    def open_beside(
        self, label: str = "", total: float = 0, unit: str = "it", within: Bar | None = None
    ) -> Bar:
        """A bar of what runs elsewhere: those that open while it goes on are not inside it.

        within: the bar around it; None: those that are open in this thread.
        """
        bar = Bar(self, label, total, unit, within if within is not None else self._inner.get())
        self._watch(bar)
        return bar

    def _watch(self, bar: Bar) -> None:
        # A fork has no link. Its bars count for nobody.
        if len(self._open) < MAX_OPEN and os.getpid() == self._here:
            self._open[bar.id] = bar

    def end(self, bar: Bar) -> None:
        """As `Bar.end`, which see."""
        bar.took = time.monotonic() - bar.began
        bar.state()
        bar.ended = True
        bar.refresh = None
        if self._inner.get() is bar:
            self._inner.set(bar.parent)
        watched = self._open.pop(bar.id, None) is not None
        if os.getpid() != self._here:
            return
        # One that was told of as open is told of once more, or it would seem to go on.
        if bar.sent is not None or (watched and len(self._ended) < MAX_TOLD):
            self._ended.append(bar)
        else:
            self._left[bar.job] = self._left.get(bar.job, 0) + 1

    # --- main thread ----------------------------------------------------------

    def finish(self, job: str) -> None:
        """A batch of this job has ended, and with it its bars: tell what became of them."""
        if self._open:
            for bar in self._open.copy().values():
                if bar.job == job:
                    bar.end()
        if self._ended or self._left:
            self._tell(with_open=False)

    # --- link thread ----------------------------------------------------------

    def pace(self, interval: float) -> None:
        """Report so often from now on; 0: nobody wants to know."""
        self.wanted = interval > 0
        self.interval = interval or USUAL_INTERVAL
        self._next = min(self._next, time.monotonic() + self.interval)

    @property
    def patience(self) -> float | None:
        """Milliseconds until the next report; None where there is nothing to report."""
        if not (self._open or self._ended or self._left):
            return None
        return max(1.0, (self._next - time.monotonic()) * 1000)

    def report_due(self) -> None:
        """Report, where it is time."""
        if (self._open or self._ended or self._left) and time.monotonic() >= self._next:
            self._tell(with_open=True)

    # --- both -----------------------------------------------------------------

    def _tell(self, *, with_open: bool) -> None:
        with self._lock:
            now = time.monotonic()
            if now >= self._next:
                self._next, self._room = now + self.interval, MAX_TOLD
            told: dict[str, list[watch_pb.Bar]] = {}
            for bar in self._ended_now():
                told.setdefault(bar.job, []).append(bar.message(ended=True))
            if with_open:
                for bar in self._changed():
                    told.setdefault(bar.job, []).append(bar.message(ended=False))
            left = {job: self._left.pop(job) for job in list(self._left)}
            if not self.wanted:
                return
            for job in told.keys() | left.keys():
                bars = watch_pb.Bars(job=job, bars=told.get(job, ()), left_out=left.get(job, 0))
                self._send(pb.FromWorker(bars=bars))

    def _ended_now(self) -> Iterator[Bar]:
        while self._ended:
            bar = self._ended.popleft()
            if bar.sent is None:
                if self._room <= 0:
                    self._left[bar.job] = self._left.get(bar.job, 0) + 1
                    continue
                self._room -= 1
            yield bar

    def _changed(self) -> Iterator[Bar]:
        """The open bars that are to be told of: the outermost, and of those the newest."""
        shown = sorted(self._open.copy().values(), key=lambda bar: (bar.depth, -bar.id))[:MAX_TOLD]
        for bar in shown:
            state = bar.state()
            if state != bar.sent:
                # In this order, as `end` looks in the other one: it is told of as open and later as ended, or
                # only as ended.
                bar.sent = state
                if not bar.ended:
                    yield bar


def _number(value: Any) -> float:
    """A number of another library, where it is one that costs nothing to read."""
    number = float(value) if isinstance(value, numbers.Real) else 0.0
    return number if math.isfinite(number) else 0.0


def _text(value: object) -> str:
    return value[:MAX_TEXT] if isinstance(value, str) else ""
