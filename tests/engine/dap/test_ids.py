"""Ids of many workers in one number space."""

from __future__ import annotations

import pytest

from farfield_engine.dap.ids import FIRST, Ids, Kind, Real


def test_ids_are_clear_of_a_kernels_and_fit_into_32_bits() -> None:
    ids = Ids()
    seen = {ids.virtual("w1", kind, number) for kind in Kind for number in range(1, 100)}
    assert len(seen) == 99 * len(Kind)
    assert min(seen) >= FIRST and max(seen) < 1 << 31


def test_the_same_thing_keeps_its_id_and_another_gets_its_own() -> None:
    ids = Ids()
    frame = ids.virtual("w1", Kind.FRAME, 3)
    assert ids.virtual("w1", Kind.FRAME, 3) == frame
    others = {
        ids.virtual("w2", Kind.FRAME, 3),
        ids.virtual("w1", Kind.VARIABLES, 3),
        ids.virtual("w1", Kind.FRAME, 4),
        ids.virtual("w1", Kind.SOURCE, "/a.py"),
    }
    assert len(others | {frame}) == 5
    assert ids.real(frame) == Real("w1", Kind.FRAME, 3)


def test_zero_is_no_id() -> None:
    assert Ids().virtual("w1", Kind.VARIABLES, 0) == 0
    assert Ids().real(0) is None and not Ids.is_ours(0)


def test_stale_ids_are_ours_and_stand_for_nothing() -> None:
    ids = Ids()
    frame, thread = ids.virtual("w1", Kind.FRAME, 3), ids.virtual("w1", Kind.THREAD, 1)
    other = ids.virtual("w2", Kind.FRAME, 3)
    ids.forget("w1", Kind.FRAME, Kind.VARIABLES)
    assert ids.real(frame) is None and Ids.is_ours(frame)
    assert ids.real(thread) is not None and ids.real(other) is not None
    assert ids.virtual("w1", Kind.FRAME, 3) not in (frame, thread, other), "no id is used twice"
    ids.forget("w1")
    assert ids.real(thread) is None and ids.real(other) is not None
    ids.forget("w1")


@pytest.mark.parametrize("given", [None, "1073741824", 1.5, [], {}, True, 5, -1])
def test_what_is_none_of_our_ids(given: object) -> None:
    assert Ids().real(given) is None
    assert not Ids.is_ours(given)


def test_after_the_last_number_an_id_still_stands_for_one_thing() -> None:
    ids = Ids(first=(1 << 31) - 3)
    kept = ids.virtual("w2", Kind.THREAD, 1)
    for number in (1, 2):
        ids.virtual("w1", Kind.FRAME, number)
    ids.forget("w1", Kind.FRAME)
    again = [ids.virtual("w1", Kind.FRAME, number) for number in (3, 4)]
    assert kept not in again
    assert ids.real(kept) == Real("w2", Kind.THREAD, 1)
    ids.forget("w1")
    ids.forget("w2")
