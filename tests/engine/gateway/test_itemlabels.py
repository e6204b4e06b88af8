"""Items have their names also where no worker can tell them."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from farfield_engine.gateway.itemlabels import label_of
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb


class Touched:
    """Nobody but its worker may make one."""

    def __reduce__(self) -> Any:
        return pytest.fail, ("the gateway runs the user's code",)


def _spec(*elements: object, data: bytes = b"") -> pb.JobSpec:
    program = pb.Program(cell=pb.CellProgram(targets=["lr", "seed"]))
    spec = pb.JobSpec(items=len(elements) + 10, program=program.SerializeToString())
    blob = objects_pb.Blob(data=data or pickle.dumps(list(elements), 5))
    spec.chunks.add(start=10, count=max(1, len(elements)), elements=objects_pb.Value(pickle=blob))
    return spec


def test_plain_elements_have_names() -> None:
    spec = _spec((0.1, 3), ([1, 2], "x" * 5000))
    assert label_of(spec, 10) == "lr=0.1, seed=3"
    assert label_of(spec, 11).startswith("lr=[1, 2], seed='xxx") and len(label_of(spec, 11)) <= 48
    assert (label_of(spec, 9), label_of(spec, 12)) == ("", "")


def test_what_takes_code_to_be_made_is_not_made() -> None:
    assert label_of(_spec((Touched(), 1)), 10) == ""


@pytest.mark.parametrize("data", [b"no pickle", pickle.dumps(5), pickle.dumps([(1,)]), b"(" * (1 << 21)])
def test_whatever_comes_as_elements(data: bytes) -> None:
    assert label_of(_spec(data=data), 10) == ""


def test_ranks_are_called_that() -> None:
    assert label_of(pb.JobSpec(gang=pb.Gang(ranks=4)), 3) == "rank 3"
    assert label_of(pb.JobSpec(gang=pb.Gang(actor=True)), 0) == ""
