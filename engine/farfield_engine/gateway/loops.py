"""The bars of a job's items, gathered into loops: what many workers do inside the same `for`.

What a report changes costs as much as the report has bars; what is shown costs as much as there are loops.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from farfield_engine.gateway.audit import harmless
from farfield_engine.wire.v1 import watch_pb2 as pb

SHOWN = 12
"""Loops that are shown; the others are counted."""

ENDED_KEPT = 300
"""Loops without an open bar that are remembered."""

OPEN_OF_WORKER = 500
"""Open bars of one worker that are remembered, those that changed last. It tells of fewer at a time."""

BARS_SHOWN = 50
"""Bars of one worker that are listed."""

LARGEST = 1e15
"""Numbers beyond it are taken for this: sums stay exact enough to take from them again."""

LABEL_LIMIT = 500
"""Characters of a label or note that are kept."""

UNIT_LIMIT = 20

_Key = tuple[str, int]
_Behind = tuple[float, str, int]  # fraction, worker, bar


@dataclass(slots=True)
class _Sums:
    """Of several bars."""

    count: int = 0
    done: float = 0.0
    total: float = 0.0
    without_total: int = 0
    fraction: float = 0.0
    """Of those that have a total."""
    rate: float = 0.0
    timed: int = 0
    """Bars whose rate is known."""

    def add(self, bar: _Bar, sign: int = 1) -> None:
        self.count += sign
        self.done += sign * bar.done
        self.total += sign * bar.total
        if bar.fraction < 0:
            self.without_total += sign
        else:
            self.fraction += sign * bar.fraction
        if bar.rate >= 0:
            self.rate += sign * bar.rate
            self.timed += sign


@dataclass(slots=True)
class _Loop:
    label: str
    depth: int
    order: int
    """Which was seen first."""
    open: _Sums = field(default_factory=_Sums)
    ended: _Sums = field(default_factory=_Sums)
    left_out: int = 0
    """Bars that ended and were not told one by one."""
    unit: str = ""
    note: str = ""
    behind: list[_Behind] = field(default_factory=list)
    """A heap of open bars, the one furthest behind first; what has changed since is skipped when read."""


@dataclass(slots=True)
class _Bar:
    """An open bar as it was told of last."""

    loop: _Loop
    item: int
    done: float
    total: float
    fraction: float
    """-1: not known."""
    rate: float
    """Steps a second; -1: not known."""
    elapsed: float
    note: str


class Loops:
    """All bars of one job."""

    def __init__(self) -> None:
        self._loops: dict[_Key, _Loop] = {}
        self._open: dict[str, dict[int, _Bar]] = {}  # by worker and the bar's number there
        self._ended: dict[_Key, None] = {}  # loops without an open bar, the one that ended last at the end
        self._seen = 0
        self._before: tuple[list[pb.Loop], int] = ([], 0)  # in an earlier life of the gateway

    def take(self, worker: str, told: pb.Bars) -> None:
        """What a worker tells of its bars.

        Those that it has left out count for the loop of which most bars ended just now: one that is so short.
        """
        mine = self._open.setdefault(worker, {})
        ended: dict[_Key, int] = {}
        for bar in told.bars:
            number = bar.id
            before = mine.pop(number, None)
            if before is not None:
                before.loop.open.add(before, -1)
            after = self._bar(bar, before)
            loop = after.loop
            if bar.ended:
                loop.ended.add(after)
                key = loop.label, loop.depth
                ended[key] = ended.get(key, 0) + 1
            else:
                mine[number] = after
                loop.open.add(after)
                if after.fraction >= 0:
                    heapq.heappush(loop.behind, (after.fraction, worker, number))
                    if len(loop.behind) > 2 * loop.open.count + 16:
                        self._tidy(loop)
            self._account(loop)
            if before is not None and before.loop is not loop:
                self._account(before.loop)
        if told.left_out and ended:
            self._loops[max(ended, key=lambda key: ended[key])].left_out += told.left_out
        while len(mine) > OPEN_OF_WORKER:
            self._drop(mine, next(iter(mine)))
        if not mine:
            del self._open[worker]
        self._forget()

    def gone(self, worker: str) -> bool:
        """A worker has died, and its open bars with it; whether there were any."""
        mine = self._open.pop(worker, None)
        for number in list(mine or ()):
            assert mine is not None
            self._drop(mine, number)
        self._forget()
        return mine is not None

    def end(self) -> None:
        """The job has ended: nothing is open any more, and what was stays as it is shown."""
        for mine in self._open.values():
            for bar in mine.values():
                bar.loop.open.add(bar, -1)
                bar.loop.ended.add(bar)
                self._account(bar.loop)
        self._open.clear()
        self._forget(SHOWN)

    def shown(self) -> tuple[list[pb.Loop], int]:
        """The loops to show, outer ones first, and how many others there are."""
        if not self._loops:
            return self._before
        chosen = heapq.nsmallest(SHOWN, self._loops.values(), key=_importance)
        # In the order in which they appeared: rows must not change places as bars come and go.
        chosen.sort(key=lambda loop: (loop.depth, loop.order))
        return [self._message(loop) for loop in chosen], len(self._loops) - len(chosen)

    def recovered(self, shown: Iterable[pb.Loop], left_out: int) -> None:
        """What was shown of a job that an earlier gateway has ended."""
        self._before = list(shown), left_out

    def bars_of(self, worker: str) -> list[pb.Bar]:
        """The open bars of a worker, outer ones first."""
        mine = self._open.get(worker, {})
        chosen = heapq.nsmallest(BARS_SHOWN, mine.items(), key=lambda each: (each[1].loop.depth, each[0]))
        return [
            pb.Bar(
                id=number,
                item=bar.item,
                label=bar.loop.label,
                depth=bar.loop.depth,
                done=bar.done,
                total=bar.total,
                unit=bar.loop.unit,
                elapsed=bar.elapsed,
                note=bar.note,
            )
            for number, bar in chosen
        ]

    @property
    def open(self) -> int:
        """How many bars go on now."""
        return sum(map(len, self._open.values()))

    def __len__(self) -> int:
        """How many loops are known."""
        return len(self._loops)

    # --- one bar ------------------------------------------------------------

    def _bar(self, bar: pb.Bar, before: _Bar | None) -> _Bar:
        """What is kept of a bar; before: of the same one, when it was told of last."""
        if before is not None and before.loop.label == bar.label and before.loop.depth == bar.depth:
            loop = before.loop
        else:
            loop = self._loop(bar.label, bar.depth)
        done, total, elapsed = _number(bar.done), max(0.0, _number(bar.total)), _number(bar.elapsed)
        loop.unit = _text(bar.unit)[:UNIT_LIMIT] or loop.unit
        note = _text(bar.note)
        loop.note = note or loop.note
        fraction = min(1.0, max(0.0, done / total)) if total else -1.0
        rate = min(LARGEST, max(0.0, done / elapsed)) if elapsed > 0 else -1.0
        return _Bar(loop, bar.item, done, total, fraction, rate, elapsed, note)

    def _loop(self, label: str, depth: int) -> _Loop:
        label = _text(label)
        loop = self._loops.get((label, depth))
        if loop is None:
            self._seen += 1
            loop = self._loops[label, depth] = _Loop(label, depth, self._seen)
        return loop

    def _drop(self, mine: dict[int, _Bar], number: int) -> None:
        bar = mine.pop(number)
        bar.loop.open.add(bar, -1)
        self._account(bar.loop)

    def _account(self, loop: _Loop) -> None:
        """After one of its bars has come or gone."""
        key = loop.label, loop.depth
        if loop.open.count:
            self._ended.pop(key, None)
            return
        # Exactly nothing: what rounding has left must not gather.
        loop.open = _Sums()
        loop.behind.clear()
        self._ended.pop(key, None)
        if loop.ended.count:
            self._ended[key] = None
        else:
            self._loops.pop(key, None)

    def _forget(self, kept: int = ENDED_KEPT) -> None:
        while len(self._ended) > kept:
            key = next(iter(self._ended))
            del self._ended[key], self._loops[key]

    # --- the one that is furthest behind ---------------------------------------

    def _is_so(self, behind: _Behind, loop: _Loop) -> bool:
        fraction, worker, number = behind
        bar = self._open.get(worker, {}).get(number)
        return bar is not None and bar.loop is loop and bar.fraction == fraction

    def _tidy(self, loop: _Loop) -> None:
        """Drop what has changed since. It is paid for by what was added since the last time."""
        loop.behind = sorted({each for each in loop.behind if self._is_so(each, loop)})

    def _furthest_behind(self, loop: _Loop) -> tuple[str, float]:
        while loop.behind and not self._is_so(loop.behind[0], loop):
            heapq.heappop(loop.behind)
        if not loop.behind:
            return "", 0.0
        fraction, worker, _ = loop.behind[0]
        return worker, fraction

    # --- messages -----------------------------------------------------------

    def _message(self, loop: _Loop) -> pb.Loop:
        sums = loop.open if loop.open.count else loop.ended
        count, with_total = sums.count, sums.count - sums.without_total
        slowest, fraction = self._furthest_behind(loop)
        return pb.Loop(
            label=loop.label,
            depth=loop.depth,
            open=loop.open.count,
            ended=loop.ended.count + loop.left_out,
            done=sums.done / count,
            total=0.0 if sums.without_total else sums.total / count,
            fraction=min(1.0, max(0.0, sums.fraction / with_total)) if with_total else -1.0,
            rate=max(0.0, sums.rate / sums.timed) if sums.timed else 0.0,
            unit=loop.unit,
            slowest=slowest,
            slowest_fraction=fraction,
            note=loop.note,
        )


def _importance(loop: _Loop) -> tuple[bool, int, int, int]:
    """What to sort by: those that go on before all others, outer ones, those with most bars."""
    return not loop.open.count, loop.depth, -loop.open.count, loop.order


def _number(value: float) -> float:
    """A number to reckon with, whatever a worker tells."""
    return max(-LARGEST, min(LARGEST, value)) if math.isfinite(value) else 0.0


def _text(text: str) -> str:
    return text if len(text) <= LABEL_LIMIT and text.isprintable() else harmless(text[:LABEL_LIMIT])
