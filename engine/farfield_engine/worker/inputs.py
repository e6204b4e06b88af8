"""Objects that a job brings: unpickled from frames and from mapped segments."""

from __future__ import annotations

import opcode
import types
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from farfield_engine.objects.cellresult import CellResult
from farfield_engine.objects.pickling import Unloadable, loads, resolving_remote
from farfield_engine.objects.segments import MappedSegments
from farfield_engine.objects.values import blobs_of
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_GLOBAL_STORES = {opcode.opmap["STORE_GLOBAL"], opcode.opmap["DELETE_GLOBAL"]}
_ATOMS = (type(None), bool, int, float, complex, str, bytes, range, type(Ellipsis))


class FarObjects(Protocol):
    """Objects in the store of the engine's cluster. What is mentioned is the main thread's only."""

    def mention(self, job: str, blob: objects_pb.Blob) -> None:
        """A frame has named this object for a job."""

    def forget(self, job: str) -> None:
        """No more of this job will run here."""

    def view(self, blob: objects_pb.Blob) -> memoryview:
        """The content of an object. Raises OSError."""

    def store(self, data: bytes | memoryview, keeper: str, digest: bytes = b"") -> objects_pb.Blob:
        """Put content there, for `keeper` to own. digest: its hash, where that is known.

        Raises OSError where there is no room.
        """


open_far: Callable[[], FarObjects] | None = None
"""Opens the store of the engine's cluster, where it has one."""


def far_objects() -> FarObjects:
    """The store of the engine's cluster, opened. Raises OSError where it has none."""
    if open_far is None:
        raise OSError("this worker's engine has no store of its own")
    return open_far()


class Inputs:
    """Maps and unpickles values; knows which segments this worker may give up.

    The gateway counts how often it names a segment to a worker, and recycles it only when
    the worker has given every mention back: a mention that is on its way is not forgotten.
    """

    def __init__(self) -> None:
        self._far: FarObjects | None = None
        self._mapped = MappedSegments()
        self._mentions: Counter[str] = Counter()
        self._open: Counter[str] = Counter()  # mappings that somebody views
        self._forked: set[str] = set()  # those of them that a child of this process has too
        self._needed: dict[str, set[str]] = {}  # path -> jobs that may read it again

    def mention(self, job: str, values: Iterable[objects_pb.Value]) -> None:
        """A frame has named these values for this job."""
        for value in values:
            for blob in blobs_of(value):
                if blob.segment:
                    self._mentions[blob.segment] += 1
                    self._needed.setdefault(blob.segment, set()).add(job)
                elif blob.keeper:
                    self.far().mention(job, blob)

    def far(self) -> FarObjects:
        """Objects in the store of the engine's cluster. Raises OSError where there is none."""
        if self._far is None:
            self._far = far_objects()
        return self._far

    def view(self, blob: objects_pb.Blob) -> memoryview | bytes:
        """The content of a blob. Raises OSError where its segment can't be mapped, or it can't be had."""
        if blob.keeper:
            return self.far().view(blob)
        if not blob.segment:
            return blob.data
        view = self._mapped.map(blob.segment, blob.size)
        self._open[blob.segment] += 1
        return view

    def load(
        self, value: objects_pb.Value, namespace: dict[str, Any], others: Sequence[objects_pb.Value] = ()
    ) -> Any:
        """Unpickle a value, and those of `others` that it refers to. Raises what their unpickling raises."""
        resolved: dict[int, Any] = {}

        def resolve(index: int) -> Any:
            if index not in resolved:
                resolved[index] = self.load(others[index], namespace, others)
            return resolved[index]

        if value.HasField("pending"):
            raise NameError(f"the job that was to bind '{value.pending.name}' has ended without it")
        if value.parts:
            made = self._load_parts(value.parts, namespace)
            return made[0] if value.element else made
        buffers = [self.view(blob) for blob in value.buffers]
        with resolving_remote(resolve):
            return loads(self.view(value.pickle), buffers, namespace)

    def _load_parts(self, parts: Iterable[objects_pb.Part], namespace: dict[str, Any]) -> list[Any]:
        """The list that the results of another job make."""
        made: list[Any] = []
        for part in parts:
            loaded = self.load(part.value, namespace)
            results = [loaded] if part.single else loaded[part.skip : part.skip + part.count]
            made += [_picked(result, part.output) for result in results]
        return made

    def forget(self, job: str) -> None:
        """No more of this job will run here."""
        if self._far is not None:
            self._far.forget(job)
        for path in [path for path, jobs in self._needed.items() if job in jobs]:
            self._needed[path].discard(job)
            if not self._needed[path]:
                del self._needed[path]

    def released(self) -> worker_pb.Released:
        """Segments given up since the last call, each as often as it was mentioned."""
        released = worker_pb.Released()
        if not self._mentions:
            return released
        self._mapped.park()
        self._open.subtract(self._mapped.take_released())
        forked = self._mapped.take_forked()
        self._open.subtract(forked)
        self._forked.update(forked)
        for path in [path for path in self._mentions if path not in self._needed and self._open[path] <= 0]:
            del self._open[path]
            told = released.forked if path in self._forked else released.segments
            told.extend([path] * self._mentions.pop(path))
            self._forked.discard(path)
        return released


def _picked(result: Any, output: str) -> Any:
    """What is meant of an item's result: an output of its cell, or its value."""
    if isinstance(result, Unloadable):
        raise result.error
    if not isinstance(result, CellResult):
        return result
    return result.outputs.get(output) if output else result.value


def is_immutable(value: object, seen: set[int] | None = None) -> bool:
    """Whether user code can't change this value in place, as far as a quick look tells.

    Functions, classes and modules count as immutable unless they carry something mutable
    (a default argument, a closure, a class attribute).
    """
    if isinstance(value, _ATOMS):
        return True
    seen = set() if seen is None else seen
    if id(value) in seen:
        return True
    seen.add(id(value))
    parts = _parts(value)
    return parts is not None and all(is_immutable(part, seen) for part in parts)


def _parts(value: object) -> list[object] | None:
    """What a value of an immutable kind is made of; None for a value of any other kind."""
    if isinstance(value, (types.ModuleType, types.BuiltinFunctionType, property)):
        return []
    if type(value) in (tuple, frozenset):
        return list(value)  # type: ignore[call-overload, no-any-return]
    if isinstance(value, types.FunctionType):
        if _stores_globals(value.__code__):
            return None
        cells = [cell.cell_contents for cell in value.__closure__ or () if _filled(cell)]
        return [
            *(value.__defaults__ or ()),
            *(value.__kwdefaults__ or {}).values(),
            *vars(value).values(),
            *cells,
        ]
    if isinstance(value, (staticmethod, classmethod)):
        return [value.__func__]
    if isinstance(value, type):
        if value.__module__ != "__main__":
            return []
        return [part for name, part in vars(value).items() if name not in ("__dict__", "__weakref__")]
    if isinstance(
        value, (types.GetSetDescriptorType, types.MemberDescriptorType, types.WrapperDescriptorType)
    ):
        return []
    return None


def _stores_globals(code: types.CodeType) -> bool:
    """Whether running this code may bind a global name."""
    if not _GLOBAL_STORES.isdisjoint(code.co_code[::2]):
        return True
    return any(_stores_globals(part) for part in code.co_consts if isinstance(part, types.CodeType))


def _filled(cell: types.CellType) -> bool:
    try:
        _ = cell.cell_contents
    except ValueError:
        return False
    return True
