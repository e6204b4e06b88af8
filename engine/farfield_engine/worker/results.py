"""What the items of a batch returned, on its way to the gateway."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from typing import Any

from farfield_engine.objects.cellresult import describe_value
from farfield_engine.objects.pickling import OUT_OF_BAND, Packed, dumps
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.worker.outputs import Prepared

PLAIN = frozenset((int, float, bool, type(None), complex))
"""Types whose values can't change and are small: kept as they are until they are sent."""

_SCALARS = frozenset((int, float, bool, type(None), str, bytes, complex))

Store = Callable[["bytes | memoryview"], objects_pb.Blob]
"""Puts large content into a segment; the blob that names it."""


class Results:
    """Collects results in item order.

    The main thread alone appends. Both threads may take what has come so far, since what
    is in the list is either immutable or pickled already: no user code runs in `take`.
    """

    def __init__(self, start: int, namespace: dict[str, Any], store: Store) -> None:
        self._namespace = namespace
        self._store = store
        self._values: list[Any] = []
        self.keep = self._values.append
        """Adds the next item's result where its type is one of `PLAIN`."""
        self._lock = threading.Lock()
        self._next = start  # the item that the first of _values belongs to

    def append(self, value: Any) -> None:
        """The next item's result. Raises whatever its pickling raises."""
        if type(value) in _SCALARS and not (type(value) in (str, bytes) and len(value) >= OUT_OF_BAND):
            self._values.append(value)
            return
        kept: list[objects_pb.Value] = []
        outputs: list[jobs_pb.Segment.Output] = []
        if type(value) is Prepared:
            data, buffers, kept, outputs = value.data, value.buffers, value.kept, value.outputs
        else:
            data, buffers, _ = dumps(value, self._namespace)
        if kept or outputs or buffers or len(data) >= OUT_OF_BAND:
            blobs = [self._store(view) for view in buffers]
            stored = objects_pb.Value(pickle=self.blob(data), buffers=blobs)
            self._values.append(_Large(stored, kept, outputs, describe_value(value)))
        else:
            self._values.append(Packed(data))

    def append_failure(self) -> None:
        """The next item has no result."""
        self._values.append(None)

    def blob(self, data: bytes) -> objects_pb.Blob:
        """A blob for a pickle: carried along when it is small."""
        if len(data) >= OUT_OF_BAND:
            return self._store(data)
        return objects_pb.Blob(size=len(data), data=data)

    def take(self) -> tuple[list[jobs_pb.Segment], int]:
        """Segments of all results so far, and the first item that is not among them."""
        with self._lock:
            # Each step is atomic beside append(), which only adds at the end.
            count = len(self._values)
            values = self._values[:count]
            del self._values[:count]
            start, self._next = self._next, self._next + count
        return self._segments(start, values), start + count

    def _segments(self, start: int, values: list[Any]) -> list[jobs_pb.Segment]:
        segments: list[jobs_pb.Segment] = []
        first = 0
        for index, value in enumerate(values):
            if type(value) is _Large:
                self._small(segments, start + first, values[first:index])
                segments.append(
                    jobs_pb.Segment(
                        start=start + index,
                        count=1,
                        values=value.value,
                        single=True,
                        kept=value.kept,
                        outputs=value.outputs,
                        about=value.about,
                    )
                )
                first = index + 1
        self._small(segments, start + first, values[first:] if first else values)
        return segments

    def _small(self, segments: list[jobs_pb.Segment], start: int, values: list[Any]) -> None:
        if values:
            data = pickle.dumps(values, protocol=5)
            value = objects_pb.Value(pickle=self.blob(data))
            segments.append(jobs_pb.Segment(start=start, count=len(values), values=value))


class _Large:
    """A result that is a value by itself."""

    __slots__ = ("about", "kept", "outputs", "value")

    def __init__(
        self,
        value: objects_pb.Value,
        kept: list[objects_pb.Value],
        outputs: list[jobs_pb.Segment.Output],
        about: str,
    ) -> None:
        self.value = value
        self.kept = kept
        self.outputs = outputs
        self.about = about
