"""Values of the wire: the blobs that they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from farfield_engine.wire.v1 import objects_pb2 as pb


def blobs_of(value: pb.Value) -> Iterator[pb.Blob]:
    """All blobs of a value, those of its parts included."""
    yield value.pickle
    yield from value.buffers
    for part in value.parts:
        yield from blobs_of(part.value)


def has_objects(value: pb.Value) -> bool:
    """Whether any of its blobs is an object of the store."""
    if value.pickle.hash:
        return True
    # Most values are one small pickle: no generator for those.
    if not value.buffers and not value.parts:
        return False
    return any(blob.hash for blob in blobs_of(value))


def size_of(value: pb.Value) -> int:
    """Bytes of all its blobs."""
    if not value.buffers and not value.parts:
        return int(value.pickle.size)
    return sum(blob.size for blob in blobs_of(value))


def by_hash(value: pb.Value) -> pb.Value:
    """The same value without the places of its blobs."""
    named = pb.Value.FromString(value.SerializeToString())
    for blob in blobs_of(named):
        if blob.WhichOneof("place") in ("segment", "keeper"):
            blob.ClearField("place")
    return named
