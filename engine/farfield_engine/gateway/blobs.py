"""Objects on their way through the gateway: sealed as they come, named as they go."""

from __future__ import annotations

from collections.abc import Iterable

from farfield_engine.objects.store import Store, UnknownObject
from farfield_engine.objects.values import blobs_of, has_objects
from farfield_engine.wire.v1 import objects_pb2 as pb


class Blobs:
    """Between the wire's values and the store. The store decides where content lives."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def take(self, values: Iterable[pb.Value], owner: str) -> None:
        """Hold the objects that these values name for `owner`, and forget where they are.

        Raises UnknownObject (LookupError) for a hash that the store lacks, UnknownSegment for
        a path that it never gave out, ValueError for a segment shorter than announced.
        """
        for value in values:
            for blob in blobs_of(value):
                place = blob.WhichOneof("place")
                if place == "segment":
                    self.store.seal(blob.segment, blob.hash, blob.size, owner)
                    blob.ClearField("segment")
                elif place is None and blob.hash:
                    self.store.hold(blob.hash, owner)

    def hold(self, value: pb.Value, owner: str) -> None:
        """Keep the objects of a value for one more owner. Raises UnknownObject where one is gone."""
        for blob in blobs_of(value):
            if blob.hash:
                self.store.hold(blob.hash, owner)

    def named(self, value: pb.Value, mapper: str) -> pb.Value:
        """The value with the places of its objects, for `mapper` to map.

        Raises UnknownObject where one is gone.
        """
        if not has_objects(value):
            return value
        copy = pb.Value.FromString(value.SerializeToString())
        for blob in blobs_of(copy):
            if blob.hash:
                found = self.store.find(blob.hash)
                if found is None:
                    raise UnknownObject(f"object {blob.hash.hex()} is no longer on the cluster")
                self.store.mapped(found.path, mapper)
                blob.segment = found.path
        return copy
