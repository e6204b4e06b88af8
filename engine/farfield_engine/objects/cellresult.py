"""What a cell run elsewhere brings back, as both ends know it."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class RemoteRef:
    """Names an object that stayed on the cluster; the client makes a remote value of it."""

    value: bytes
    """A serialised `farfield.v1.Value` that names its blobs by hash."""
    size: int
    about: str


@dataclass(slots=True)
class CellResult:
    """The value of a cell's last expression and the names that it bound."""

    value: Any
    outputs: dict[str, Any] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)
    """Names bound to modules, which are imported by name."""
    deleted: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """For the user: what stayed behind, and why."""
    stayed: list[str] = field(default_factory=list)
    """Names bound in a group whose values can't be pickled: they are there, and not in the notebook."""


def describe_value(value: object) -> str:
    """Type and shape of a value, for people: `ndarray (1000, 3) float64`."""
    name = type(value).__name__
    # The value's own code runs here and may raise anything; its type is told all the same.
    try:
        shape = getattr(value, "shape", None)
        if isinstance(shape, tuple):
            parts = (name, shape, getattr(value, "dtype", None))
            return " ".join(str(part) for part in parts if part is not None)
        return f"{name} of {len(value)}" if isinstance(value, Sized) else name
    except Exception:
        return name
