"""What items are called of which no worker can tell: theirs has died, or none has begun them."""

from __future__ import annotations

import contextlib
import io
import pickle
from typing import Any

from farfield_engine.objects.labels import item_label
from farfield_engine.wire.v1 import jobs_pb2 as pb

LONGEST_CHUNK = 1 << 20
"""Bytes of elements that are read for it."""

LABELLED = 100
"""Failures of a job whose items are given names here: each takes reading the elements anew."""


class _Plain(pickle.Unpickler):
    """Reads numbers, texts and lists of them; what takes code to be made is refused."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not plain")


def label_of(spec: pb.JobSpec, item: int) -> str:
    """As the worker would say: "rank 3", "lr=0.1, seed=3"; empty where the elements are not plain."""
    if spec.HasField("gang"):
        return "" if spec.gang.actor else f"rank {item}"
    chunk = next((each for each in spec.chunks if 0 <= item - each.start < each.count), None)
    data = chunk.elements.pickle.data if chunk is not None else b""
    if chunk is None or not 0 < len(data) <= LONGEST_CHUNK:
        return ""
    # They are the user's bytes: whatever is wrong with them, an item without a name has a number.
    with contextlib.suppress(Exception):
        targets = pb.Program.FromString(spec.program).cell.targets
        element = _Plain(io.BytesIO(data)).load()[item - chunk.start]
        return item_label(targets, element) if targets else ""
    return ""
