"""What a worker is sent with a batch: its elements, and the job itself with the first one."""

from __future__ import annotations

from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


def fill_batch(batch: worker_pb.Batch, record: JobRecord, worker: str, blobs: Blobs) -> None:
    """Add to a batch what its worker does not have yet. Raises LookupError where an object is gone."""
    for chunk in record.chunks_for(batch.start, batch.stop):
        elements = blobs.named(chunk.elements, worker)
        batch.chunks.append(jobs_pb.Chunk(start=chunk.start, count=chunk.count, elements=elements))
    if worker not in record.known_to:
        record.known_to.add(worker)
        batch.job_start.CopyFrom(_start(record.spec, worker, blobs))


def _start(spec: jobs_pb.JobSpec, worker: str, blobs: Blobs) -> worker_pb.JobStart:
    return worker_pb.JobStart(
        id=spec.id,
        program=spec.program,
        values=[blobs.named(value, worker) for value in spec.values],
        env=dict(spec.env),
        keep_going=spec.keep_going or spec.retries > 0,
        items=spec.items,
        cwd=spec.cwd,
        sys_path=spec.sys_path,
        files=[_file(file, worker, blobs) for file in spec.files],
        debugging=spec.debugging,
        modules=[_file(file, worker, blobs) for file in spec.modules],
    )


def _file(file: jobs_pb.File, worker: str, blobs: Blobs) -> jobs_pb.File:
    named = blobs.named(objects_pb.Value(pickle=file.content), worker)
    return jobs_pb.File(path=file.path, content=named.pickle, executable=file.executable)
