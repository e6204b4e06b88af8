"""What workers report of their batches, kept and told before anybody decides what follows from it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from farfield_engine.core import events as ev
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.pace import MOST_BARS, Allowances
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.objects.store import StoreFull
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_log = logging.getLogger(__name__)


class WorkerReports:
    """Results, figures, failures and output of batches, on their way into records and to sessions."""

    def __init__(self, jobs: JobTable, blobs: Blobs, sessions: dict[str, SessionPort]) -> None:
        self._jobs = jobs
        self._records = jobs.records
        self._blobs = blobs
        self._sessions = sessions
        self._allowances = Allowances(time.monotonic)

    def report(self, worker: str, rank: int, report: worker_pb.Report) -> list[ev.Event]:
        """Take a report; what the scheduler is to be told. rank: of the worker, in its group."""
        record = self._records.get(report.job)
        if record is None:
            return []
        for segment in report.segments:
            self._keep_results(record, segment, report)
        record.reported_by_worker(report)
        record.seen.report(worker, rank, report)
        if report.variables and record.group is not None and rank == 0:
            record.group.variables = list(report.variables)
        for failure in report.failures:
            failure.worker = worker
            record.reported[failure.item] = failure
        session = self._sessions.get(record.session)
        if session is not None and report.segments:
            session.updates.results(record.id, list(report.segments))
        failed = tuple(ev.ItemFailed(f.item, ev.FailureKind(f.kind)) for f in report.failures)
        return [ev.BatchReported(worker, report.batch, report.next, failed, report.ended, report.busy)]

    def _keep_results(self, record: JobRecord, segment: jobs_pb.Segment, report: worker_pb.Report) -> None:
        """Hold what a worker returned; where that fails, its items have failed."""
        segment.attempt = record.attempt
        try:
            made = [output.value for output in segment.outputs]
            self._blobs.of(record.user).take((segment.values, *segment.kept, *made), f"job:{record.id}")
            record.outputs.update({output.name: output for output in segment.outputs})
            record.results.append(segment)
            self._jobs.save_objects(record, (segment.values, *segment.kept, *made))
        except (LookupError, ValueError, OSError) as error:
            for item in range(segment.start, segment.start + segment.count):
                message = f"the result could not be kept on the cluster: {error}"
                report.failures.add(kind=jobs_pb.Failure.KIND_RESULT, item=item, message=message)

    def output(self, output: worker_pb.Output) -> None:
        """Take output of an item."""
        record = self._records.get(output.job)
        if record is None:
            return
        session = self._sessions.get(record.session)
        first = not record.lost_output
        try:
            record.add_output(output)
        except OSError as error:
            if first:
                _log.error("output of job %s could not be kept: %s", record.number, error)
                if session is not None:
                    session.updates.output(record.id, _no_room(output, error), record.log.count)
        if session is not None:
            session.updates.output(record.id, output, record.log.count)
            session.wake()

    def bars(self, worker: str, bars: watch_pb.Bars) -> None:
        """Take what a worker tells of the loops in its items."""
        record = self._records.get(bars.job)
        # The last ones may come after the job's end, which has told of them as they were.
        if record is None or record.state is not None:
            return
        # One that tells of every step, whatever it was told, must not keep the gateway from all others.
        del bars.bars[MOST_BARS:]
        if not self._allowances.take(worker, len(bars.bars)):
            return
        record.seen.loops.take(worker, bars)
        self._tell_watcher(record)

    def worker_gone(self, worker: str, jobs: Iterable[str]) -> None:
        """A worker has died; jobs: those that are open."""
        self._allowances.gone(worker)
        for job in jobs:
            record = self._records[job]
            if record.seen.worker_gone(worker):
                self._tell_watcher(record)

    def _tell_watcher(self, record: JobRecord) -> None:
        session = self._sessions.get(record.session) if record.spec.watched else None
        if session is not None:
            session.updates.changed(record.id)
            session.wake()

    def grant(self, worker: str, wish: worker_pb.SegmentWish) -> worker_pb.SegmentGrant:
        """A segment for what a worker wants to store, or why there is none."""
        grant, far = worker_pb.SegmentGrant(id=wish.id), self._blobs.store.far.store
        if far is not None and far.is_elsewhere(worker):
            grant.keeper = far.keeper_for(worker)
            return grant
        try:
            grant.segment = self._blobs.store.allocate(wish.size, worker)
        except StoreFull as error:
            grant.error = str(error)
        return grant


def _no_room(output: worker_pb.Output, error: OSError) -> worker_pb.Output:
    """What is said, as output of its item, where the log can take no more."""
    text = (
        f"[farfield: what is printed from here on is not kept in the job's log: {error.strerror or error}]\n"
    )
    return worker_pb.Output(job=output.job, item=output.item, kind=worker_pb.Output.KIND_STDERR, content=text)
