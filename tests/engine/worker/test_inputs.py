"""Segments that a worker maps for its jobs, and gives up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.objects.segments import forget_written_segments, write_segment
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.worker.inputs import Inputs

SIZE = 2 << 20


@pytest.fixture
def blob() -> Iterator[objects_pb.Blob]:
    """An object in shared memory."""
    with tempfile.TemporaryDirectory(prefix="farfield-test-", dir="/dev/shm") as directory:
        path = Path(directory) / "segment"
        path.touch()
        write_segment(str(path), b"x" * SIZE)
        yield objects_pb.Blob(hash=b"h" * 16, size=SIZE, segment=str(path))
        forget_written_segments()


def test_a_segment_is_given_up_as_often_as_it_was_named(blob: objects_pb.Blob) -> None:
    inputs = Inputs()
    value = objects_pb.Value(pickle=blob)
    inputs.mention("one", [value, value])
    inputs.mention("two", [value])
    view = inputs.view(blob)
    inputs.forget("one")
    inputs.forget("two")
    assert not inputs.released().segments
    del view
    assert list(inputs.released().segments) == [blob.segment] * 3
    assert not inputs.released().segments


def test_a_segment_that_a_job_needs_again_is_kept_though_nobody_views_it(blob: objects_pb.Blob) -> None:
    inputs = Inputs()
    inputs.mention("one", [objects_pb.Value(pickle=blob)])
    inputs.view(blob)
    assert not inputs.released().segments
    inputs.forget("one")
    assert list(inputs.released().segments) == [blob.segment]


def test_a_segment_that_a_child_may_still_read_is_told_apart(blob: objects_pb.Blob) -> None:
    inputs = Inputs()
    inputs.mention("one", [objects_pb.Value(pickle=blob)])
    view = inputs.view(blob)
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    del view
    inputs.forget("one")
    released = inputs.released()
    assert (list(released.segments), list(released.forked)) == ([], [blob.segment])
