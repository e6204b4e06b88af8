"""The registry of bars in a worker, and `ff.track`, which fills it."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

import farfield as ff
from farfield_engine import inside
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.worker.bars import MAX_OPEN, MAX_TEXT, MAX_TOLD, Bars
from farfield_engine.worker.current import CurrentItem


class Told:
    """A registry, and what it has sent."""

    def __init__(self) -> None:
        self.current = CurrentItem(memoryview(bytearray(32)))
        self.job = "job"
        self.frames: list[watch_pb.Bars] = []
        self.bars = Bars(self.current, lambda: self.job, lambda frame: self.frames.append(frame.bars))
        self.bars.pace(1e-9)  # each look is due

    def look(self) -> list[watch_pb.Bar]:
        """The bars of the reports that are due now."""
        self.frames.clear()
        self.bars.report_due()
        return [bar for frame in self.frames for bar in frame.bars]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    made = Told()
    monkeypatch.setattr(inside, "open_bar", made.bars.open)
    return made


def test_only_what_has_changed_is_told_and_an_end_once(told: Told) -> None:
    told.current.begin(1, 7)
    loop = iter(ff.track(range(3), "fit", unit="epoch"))
    (bar,) = told.look()
    assert (bar.label, bar.item, bar.done, bar.total, bar.unit) == ("fit", 7, 0, 3, "epoch")
    assert told.look() == []
    next(loop), next(loop)
    (bar,) = told.look()
    assert bar.done == 1 and not bar.ended, "a step counts when the loop has done with it"
    assert list(loop) == [2]
    (bar,) = told.look()
    assert (bar.done, bar.ended) == (3, True) and bar.elapsed > 0
    assert told.look() == [] and told.bars.patience is None


def test_depth_is_that_of_the_open_ones_around_it(told: Told) -> None:
    for _ in ff.track("a", "outer"):
        for _ in ff.track("b", "inner"):
            pass
        for _ in ff.track("c", "inner"):
            assert {bar.label: bar.depth for bar in told.look() if not bar.ended} == {"outer": 0, "inner": 1}
    left = iter(ff.track("d", "left open by an item"))
    next(left)
    told.current.begin(1, 1)
    with ff.track(label="of the next") as bar:
        bar.update()
        assert {bar.label: bar.depth for bar in told.look() if not bar.ended}["of the next"] == 0
    told.bars.finish("job")


def test_tasks_and_threads_are_not_inside_one_another(told: Told) -> None:
    async def numbers() -> AsyncIterator[int]:
        for number in range(2):
            await asyncio.sleep(0)
            yield number

    async def task() -> list[int]:
        return [number async for number in ff.track(numbers(), "task", total=2)]

    async def both() -> list[list[int]]:
        return list(await asyncio.gather(task(), task()))

    assert asyncio.run(both()) == [[0, 1], [0, 1]]
    with ff.track(label="main"):
        thread = threading.Thread(target=lambda: list(ff.track("ab", "thread")))
        thread.start()
        thread.join()
    assert {(bar.label, bar.depth, bar.done, bar.ended) for bar in told.look()} == {
        ("task", 0, 2, True),
        ("main", 0, 0, True),
        ("thread", 0, 2, True),
    }


def test_a_bar_that_is_moved_by_hand(told: Told) -> None:
    with ff.track(label="copy", total=10, unit="B") as bar:
        bar.update(4)
        bar.note = "part 3"
        assert (bar.n, bar.note) == (4, "part 3")
        (seen,) = told.look()
        assert (seen.done, seen.note, seen.unit) == (4, "part 3", "B")
    assert [seen.ended for seen in told.look()] == [True]
    with pytest.raises(TypeError, match="nothing to loop over"):
        iter(bar)
    with pytest.raises(TypeError, match="not iterable"):
        iter(ff.track(5))  # type: ignore[call-overload]
    assert told.look() == []


def test_a_loop_that_fails_or_is_left_has_ended(told: Told) -> None:
    with pytest.raises(ZeroDivisionError):
        for number in ff.track([1, 0]):
            1 / number
    for _ in ff.track([1, 2]):
        break
    assert [(bar.done, bar.ended) for bar in told.look()] == [(1, True), (0, True)]


def test_the_end_of_a_batch_ends_its_bars_and_tells_of_the_shortest(told: Told) -> None:
    bar = told.bars.open("of the batch")
    told.job = "other"
    other = told.bars.open("of the other")
    told.bars.finish("job")
    assert [(frame.job, [bar.label for bar in frame.bars]) for frame in told.frames] == [
        ("job", ["of the batch"])
    ]
    assert bar.ended and not other.ended
    told.frames.clear()
    told.bars.finish("job")
    assert told.frames == []


def test_a_flood_of_bars_is_bounded(told: Told) -> None:
    told.bars.pace(3600)
    told.bars.report_due()
    open_ones = [told.bars.open("open") for _ in range(MAX_OPEN + 10)]
    for _ in range(5 * MAX_TOLD):
        told.bars.open("short").end()
    told.bars.pace(1e-9)
    bars = told.look()
    assert sum(frame.left_out for frame in told.frames) + len(bars) - MAX_TOLD == 5 * MAX_TOLD
    assert len([bar for bar in bars if not bar.ended]) == MAX_TOLD
    assert max(len(told.bars._open), len(told.bars._ended)) <= MAX_OPEN and not told.bars._left
    # Those that were told of as open are told of again, whatever else has ended.
    for bar in open_ones:
        bar.end()
    opened = {bar.id for bar in bars if not bar.ended}
    assert opened <= {bar.id for bar in told.look() if bar.ended}


def test_batches_that_follow_one_another_have_one_interval_between_them(told: Told) -> None:
    told.bars.pace(3600)
    for _ in range(3):
        for _ in range(MAX_TOLD):
            told.bars.open().end()
        told.bars.finish("job")
    assert sum(len(frame.bars) for frame in told.frames) == MAX_TOLD
    assert sum(frame.left_out for frame in told.frames) == 2 * MAX_TOLD


def test_nobody_wants_to_know(told: Told) -> None:
    told.bars.pace(0)
    told.bars.open().end()
    told.bars.finish("job")
    assert told.frames == [] and told.bars.patience is None


def test_texts_and_numbers_that_no_message_can_hold(told: Told) -> None:
    bar = told.bars.open("x" * 5000, float("inf"))
    bar.n = float("nan")
    bar.note = None  # type: ignore[assignment]
    (seen,) = told.look()
    assert (len(seen.label), seen.total, seen.done, seen.note) == (MAX_TEXT, 0, 0, "")
    bar.end()


def test_a_fork_counts_for_nobody(told: Told) -> None:
    with ff.track(label="parent"):
        child = os.fork()
        if child == 0:
            for _ in ff.track("ab", "child"):
                pass
            os._exit(len(told.bars._ended) + len(told.bars._left))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert [bar.label for bar in told.look()] == ["parent"]


def test_setting_the_pace(told: Told) -> None:
    told.bars.pace(3600)
    told.bars._next = 0.0
    bar = told.bars.open()
    told.bars.report_due()
    bar.n = 1
    told.bars.report_due()
    assert [bar.done for frame in told.frames for bar in frame.bars] == [0]
    assert (told.bars.patience or 0) > 3_000_000
    bar.end()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(inside, "open_bar", None)
    yield


@pytest.mark.usefixtures("outside")
def test_outside_a_worker_tqdm_shows_it_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from tqdm.std import tqdm

    monkeypatch.setattr(tqdm, "monitor_interval", 0)
    for stream, shown in ((_Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(ff.track([1, 2], "here")) == [1, 2]
        with ff.track(total=3, label="hand") as bar:
            bar.update(2)
            bar.note = "loss=1"
        assert ("here: 100%" in stream.getvalue() and "hand:  67%" in stream.getvalue()) == shown
        assert bool(stream.getvalue()) == shown


@pytest.mark.usefixtures("outside")
def test_outside_without_tqdm_it_just_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(ff.track(iter("ab"))) == ["a", "b"]
    assert terminal.getvalue() == ""
