"""What a cell brings back into the notebook."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from farfield._decode import Decoder
from farfield._job import rank_of_cause
from farfield.ipython.request import Request
from farfield_engine.errors import ItemCancelledError
from farfield_engine.objects.cellresult import CellResult


def single_value(request: Request, decoder: Decoder) -> tuple[Any, set[str]]:
    """Bind what a single cell has bound; its value, and the names. Raises what it has raised."""
    error = decoder.failure(0)
    if error is not None:
        raise error
    result = decoder.value(0)
    assert isinstance(result, CellResult)
    namespace = request.shell.user_ns
    namespace.update(result.outputs)
    for name, module in result.modules.items():
        try:
            namespace[name] = importlib.import_module(module)
        except ImportError as missing:
            result.notes.append(
                f"'{name}' stays on the worker: the module can't be imported here ({missing})"
            )
    for name in result.deleted:
        namespace.pop(name, None)
    for note in result.notes:
        print(f"note: {note}", file=sys.stderr)
    bound = {*result.outputs, *result.modules, *result.deleted, *result.stayed}
    return _given(request, result.value), bound


def many_values(request: Request, decoder: Decoder) -> Any:
    """The list of the results of a loop or of ranks. Raises the failure that stopped the others."""
    handle = decoder.handle
    failed: list[tuple[int, BaseException]] = []
    values: list[Any] = []
    for item in range(handle.items) if handle.failures or handle.lost is not None else ():
        error = decoder.failure(item, request.labels[item] if item < len(request.labels) else "")
        if error is not None:
            failed.append((item, error))
    if failed and not request.header.keep_going:
        raise min(failed, key=lambda pair: rank_of_cause(handle, pair[0]))[1]
    if failed:
        errors = dict(failed)
        values = [errors[item] if item in errors else decoder.value(item) for item in range(handle.items)]
        print(told(request, failed, len(values)), file=sys.stderr)
    else:
        values = _in_order(decoder)
    values = _split_outputs(request, values)
    # A loop that only prints has no value to show.
    valueless = request.header.into is None and all(value is None for value in values)
    return None if valueless and values else _given(request, values)


def told(request: Request, failed: list[tuple[int, BaseException]], items: int) -> str:
    """What is said of failures that are not raised: those that were stopped have not failed."""
    bad = [(item, error) for item, error in failed if not isinstance(error, ItemCancelledError)]
    stopped = len(failed) - len(bad)
    were = "was" if stopped == 1 else "were"
    if not bad:
        return f"{stopped:,} of {items:,} items {were} stopped; the list has their exceptions"
    item, first = bad[0]
    also = f", {stopped:,} {were} stopped" if stopped else ""
    return (
        f"{len(bad):,} of {items:,} items failed{also}; the list has their exceptions. "
        f"First: {request.labels[item]}: {type(first).__name__}: {first}"
    )


def _in_order(decoder: Decoder) -> list[Any]:
    values: list[Any] = []
    for segment in decoder.handle.segments():
        values.extend(decoder.list_of(segment))
    return [decoder.value(item) for item in range(len(values))] if _any_unloadable(values) else values


def _any_unloadable(values: list[Any]) -> bool:
    from farfield_engine.objects.pickling import Unloadable

    return Unloadable in set(map(type, values))


def _split_outputs(request: Request, values: list[Any]) -> list[Any]:
    """Bind the lists that --outputs asks for; the values of the items."""
    names = request.header.outputs or ()
    if not names and not request.ranks:
        return values
    for name in names:
        request.shell.user_ns[name] = [
            value.outputs.get(name) if isinstance(value, CellResult) else None for value in values
        ]
    return [value.value if isinstance(value, CellResult) else value for value in values]


def _given(request: Request, value: Any) -> Any:
    into = request.header.into
    if into is None:
        return None if request.cell.is_silenced(request.shell) else value
    request.shell.user_ns[into] = value
    return None
