"""Finds what in a value can't be pickled, and the line of the notebook that binds it."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable, Iterator
from typing import Any

from farfield_engine.client.text import readable_size

_DEPTH = 4
_MAX_PARTS = 2000


def find_culprit(name: str, value: Any, dumps: Callable[[Any], object]) -> str | None:
    """A sentence that names what can't be pickled in `value`; None when it can be."""
    error = _error(value, dumps)
    if error is None:
        return None
    path, inner, reason = _descend(name, value, error, dumps)
    place = _binding(name)
    text = f"'{path}' can't be sent: a {type(inner).__name__} can't be pickled ({reason})"
    if path != name:
        text += f"; it is in '{name}', a {type(value).__name__}"
    if place:
        text += f", bound in {place}"
    return f"{text}. Make it inside the cell, or send what it is made from."


def largest(values: dict[str, Any], dumps: Callable[[Any], tuple[bytes, list[memoryview], object]]) -> str:
    """Which of these values is the largest, with its size and where it is bound, for people."""
    sizes = {}
    for name, value in values.items():
        # Where memory is short this may fail too: another one is named then, or none.
        with contextlib.suppress(Exception):
            data, buffers, _ = dumps(value)
            sizes[name] = len(data) + sum(view.nbytes for view in buffers)
    if not sizes:
        return "what the job needs"
    name = max(sizes, key=lambda name: sizes[name])
    place = _binding(name)
    return f"'{name}' ({readable_size(sizes[name])}{f', bound in {place}' if place else ''})"


def _error(value: Any, dumps: Callable[[Any], object]) -> BaseException | None:
    try:
        dumps(value)
    # The value's own pickling code may raise anything; the caller reports it.
    except Exception as error:
        return error
    return None


def _descend(
    path: str, value: Any, error: BaseException, dumps: Callable[[Any], object]
) -> tuple[str, Any, BaseException]:
    """Follow the part that fails as far as a part of it does."""
    for _ in range(_DEPTH):
        for step, part in _parts(value):
            inner = _error(part, dumps)
            if inner is not None:
                path, value, error = path + step, part, inner
                break
        else:
            break
    return path, value, error


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        parts = ((f"[{key!r}]", part) for key, part in list(value.items()))
    elif isinstance(value, (list, tuple)):
        parts = ((f"[{index}]", part) for index, part in enumerate(value))
    elif callable(value) and getattr(value, "__closure__", None):
        names = value.__code__.co_freevars
        cells = zip(names, value.__closure__, strict=True)
        parts = ((f".<{name}>", cell.cell_contents) for name, cell in cells if _filled(cell))
    else:
        parts = ((f".{key}", part) for key, part in list(getattr(value, "__dict__", {}).items()))
    for count, part in enumerate(parts):
        if count >= _MAX_PARTS:
            return
        yield part


def _filled(cell: types.CellType) -> bool:
    try:
        _ = cell.cell_contents
    except ValueError:
        return False
    return True


def _binding(name: str) -> str:
    """Where the notebook binds the name: `cell 3, line 2: x = open(...)`."""
    import sys

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return ""
    from farfield.ipython.analysis import find_binding

    cells = [str(cell) for cell in shell.user_ns.get("In", [])]
    found = find_binding(name, cells)
    if found is None:
        return ""
    cell, line, text = found
    return f"cell {cell}, line {line}: {text.strip()}"
