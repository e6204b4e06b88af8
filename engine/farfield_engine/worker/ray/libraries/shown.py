"""What Ray's libraries report, as labels, numbers and notes of bars."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from typing import Any

from farfield_engine import inside

METRICS_SHOWN = 4
"""Metrics that a note names."""


def open_bar(label: str, total: float | None = 0, unit: str = "it", within: Any = None) -> Any:
    """A bar of what a library does; None where nobody shows bars."""
    if inside.open_bar_beside is None:
        return None
    return inside.open_bar_beside(label, total or 0, unit, within)


def figure(value: object) -> str:
    """A number for people, in few digits; empty where it is none."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return ""
    number = float(value)
    if not math.isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < 1e6:
        return f"{int(number)}"
    return f"{number:.3g}" if 0.001 <= abs(number) < 1e6 else f"{number:.2e}"


def metrics_text(metrics: Mapping[str, Any], first: Iterable[str] = (), leave_out: Iterable[str] = ()) -> str:
    """The user's metrics: `loss 0.23, accuracy 0.91`. first: names that come before all others."""
    left_out = set(leave_out)
    names = [name for name in first if name in metrics]
    names += [name for name in metrics if name not in names and name not in left_out]
    shown = [f"{name} {text}" for name in names if (text := figure(metrics[name]))]
    return ", ".join(shown[:METRICS_SHOWN])


def counted(number: int, one: str) -> str:
    """`1 worker`, `2 workers`."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
