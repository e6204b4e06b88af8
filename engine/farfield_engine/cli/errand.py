"""One task sent to a worker and back, to see whether the way is free."""

from __future__ import annotations

import os

from farfield_engine.client.client import Client
from farfield_engine.errors import FarfieldError
from farfield_engine.objects.pickling import dumps
from farfield_engine.wire.v1 import jobs_pb2 as pb


def run_errand(client: Client, seconds: float) -> int:
    """The process id of a worker that answered. Raises FarfieldError when none did in time."""
    program = pb.Program(call=pb.CallProgram()).SerializeToString()
    function, buffers, _ = dumps((os.getpid, {}), {})
    element, _, _ = dumps([()], {})
    spec = pb.JobSpec(
        name="doctor",
        items=1,
        program=program,
        values=[client.value(function, buffers)],
        chunks=[pb.Chunk(start=0, count=1, elements=client.value(element, []))],
    )
    handle = client.submit(spec)
    if not handle.wait(seconds):
        summary = handle.summary
        waiting = f" ({summary.waiting})" if summary is not None and summary.waiting else ""
        client.cancel(handle.id)
        raise FarfieldError(
            f"no worker answered within {seconds:g} s{waiting}; 'farfield status' says what they do, and the "
            "gateway's log says more"
        )
    segment = handle.segment_of(0)
    if segment is None:
        reasons = [failure.message for failure in handle.failures.values()]
        raise FarfieldError(f"the task failed: {'; '.join(reasons) or handle.refused or handle.lost}")
    return int(client.load(segment.values, {})[0])
