"""What a single cell brings back: the value of its last expression and every name it bound."""

from __future__ import annotations

import pickle
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from farfield_engine.objects.cellresult import CellResult, RemoteRef, describe_value
from farfield_engine.objects.pickling import OUT_OF_BAND, dumps
from farfield_engine.objects.values import by_hash, size_of
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

# IPython keeps its own account of these in the notebook.
_NOT_OUTPUTS = frozenset(("_", "__", "___", "__name__", "__builtins__", "__doc__", "get_ipython"))
_MISSING = object()


@dataclass(slots=True)
class Prepared:
    """A pickled result with its large parts, ready to be sent."""

    data: bytes
    buffers: list[memoryview]
    kept: list[objects_pb.Value] = field(default_factory=list)
    outputs: list[jobs_pb.Segment.Output] = field(default_factory=list)
    """Of a detached cell: what stays on the cluster, each by itself."""


Blobs = Callable[["bytes | memoryview"], objects_pb.Blob]


Prints = dict[str, "tuple[int, int | None]"]

_PRINTED_ITEMS = 1000
"""Containers of at most so many items are compared by content, larger ones by their length alone."""


def fingerprints(names: dict[str, Any]) -> Prints:
    """What the plain containers among the inputs look like, to notice that one was changed in place."""
    return {
        name: _fingerprint(value)
        for name, value in names.items()
        if type(value) in (list, dict, set, bytearray)
    }


def _fingerprint(value: Any) -> tuple[int, int | None]:
    """Length and, of a small container of plain values, a hash of the content."""
    if len(value) > _PRINTED_ITEMS:
        return len(value), None
    try:
        return len(value), hash(pickle.dumps(value, protocol=5))
    # Code of the values runs here; the length alone is compared then.
    except Exception:
        return len(value), None


def collect(
    value: Any,
    namespace: dict[str, Any],
    base: dict[str, Any],
    prints: Prints,
    cell: jobs_pb.CellProgram,
) -> CellResult:
    """The result of a cell that ran in `namespace`, which began as a copy of `base`."""
    bound = {
        name: new
        for name, new in namespace.items()
        if name not in _NOT_OUTPUTS and (name in cell.binds or base.get(name, _MISSING) is not new)
    }
    result = CellResult(value, deleted=[name for name in base if name not in namespace])
    if not cell.all_outputs:
        bound = _asked_for(cell.outputs, namespace, result.notes)
        result.deleted = []
    for name, new in bound.items():
        if isinstance(new, types.ModuleType):
            result.modules[name] = new.__name__
        else:
            result.outputs[name] = new
    for name, before in prints.items():
        now = namespace.get(name)
        if now is base.get(name) and name not in bound and _fingerprint(now) != before:
            result.notes.append(
                f"'{name}' was changed in place on the worker; the notebook's is unchanged. "
                f"Add '{name} = {name}' to the cell, or --outputs {name}, to bring it back."
            )
    return result


def _asked_for(names: Any, namespace: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    missing = [name for name in names if name not in namespace]
    if missing:
        notes.append(f"--outputs names what the cell did not bind: {', '.join(missing)}")
    return {name: namespace[name] for name in names if name in namespace}


def prepare(
    result: CellResult, namespace: dict[str, Any], limit: int, blobs: Blobs, *, stays: bool = False
) -> Prepared:
    """Pickle a cell's result: together where it can be, else name by name.

    What is larger than `limit` bytes stays on the cluster under a reference, what can't be
    pickled stays behind: with a note, unless it `stays` where the next cell finds it.
    """
    try:
        data, buffers, _ = dumps(result, namespace)
    # The pickling code of any value may raise anything; which one it was is found below.
    except Exception:
        return _apart(result, namespace, limit, blobs, stays=stays)
    if len(data) + sum(view.nbytes for view in buffers) > limit:
        return _apart(result, namespace, limit, blobs, stays=stays)
    return Prepared(data, buffers)


def prepare_kept(result: CellResult, namespace: dict[str, Any], blobs: Blobs) -> Prepared:
    """Pickle each output by itself, to stay on the cluster; what can't be pickled gets a note."""
    made = []
    for name, value in {**result.outputs, "": result.value}.items():
        try:
            data, buffers, _ = dumps(value, namespace)
        # As in prepare(): the note says what was raised.
        except Exception as error:
            result.notes.append(_stays_behind(name, value, error))
            continue
        pickle = blobs(data) if len(data) >= OUT_OF_BAND else objects_pb.Blob(size=len(data), data=data)
        stored = objects_pb.Value(pickle=pickle, buffers=[blobs(view) for view in buffers])
        about = describe_value(value)
        made.append(jobs_pb.Segment.Output(name=name, value=stored, size=size_of(stored), about=about))
    brief = CellResult(None, {}, result.modules, result.deleted, result.notes)
    data, buffers, _ = dumps(brief, namespace)
    return Prepared(data, buffers, outputs=made)


def _apart(
    result: CellResult, namespace: dict[str, Any], limit: int, blobs: Blobs, *, stays: bool
) -> Prepared:
    kept: list[objects_pb.Value] = []
    outputs: dict[str, Any] = {}
    stayed: list[str] = []
    for name, value in result.outputs.items():
        small = _small_enough(name, value, namespace, limit, blobs, kept, [] if stays else result.notes)
        if small is _MISSING:
            stayed.append(name)
        else:
            outputs[name] = small
    value = _small_enough("", result.value, namespace, limit, blobs, kept, result.notes)
    result = CellResult(
        None if value is _MISSING else value, outputs, result.modules, result.deleted, result.notes, stayed
    )
    data, buffers, _ = dumps(result, namespace)
    return Prepared(data, buffers, kept)


def _stays_behind(name: str, value: Any, error: BaseException) -> str:
    what = f"'{name}'" if name else "the cell's value"
    about = f"{what} stays on the worker: {describe_value(value)} can't be pickled ({error})"
    return f"{about}. Run the cells that use it in a group, as in %%distributed --on NAME, or make it there."


def _small_enough(
    name: str,
    value: Any,
    namespace: dict[str, Any],
    limit: int,
    blobs: Blobs,
    kept: list[objects_pb.Value],
    notes: list[str],
) -> Any:
    """The value, a reference to it when it is large, `_MISSING` when it can't leave the worker."""
    try:
        data, buffers, _ = dumps(value, namespace)
    # As in prepare(): the note says what was raised.
    except Exception as error:
        notes.append(_stays_behind(name, value, error))
        return _MISSING
    size = len(data) + sum(view.nbytes for view in buffers)
    if size <= limit:
        return value
    stored = objects_pb.Value(pickle=blobs(data), buffers=[blobs(view) for view in buffers])
    kept.append(stored)
    return RemoteRef(by_hash(stored).SerializeToString(), size, describe_value(value))
