"""Bars of many workers, gathered into loops."""

from __future__ import annotations

import math
import statistics
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farfield_engine.gateway.loops import ENDED_KEPT, OPEN_OF_WORKER, SHOWN, Loops
from farfield_engine.wire.v1 import watch_pb2 as pb


def bar(number: int, label: str = "epoch", depth: int = 0, **others: object) -> pb.Bar:
    given = {"done": 5.0, "total": 10.0, "elapsed": 2.0, "unit": "it", **others}
    return pb.Bar(id=number, label=label, depth=depth, **given)  # type: ignore[arg-type]


def told(*bars: pb.Bar, left_out: int = 0) -> pb.Bars:
    return pb.Bars(job="j", bars=bars, left_out=left_out)


def test_bars_of_the_same_label_are_one_loop() -> None:
    loops = Loops()
    loops.take("w1", told(bar(1, done=2, note="loss 0.5"), bar(2, "batch", 1, total=0.0, done=7)))
    loops.take("w2", told(bar(1, done=4, elapsed=1.0)))
    (epoch, batch), left_out = loops.shown()
    assert (epoch.label, epoch.depth, epoch.open, epoch.ended, epoch.unit) == ("epoch", 0, 2, 0, "it")
    assert (epoch.done, epoch.total, epoch.rate, epoch.note) == (3.0, 10.0, 2.5, "loss 0.5")
    assert epoch.fraction == pytest.approx(0.3)
    assert (epoch.slowest, epoch.slowest_fraction) == ("w1", 0.2)
    assert (batch.total, batch.fraction, batch.done, batch.slowest) == (0.0, -1.0, 7.0, "")
    assert left_out == 0


def test_a_loop_of_which_all_bars_have_ended_tells_of_those() -> None:
    loops = Loops()
    loops.take("w1", told(bar(1, done=2), bar(2)))
    loops.take("w1", told(bar(1, done=10, ended=True), bar(2, done=8, ended=True)))
    (epoch,), _ = loops.shown()
    assert (epoch.open, epoch.ended, epoch.done, epoch.total) == (0, 2, 9.0, 10.0)
    assert epoch.fraction == pytest.approx(0.9)
    assert epoch.slowest == ""


def test_bars_that_were_left_out_count_for_the_loop_that_is_so_short() -> None:
    loops = Loops()
    short = [bar(number, "batch", 1, ended=True) for number in range(3, 9)]
    loops.take("w1", told(bar(1), bar(2, ended=True), *short, left_out=1000))
    assert [(loop.label, loop.ended) for loop in loops.shown()[0]] == [("epoch", 1), ("batch", 1006)]


def test_a_worker_that_dies_takes_its_bars_away() -> None:
    loops = Loops()
    loops.take("w1", told(bar(1), bar(2, "batch", 1), bar(3, ended=True)))
    loops.take("w2", told(bar(1)))
    assert loops.gone("w1") and not loops.gone("w1") and not loops.gone("never seen")
    assert [(loop.label, loop.open, loop.ended) for loop in loops.shown()[0]] == [("epoch", 1, 1)]
    assert loops.bars_of("w1") == []


def test_a_bar_that_is_called_otherwise_moves() -> None:
    loops = Loops()
    for number in range(1000):
        loops.take("w1", told(bar(1, f"loss {number}")))
    assert [loop.label for loop in loops.shown()[0]] == ["loss 999"]
    assert len(loops) == 1


def test_twelve_loops_are_shown_and_the_others_counted() -> None:
    loops = Loops()
    loops.take(
        "w1", told(*(bar(n, f"inner {n}", 2) for n in range(30)), bar(50, "outer"), bar(51, "middle", 1))
    )
    loops.take("w2", told(bar(1, "inner 29", 2), bar(2, "over", ended=True)))
    shown, left_out = loops.shown()
    assert [loop.label for loop in shown[:2]] == ["outer", "middle"]
    assert (len(shown), left_out) == (SHOWN, 21)
    assert "inner 29" in {loop.label for loop in shown}, "it has most bars"
    assert "over" not in {loop.label for loop in shown}, "others go on"


