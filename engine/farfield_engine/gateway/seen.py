"""What the gateway has seen of one job while it ran, beside its figures: for those who look closer."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

from farfield_engine.gateway.loops import Loops
from farfield_engine.objects.values import size_of
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SLOWEST = 5
"""Items that are told to be the slowest."""

FAILURES = 5
"""Failures that a detail brings by itself."""

TRACEBACK_LIMIT = 4000
"""Characters of a traceback that it brings, the last ones."""

GONE_KEPT = 64
"""Workers that are gone whose figures are kept."""

ENDED_KEPT = 128
"""Workers whose figures are kept of a job that has ended."""

BUCKETS = 64
"""Of how long items took; the last one has all that took longer than 2^42 seconds."""

ONE_SECOND = 20
"""The bucket whose items took up to one second."""


@dataclass(slots=True)
class Worked:
    """What a worker has done for a job."""

    rank: int = -1
    done: int = 0
    peak_memory: int = 0
    gone: bool = False


class JobSeen:
    """Loops, durations, slowest items, first failures and workers of a job."""

    def __init__(self) -> None:
        self.loops = Loops()
        self.slowest: list[watch_pb.ItemNote] = []
        """The slowest first."""
        self.failures: list[pb.Failure] = []
        """The first ones, in short."""
        self.failures_total = 0
        self.workers: dict[str, Worked] = {}
        """In the order in which they came to it."""
        self.peak_gpu_memory = 0
        self.received = 0
        self._sent: int | None = None
        self._durations = [0] * BUCKETS
        self._gone = 0

    def report(self, worker: str, rank: int, report: worker_pb.Report) -> None:
        """Take what a worker reports."""
        worked = self.workers.get(worker)
        if worked is None:
            worked = self.workers[worker] = Worked(rank)
        # Items that have failed have a place among the results, too.
        worked.done += sum(segment.count for segment in report.segments)
        worked.peak_memory = max(worked.peak_memory, report.peak_memory)
        for segment in report.segments:
            self.received += size_of(segment.values)
        for number, count in enumerate(report.durations):
            self._durations[min(number, BUCKETS - 1)] += count
        if report.slowest_seconds > (self.slowest[-1].seconds if len(self.slowest) == SLOWEST else 0):
            self._note_slow(worker, report)

    def _note_slow(self, worker: str, report: worker_pb.Report) -> None:
        note = watch_pb.ItemNote(
            item=report.slowest_item,
            label=report.slowest_label,
            seconds=report.slowest_seconds,
            worker=worker,
        )
        known = next((slow for slow in self.slowest if slow.item == note.item), None)
        if known is not None:
            if known.seconds >= note.seconds:
                return
            self.slowest.remove(known)
        bisect.insort(self.slowest, note, key=lambda slow: -slow.seconds)
        del self.slowest[SLOWEST:]

    def failure(self, failure: pb.Failure) -> None:
        """An item has failed for good."""
        self.failures_total += 1
        if len(self.failures) < FAILURES:
            self.failures.append(in_short(failure))

    def worker_gone(self, worker: str) -> bool:
        """A worker has died; whether that changes what is shown."""
        changed = self.loops.gone(worker)
        worked = self.workers.get(worker)
        if worked is None:
            return changed
        worked.gone = True
        self._gone += 1
        if self._gone > GONE_KEPT:
            oldest = next(name for name, each in self.workers.items() if each.gone)
            del self.workers[oldest]
            self._gone -= 1
        return True

    def recovered(self, summary: pb.JobSummary) -> None:
        """Of a job that an earlier gateway has ended, this is what is known."""
        if summary.slowest_seconds:
            self.slowest = [
                watch_pb.ItemNote(
                    item=summary.slowest_item, label=summary.slowest_label, seconds=summary.slowest_seconds
                )
            ]

    def run_again(self) -> None:
        """What has failed is to run once more."""
        self.failures.clear()
        self.failures_total = 0

    def end(self) -> None:
        """The job has ended."""
        self.loops.end()
        for name in list(self.workers)[ENDED_KEPT:]:
            del self.workers[name]

    def sent(self, spec: pb.JobSpec) -> int:
        """Bytes of the job's inputs. To be asked for once before they are let go."""
        if self._sent is None:
            values = [*spec.values, *(chunk.elements for chunk in spec.chunks)]
            files = [*spec.files, *spec.modules]
            self._sent = sum(map(size_of, values)) + sum(file.content.size for file in files)
        return self._sent

    @property
    def median_seconds(self) -> float:
        """Of the items that have ended; 0: none has."""
        median = median_of(self._durations)
        # Known by powers of two only: it may lie above what is known exactly.
        return min(median, self.slowest[0].seconds) if self.slowest else median


def median_of(durations: Sequence[int]) -> float:
    """The median of so many durations between 2^(n-21) and 2^(n-20) seconds, by n; 0 where there are none."""
    half, below = sum(durations) / 2, 0
    if not half:
        return 0.0
    for number, count in enumerate(durations):
        if below + count >= half and count:
            return math.pow(2.0, number - ONE_SECOND - 1 + (half - below) / count)
        below += count
    raise AssertionError("half of them lie below the end")


def in_short(failure: pb.Failure) -> pb.Failure:
    """A failure without the exception itself and colours, and with the end of a long traceback."""
    brief = pb.Failure.FromString(failure.SerializeToString())
    brief.ClearField("exception")
    if brief.plain_traceback:
        brief.ClearField("traceback")
    for name in ("traceback", "plain_traceback", "message"):
        text = getattr(brief, name)
        if len(text) > TRACEBACK_LIMIT:
            # Of a message the beginning matters, of a traceback its end.
            cut = text[:TRACEBACK_LIMIT] if name == "message" else text[-TRACEBACK_LIMIT:]
            setattr(brief, name, f"{cut}…" if name == "message" else f"…{cut}")
    return brief
