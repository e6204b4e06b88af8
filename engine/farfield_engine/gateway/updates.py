"""What a session's client is sent of its jobs: at most ten updates a second, whatever the load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

INTERVAL = 0.1
"""Seconds between two updates."""

TEXT_LIMIT = 64 * 1024
"""Characters of output in one update of one job; the log has the rest."""

TAIL_LIMIT = 4 * 1024
"""Characters kept of what is over the limit, so that the end is always shown."""

DISPLAY_LIMIT = 8 << 20
"""Characters of plots, tables and the like kept for one update of one job: the newest; the log has the rest.

Many cells are far below. It is for one that displays for hours while its client is away."""

DISPLAY_LEAST = 64
"""Characters that one of them counts as at least: its frame is kept too."""

_TEXT = (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR)


@dataclass(slots=True)
class _Pending:
    """What has come for one job since the last update."""

    outputs: list[worker_pb.Output] = field(default_factory=list)
    size: int = 0
    tail: list[worker_pb.Output] = field(default_factory=list)
    tail_size: int = 0
    left_out: int = 0
    """Lines between `outputs` and `tail`, and what was displayed there."""
    displays_size: int = 0
    segments: list[jobs_pb.Segment] = field(default_factory=list)
    failures: list[jobs_pb.Failure] = field(default_factory=list)
    changed: bool = False
    head: int = 0
    """How many records the job's log has up to the last of `outputs`."""
    position: int = 0
    """The same up to the last that came."""


class Updates:
    """Gathers what happens and turns it into events, when asked to."""

    def __init__(
        self,
        emit: Callable[[pb.Event], None],
        summary: Callable[[str], jobs_pb.JobSummary],
        detail: Callable[[str], watch_pb.JobDetail | None] = lambda job: None,
    ) -> None:
        """summary, detail: of a job, as they are now; a job that nobody watches has no detail."""
        self._emit = emit
        self._summary = summary
        self._detail = detail
        self._pending: dict[str, _Pending] = {}
        self._held: set[str] = set()
        self.muted = False
        """Nobody listens: nothing is gathered."""

    @property
    def waiting(self) -> bool:
        return bool(self._pending)

    def hold(self, job: str) -> None:
        """What comes for this job is told by somebody else until it is let go."""
        self._held.add(job)
        self._pending.pop(job, None)

    def let_go(self, job: str) -> None:
        self._held.discard(job)

    def tells(self, job: str) -> bool:
        """Whether what comes for this job is to be told."""
        return not self.muted and job not in self._held

    def clear(self) -> None:
        """Forget what has not been told."""
        self._pending.clear()

    def output(self, job: str, output: worker_pb.Output, position: int = 0) -> None:
        """Output of a job; of text over the limit, the lines are counted and the end is kept.

        position: how many records the job's log has up to this one.
        """
        if not self.tells(job):
            return
        pending = self._of(job)
        before, pending.position = pending.position, position
        text = output.kind in _TEXT
        size = len(output.content) if text else 0
        if not text:
            pending.displays_size += max(len(output.content), DISPLAY_LEAST)
            if pending.displays_size > 2 * DISPLAY_LIMIT:
                _drop_displays(pending)
        room = TEXT_LIMIT - pending.size
        if not pending.tail and size <= room:
            pending.outputs.append(output)
            pending.size += size
            pending.head = position
            return
        if not pending.tail:
            # It may be cut in two: what comes first does not count as all of it.
            pending.head = before or max(0, position - 1)
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
        if self.tells(job):
            self._of(job).segments.extend(segments)

    def failure(self, job: str, failure: jobs_pb.Failure) -> None:
        if self.tells(job):
            self._of(job).failures.append(failure)

    def changed(self, job: str) -> None:
        if self.tells(job):
            self._of(job).changed = True

    def _of(self, job: str) -> _Pending:
        pending = self._pending.get(job)
        if pending is None:
            pending = self._pending[job] = _Pending()
        return pending

    def flush(self, *, behind: bool = False) -> None:
        """Emit what has come for all jobs.

        behind: the client does not take what it is sent: only results and failures are emitted, which are
        kept anyway. Output and progress are gathered on, within their limits.
        """
        for job, pending in list(self._pending.items()):
            if behind:
                self._emit_results(job, pending)
            else:
                self.flush_job(job, progress=True)

    def flush_job(self, job: str, *, progress: bool) -> None:
        """Emit what has come for one job."""
        pending = self._pending.pop(job, None)
        if pending is None:
            return
        if pending.outputs:
            whole = not pending.tail and not pending.left_out
            position = pending.position if whole else pending.head
            outputs = pb.Outputs(outputs=pending.outputs, log_position=position)
            self._emit(pb.Event(job=job, outputs=outputs))
        if pending.tail or pending.left_out:
            _shorten_tail(pending)
            outputs = pb.Outputs(
                outputs=pending.tail, left_out_lines=pending.left_out, log_position=pending.position
            )
            self._emit(pb.Event(job=job, outputs=outputs))
        self._emit_results(job, pending)
        if pending.changed and progress:
            progressed = pb.Progress(summary=self._summary(job), detail=self._detail(job))
            self._emit(pb.Event(job=job, progress=progressed))

    def _emit_results(self, job: str, pending: _Pending) -> None:
        if pending.segments or pending.failures:
            results = pb.Results(segments=pending.segments, failures=pending.failures)
            pending.segments, pending.failures = [], []
            self._emit(pb.Event(job=job, results=results))


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


def _drop_displays(pending: _Pending) -> None:
    """Leave out the oldest of what is not text, down to the limit; the newest always stays."""
    over = pending.displays_size - DISPLAY_LIMIT
    for outputs in (pending.outputs, pending.tail):
        kept: list[worker_pb.Output] = []
        for output in outputs:
            if over > 0 and output.kind not in _TEXT:
                size = max(len(output.content), DISPLAY_LEAST)
                over -= size
                pending.displays_size -= size
                pending.left_out += 1
            else:
                kept.append(output)
        outputs[:] = kept
