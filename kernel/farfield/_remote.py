"""Remote values: names of the notebook whose objects stay on the cluster until they are needed here."""

from __future__ import annotations

from typing import Any

from farfield_engine.client.client import Client
from farfield_engine.client.text import readable_size
from farfield_engine.objects.cellresult import CellResult, RemoteRef
from farfield_engine.objects.pickling import reduce_remote
from farfield_engine.wire.v1 import objects_pb2 as objects_pb


def by_hash(value: objects_pb.Value) -> objects_pb.Value:
    """The same value without the places of its blobs."""
    named = objects_pb.Value.FromString(value.SerializeToString())
    for blob in (named.pickle, *named.buffers):
        if blob.WhichOneof("place") == "segment":
            blob.ClearField("segment")
    return named


class RemoteValue:
    """A value that stayed on the cluster. Cells and tasks get the value itself; `get` fetches it."""

    def __init__(self, client: Client, value: objects_pb.Value, size: int, about: str) -> None:
        """value: names its blobs by hash, or by segments that were just written for it."""
        self._client = client
        self._value = by_hash(value)
        self._about = about
        self.size = size
        """Bytes of the pickled value."""
        client.keep(value, self)

    def get(self) -> Any:
        """The value itself, fetched now. Raises FarfieldError when the cluster no longer has it."""
        from farfield._packing import main_namespace

        return self._client.load(self._client.fetch(self._value), main_namespace())

    def __reduce__(self) -> Any:
        return reduce_remote(self._value.SerializeToString())

    def __repr__(self) -> str:
        return f"<remote {self._about}, {readable_size(self.size)}; .get() fetches it>"

    def _repr_html_(self) -> str:
        from html import escape

        return (
            f"<div><b>remote value</b> · <code>{escape(self._about)}</code> · {readable_size(self.size)}"
            " · <code>.get()</code> fetches it</div>"
        )


def revive(result: Any, client: Client) -> Any:
    """Replace the references in a cell's result by remote values."""
    if not isinstance(result, CellResult):
        return result
    result.value = _revived(result.value, client)
    result.outputs = {name: _revived(value, client) for name, value in result.outputs.items()}
    return result


def _revived(value: Any, client: Client) -> Any:
    if isinstance(value, RemoteRef):
        return RemoteValue(client, objects_pb.Value.FromString(value.value), value.size, value.about)
    return value
