"""What an item is called where there are several."""

from __future__ import annotations

from typing import NoReturn

from farfield_engine.objects.labels import MAX_LABEL, item_labels


class Silent:
    """Its repr raises."""

    def __repr__(self) -> NoReturn:
        raise RuntimeError


def test_targets_and_values() -> None:
    labels = item_labels(("lr", "seed"), [(0.1, 3), (0.2, 4)])
    assert list(labels) == ["lr=0.1, seed=3", "lr=0.2, seed=4"]
    assert labels[1:] == ["lr=0.2, seed=4"] and len(labels) == 2


def test_long_values_and_values_of_several_lines_are_short() -> None:
    (label,) = item_labels(("x", "y"), [("a" * 1000, "b\nc" * 30)])
    assert len(label) <= MAX_LABEL and "\n" not in label


def test_a_value_that_cannot_say_what_it_is() -> None:
    assert item_labels(("x",), [(Silent(),)])[0] == "x=<Silent>"
