"""Durations as people write them."""

from __future__ import annotations

import argparse

import pytest

from farfield_engine.access.durations import duration_option, parse_duration
from farfield_engine.errors import FarfieldError


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("30m", 1800), ("2h", 7200), ("7d", 604800), (" 1.5h ", 5400)]
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds
    assert duration_option(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "5", "m", "-5m", "5 m", "5w", "1h30m", "1e3s", "٣m", "inf", "nan", "5M"]
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(FarfieldError, match="is not a duration; write a number and its unit: 90s, 30m"):
        parse_duration(text)


def test_durations_that_make_no_sense() -> None:
    with pytest.raises(FarfieldError, match="'0s' is no time at all"):
        parse_duration("0s")
    with pytest.raises(FarfieldError, match="'999999d' is too long"):
        parse_duration("999999d")
    with pytest.raises(argparse.ArgumentTypeError, match="'soon' is not a duration"):
        duration_option("soon")
