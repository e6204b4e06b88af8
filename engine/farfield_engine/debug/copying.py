"""A variable of a stopped worker on its way to the notebook. Called by the debugger, in the stopped frame."""

from __future__ import annotations

import base64
import pickle
from typing import Any

from farfield_engine.objects.pickling import dumps

MAX_BYTES = 64 << 20


def pickled(value: Any, namespace: dict[str, Any]) -> str:
    """The value as base64 of a pickle. Raises ValueError for one too large, and what its pickling raises."""
    data, buffers, _ = dumps(value, namespace)
    content = pickle.dumps((data, [bytes(view) for view in buffers]))
    if len(content) > MAX_BYTES:
        message = f"it takes {len(content) >> 20} MiB, and {MAX_BYTES >> 20} MiB is the limit"
        raise ValueError(message)
    return base64.b64encode(content).decode("ascii")
