"""How far away a gateway is, for people. What is said of attachments: `tests/remote/test_about.py`."""

from __future__ import annotations

import pytest

from farfield_engine.client.about import round_trip_text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0004, "under 1 ms"), (0.0123, "12 ms"), (0.9996, "1.0 s"), (1.24, "1.2 s")]
)
def test_round_trips(seconds: float, text: str) -> None:
    assert round_trip_text(seconds) == text
