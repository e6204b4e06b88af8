"""One client's attachment: its jobs' events, kept in order until the client has seen them."""

from __future__ import annotations

import abc
import asyncio
import logging
from collections.abc import Callable

from farfield_engine.core.session import SessionLife
from farfield_engine.gateway.attachment import Attachments
from farfield_engine.gateway.audit import harmless
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.jobdetail import detail_of
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.gateway.replay import Replay
from farfield_engine.gateway.updates import INTERVAL, Updates
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

LEASE = 600.0
"""Seconds that a session without a client is kept when it has no work."""

LEASE_ELSEWHERE = 2 * 3600.0
"""The same for a client on another machine: a laptop may sleep for an hour."""

_log = logging.getLogger(__name__)


class ClientSession(SessionPort):
    """What a client asks for and is told, whatever carries the frames."""

    def __init__(
        self,
        name: str,
        client: str,
        setup: worker_pb.Setup,
        dispatcher: Dispatcher,
        notebook: str = "",
        user: str = "",
    ) -> None:
        self.id = name
        self.user = user
        self.places: dict[bytes, str] = {}
        self.context = name
        self.client = client
        self.notebook = notebook
        self.setup = setup
        self.mapper = f"session:{name}"
        self.located = f"located:{name}"
        self.dispatcher = dispatcher
        self.updates = Updates(self.emit, lambda job: dispatcher.records[job].summary(), self._detail)
        self.replay = Replay(self)
        self._flushed = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @abc.abstractmethod
    def deliver(self, event: pb.Event) -> None:
        """Send an event on its way, in order."""

    @property
    def behind(self) -> bool:
        """Whether the client does not take what it is sent."""
        return False

    # --- what the dispatcher says -------------------------------------------

    def emit(self, event: pb.Event) -> None:
        """Tell the client. Where an event names objects, the client counts as mapping them from now on."""
        for segment in event.results.segments if event.HasField("results") else ():
            try:
                segment.values.CopyFrom(self._blobs.named(segment.values, self.mapper))
            except LookupError:
                _log.exception("a result of job %s is gone", event.job)
        self.deliver(event)

    def job_refused(self, job: str, failure: jobs_pb.Failure) -> None:
        if self.updates.tells(job):
            self.emit(pb.Event(job=job, refused=failure))

    def job_known(self, record: JobRecord) -> None:
        self.replay.begin(record)

    def job_finished(self, record: JobRecord) -> None:
        """The end of a job is told at once, with all that is not told yet."""
        if not self.updates.tells(record.id):
            return
        self.updates.flush_job(record.id, progress=False)
        finished = pb.Finished(summary=record.summary(), detail=self._detail(record.id))
        self.emit(pb.Event(job=record.id, finished=finished))

    def _detail(self, job: str) -> watch_pb.JobDetail | None:
        record = self.dispatcher.records.get(job)
        return detail_of(self.dispatcher, record) if record is not None and record.spec.watched else None

    def wake(self) -> None:
        """There is something to tell: now, or when the next update is due."""
        if self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        due = self._flushed + INTERVAL
        # Not at once even when due: what the same turn of the loop still brings goes along.
        self._timer = loop.call_at(max(due, loop.time()), self._flush)

    def _flush(self) -> None:
        self._timer = None
        self._flushed = asyncio.get_running_loop().time()
        self.updates.flush(behind=self.behind)

    # --- what the client asks for -------------------------------------------

    def take(self, frame: pb.ClientFrame) -> None:
        """A frame from the client."""
        match frame.WhichOneof("frame"):
            case "submit":
                self.dispatcher.admission.submit(self, frame.submit)
                self.dispatcher.blobs.store.release_owner(self.located)
            case "cancel":
                self._cancel(frame.cancel)
            case "release":
                self._release(frame.release)
            case "keep":
                self._keep(frame.keep)
            case "drop_group":
                self.dispatcher.drop_group(self.context, frame.drop_group, "it was killed, or nobody held it")

    def _cancel(self, job: str) -> None:
        record = self.dispatcher.records.get(job)
        if record is not None and record.session == self.id:
            self.dispatcher.cancel(job)

    def _keep(self, value: objects_pb.Value) -> None:
        try:
            self._blobs.take([value], self.keeps, self.mapper)
        except (LookupError, ValueError, OSError) as error:
            # The client learns of it when it asks for the value.
            _log.warning("a value can't be kept for session %s: %s", self.id[:8], harmless(str(error)))

    def _release(self, release: pb.Release) -> None:
        store = self.dispatcher.blobs.store
        for path in release.segments:
            store.unmapped(path, self.mapper)
        for path in release.forked:
            store.unmapped(path, self.mapper, clean=False)
        for digest in release.hashes:
            self._blobs.release(digest, self.keeps)
        for job in release.jobs:
            record = self.dispatcher.records.get(job)
            if record is None or record.user == self.user:
                self.dispatcher.let_go_of_results(job)

    @property
    def _blobs(self) -> Blobs:
        return self.dispatcher.blobs.of(self.user)

    @property
    def keeps(self) -> str:
        """Owner of the objects that the client's remote values name."""
        return f"keeps:{self.id}"

    @property
    def busy(self) -> bool:
        """Whether it has open jobs."""
        return self.dispatcher.has_open_jobs(self.id)

    def renew(self, hello: pb.Hello) -> None:
        """Its client is here, as after any lost connection: tell it what has become of its open jobs."""
        self.replay.stop()
        self.updates.clear()
        self.updates.muted = False
        records = self.dispatcher.records
        for each in hello.open:
            record = records.get(each.job)
            if record is not None and record.user == self.user:
                self.replay.begin(record, each.log_seen)
            else:
                # It is welcomed first; all numbers begin again with that.
                asyncio.get_running_loop().call_soon(self._tell_unknown, each.job)
        for record in records.values():
            # Of others it does not know yet that they came here: it will submit them once more.
            if record.session == self.id and record.state is None:
                self.replay.begin(record)

    def _tell_unknown(self, job: str) -> None:
        message = "was not submitted before the gateway ended; run it again"
        failure = jobs_pb.Failure(kind=jobs_pb.Failure.KIND_GATEWAY_DIED, message=message)
        self.job_refused(job, failure)

    def stop_telling(self) -> None:
        """Nobody listens any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.replay.stop()

    def let_go(self) -> None:
        """Let go of all objects that it held."""
        store = self.dispatcher.blobs.store
        store.release_owner(self.located)
        store.release_owner(self.keeps, cache=False)


class Session(ClientSession):
    """The attachment of a process outside the cluster; survives disconnects."""

    def __init__(self, hello: pb.Hello, dispatcher: Dispatcher, user: str, lease: float) -> None:
        """lease: seconds that it is kept while nobody is attached and it has no work."""
        super().__init__(hello.session, hello.client, hello.setup, dispatcher, hello.notebook, user)
        self.peer = ""
        """Where its client came from, last."""
        self.elsewhere = hello.elsewhere
        self.restored = False
        """It is of a gateway before, and its client does not know yet that this is another one."""
        self.life = SessionLife(lease)
        self.attachments = Attachments(self.life, self._take_once, self._caught_up, dispatcher.jobs.flush)

    @classmethod
    def restore(cls, stored: pb.StoredSession, dispatcher: Dispatcher, lease: float, now: float) -> Session:
        """A session of a gateway before, which waits for its client to come back."""
        hello = pb.Hello(
            session=stored.id, client=stored.client, notebook=stored.notebook, setup=stored.setup,
            elsewhere=stored.elsewhere,
        )  # fmt: skip
        session = cls(hello, dispatcher, stored.user, lease)
        session.context = stored.context
        session.restored = session.updates.muted = True
        session.life.wait(now)
        return session

    def stored(self) -> pb.StoredSession:
        """What is kept of it on disk."""
        return pb.StoredSession(
            id=self.id,
            context=self.context,
            client=self.client,
            notebook=self.notebook,
            user=self.user,
            setup=self.setup,
            elsewhere=self.elsewhere,
        )

    @property
    def listens(self) -> bool:
        return self.life.state.value == "attached"

    def deliver(self, event: pb.Event) -> None:
        self.attachments.deliver(event)

    @property
    def behind(self) -> bool:
        return self.attachments.behind

    def _caught_up(self) -> None:
        if self.updates.waiting:
            self.wake()

    def _take_once(self, frame: pb.ClientFrame) -> None:
        self.restored = False  # what it says now, it says to this gateway
        if frame.WhichOneof("frame") == "detach":
            self.life.end()
        else:
            self.take(frame)

    def hand_over(self) -> None:
        """Another session has taken this one's work over: let go of the rest, and end."""
        self.life.end()
        self.stop_telling()
        self.let_go()
        self._drop_mappings()

    def close(self) -> None:
        """The session has ended: let go of what it held."""
        self.stop_telling()
        self.let_go()
        self._drop_mappings()
        self.dispatcher.close_session(self.id)

    def _drop_mappings(self) -> None:
        store = self.dispatcher.blobs.store
        # Its client may be alive and still read what it has mapped: those pages are not used again.
        store.mapper_gone(self.mapper, clean=False)
        store.writer_gone(self.mapper)


