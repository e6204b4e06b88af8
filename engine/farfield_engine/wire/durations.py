"""How long items took, as workers count it: how many, in sixteen steps to each power of two.

A step is 6 % wide at most, so that a median is known to some 3 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_UNIT = 1 << 24
"""Parts of a second that are told apart."""

_LONGEST = float(1 << 40)
"""Seconds; what takes longer counts as this."""


def bucket(seconds: float) -> int:
    """The number of the step that a duration lies in; `lower` says where it begins."""
    parts = int(min(seconds, _LONGEST) * _UNIT)
    over = parts.bit_length() - 5
    return parts if over < 0 else (over + 1 << 4) | (parts >> over & 15)


def lower(number: int) -> float:
    """Where a step begins, in seconds: the end of the one before it."""
    over = (number >> 4) - 1
    parts = number if over < 0 else (16 | number & 15) << over
    return parts / _UNIT


LAST = bucket(_LONGEST)
"""The last step that there is."""


def flat(counts: Mapping[int, int]) -> list[int]:
    """As it is on the wire: number, count, number, count …"""
    return [part for pair in counts.items() if pair[1] for part in pair]


def pairs(told: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From the wire: number and count of each step."""
    parts = iter(told)
    for number, count in zip(parts, parts, strict=False):
        yield min(number, LAST), count


def median_of(counts: Mapping[int, int]) -> float:
    """The median of so many durations by step, in seconds; 0 where there are none."""
    half, below = sum(counts.values()) / 2, 0
    for number in sorted(counts):
        count = counts[number]
        if count and below + count >= half:
            first, end = lower(number), lower(number + 1)
            return first + (end - first) * (half - below) / count
        below += count
    return 0.0
