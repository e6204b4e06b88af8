"""What of a cell's result can be unpickled where modules are missing that it needs."""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from typing import Any

import cloudpickle.cloudpickle as its

from farfield_engine.objects.cellresult import CellResult
from farfield_engine.objects.pickling import NotebookPickler, loads, unpickling_into


class _Missing:
    """Stands for what can't be made here, and for whatever is made of it."""

    why = ""

    def __new__(cls, *arguments: Any, **named: Any) -> _Missing:
        return super().__new__(cls)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        pass

    def __call__(self, *arguments: Any, **named: Any) -> _Missing:
        return self

    def __setstate__(self, state: Any) -> None:
        pass

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def append(self, value: Any) -> None:
        pass

    def extend(self, values: Any) -> None:
        pass


def _missing(error: Exception) -> type[_Missing]:
    return type("_Missing", (_Missing,), {"why": f"{type(error).__name__}: {error}"})


class _Unpickler(pickle.Unpickler):
    """Puts something in the place of what is not found."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (its.subimport.__module__, its.subimport.__name__):
            return _subimport
        try:
            return super().find_class(module, name)
        except (ImportError, AttributeError) as error:
            return _missing(error)


def _subimport(name: str) -> Any:
    """As cloudpickle names a module that a function uses."""
    try:
        return its.subimport(name)
    except ImportError as error:
        return _missing(error)()


class _Found(Exception):
    """Something is missing; the message says what."""


class _Search(NotebookPickler):
    """Raises `_Found` where it comes upon something that is missing."""

    def reducer_override(self, obj: Any) -> Any:
        kind = obj if isinstance(obj, type) else type(obj)
        if issubclass(kind, _Missing):
            raise _Found(kind.why)
        return super().reducer_override(obj)


def loads_cell(
    data: bytes | memoryview, buffers: Sequence[memoryview | bytes], namespace: dict[str, Any]
) -> Any:
    """As `pickling.loads`; of a `CellResult`, what needs a module that is missing gets a note.

    Raises what that raises, where it is none.
    """
    try:
        return loads(data, buffers, namespace)
    except (ImportError, AttributeError) as error:
        result = _loaded(data, buffers, namespace)
        if not isinstance(result, CellResult):
            raise
        otherwise = f"{type(error).__name__}: {error}"
    for name, value in list(result.outputs.items()):
        if why := _why_missing(value, namespace, otherwise):
            del result.outputs[name]
            result.notes.append(f"'{name}' stays on the worker: it can't be unpickled here ({why})")
    if why := _why_missing(result.value, namespace, otherwise):
        result.value = None
        result.notes.append(f"the cell's value stays on the worker: it can't be unpickled here ({why})")
    return result


def _loaded(
    data: bytes | memoryview, buffers: Sequence[memoryview | bytes], namespace: dict[str, Any]
) -> Any:
    with unpickling_into(namespace):
        return _Unpickler(io.BytesIO(data), buffers=buffers).load()


def _why_missing(value: Any, namespace: dict[str, Any], otherwise: str) -> str:
    """What is missing of a value; empty where it is whole. otherwise: said where that is not known."""
    try:
        _Search(io.BytesIO(), namespace, lambda buffer: False).dump(value)
    except _Found as found:
        return str(found)
    except Exception:
        return otherwise  # of its own code, which can't pickle it once more: it may well have a part of it
    return ""