class WorkerSession(ClientSession):
    """The client within a worker: user code on the cluster that submits jobs itself.

    It works in the context of the session whose worker it is, and ends with the worker.
    """

    def __init__(
        self,
        name: str,
        worker: str,
        parent: SessionPort,
        dispatcher: Dispatcher,
        send: Callable[[pb.GatewayFrame], None],
    ) -> None:
        super().__init__(name, f"worker {worker}", parent.setup, dispatcher, parent.notebook, parent.user)
        self.context = parent.context
        # What it maps dies with the process, as what its items have mapped.
        self.mapper = worker
        self._worker = worker
        self._send = send
        self._number = 0
        self._seen = 0
        self._submitted: dict[str, str | None] = {}  # open jobs, each with the job that has submitted it

    def deliver(self, event: pb.Event) -> None:
        self._number += 1
        event.number = self._number
        self._send(pb.GatewayFrame(events=[event], seen_frame=self._seen))

    def take_numbered(self, frame: pb.ClientFrame) -> None:
        """A frame from the worker. The link loses none: the number is only acknowledged."""
        self._seen = max(self._seen, frame.number)
        if frame.HasField("submit"):
            self._submitted[frame.submit.id] = self._running()
        self.take(frame)

    def job_refused(self, job: str, failure: jobs_pb.Failure) -> None:
        self._submitted.pop(job, None)
        super().job_refused(job, failure)

    def job_finished(self, record: JobRecord) -> None:
        self._submitted.pop(record.id, None)
        super().job_finished(record)

    def cancel_submitted(self) -> None:
        """Cancel what the job has submitted, from this worker, that the worker works for now.

        What earlier tasks have submitted and not waited for is not meant, and goes on.
        """
        running = self._running()
        for job, by in self._submitted.items():
            if by == running:
                # The dispatcher is handling an event just now.
                asyncio.get_running_loop().call_soon(self.dispatcher.cancel, job)

    def renew(self, hello: pb.Hello) -> None:
        super().renew(hello)
        for record in self.dispatcher.records.values():
            if record.session == self.id and record.state is None:
                self._submitted.setdefault(record.id, self._running())

    def _running(self) -> str | None:
        worker = self.dispatcher.scheduler.pool.workers.get(self._worker)
        return worker.job if worker is not None else None
