"""What a session's client is sent of its jobs: at most ten updates a second, whatever the load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

INTERVAL = 0.1
"""Seconds between two updates."""

TEXT_LIMIT = 64 * 1024
"""Characters of output in one update of one job; the log has the rest."""

TAIL_LIMIT = 4 * 1024
"""Characters kept of what is over the limit, so that the end is always shown."""

_TEXT = (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR)


@dataclass(slots=True)
class _Pending:
    """What has come for one job since the last update."""

    outputs: list[worker_pb.Output] = field(default_factory=list)
    size: int = 0
    tail: list[worker_pb.Output] = field(default_factory=list)
    tail_size: int = 0
    left_out: int = 0
    """Lines between `outputs` and `tail`."""
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
        """Output of a job; of text over the limit, the lines are counted and the end is kept."""
        pending = self._of(job)
        size = len(output.content) if output.kind in _TEXT else 0
        room = TEXT_LIMIT - pending.size
        if not pending.tail and size <= room:
            pending.outputs.append(output)
            pending.size += size
            return
        if not pending.tail:
            cut = output.content.rfind("\n", 0, room) + 1
            if cut:
                pending.outputs.append(_part(output, 0, cut))
                output = _part(output, cut, size)
            size -= cut
            pending.size = TEXT_LIMIT
        pending.tail.append(output)
        pending.tail_size += size
        if pending.tail_size > 2 * TAIL_LIMIT:
            _shorten_tail(pending)

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
            _shorten_tail(pending)
            outputs = pb.Outputs(outputs=pending.tail, left_out_lines=pending.left_out)
            self._emit(pb.Event(job=job, outputs=outputs))
        if pending.segments or pending.failures:
            results = pb.Results(segments=pending.segments, failures=pending.failures)
            self._emit(pb.Event(job=job, results=results))
        if pending.changed and progress:
            self._emit(pb.Event(job=job, progress=pb.Progress(summary=self._summary(job))))


def _part(output: worker_pb.Output, start: int, stop: int) -> worker_pb.Output:
    content = output.content[start:stop]
    return worker_pb.Output(job=output.job, item=output.item, kind=output.kind, content=content)


def _shorten_tail(pending: _Pending) -> None:
    """Leave out whole lines of text at the tail's beginning; what is not text stays."""
    kept: list[worker_pb.Output] = []
    for output in pending.tail:
        over = pending.tail_size - TAIL_LIMIT
        if over > 0 and output.kind in _TEXT:
            content = output.content
            cut = content.find("\n", over - 1) + 1 or min(over, len(content))
            pending.left_out += content.count("\n", 0, cut)
            pending.tail_size -= cut
            if cut == len(content):
                continue
            output = _part(output, cut, len(content))
        kept.append(output)
    pending.tail = kept
