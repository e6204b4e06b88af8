"""What is said of a cell's items when they are over."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from farfield.ipython.bringback import told
from farfield_engine.errors import ItemCancelledError

REQUEST: Any = SimpleNamespace(labels=[f"n={item}" for item in range(40)])


@pytest.mark.parametrize(
    ("failed", "stopped", "text"),
    [
        (1, 36, "1 of 40 items failed, 36 were stopped; the list has their exceptions. First: n=39: "),
        (2, 1, "2 of 40 items failed, 1 was stopped; "),
        (2, 0, "2 of 40 items failed; the list has their exceptions. First: n=38: ValueError: bad"),
        (0, 36, "36 of 40 items were stopped; the list has their exceptions"),
    ],
)
def test_what_was_stopped_has_not_failed(failed: int, stopped: int, text: str) -> None:
    ended: list[tuple[int, BaseException]] = [(item, ItemCancelledError("")) for item in range(stopped)]
    ended += [(item, ValueError("bad")) for item in range(40 - failed, 40)]
    assert told(REQUEST, ended, 40).startswith(text)


def test_a_loop_is_named_with_one_colon() -> None:
    from farfield.ipython.widgetview import static

    state = {"name": "for a in …:", "state": "succeeded", "items": 2, "elapsed": 1, "workers": 1}
    shown = static(state | {"counts": {"succeeded": 2}})
    assert shown["text/plain"] == "for a in …: 2 items in 1.0 s on 1 worker"
