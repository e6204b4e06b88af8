"""What the gateway keeps of one job, beside the scheduler's state of its items."""

from __future__ import annotations

import bisect
import logging
import time
from collections.abc import Sequence

from farfield_engine.core.events import ItemState
from farfield_engine.engines.base import Death
from farfield_engine.gateway.groups import GroupRecord
from farfield_engine.gateway.journal import Journal, JournalStream
from farfield_engine.gateway.journalfiles import Kind
from farfield_engine.gateway.pauses import JobPauses
from farfield_engine.gateway.seen import JobSeen
from farfield_engine.objects.values import blobs_of, has_objects
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

TAIL_LINES = 20
"""Last lines of each stream in the error of a worker that died."""

TAIL_SIZE = 8192
"""Characters kept for them, of each item."""

TAIL_ITEMS = 64
"""Items whose last lines are kept: those that wrote last."""

_log = logging.getLogger(__name__)

TEXT = (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR)


class JobRecord:
    """Specification, results, failures, log and figures of a job."""

    def __init__(
        self, spec: pb.JobSpec, number: int, session: str, notebook: str, journal: Journal, user: str = ""
    ) -> None:
        self.spec = spec
        self.id = spec.id
        self.number = number
        self.session = session
        self.notebook = notebook
        self.user = user
        """Whose it is; empty: the gateway's owner."""
        self.group: GroupRecord | None = None
        """Where it is a job of ranks."""
        self.group_ending = ""
        """Why the group ended that it was sent to, where that has been restarted since."""
        self.outputs: dict[str, pb.Segment.Output] = {}
        """Of a detached cell: what stayed on the cluster, by name; its value under the empty name."""
        self.needs: list[JobRecord] = []
        """Jobs whose results it uses."""
        self.dependents: list[str] = []
        """Jobs that wait for this one."""
        self.released = False
        """Nobody will ask for its results."""
        self.states = b""
        """Of a job that has ended without success: the state of each item."""
        self.attempt = 0
        self.revision = ""
        self.reloaded: set[str] = set()
        self.results = JournalStream(journal, spec.id, Kind.SEGMENT, pb.Segment)
        self.failures = JournalStream(journal, spec.id, Kind.FAILURE, pb.Failure)
        self.log = JournalStream(journal, spec.id, Kind.OUTPUT, worker_pb.Output)
        self.lost_output = 0
        """Lines and displays that the log has no room for, since it had some last."""
        self.recovered = False
        """Whether it is from an earlier life of the gateway."""
        self.reported: dict[int, pb.Failure] = {}
        """Failures that a worker has told of and the scheduler has not yet judged, by item."""
        self.pauses = JobPauses()
        self.seen = JobSeen()
        self.known_to: set[str] = set()
        """Workers that have been sent the program and its values."""
        self.state: ItemState | None = None
        """None while the job is open."""
        self.has_objects = any(map(has_objects, spec.values))
        """Whether its inputs are objects of the store, which its workers map."""
        self._chunk_starts = [chunk.start for chunk in spec.chunks]
        self._tail: dict[int, dict[worker_pb.Output.Kind, str]] = {}
        self.submitted = time.time()
        """Seconds since the epoch."""
        self._began = time.monotonic()
        self._elapsed: float | None = None
        self._counts = pb.Counts(queued=spec.items)
        self._workers = 0
        self._busy = 0.0
        self._cpu_seconds = 0.0
        self._gpu_seconds = 0.0
        self._gang_since = 0.0
        """When its ranks began to run, on the clock of `monotonic`; 0: they do not."""
        self._peak_memory = 0
        self._lines = 0
        self._slowest = (0, 0.0, "")
        self._first_failure: pb.Failure | None = None
        self._group_name, self._ranks = "", 0  # of a group of an earlier life
        self.no_room = ""
        """Why no worker for it has started, where that is known; for people."""
        self._last: pb.JobSummary | None = None  # once it has ended

    def chunks_for(self, start: int, stop: int) -> list[pb.Chunk]:
        """The chunks that hold the elements of items start..stop-1."""
        if not self._chunk_starts:
            return []
        first = bisect.bisect_right(self._chunk_starts, start) - 1
        last = bisect.bisect_left(self._chunk_starts, stop)
        return list(self.spec.chunks[first:last])

    def reported_by_worker(self, report: worker_pb.Report) -> None:
        """Take the figures of a report."""
        self._spent(report.busy, report.cpu)
        self._peak_memory = max(self._peak_memory, report.peak_memory)
        self.revision = report.revision or self.revision
        self.reloaded.update(report.reloaded)
        if report.slowest_seconds > self._slowest[1]:
            self._slowest = (report.slowest_item, report.slowest_seconds, report.slowest_label)

    def worker_died(self, death: Death) -> None:
        """Take what a worker had spent on it and not told of."""
        self._spent(death.busy, death.cpu)

    def _spent(self, busy: float, cpu: float) -> None:
        self._busy += busy
        self._cpu_seconds += cpu
        if not self.spec.HasField("gang"):  # whose ranks hold theirs all the time
            self._gpu_seconds += busy * self.spec.resources.gpus

    def _gang_spent(self) -> float:
        """Seconds of GPUs since its ranks began to run."""
        if self.group is None or not self._gang_since:
            return 0.0
        plan = self.group.plan
        return plan.ranks * plan.gpus * (time.monotonic() - self._gang_since)

    def memory_seen(self, peak: int) -> None:
        self._peak_memory = max(self._peak_memory, peak)

    def add_output(self, output: worker_pb.Output) -> None:
        """Keep output in the log. Raises OSError when the disk is full: the log will say what is missing."""
        text = output.kind in TEXT
        try:
            if self.lost_output and self.log.has_room(output):
                note = _note(output, f"{self.lost_output:,} lines or displays are missing here")
                self.log.append(note, always=True)
                self.lost_output = 0
            self.log.append(output)
        except OSError:
            if not self.lost_output:
                self.log.append(_note(output, "the disk was full: what followed is missing"), always=True)
            self.lost_output += max(1, output.content.count("\n")) if text else 1
            raise
        if text:
            self._lines += output.content.count("\n")
            # Taken out and put back: the first one is the item that has been silent longest.
            tails = self._tail.pop(output.item, {})
            tails[output.kind] = (tails.get(output.kind, "") + output.content)[-TAIL_SIZE:]
            self._tail[output.item] = tails
            if len(self._tail) > TAIL_ITEMS:
                self._tail.pop(next(iter(self._tail)))

    def last_lines(self, item: int) -> list[str]:
        """The end of an item's output, first of stdout: a crash's long report must not push it out."""
        tails = self._tail.get(item, {})
        return [line for kind in TEXT for line in tails.get(kind, "").splitlines()[-TAIL_LINES:]]

    def add_failure(self, failure: pb.Failure) -> None:
        try:
            self.failures.append(failure)
        except OSError as error:
            # The client is told of it, and the first one is in the summary.
            _log.error("a failure of job %s could not be kept: %s", self.number, error)
        self._note_failure(failure)

    def _note_failure(self, failure: pb.Failure) -> None:
        self._last = None
        self.seen.failure(failure)
        if self._first_failure is None and failure.kind != pb.Failure.KIND_INTERRUPTED:
            brief = pb.Failure.FromString(failure.SerializeToString())
            brief.ClearField("exception")
            self._first_failure = brief

    def update(self, counts: Sequence[int], workers: int) -> None:
        """Take the scheduler's counts of items by state, and how many workers work for it."""
        queued, running, succeeded, failed, cancelled, lost = counts
        # Of a batch one item runs; the others wait for it, at their worker.
        queued, running = queued + max(0, running - workers), min(running, workers)
        self._counts = pb.Counts(
            queued=queued, running=running, succeeded=succeeded, failed=failed, cancelled=cancelled, lost=lost
        )
        self._workers = workers
        if running and not self._gang_since:
            self._gang_since = time.monotonic()
        elif self._gang_since and not running:
            self._gpu_seconds += self._gang_spent()
            self._gang_since = 0.0

    def end(self, state: ItemState, states: bytes) -> None:
        """Nothing more comes; what only running needs is let go, unless it may run again."""
        self.state = state
        self.states = states
        self._elapsed = time.monotonic() - self._began
        self.seen.sent(self.spec)
        self.seen.end()
        if state is ItemState.SUCCEEDED:
            del self.spec.chunks[:]
            del self.spec.values[:]
            self._chunk_starts.clear()
        self.reported.clear()
        self.dependents.clear()
        self.pauses.clear()
        self._tail.clear()

    def run_again(self) -> None:
        """What has failed is to run once more."""
        self.state = None
        self._last = None
        self.attempt += 1
        self.seen.run_again()
        self._first_failure = None
        self._began = time.monotonic()
        self._elapsed = None

    def stored(self) -> pb.StoredJob:
        """What the journal keeps of it from its beginning on."""
        return pb.StoredJob(
            spec=self.spec,
            number=self.number,
            session=self.session,
            notebook=self.notebook,
            submitted=self.submitted,
            user=self.user,
        )

    def take_summary(self, summary: pb.JobSummary) -> None:
        """Its figures at its end, as they were told."""
        self.state = ItemState(summary.state)
        self._counts = summary.counts
        self._elapsed, self._busy = summary.elapsed, summary.busy
        self._workers, self._peak_memory = summary.workers, summary.peak_memory
        self._lines = summary.log_lines
        self._cpu_seconds, self._gpu_seconds = summary.cpu_seconds, summary.gpu_seconds
        self._slowest = (summary.slowest_item, summary.slowest_seconds, summary.slowest_label)
        self._first_failure = summary.first_failure if summary.HasField("first_failure") else None
        self.attempt, self.revision = summary.attempt, summary.revision
        self.reloaded = set(summary.reloaded)
        self._group_name, self._ranks = summary.group, summary.ranks

    @property
    def worth_showing(self) -> bool:
        """Whether it has more to show than its summary: small calls, of which there are many, have not."""
        return self.spec.watched or self.spec.items > 1 or (self._elapsed or 0.0) > 1.0

    def object_hashes(self) -> set[bytes]:
        """The objects that its results are made of, and the modules that it brings."""
        values = [
            value
            for segment in self.results.read()
            for value in (segment.values, *segment.kept, *(output.value for output in segment.outputs))
        ]
        results = {blob.hash for value in values for blob in blobs_of(value) if blob.hash}
        return results | {file.content.hash for file in self.spec.modules if file.content.hash}

    @property
    def waiting(self) -> str:
        """Why it has not begun, for people."""
        if self.state is not None or self._counts.queued < self.spec.items:
            return ""
        numbers = [str(record.number) for record in self.needs if record.state is None]
        if numbers:
            return f"waits for job {', '.join(numbers)}"
        if self.group is not None and self.group.plan.ranks > 1:
            room = f"waits until {self.group.plan.ranks} ranks find room together"
            return f"{room}: {self.no_room}" if self.no_room else room
        return self.no_room

    def summary(self) -> pb.JobSummary:
        """Its figures now."""
        if self.state is None:
            return self._summary()
        if self._last is None:
            self._last = self._summary()
        return self._last

    def _summary(self) -> pb.JobSummary:
        state = self.state
        if state is None:
            state = ItemState.RUNNING if self._counts.running else ItemState.QUEUED
        elapsed = time.monotonic() - self._began if self._elapsed is None else self._elapsed
        return pb.JobSummary(
            id=self.id,
            number=self.number,
            name=self.spec.name,
            items=self.spec.items,
            state=state.value,  # type: ignore[arg-type]  # the numbers are those of pb.State
            counts=self._counts,
            submitted=self.submitted,
            elapsed=elapsed,
            busy=self._busy,
            workers=self._workers,
            peak_memory=self._peak_memory,
            log_lines=self._lines,
            first_failure=self._first_failure,
            slowest_item=self._slowest[0],
            slowest_seconds=self._slowest[1],
            slowest_label=self._slowest[2],
            resources=self.spec.resources,
            origin=self.spec.origin,
            cell=self.spec.cell,
            session=self.session,
            group=self._group_name if self.group is None or self.group.anonymous else self.group.name,
            ranks=self.group.plan.ranks if self.group else self._ranks,
            group_epoch=self.group.epoch if self.group else 0,
            detached=self.spec.detached,
            many=self.spec.many,
            notebook=self.notebook,
            revision=self.revision,
            reloaded=sorted(self.reloaded),
            waiting=self.waiting,
            attempt=self.attempt,
            pauses=self.pauses.all(),
            user=self.user,
            cpu_seconds=self._cpu_seconds,
            gpu_seconds=self._gpu_seconds + self._gang_spent(),
        )


def _note(output: worker_pb.Output, text: str) -> worker_pb.Output:
    """What stands in a log in place of output that it has no room for."""
    return worker_pb.Output(
        job=output.job, item=output.item, kind=worker_pb.Output.KIND_STDERR, content=f"[{text}]\n"
    )
