"""How long something lasts, as people write it: 90s, 30m, 2h, 7d."""

from __future__ import annotations

import argparse
import re

from farfield_engine.errors import FarfieldError

_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_LONGEST = 100 * 365 * _SECONDS["d"]


def parse_duration(text: str) -> float:
    """The seconds. Raises FarfieldError that says how it is written."""
    match = re.fullmatch(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)([smhd])", text.strip())
    if match is None:
        raise FarfieldError(
            f"{text[:40]!r} is not a duration; write a number and its unit: 90s, 30m, 2h or 7d"
        )
    seconds = float(match[1]) * _SECONDS[match[2]]
    if not 0 < seconds <= _LONGEST:
        raise FarfieldError(
            f"{text[:40]!r} is {'too long' if seconds else 'no time at all'}; write 30m or 7d"
        )
    return seconds


def duration_option(text: str) -> float:
    """`parse_duration` as the type of an option: argparse shows only its own errors' messages."""
    try:
        return parse_duration(text)
    except FarfieldError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
