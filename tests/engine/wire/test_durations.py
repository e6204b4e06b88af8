"""How long items took is told in steps that are narrow enough for a median."""

from __future__ import annotations

import random
import statistics
from collections import Counter

import pytest

from farfield_engine.wire.durations import LAST, bucket, flat, lower, median_of, pairs


def test_steps_follow_each_other_without_gaps() -> None:
    edges = [lower(number) for number in range(LAST + 1)]
    assert edges == sorted(set(edges))
    for number in range(LAST):
        assert bucket(edges[number]) == number and bucket((edges[number] + edges[number + 1]) / 2) == number
    assert all(after / before < 1.07 for before, after in zip(edges[16:], edges[17:], strict=False))


@pytest.mark.parametrize("scale", [3e-5, 0.0123, 0.1, 7.7, 5000.0])
def test_a_median_is_right_within_a_few_percent(scale: float) -> None:
    chance = random.Random(5)
    for spread in (0.0, 0.01, 0.3, 1.5):
        took = [scale * chance.lognormvariate(0, spread) for _ in range(2001)]
        found = median_of(Counter(map(bucket, took)))
        assert found == pytest.approx(statistics.median(took), rel=0.05), spread


def test_what_the_wire_brings() -> None:
    assert list(pairs(flat({3: 1, 900: 2, 5: 0}))) == [(3, 1), (900, 2)]
    assert list(pairs([5, 1, 7])) == [(5, 1)] and list(pairs([1 << 30, 1])) == [(LAST, 1)]
    assert (median_of({}), median_of({3: 0}), bucket(float("inf"))) == (0.0, 0.0, LAST)
