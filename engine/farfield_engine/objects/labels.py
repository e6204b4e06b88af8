"""What an item is called where there are several: `lr=0.1, seed=3`."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from typing import Any

MAX_LABEL = 48


class _Short(reprlib.Repr):
    """Lets a failing __repr__ be told as the type's name."""

    def repr_instance(self, x: object, level: int) -> str:
        text = repr(x)
        if len(text) <= self.maxother:
            return text
        half = (self.maxother - 3) // 2
        return f"{text[:half]}...{text[-half:]}"


_short = _Short()
_short.maxstring = 20
_short.maxother = 20
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = 3


class ItemLabels(Sequence[str]):
    """Labels of a job's items, made when they are asked for: most of a million never are."""

    def __init__(self, targets: tuple[str, ...], items: list[tuple[Any, ...]]) -> None:
        self._targets = targets
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        return item_label(self._targets, self._items[index])


def item_label(targets: Sequence[str], element: Sequence[Any]) -> str:
    """The label of the item whose element binds `targets`."""
    text = ", ".join(f"{name}={_brief(value)}" for name, value in zip(targets, element, strict=True))
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1] + "…"


def _brief(value: object) -> str:
    if type(value).__repr__ is object.__repr__:
        return f"<{type(value).__name__}>"  # an address says nothing, and differs every time
    try:
        return _short.repr(value).replace("\n", " ")
    # A user's __repr__ may raise anything; the item is still told apart by its type.
    except Exception:
        return f"<{type(value).__name__}>"


def item_labels(targets: tuple[str, ...], items: list[tuple[Any, ...]]) -> Sequence[str]:
    """Labels for items whose elements bind `targets`."""
    return ItemLabels(targets, items)
