"""Results as Python values: decoded on the thread that asks for them."""

from __future__ import annotations

import threading
import weakref
from typing import Any

from farfield._failures import NOT_BEGUN, exception_of
from farfield._remote import RemoteValue, fetched, is_lack_of_memory, revive, too_large
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.text import readable_size
from farfield_engine.errors import ItemCancelledError, ResultError
from farfield_engine.objects.missing import loads_cell
from farfield_engine.objects.pickling import Unloadable, loads
from farfield_engine.objects.values import by_hash, has_objects, size_of
from farfield_engine.wire.v1 import jobs_pb2 as pb


class Decoder:
    """The results of one job. Each segment is unpickled once; any thread may ask."""

    def __init__(self, handle: JobHandle, client: Client, namespace: dict[str, Any], limit: int = 0) -> None:
        """limit: single results larger than this many bytes become remote values; 0: none do."""
        self.handle = handle
        self.client = client
        self._namespace = namespace
        self._limit = limit
        self._lists: dict[tuple[int, int], list[Any]] = {}
        """By attempt and first item."""
        self._too_large: set[tuple[int, int]] = set()
        """Those for which there was no room here: their places are to be asked for again."""
        self._lock = threading.RLock()
        weakref.finalize(self, _let_go, client, handle, self._lists, self._too_large).atexit = False

    def failure(self, item: int, label: str = "") -> BaseException | None:
        """The exception of an item that has failed, was stopped or lost; None where it has a result."""
        handle = self.handle
        if handle.lost is not None:
            return handle.lost
        if handle.refused is not None:
            return exception_of(handle.refused, self.client, self._namespace)
        failure = handle.failures.get(item)
        if failure is not None:
            return exception_of(failure, self.client, self._namespace, label)
        if handle.segment_of(item) is None:
            return ItemCancelledError(NOT_BEGUN)
        return None

    def value(self, item: int) -> Any:
        """The result of an item that has one. Raises ResultError when it can't be unpickled here."""
        segment = self.handle.segment_of(item)
        assert segment is not None, "the caller has asked failure() first"
        value = self.list_of(segment)[item - segment.start]
        return self._whole(value) if isinstance(value, Unloadable) else value

    def _whole(self, value: Unloadable) -> Any:
        """What there is of a cell's result that needs what is missing here. Raises ResultError."""
        try:
            if value.data:
                return loads_cell(value.data, (), self._namespace)
            raise value.error
        except Exception as error:
            raise ResultError(f"the result can't be unpickled here: {_brief(error)}") from error

    def list_of(self, segment: pb.Segment) -> list[Any]:
        """All results of a segment; an `Unloadable` stands where one can't be unpickled.

        Raises ResultError when they do not fit into this process; they can be asked for again.
        """
        with self._lock:
            key = segment.attempt, segment.start
            found = self._lists.get(key)
            if found is None:
                found = self._lists[key] = self._load(segment, key)
            return found

    def _load(self, segment: pb.Segment, key: tuple[int, int]) -> list[Any]:
        size = size_of(segment.values)
        if segment.single and self._limit and size > self._limit:
            self.client.forgo(segment.values)
            return [RemoteValue(self.client, by_hash(segment.values), size, segment.about)]
        try:
            values = segment.values
            if key in self._too_large:
                values = fetched(self.client, values)
            loaded = self.client.load(values, self._namespace, loads_cell if segment.single else loads)
        # Unpickling runs code of the user's classes; it is raised to whoever asks for the item.
        except Exception as error:
            if is_lack_of_memory(error):
                self._too_large.add(key)
                last = segment.start + segment.count - 1
                what = "the result" if segment.count == 1 else f"what has items {segment.start} to {last}"
                raise too_large(f"{what}, {readable_size(size)},") from error
            return [Unloadable(error)] * segment.count
        return [revive(loaded, self.client)] if segment.single else loaded


def _let_go(
    client: Client,
    handle: JobHandle,
    decoded: dict[tuple[int, int], list[Any]],
    given_back: set[tuple[int, int]],
) -> None:
    """Nobody can ask for these results any more: what was announced and never loaded is given back."""
    large = False
    for segment in handle.segments():
        large = large or bool(segment.kept or segment.outputs or has_objects(segment.values))
        key = segment.attempt, segment.start
        if key not in decoded and key not in given_back:
            client.forgo(segment.values)
    if large:
        client.forget_results(handle.id)


def _brief(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
