"""One client's session: its numbered frames, and what it is sent."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from farfield_engine.core.session import SessionLife
from farfield_engine.gateway.dispatcher import Dispatcher, SessionPort
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.updates import INTERVAL, Updates
from farfield_engine.wire.numbered import Inbox, Outbox
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

LEASE = 600.0
"""Seconds that a session without a client is kept when it has no work."""

_log = logging.getLogger(__name__)

Write = Callable[[pb.GatewayFrame], Awaitable[None]]


class Session(SessionPort):
    """A client's attachment; survives disconnects."""

    def __init__(self, hello: pb.Hello, dispatcher: Dispatcher) -> None:
        self.id = hello.session
        self.client = hello.client
        self.setup = hello.setup
        self.life = SessionLife(LEASE)
        self._dispatcher = dispatcher
        self._outbox: Outbox[pb.Event] = Outbox()
        self._inbox = Inbox()
        self.updates = Updates(self._emit, lambda job: dispatcher.records[job].summary())
        self._sent = 0  # the last event written to the current attachment
        self._news = asyncio.Event()
        self._flushed = 0.0
        self._timer: asyncio.TimerHandle | None = None

    # --- what the dispatcher says -------------------------------------------

    def _emit(self, event: pb.Event) -> None:
        event.number = self._outbox.next_number()
        self._name_results(event)
        self._outbox.add(event)
        self._news.set()

    def _name_results(self, event: pb.Event) -> None:
        """Say where the objects of results are; this client now counts as mapping them."""
        for segment in event.results.segments if event.HasField("results") else ():
            try:
                segment.values.CopyFrom(self._dispatcher.blobs.named(segment.values, f"session:{self.id}"))
            except LookupError:
                _log.exception("a result of job %s is gone", event.job)

    def job_refused(self, job: str, failure: jobs_pb.Failure) -> None:
        self._emit(pb.Event(job=job, refused=failure))

    def job_finished(self, record: JobRecord) -> None:
        """The end of a job is told at once, with all that is not told yet."""
        self.updates.flush_job(record.id, progress=False)
        self._emit(pb.Event(job=record.id, finished=pb.Finished(summary=record.summary())))

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
        self.updates.flush()

    # --- the client's attachment --------------------------------------------

    async def serve(
        self, hello: pb.Hello, frames: AsyncIterator[pb.ClientFrame], write: Write, welcome: pb.Welcome
    ) -> None:
        """Serve one attachment until its stream ends or another takes its place."""
        attachment = self.life.attach()
        welcome.next_frame = self._inbox.last + 1
        self._outbox.seen(hello.next_event - 1)
        self._sent = hello.next_event - 1
        await write(pb.GatewayFrame(welcome=welcome))
        self._news.set()
        writer = asyncio.create_task(self._write_events(attachment, write))
        try:
            async for frame in frames:
                if not self.life.is_current(attachment):
                    break
                self._take(frame)
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
            self.life.lose(attachment, asyncio.get_running_loop().time())

    async def _write_events(self, attachment: int, write: Write) -> None:
        while self.life.is_current(attachment):
            await self._news.wait()
            self._news.clear()
            events = self._outbox.from_number(self._sent + 1)
            if events:
                self._sent = events[-1].number
                await write(pb.GatewayFrame(events=events, seen_frame=self._inbox.last))

    def _take(self, frame: pb.ClientFrame) -> None:
        self._outbox.seen(frame.seen_event)
        if frame.number and not self._inbox.takes(frame.number):
            return
        match frame.WhichOneof("frame"):
            case "submit":
                self._dispatcher.submit(self.id, frame.submit)
                self._dispatcher.blobs.store.release_owner(self.located)
            case "cancel":
                self._cancel(frame.cancel)
            case "release":
                self._release(frame.release)
            case "keep":
                self._keep(frame.keep)
            case "detach":
                self.life.end()

    def _cancel(self, job: str) -> None:
        record = self._dispatcher.records.get(job)
        if record is not None and record.session == self.id:
            self._dispatcher.cancel(job)

    def _keep(self, value: objects_pb.Value) -> None:
        try:
            self._dispatcher.blobs.take([value], self.keeps)
        except (LookupError, ValueError, OSError) as error:
            # The client learns of it when it asks for the value.
            _log.warning("a value can't be kept for session %s: %s", self.id[:8], error)

    def _release(self, release: pb.Release) -> None:
        store = self._dispatcher.blobs.store
        for path in release.segments:
            store.unmapped(path, f"session:{self.id}")
        for digest in release.hashes:
            store.release(digest, self.keeps, cache=False)
        for job in release.jobs:
            store.release_owner(f"job:{job}", cache=False)

    @property
    def located(self) -> str:
        """Owner of the objects that the client has asked after and not yet named in a job."""
        return f"located:{self.id}"

    @property
    def keeps(self) -> str:
        """Owner of the objects that the client's remote values name."""
        return f"keeps:{self.id}"

    @property
    def busy(self) -> bool:
        """Whether it has open jobs."""
        return self._dispatcher.has_open_jobs(self.id)

    def close(self) -> None:
        """The session has ended: let go of what it held."""
        if self._timer is not None:
            self._timer.cancel()
        store = self._dispatcher.blobs.store
        store.release_owner(self.located)
        store.release_owner(self.keeps, cache=False)
        # Its client may be alive and still read what it has mapped: those pages are not used again.
        store.mapper_gone(f"session:{self.id}", clean=False)
        store.writer_gone(f"session:{self.id}")
        self._dispatcher.close_session(self.id)