def test_what_has_ended_is_forgotten_in_time() -> None:
    loops = Loops()
    for number in range(5000):
        loops.take("w1", told(bar(number, f"item {number}", ended=True)))
    assert len(loops) == ENDED_KEPT
    for number in range(5000, 7000):
        loops.take("w1", told(bar(number, "never closed")))
    assert loops.open == OPEN_OF_WORKER
    loops.end()
    assert loops.open == 0 and len(loops) == SHOWN


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 1e308, -1.0])
def test_odd_numbers_harm_nothing(odd: float) -> None:
    loops = Loops()
    loops.take("w1", told(bar(1, done=odd, total=odd, elapsed=odd)))
    loops.take("w1", told(bar(1, ended=True, done=odd, total=odd, elapsed=odd), bar(2)))
    (loop,), _ = loops.shown()
    assert (loop.open, loop.done, loop.total, loop.fraction) == (1, 5.0, 10.0, 0.5)
    loops.take("w1", told(bar(2, done=odd, total=odd, elapsed=odd)))
    (loop,), _ = loops.shown()
    assert math.isfinite(loop.done) and math.isfinite(loop.rate) and -1 <= loop.fraction <= 1


def test_long_labels_are_cut_and_nothing_moves_a_terminals_cursor() -> None:
    loops = Loops()
    loops.take("w1", told(bar(1, "x" * 5000, note="y" * 5000), bar(2, "\x1b[2J")))
    first, second = loops.shown()[0]
    assert len(first.label) <= 500 and len(first.note) <= 500
    assert second.label.isprintable()
    assert {len(each.label) for each in loops.bars_of("w1")} == {len(first.label), len(second.label)}


# --- against a naive model ---------------------------------------------------------

_STEP = st.tuples(
    st.sampled_from(["w1", "w2", "w3"]),
    st.integers(1, 4),
    st.sampled_from(["a", "b"]),
    st.integers(0, 1),
    st.integers(0, 10),
    st.sampled_from([0, 10, 20]),
    st.sampled_from(["", "ended", "dies"]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(_STEP, max_size=60))
def test_loops_are_what_counting_all_bars_anew_would_give(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    loops, ended = Loops(), []
    opened: dict[tuple[str, int], pb.Bar] = {}
    for worker, number, label, depth, done, total, what in steps:
        if what == "dies":
            loops.gone(worker)
            opened = {key: each for key, each in opened.items() if key[0] != worker}
            continue
        each = bar(number, label, depth, done=done, total=total, ended=what == "ended")
        loops.take(worker, told(each))
        opened.pop((worker, number), None)
        if what:
            ended.append(each)
        else:
            opened[worker, number] = each
    shown = {(loop.label, loop.depth): loop for loop in loops.shown()[0]}
    keys = {(each.label, each.depth) for each in [*opened.values(), *ended]}
    assert set(shown) == keys
    for key in keys:
        loop = shown[key]
        mine = {name: each for name, each in opened.items() if (each.label, each.depth) == key}
        past = [each for each in ended if (each.label, each.depth) == key]
        counted = list(mine.values()) or past
        assert (loop.open, loop.ended) == (len(mine), len(past))
        assert loop.done == pytest.approx(statistics.mean(each.done for each in counted))
        known = [min(1.0, each.done / each.total) for each in counted if each.total]
        assert loop.fraction == pytest.approx(statistics.mean(known) if known else -1)
        fractions = {name: min(1.0, each.done / each.total) for name, each in mine.items() if each.total}
        if fractions:
            assert loop.slowest_fraction == pytest.approx(min(fractions.values()))
            assert loop.slowest in {n[0] for n, f in fractions.items() if f == min(fractions.values())}
        else:
            assert loop.slowest == ""


def test_ten_thousand_bars_of_two_thousand_workers_are_cheap() -> None:
    loops = Loops()
    frames = [
        [told(*(bar(5 * turn + n, f"bar {worker}-{n}", n, done=turn) for n in range(5))) for turn in range(3)]
        for worker in range(2000)
    ]
    for worker, turns in enumerate(frames):
        loops.take(f"w{worker}", turns[0])
    assert loops.open == len(loops) == 10_000
    began = time.process_time()
    for worker, turns in enumerate(frames[:200]):
        loops.take(f"w{worker}", turns[1])
    assert time.process_time() - began < 0.2, "a second's reports, of 5 bars each: far less than that"
    began = time.process_time()
    shown, left_out = loops.shown()
    assert time.process_time() - began < 0.1
    assert (len(shown), left_out) == (SHOWN, len(loops) - SHOWN)
