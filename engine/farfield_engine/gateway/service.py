"""The gateway's gRPC methods."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import grpc

from farfield_engine.engines.gpus import GpuReport
from farfield_engine.gateway.adoption import resume_jobs
from farfield_engine.gateway.audit import harmless
from farfield_engine.gateway.auth import peer_of
from farfield_engine.gateway.calls import Aborted
from farfield_engine.gateway.debugging import DebugClient, DebugHub
from farfield_engine.gateway.describing import describe_group, describe_nodes
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.door import Door
from farfield_engine.gateway.found import NOTHING, Found
from farfield_engine.gateway.groups import GroupRefused, group_id
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.gateway.queries import Context, JobQueries
from farfield_engine.gateway.session import LEASE, LEASE_ELSEWHERE, Session
from farfield_engine.gateway.sessionbook import SessionBook
from farfield_engine.gateway.streams import DebugStream, StreamGuest, frames_of
from farfield_engine.gateway.transfers import Transfers
from farfield_engine.gateway.workerdoor import WorkerDoor
from farfield_engine.objects.store import StoreFull, UnknownSegment
from farfield_engine.version import VERSION
from farfield_engine.versions import own_versions, versions_of
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

LONGEST_SESSION = 100
LONGEST_PATH = 4096

_log = logging.getLogger(__name__)


class GatewayService(JobQueries):
    """Answers clients. The token has been checked before any of these is called (`auth`, `framedserver`).

    A user sees his own sessions, jobs and objects; the gateway's owner, whose name is empty, sees all
    sessions and jobs.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        gateway: str,
        segment_dir: str,
        stop: Callable[[], None],
        door: Door,
        *,
        debug: bool = True,
        lease: float = 0.0,
        work_dir: Path | None = None,
        book: SessionBook | None = None,
    ) -> None:
        """debug: whether clients may debug what runs. lease: seconds that an idle session is kept;
        0: as long as suits where its client is.

        work_dir: where the workers of clients elsewhere run; None: each has a directory of its own.
        book: what the sessions are kept in, for the next gateway.
        """
        super().__init__(dispatcher, door)
        self.sessions: dict[str, Session] = {}
        self.transfers = Transfers(dispatcher.blobs.store)
        dispatcher.blobs.store.far.store = dispatcher.engine.objects
        self.listening = ""
        """Where it is reached through TLS, "host:port"."""
        self._lease = lease
        self._work_dir = work_dir
        self._book = book
        self.debugging = DebugHub(dispatcher, gateway, allowed=debug)
        dispatcher.debugging = self.debugging
        dispatcher.admission.debugging_allowed = debug
        self._gateway = gateway
        self._segment_dir = segment_dir
        self._stop = stop
        self._began = time.monotonic()

    # --- sessions -----------------------------------------------------------

    async def Attach(self, request_iterator: AsyncIterator[pb.ClientFrame], context: Context) -> None:
        user, peer = await self._user(context), peer_of(context)
        async with self._as_guest(user, context):
            first = await context.read()
            try:
                session, welcome = self.admit(first, user, peer)
                try:
                    await session.attachments.serve(first.hello, welcome, frames_of(context), context.write)
                finally:
                    self._door.note("left", user=user, peer=peer, client=session.client)
            except Aborted as refused:
                await context.abort(refused.code, str(refused))
            except ValueError as error:
                await context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))

    @contextlib.asynccontextmanager
    async def _as_guest(self, user: str, context: Context) -> AsyncIterator[None]:
        """While this user's token is valid: a stream that goes on is ended with it."""
        guest = StreamGuest(user)
        self._door.enter(guest)
        try:
            yield
        except asyncio.CancelledError:
            if not guest.dismissed:
                raise
            guest.task.uncancel()
            await context.abort(grpc.StatusCode.UNAUTHENTICATED, guest.dismissed)
        finally:
            self._door.leave(guest)

    def admit(self, first: object, user: str, peer: str) -> tuple[Session, pb.Welcome]:
        """The session that a client's first frame begins or goes on with, and its welcome. Raises Aborted."""
        if not isinstance(first, pb.ClientFrame) or not first.HasField("hello") or not first.hello.session:
            raise Aborted(
                grpc.StatusCode.INVALID_ARGUMENT, "the first frame of a client is a hello with a session"
            )
        hello = first.hello
        if not _is_name(hello.session, LONGEST_SESSION) or len(hello.notebook) > LONGEST_PATH:
            raise Aborted(
                grpc.StatusCode.INVALID_ARGUMENT,
                f"the name of a session has up to {LONGEST_SESSION} letters and no slash, "
                f"the path of a notebook up to {LONGEST_PATH}",
            )
        hello.client = harmless(hello.client)
        session = self.sessions.get(hello.session)
        unknown = session is None and (hello.begun or hello.next_event > 1)
        taken = session is None and self._dispatcher.session_of(hello.session) is not None
        if unknown or taken or (session is not None and session.user != user):
            raise Aborted(grpc.StatusCode.NOT_FOUND, "this gateway does not know the session; attach again")
        welcome = self.welcome(resumed=session is not None)
        if session is not None and session.restored:
            welcome.renewed = True
            self._dispatcher.open_session(session, 0 if user else hello.workers)
            session.renew(hello)
        if session is None:
            if hello.elsewhere and not hello.setup.cwd:
                hello.setup.cwd = self._directory_of(user)
            lease = self._lease_of(hello.elsewhere)
            session = self.sessions[hello.session] = Session(hello, self._dispatcher, user, lease)
            welcome.adopted_jobs = self._open(session, 0 if user else hello.workers)
            if self._book is not None:
                self._book.keep(session.stored())
        if self._book is not None and hello.workers and not user:
            self._book.cpus = hello.workers
        welcome.workers = int(self._dispatcher.scheduler.pool.capacity.cpus)
        welcome.user, welcome.lease = user, session.life.lease
        session.peer = peer
        self._door.note("attached", user=user, peer=peer, client=session.client)
        return session, welcome

    def _lease_of(self, elsewhere: bool) -> float:
        return self._lease or (LEASE_ELSEWHERE if elsewhere else LEASE)

    def _directory_of(self, user: str) -> str:
        """Where the workers of a client elsewhere run; empty where there is no such place."""
        if self._work_dir is None:
            return ""
        directory = self._work_dir / user if user else self._work_dir
        try:
            directory.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            _log.error("workers can't run in '%s': %s", directory, error)
            return ""
        return str(directory)

    def _open(self, session: Session, workers: int) -> int:
        """Begin a session; how many open jobs it has taken over from an earlier one of its notebook."""
        adopted = 0
        for earlier in list(self.sessions.values()):
            if earlier.life.state.value != "attached" and earlier is not session:
                same = earlier.user == session.user and earlier.notebook == session.notebook
                if earlier.notebook and same:
                    adopted = self._dispatcher.take_over(session, earlier)
                    earlier.hand_over()
                    self._forget(earlier.id)
                    break
        self._dispatcher.open_session(session, workers)
        return adopted

    def welcome(self, *, resumed: bool) -> pb.Welcome:
        """What a client is told of the gateway."""
        return pb.Welcome(
            gateway=self._gateway,
            version=VERSION,
            segment_dir=self._segment_dir,
            versions=own_versions(),
            prefix=sys.prefix,
            host=socket.gethostname(),
            resumed=resumed,
            workers=int(self._dispatcher.scheduler.pool.capacity.cpus),
            no_debugging=not self.debugging.allowed,
        )

    def end_old_sessions(self, now: float) -> None:
        """Close the sessions whose lease is over."""
        for name, session in list(self.sessions.items()):
            ended = session.life.tick(now, busy=session.busy)
            if ended or (session.life.state.value == "ended" and not session.busy):
                self._forget(name)
                session.close()

    def _forget(self, session: str) -> None:
        del self.sessions[session]
        if self._book is not None:
            self._book.remove(session)

    def restore_sessions(self, found: Found = NOTHING, workers: WorkerDoor | None = None) -> None:
        """Go on with the sessions of the gateway before, and with what it left open of their jobs.

        found: what of it runs; workers: where those come in.
        """
        if self._book is None:
            return
        now = asyncio.get_running_loop().time()
        for stored in self._book.load():
            session = Session.restore(stored, self._dispatcher, self._lease_of(stored.elsewhere), now)
            self.sessions[session.id] = session
            self._dispatcher.restore_session(session)
        resume_jobs(self._dispatcher, self._book.cpus, found, workers)

    @property
    def in_use(self) -> bool:
        """Whether a client is attached or work goes on."""
        attached = any(session.life.state.value == "attached" for session in self.sessions.values())
        return attached or self._dispatcher.busy

    # --- objects ------------------------------------------------------------

    async def Locate(self, request: pb.LocateRequest, context: Context) -> pb.LocateReply:
        session = await self._session(request.session, context)
        blobs = self._dispatcher.blobs.of(session.user)
        reply = pb.LocateReply()
        try:
            for blob in request.blobs:
                place = reply.missing.add(hash=blob.hash, size=blob.size)
                if blobs.hold_known(blob.hash, session.located):
                    continue
                if keeper := blobs.keeper_for(session.mapper):
                    place.keeper = keeper
                else:
                    place.segment = self._place(session, blob)
        except StoreFull as error:
            await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, str(error))
        return reply

    def _place(self, session: SessionPort, blob: objects_pb.Blob) -> str:
        """Where a client is to write an object: the same place, where it has begun to. Raises StoreFull."""
        store = self._dispatcher.blobs.store
        begun = session.places.get(blob.hash, "")
        try:
            if begun and store.room_of(begun, session.mapper) >= blob.size:
                return begun
        except UnknownSegment:
            pass  # it has become an object, or was given up
        segment = session.places[blob.hash] = store.allocate(blob.size, session.mapper)
        self.transfers.forget(segment)
        return segment

    async def Fetch(self, request: pb.FetchRequest, context: Context) -> objects_pb.Value:
        session = await self._session(request.session, context)
        try:
            return await self._dispatcher.blobs.of(session.user).brought(request.value, session.mapper)
        except LookupError as error:
            await context.abort(grpc.StatusCode.NOT_FOUND, str(error))
            raise AssertionError("abort raises") from None

    async def Versions(self, request: pb.VersionsRequest, context: Context) -> pb.VersionsReply:
        await self._user(context)
        return pb.VersionsReply(versions=versions_of(request.modules))

    # --- debugging ----------------------------------------------------------

    async def ContinueWorker(self, request: pb.WorkerRequest, context: Context) -> pb.WorkerReply:
        user = await self._user(context)
        try:
            self.debugging.end_wait(request.worker, user)
        except Aborted as refused:
            await context.abort(refused.code, str(refused))
        return pb.WorkerReply()

    async def Debug(
        self, request_iterator: AsyncIterator[debug_pb.DebugClientFrame], context: Context
    ) -> None:
        user = await self._user(context)
        async with self._as_guest(user, context):
            try:
                await self._debug(user, context)
            except Aborted as refused:
                await context.abort(refused.code, str(refused))

    async def _debug(self, user: str, context: Context) -> None:
        """Serve a debug client. Raises Aborted."""
        port, peer = DebugStream(context), peer_of(context)
        client: DebugClient | None = None
        writer = asyncio.create_task(port.run())
        try:
            while (frame := await port.read()) is not None:
                if client is not None:
                    client.take(frame)
                elif frame.HasField("hello"):
                    client = self.debugging.attach(port, frame.hello, user)
                    self._door.note("debugging", user=user, peer=peer, client=client.name)
                else:
                    raise Aborted(grpc.StatusCode.INVALID_ARGUMENT, "the first frame is a hello")
        finally:
            if client is not None:
                client.leave()
                self._door.note("left", user=user, peer=peer, client=client.name)
            await port.finish(writer)

    # --- what is going on ---------------------------------------------------

    async def Status(self, request: pb.StatusRequest, context: Context) -> pb.StatusReply:
        dispatcher, store = self._dispatcher, self._dispatcher.blobs.store
        user = await self._user(context)
        gpus = await self._look_at_gpus() if request.usage else None
        sessions = [
            pb.SessionInfo(
                id=s.id[:8],
                client=s.client,
                attached=s.life.state.value == "attached",
                user=s.user,
                peer=s.peer,
            )
            for s in self.sessions.values()
            if user in ("", s.user)
        ]
        return pb.StatusReply(
            gateway=self._gateway,
            version=VERSION,
            pid=os.getpid(),
            uptime=time.monotonic() - self._began,
            nodes=describe_nodes(dispatcher, self.debugging, user, request, gpus),
            facts=dispatcher.engine.facts(),
            sessions=sessions,
            object_bytes=store.bytes_in_memory,
            spilled_bytes=store.bytes_spilled,
            jobs=len(dispatcher.scheduler.jobs),
            engine=dispatcher.engine.name,
            draining=dispatcher.scheduler.draining,
            listening=self.listening,
        )

    async def _look_at_gpus(self) -> GpuReport | None:
        """What the GPUs do now, for somebody who looks at all that is used; None where nobody can."""
        await self._dispatcher.engine.look()
        self._dispatcher.usage.look()
        return await self._dispatcher.watch.look()

    async def ListGroups(self, request: pb.ListGroupsRequest, context: Context) -> pb.ListGroupsReply:
        user = await self._user(context)
        session = await self._session(request.session, context) if request.session else None
        groups = self._dispatcher.groups.of_session(session.context if session else "")
        chosen = [group for group in groups if (request.actors or not group.actor) and not group.anonymous]
        if user:
            owners = {group.id: self._dispatcher.session_of(group.plan.context) for group in chosen}
            chosen = [g for g in chosen if (owner := owners[g.id]) is not None and owner.user == user]
        return pb.ListGroupsReply(groups=(describe_group(self._dispatcher, group) for group in chosen))

    async def ChangeGroup(self, request: pb.ChangeGroupRequest, context: Context) -> pb.GroupInfo:
        dispatcher = self._dispatcher
        session = await self._session(request.session, context)
        group = dispatcher.groups.records.get(group_id(session.context, request.name))
        if group is None:
            message = f"there is no group '{request.name}'; %group list shows them"
            await context.abort(grpc.StatusCode.NOT_FOUND, message)
            raise AssertionError("abort raises")
        if request.change == pb.ChangeGroupRequest.CHANGE_DROP:
            dispatcher.drop_group(group.plan.context, group.name, "it was dropped")
        elif request.change == pb.ChangeGroupRequest.CHANGE_RESTART:
            try:
                dispatcher.restart_group(group)
            except GroupRefused as error:
                await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, str(error))
        else:
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, "a group is dropped or restarted")
        return describe_group(dispatcher, group)

    async def Shutdown(self, request: pb.ShutdownRequest, context: Context) -> pb.ShutdownReply:
        if await self._user(context):
            await context.abort(
                grpc.StatusCode.PERMISSION_DENIED, "only the gateway's owner can end it; you can detach"
            )
        jobs = list(self._dispatcher.scheduler.jobs)
        if jobs and not request.now:
            await context.abort(
                grpc.StatusCode.FAILED_PRECONDITION,
                f"{len(jobs)} jobs are running; cancel them or use 'farfield down --now'",
            )
        self._door.note("shutdown", peer=peer_of(context))
        self._stop()
        return pb.ShutdownReply(cancelled_jobs=len(jobs))


def _is_name(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and text.isprintable() and "/" not in text
