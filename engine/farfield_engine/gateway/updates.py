"""What a session's client is sent of its jobs: at most ten updates a second, whatever the load."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

INTERVAL = 0.1
"""Seconds between two updates."""

TEXT_LIMIT = 64 * 1024
"""Characters of output in one update of one job; the log has the rest."""

TAIL = 20
"""Pieces of output kept of what is over the limit, so that the end is always shown."""

_TEXT = (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR)


@dataclass(slots=True)
class _Pending:
    """What has come for one job since the last update."""

    outputs: list[worker_pb.Output] = field(default_factory=list)
    size: int = 0
    left_out: int = 0
    tail: deque[worker_pb.Output] = field(default_factory=lambda: deque(maxlen=TAIL))
    segments: list[jobs_pb.Segment] = field(default_factory=list)
    failures: list[jobs_pb.Failure] = field(default_factory=list)
    changed: bool = False


class Updates:
    """Gathers what happens and turns it into events, when asked to."""

    def __init__(
        self, emit: Callable[[pb.Event], None], summary: Callable[[str], jobs_pb.JobSummary]
    ) -> None:
        self._emit = emit
        self._summary = summary
        self._pending: dict[str, _Pending] = {}

    @property
    def waiting(self) -> bool:
        return bool(self._pending)

    def output(self, job: str, output: worker_pb.Output) -> None:
        """Output of a job; text over the limit is counted, and its end kept."""
        pending = self._of(job)
        if output.kind not in _TEXT or pending.size < TEXT_LIMIT:
            pending.outputs.append(output)
            pending.size += len(output.content)
            return
        if len(pending.tail) == TAIL:
            pending.left_out += pending.tail[0].content.count("\n")
        pending.tail.append(output)

    def results(self, job: str, segments: list[jobs_pb.Segment]) -> None:
        self._of(job).segments.extend(segments)

    def failure(self, job: str, failure: jobs_pb.Failure) -> None:
        self._of(job).failures.append(failure)

    def changed(self, job: str) -> None:
        self._of(job).changed = True

    def _of(self, job: str) -> _Pending:
        pending = self._pending.get(job)
        if pending is None:
            pending = self._pending[job] = _Pending()
        return pending

    def flush(self) -> None:
        """Emit what has come for all jobs."""
        for job in list(self._pending):
            self.flush_job(job, progress=True)

    def flush_job(self, job: str, *, progress: bool) -> None:
        """Emit what has come for one job."""
        pending = self._pending.pop(job, None)
        if pending is None:
            return
        if pending.outputs:
            self._emit(pb.Event(job=job, outputs=pb.Outputs(outputs=pending.outputs)))
        if pending.tail:
            outputs = pb.Outputs(outputs=pending.tail, left_out_lines=pending.left_out)
            self._emit(pb.Event(job=job, outputs=outputs))
        if pending.segments or pending.failures:
            results = pb.Results(segments=pending.segments, failures=pending.failures)
            self._emit(pb.Event(job=job, results=results))
        if pending.changed and progress:
            self._emit(pb.Event(job=job, progress=pb.Progress(summary=self._summary(job))))
