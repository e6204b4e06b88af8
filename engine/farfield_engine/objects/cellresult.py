"""What a cell run elsewhere brings back, as both ends know it."""

from __future__ import annotations

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


def describe_value(value: object) -> str:
    """Type and shape of a value, for people: `ndarray (1000, 3) float64`."""
    name = type(value).__name__
    shape = getattr(value, "shape", None)
    dtype = getattr(value, "dtype", None)
    if isinstance(shape, tuple):
        return " ".join(str(part) for part in (name, shape, dtype) if part is not None)
    try:
        return f"{name} of {len(value)}"  # type: ignore[arg-type]  # what has no length raises TypeError
    except TypeError:
        return name
