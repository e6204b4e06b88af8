"""What the gateway has seen of one job while it ran, beside its figures: for those who look closer."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass

from farfield_engine.gateway.loops import Loops
from farfield_engine.objects.values import size_of
from farfield_engine.wire import durations
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

STORED_WORKERS = 64
"""Workers whose figures outlive the gateway."""


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
        self._durations: dict[int, int] = {}
        self._median = 0.0  # in an earlier life of the gateway
        self._gone = 0

    def report(self, worker: str, rank: int, report: worker_pb.Report) -> None:
        """Take what a worker reports."""
        worked = self.workers.get(worker)
        if worked is None:
            worked = self.workers[worker] = Worked(rank)
        worked.gone = False  # one of an earlier gateway had the same name
        worked.peak_memory = max(worked.peak_memory, report.peak_memory)
        for segment in report.segments:
            # Items that have failed have a place among the results, too.
            worked.done += segment.count
            self.received += size_of(segment.values)
        for number, count in durations.pairs(report.durations):
            self._durations[number] = self._durations.get(number, 0) + count
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

    def stored(self) -> watch_pb.JobDetail:
        """What is kept on disk of a job that has ended, beside its summary and its failures."""
        loops, left_out = self.loops.shown()
        stored = watch_pb.JobDetail(
            loops=loops,
            loops_left_out=left_out,
            slowest=self.slowest,
            median_seconds=self.median_seconds,
            peak_gpu_memory=self.peak_gpu_memory,
            sent=self._sent or 0,
            received=self.received,
        )
        for name, worked in itertools.islice(self.workers.items(), STORED_WORKERS):
            stored.workers.add(
                worker=name, rank=worked.rank, done=worked.done, peak_memory=worked.peak_memory
            )
        return stored

    @classmethod
    def recovered(cls, stored: watch_pb.JobDetail) -> JobSeen:
        """Of a job that an earlier gateway has ended, from what that had stored."""
        seen = cls()
        seen.loops.recovered(stored.loops, stored.loops_left_out)
        seen.slowest = list(stored.slowest)
        seen._median, seen.peak_gpu_memory = stored.median_seconds, stored.peak_gpu_memory
        seen._sent, seen.received = stored.sent, stored.received
        for use in stored.workers:
            seen.workers[use.worker] = Worked(use.rank, use.done, use.peak_memory, gone=True)
        return seen

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
        median = durations.median_of(self._durations) or self._median
        # Known by steps only: it may lie above what is known exactly.
        return min(median, self.slowest[0].seconds) if self.slowest else median


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
