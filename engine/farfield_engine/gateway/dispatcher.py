"""Carries out what the scheduler decides, and tells it what happens."""

from __future__ import annotations

import abc
import asyncio
import itertools
import logging
from collections import deque
from collections.abc import Callable

from farfield_engine.core import events as ev
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.engines.base import Death, Engine
from farfield_engine.gateway import messages
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.updates import Updates
from farfield_engine.objects.store import StoreFull
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

TICK = 0.05
"""Seconds between two looks at the clock while jobs are open."""

IDLE_TICK = 5.0
"""The same while there are only workers without work, which are let go after a while."""

KEPT_JOBS = 2000
"""Ended jobs that are remembered."""

_log = logging.getLogger(__name__)


class SessionPort(abc.ABC):
    """What the dispatcher needs of a session."""

    id: str
    updates: Updates
    setup: worker_pb.Setup

    @abc.abstractmethod
    def job_refused(self, job: str, failure: jobs_pb.Failure) -> None:
        """Tell the client that a job can never run."""

    @abc.abstractmethod
    def job_finished(self, record: JobRecord) -> None:
        """Tell the client, at once, that a job has ended."""

    @abc.abstractmethod
    def wake(self) -> None:
        """There is something to tell, when the next update is due."""


class Dispatcher:
    """Jobs and workers, between the sessions and the engine. Everything runs on one loop."""

    def __init__(self, engine: Engine, blobs: Blobs, spool_directory: str) -> None:
        self.engine = engine
        self.blobs = blobs
        self.records: dict[str, JobRecord] = {}
        self.sessions: dict[str, SessionPort] = {}
        self.scheduler = Scheduler(engine.capacity(0))
        self._spool_directory = spool_directory
        self._numbers = itertools.count(1)
        self._workers: dict[str, str] = {}  # worker -> session
        self._deaths: dict[str, Death] = {}
        self._forgettable: dict[str, list[str]] = {}  # by worker, jobs that it need not know any more
        self._ended: deque[str] = deque()
        self._ticker: asyncio.TimerHandle | None = None
        self._carriers: dict[type, Callable[..., None]] = {
            ev.StartWorker: self._start_worker,
            ev.RetireWorker: lambda do: self.engine.send(do.worker, worker_pb.ToWorker(exit=True)),
            ev.KillWorker: lambda do: self.engine.kill(do.worker),
            ev.SendBatch: self._send_batch,
            ev.RecallBatch: lambda do: self.engine.send(do.worker, worker_pb.ToWorker(recall=do.batch)),
            ev.InterruptBatch: lambda do: self.engine.send(do.worker, worker_pb.ToWorker(interrupt=do.batch)),
            ev.FailItem: self._fail_item,
            ev.RetryItem: self._retry_item,
            ev.JobChanged: self._job_changed,
            ev.JobRefused: self._job_refused,
            ev.JobEnded: self._job_ended,
        }

    # --- clients ------------------------------------------------------------

    def open_session(self, session: SessionPort, workers: int) -> None:
        """A session begins; its first worker is started."""
        self.sessions[session.id] = session
        wanted = self.engine.capacity(workers)
        if workers and wanted.cpus != self.scheduler.pool.capacity.cpus:
            self._handle(ev.CapacityChanged(wanted))
        self._handle(ev.ContextOpened(session.id))

    def close_session(self, session: str) -> None:
        """A session is gone for good."""
        self._handle(ev.ContextClosed(session))
        self.sessions.pop(session, None)

    def submit(self, session: str, spec: jobs_pb.JobSpec) -> None:
        """Take a job. What is wrong with it is told to the session as a refusal."""
        if spec.id in self.records:
            _log.error("session %s sent job %s twice", session[:8], spec.id)
            return
        record = JobRecord(spec, next(self._numbers), session, self._spool_directory)
        self.records[spec.id] = record
        owner = f"input:{spec.id}"
        try:
            self.blobs.take(spec.values, owner)
            self.blobs.take((chunk.elements for chunk in spec.chunks), owner)
        except (LookupError, ValueError, OSError) as error:
            self._job_refused(ev.JobRefused(spec.id, f"an input did not arrive: {error}"))
            return
        asked = spec.resources
        plan = ev.JobPlan(
            spec.id, session, spec.items, asked.cpus, asked.gpus, asked.memory,
            spec.timeout, spec.retries, spec.keep_going, spec.concurrency,
        )  # fmt: skip
        self._handle(ev.JobSubmitted(plan))
        self._tick_later()

    def cancel(self, job: str) -> None:
        self._handle(ev.JobCancelled(job))

    def find(self, name: str) -> JobRecord | None:
        """A job by id or by number."""
        if name in self.records:
            return self.records[name]
        return next((record for record in self.records.values() if str(record.number) == name), None)

    @property
    def busy(self) -> bool:
        """Whether any job is open."""
        return bool(self.scheduler.jobs)

    def has_open_jobs(self, session: str) -> bool:
        """Whether jobs of this session are open."""
        return any(job.plan.context == session for job in self.scheduler.jobs.values())

    # --- the engine's events ------------------------------------------------

    def worker_frame(self, worker: str, frame: worker_pb.FromWorker) -> None:
        """A frame from a worker."""
        match frame.WhichOneof("frame"):
            case "report":
                self._report(worker, frame.report)
            case "output":
                self._output(frame.output)
            case "ready":
                self._handle(ev.WorkerReady(worker))
            case "returned":
                self._handle(ev.BatchReturned(worker, frame.returned.batch, frame.returned.stop))
            case "wish":
                self._grant(worker, frame.wish)
            case "released":
                for path in frame.released.segments:
                    self.blobs.store.unmapped(path, worker)

    def worker_died(self, worker: str, death: Death) -> None:
        """A worker has ended."""
        self._deaths[worker] = death
        if not death.expected:
            _log.warning("worker %s %s", worker, death.reason)
        self._handle(ev.WorkerDied(worker, death.running))
        # Processes that user code has left behind may still read: such pages are not used again.
        self.blobs.store.mapper_gone(worker, clean=death.expected)
        self.blobs.store.writer_gone(worker)
        del self._deaths[worker]
        self._workers.pop(worker, None)
        self._forgettable.pop(worker, None)
        for job in self.scheduler.jobs:
            self.records[job].known_to.discard(worker)

    def _report(self, worker: str, report: worker_pb.Report) -> None:
        record = self.records.get(report.job)
        if record is None:
            return
        for segment in report.segments:
            self._keep_results(record, segment, report)
        record.reported_by_worker(report)
        for failure in report.failures:
            failure.worker = worker
            record.reported[failure.item] = failure
        session = self.sessions.get(record.session)
        if session is not None and report.segments:
            session.updates.results(record.id, list(report.segments))
        failed = tuple(ev.ItemFailed(f.item, ev.FailureKind(f.kind)) for f in report.failures)
        self._handle(ev.BatchReported(worker, report.batch, report.next, failed, report.ended, report.busy))

    def _keep_results(self, record: JobRecord, segment: jobs_pb.Segment, report: worker_pb.Report) -> None:
        """Hold what a worker returned; where that fails, its items have failed."""
        try:
            self.blobs.take((segment.values, *segment.kept), f"job:{record.id}")
            record.results.append(segment)
        except (LookupError, ValueError, OSError) as error:
            for item in range(segment.start, segment.start + segment.count):
                message = f"the result could not be kept on the cluster: {error}"
                report.failures.add(kind=jobs_pb.Failure.KIND_RESULT, item=item, message=message)

    def _output(self, output: worker_pb.Output) -> None:
        record = self.records.get(output.job)
        if record is None:
            return
        try:
            record.add_output(output)
        except OSError as error:
            _log.error("output of job %s could not be kept: %s", record.number, error)
        session = self.sessions.get(record.session)
        if session is not None:
            session.updates.output(record.id, output)
            session.wake()

    def _grant(self, worker: str, wish: worker_pb.SegmentWish) -> None:
        grant = worker_pb.SegmentGrant(id=wish.id)
        try:
            grant.segment = self.blobs.store.allocate(wish.size, worker)
        except StoreFull as error:
            grant.error = str(error)
        self.engine.send(worker, worker_pb.ToWorker(grant=grant))

    # --- instructions -------------------------------------------------------

    def _handle(self, event: ev.Event) -> None:
        for instruction in self.scheduler.handle(event, asyncio.get_running_loop().time()):
            self._carriers[type(instruction)](instruction)

    def _tick_later(self, seconds: float = TICK) -> None:
        loop = asyncio.get_running_loop()
        if self._ticker is not None and self._ticker.when() > loop.time() + seconds:
            self._ticker.cancel()
            self._ticker = None
        if self._ticker is None:
            self._ticker = loop.call_later(seconds, self._tick)

    def _tick(self) -> None:
        self._ticker = None
        self._handle(ev.Tick())
        if self.busy or self.scheduler.pool.workers:
            self._tick_later(TICK if self.busy else IDLE_TICK)

    def _start_worker(self, do: ev.StartWorker) -> None:
        self._workers[do.worker] = do.context
        self.engine.start_worker(do.worker)
        session = self.sessions.get(do.context)
        if session is not None:
            self.engine.send(do.worker, worker_pb.ToWorker(setup=session.setup))

    def _send_batch(self, do: ev.SendBatch) -> None:
        record = self.records[do.job]
        forget = self._forgettable.pop(do.worker, ())
        batch = worker_pb.Batch(id=do.batch, job=do.job, start=do.start, stop=do.stop, forget=forget)
        try:
            self._fill_batch(batch, record, do.worker)
        except LookupError as error:
            # Nothing that a job holds is ever let go: if it happens, it is our fault, and is told.
            _log.error("batch of job %s can't be sent: %s", record.number, error)
            self._handle_later(ev.JobCancelled(do.job))
            return
        self.engine.send(do.worker, worker_pb.ToWorker(batch=batch))

    def _fill_batch(self, batch: worker_pb.Batch, record: JobRecord, worker: str) -> None:
        spec = record.spec
        for chunk in record.chunks_for(batch.start, batch.stop):
            elements = self.blobs.named(chunk.elements, worker)
            batch.chunks.append(jobs_pb.Chunk(start=chunk.start, count=chunk.count, elements=elements))
        if worker not in record.known_to:
            record.known_to.add(worker)
            values = [self.blobs.named(value, worker) for value in spec.values]
            batch.job_start.CopyFrom(
                worker_pb.JobStart(
                    id=spec.id,
                    program=spec.program,
                    values=values,
                    env=dict(spec.env),
                    keep_going=spec.keep_going or spec.retries > 0,
                    items=spec.items,
                    cwd=spec.cwd,
                )
            )

    def _handle_later(self, event: ev.Event) -> None:
        asyncio.get_running_loop().call_soon(self._handle, event)

    def _fail_item(self, do: ev.FailItem) -> None:
        record = self.records[do.job]
        reported = record.reported.pop(do.item, None)
        failure = messages.failure_of(do, reported, record, self._deaths.get(do.worker))
        if do.worker in self._deaths:
            record.memory_seen(self._deaths[do.worker].peak_memory)
        record.add_failure(failure)
        session = self.sessions.get(record.session)
        if session is not None:
            session.updates.failure(record.id, failure)

    def _retry_item(self, do: ev.RetryItem) -> None:
        self.records[do.job].reported.pop(do.item, None)

    def _job_changed(self, do: ev.JobChanged) -> None:
        record = self.records[do.job]
        job = self.scheduler.jobs.get(do.job)
        if job is not None:
            record.update(job.counts, len(job.workers))
        session = self.sessions.get(record.session)
        if session is not None:
            session.updates.changed(do.job)
            session.wake()

    def _job_refused(self, do: ev.JobRefused) -> None:
        record = self.records.pop(do.job)
        self.blobs.store.release_owner(f"input:{do.job}")
        record.close()
        session = self.sessions.get(record.session)
        if session is not None:
            failure = jobs_pb.Failure(kind=jobs_pb.Failure.KIND_REFUSED, message=do.message)
            session.job_refused(do.job, failure)

    def _job_ended(self, do: ev.JobEnded) -> None:
        record = self.records[do.job]
        record.update(do.counts, do.workers)
        record.end(do.state)
        self.blobs.store.release_owner(f"input:{do.job}")
        for worker in record.known_to:
            if record.has_objects:
                self.engine.send(worker, worker_pb.ToWorker(forget=do.job))
            else:
                # Told with its next batch: a message of its own would cost more than a small task.
                self._forgettable.setdefault(worker, []).append(do.job)
        record.known_to.clear()
        session = self.sessions.get(record.session)
        if session is not None:
            session.job_finished(record)
        self._ended.append(do.job)
        self._forget_old_jobs()

    def _forget_old_jobs(self) -> None:
        while len(self._ended) > KEPT_JOBS:
            self.forget(self._ended.popleft())

    def forget(self, job: str) -> None:
        """Drop an ended job: its results, its log and the objects it holds."""
        record = self.records.pop(job)
        self.blobs.store.release_owner(f"job:{job}", cache=False)
        record.close()
