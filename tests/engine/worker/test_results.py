"""What items returned, on its way to the gateway."""

from __future__ import annotations

import pickle
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.objects.pickling import OUT_OF_BAND, Unloadable, loads
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.worker.outputs import Prepared
from farfield_engine.worker.results import Results

VALUES = st.lists(
    st.one_of(st.integers(), st.text(), st.lists(st.booleans()), st.just(b"x" * OUT_OF_BAND)), max_size=12
)


class Blobs:
    """Takes what is stored, as a gateway does."""

    def __init__(self) -> None:
        self.stored: dict[str, bytes] = {}

    def store(self, data: bytes | memoryview) -> objects_pb.Blob:
        name = str(len(self.stored))
        self.stored[name] = bytes(data)
        return objects_pb.Blob(segment=name, size=len(self.stored[name]))

    def content(self, blob: objects_pb.Blob) -> bytes:
        return self.stored[blob.segment] if blob.segment else blob.data

    def values(self, segments: list[jobs_pb.Segment]) -> dict[int, Any]:
        """The values in these segments, by item."""
        found: dict[int, Any] = {}
        for segment in segments:
            buffers = [self.content(blob) for blob in segment.values.buffers]
            value = loads(self.content(segment.values.pickle), buffers, {})
            values = [value] if segment.single else value
            assert len(values) == segment.count
            found |= {segment.start + index: value for index, value in enumerate(values)}
        return found


@given(VALUES, st.integers(0, 100), st.sets(st.integers(0, 12)))
def test_values_come_out_in_order_however_often_they_are_taken(
    values: list[Any], start: int, takes: set[int]
) -> None:
    blobs = Blobs()
    results = Results(start, {}, blobs.store)
    segments: list[jobs_pb.Segment] = []
    for index, value in enumerate(values):
        results.append(value)
        if index in takes:
            taken, upto = results.take()
            segments += taken
            assert upto == start + index + 1
    segments += results.take()[0]
    assert blobs.values(segments) == {start + index: value for index, value in enumerate(values)}
    assert results.take() == ([], start + len(values))


def test_small_values_travel_together_and_in_the_message() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    for number in range(1000):
        results.append(number)
    (segment,) = results.take()[0]
    assert (segment.start, segment.count, segment.single) == (0, 1000, False)
    assert not blobs.stored


def test_a_large_value_is_stored_out_of_band_between_its_neighbours() -> None:
    blobs = Blobs()
    results = Results(5, {}, blobs.store)
    array = np.arange(OUT_OF_BAND, dtype=np.uint8)
    for value in ("before", array, "after"):
        results.append(value)
    segments, upto = results.take()
    assert [(segment.start, segment.single) for segment in segments] == [(5, False), (6, True), (7, False)]
    assert segments[1].about == f"ndarray ({OUT_OF_BAND},) uint8"
    assert array.tobytes() in blobs.stored.values()
    assert upto == 8
    assert np.array_equal(blobs.values(segments)[6], array)


def test_what_changes_after_it_was_returned_is_sent_as_it_was() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    value = [1]
    results.append(value)
    value.append(2)
    assert blobs.values(results.take()[0]) == {0: [1]}


def test_a_failed_item_has_a_place_and_no_value() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    results.append("a")
    results.append_failure()
    results.append("c")
    assert blobs.values(results.take()[0]) == {0: "a", 1: None, 2: "c"}


def test_a_value_that_cannot_be_pickled_raises_and_leaves_no_trace() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    results.append("a")
    with pytest.raises(TypeError, match="lock"):
        results.append(threading.Lock())
    assert blobs.values(results.take()[0]) == {0: "a"}


class _BreaksWhenLoaded:
    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("not a number",)


def test_a_value_that_cannot_be_loaded_spoils_no_other() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    for value in ([1], _BreaksWhenLoaded(), [3]):
        results.append(value)
    values = blobs.values(results.take()[0])
    assert (values[0], values[2]) == ([1], [3])
    assert isinstance(values[1], Unloadable) and isinstance(values[1].error, ValueError)


def test_a_prepared_result_keeps_what_stays_on_the_cluster() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    kept = [objects_pb.Value(pickle=objects_pb.Blob(segment="elsewhere"))]
    results.append(Prepared(pickle.dumps("small"), [], kept))
    results.append(Prepared(pickle.dumps("smaller"), []))
    first, second = results.take()[0]
    assert list(first.kept) == kept and not second.kept
    assert blobs.values([first, second]) == {0: "small", 1: "smaller"}


def test_two_threads_take_every_value_once() -> None:
    blobs = Blobs()
    results = Results(0, {}, blobs.store)
    segments: list[jobs_pb.Segment] = []
    ended = threading.Event()

    def take() -> None:
        while not ended.is_set():
            segments.extend(results.take()[0])

    taker = threading.Thread(target=take)
    taker.start()
    for number in range(50_000):
        results.append(number)
    ended.set()
    taker.join()
    segments += results.take()[0]
    assert blobs.values(segments) == {number: number for number in range(50_000)}
