"""How user code within a worker writes and reads the content of large objects."""

from __future__ import annotations

from functools import cached_property

from farfield_engine.client.contents import SharedContents
from farfield_engine.wire.v1 import objects_pb2 as pb
from farfield_engine.worker.inputs import FarObjects, far_objects


class WorkerContents(SharedContents):
    """In segments on the gateway's own machine, elsewhere in the store of the cluster: as it says."""

    def fill(self, place: pb.Blob, content: memoryview) -> None:
        if place.keeper:
            self._far.store(content, place.keeper, place.hash)
        else:
            super().fill(place, content)

    def view(self, blob: pb.Blob) -> memoryview | bytes:
        return self._far.view(blob) if blob.keeper else super().view(blob)

    @cached_property
    def _far(self) -> FarObjects:
        # Not the one of the worker's own inputs, which knows what its jobs may read again.
        return far_objects()
