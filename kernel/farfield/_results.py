"""The results of `map`: in order, as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from farfield._decode import Decoder
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import ResultError
from farfield_engine.objects.pickling import Unloadable

T = TypeVar("T")


class MapResults(Generic[T]):
    """Iterates over the results of a job in item order, waiting for each; may be iterated again."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._handle: JobHandle = decoder.handle

    def __len__(self) -> int:
        return self._handle.items

    def __iter__(self) -> Iterator[T]:
        """Yields results; raises the exception of the first item that failed when it comes to it."""
        return self.iterate()

    def iterate(self, timeout: float | None = None) -> Iterator[T]:
        """As iter(), but waiting at most `timeout` seconds for each result; raises TimeoutError then."""
        item, handle = 0, self._handle
        while item < handle.items:
            if not handle.wait_for_item(item, timeout):
                raise TimeoutError(f"item {item} was not done after {timeout:g} s")
            error = self._decoder.failure(item)
            if error is not None:
                raise error
            segment = handle.segment_of(item)
            assert segment is not None, "failure() says that the item has a result"
            for value in self._decoder.list_of(segment)[item - segment.start :]:
                if item in handle.failures:
                    break
                if isinstance(value, Unloadable):
                    raise ResultError(
                        f"result {item} can't be unpickled here: {value.error}"
                    ) from value.error
                item += 1
                yield value

    def result(self, timeout: float | None = None) -> list[T]:
        """All results as a list. Raises the first failure, TimeoutError after `timeout` seconds."""
        if not self._handle.wait(timeout):
            raise TimeoutError(f"the job was not done after {timeout:g} s")
        return list(self)

    def cancel(self) -> None:
        """Stop what has not ended."""
        self._decoder.client.cancel(self._handle.id)

    @property
    def job(self) -> str:
        """The job's id, as `%jobs` and `farfield jobs` take it."""
        return self._handle.id

    def __repr__(self) -> str:
        summary = self._handle.summary
        done = summary.counts.succeeded if summary else 0
        return f"<results of {len(self):,} items, {done:,} done>"


def any_of(decoder: Decoder, item: int) -> Any:
    """An item's result. Raises its failure."""
    error = decoder.failure(item)
    if error is not None:
        raise error
    return decoder.value(item)
