"""What a cell brings back."""

from __future__ import annotations

import copy
import math
import threading
from typing import Any

import numpy as np
import pytest

from farfield_engine.objects.cellresult import CellResult, RemoteRef
from farfield_engine.objects.pickling import loads
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.worker.outputs import Prepared, collect, fingerprints, prepare

ALL = jobs_pb.CellProgram(all_outputs=True)
LIMIT = 10_000


def run(code: str, cell: jobs_pb.CellProgram = ALL, **inputs: Any) -> CellResult:
    """Run a cell in a namespace with these inputs; its result."""
    base = {"__name__": "__main__", "__builtins__": __builtins__, **inputs}
    namespace = dict(base)
    sizes = fingerprints(inputs)
    exec(code, namespace)
    return collect("value", namespace, base, sizes, cell)


def test_every_name_that_was_bound_comes_back_and_no_other() -> None:
    result = run("x = 1\ny = x\ndef f(): pass\n_ = 5", y=2, z=3)
    assert set(result.outputs) == {"x", "y", "f"}
    assert (result.outputs["x"], result.outputs["y"], result.value) == (1, 1, "value")


def test_a_name_bound_to_what_it_was_is_not_sent_back() -> None:
    data = [1]
    assert run("data = data", data=data).outputs == {}
    assert run("data = [1]", data=data).outputs == {"data": [1]}


def test_deleted_names_and_modules_are_told() -> None:
    result = run("import math as m\ndel gone", gone=1)
    assert (result.deleted, result.modules, result.outputs) == (["gone"], {"m": "math"}, {})
    assert math.__name__ == "math"


def test_only_what_was_asked_for_comes_back() -> None:
    cell = jobs_pb.CellProgram(outputs=["x", "data", "nothing"])
    result = run("x = 1\ny = 2\ndata.append(1)\ndel gone", cell, data=[], gone=1)
    assert result.outputs == {"x": 1, "data": [1]}
    assert result.deleted == []
    assert result.notes == ["--outputs names what the cell did not bind: nothing"]


def test_a_container_changed_in_place_is_noted() -> None:
    result = run("data.append(1)\nother.add(3)\nsame.append(1)\nsame.pop()", data=[], other={1}, same=[])
    assert result.outputs == {}
    assert len(result.notes) == 2
    assert all("changed in place" in note and "--outputs" in note for note in result.notes)
    assert {"'data'", "'other'"} == {note.split(" ")[0] for note in result.notes}


def test_plain_containers_alone_have_fingerprints() -> None:
    inputs = {"a": [1], "b": {}, "c": (1,), "d": np.zeros(3), "e": bytearray(2)}
    assert {name: length for name, (length, _) in fingerprints(inputs).items()} == {"a": 1, "b": 0, "e": 2}


@pytest.mark.parametrize("value", [{"a": 1}, [1, 2], bytearray(b"ab")])
def test_a_fingerprint_tells_contents_apart(value: Any) -> None:
    other = {"a": 2} if isinstance(value, dict) else type(value)([3] * 2)
    assert fingerprints({"x": value}) == fingerprints({"x": copy.deepcopy(value)})
    assert fingerprints({"x": value}) != fingerprints({"x": other})


def test_a_large_container_is_told_by_its_length() -> None:
    assert fingerprints({"x": [0] * 5000}) == {"x": (5000, None)}


def test_a_name_that_the_cell_binds_comes_back_though_it_is_what_it_was() -> None:
    items = [1]
    cell = jobs_pb.CellProgram(all_outputs=True, binds=["items"])
    base = {"items": items}
    items.append(2)
    assert collect(None, dict(base), base, {"items": (1, None)}, cell).outputs == {"items": [1, 2]}


class Cluster:
    def __init__(self) -> None:
        self.stored: list[bytes] = []

    def store(self, data: bytes | memoryview) -> objects_pb.Blob:
        self.stored.append(bytes(data))
        return objects_pb.Blob(hash=b"h%d" % len(self.stored), size=len(self.stored[-1]), segment="/segment")

    def receive(self, prepared: Prepared) -> CellResult:
        result = loads(prepared.data, prepared.buffers, {})
        assert isinstance(result, CellResult)
        return result


def test_small_results_come_back_together() -> None:
    cluster = Cluster()
    shared = [1]
    result = prepare(CellResult(None, {"a": shared, "b": shared}), {}, LIMIT, cluster.store)
    received = cluster.receive(result)
    assert received.outputs["a"] is received.outputs["b"], "they are one object, as they were"
    assert not cluster.stored and not result.kept


def test_a_large_output_stays_under_a_reference_that_names_no_file() -> None:
    cluster = Cluster()
    array = np.zeros(300_000)
    prepared = prepare(CellResult(None, {"big": array, "small": 1}), {}, LIMIT, cluster.store)
    received = cluster.receive(prepared)
    reference = received.outputs["big"]
    assert isinstance(reference, RemoteRef) and received.outputs["small"] == 1
    assert reference.about == "ndarray (300000,) float64"
    assert reference.size > array.nbytes
    named = objects_pb.Value.FromString(reference.value)
    assert [blob.WhichOneof("place") for blob in (named.pickle, *named.buffers)] == [None, None]
    assert prepared.kept[0].pickle.segment == "/segment"
    assert array.tobytes() in cluster.stored


def test_a_large_value_of_the_last_expression_stays_too() -> None:
    cluster = Cluster()
    prepared = prepare(CellResult("x" * 2 * LIMIT, {}), {}, LIMIT, cluster.store)
    reference = cluster.receive(prepared).value
    assert isinstance(reference, RemoteRef) and reference.about == f"str of {2 * LIMIT}"


def test_what_cannot_be_pickled_stays_behind_with_a_note_and_the_rest_comes() -> None:
    cluster = Cluster()
    result = CellResult(
        threading.Lock(), {"lock": threading.Lock(), "x": 1}, {"m": "math"}, ["gone"], ["note"]
    )
    received = cluster.receive(prepare(result, {}, LIMIT, cluster.store))
    assert (received.value, received.outputs) == (None, {"x": 1})
    assert (received.modules, received.deleted) == ({"m": "math"}, ["gone"])
    first, *others = received.notes
    assert first == "note"
    assert [note.split(" stays")[0] for note in others] == ["'lock'", "the cell's value"]
    assert all("--on NAME" in note for note in others)
