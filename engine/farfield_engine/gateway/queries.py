"""The gateway's gRPC methods about jobs: what is known of them, and what a user does with them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc

from farfield_engine.gateway.auth import user_of
from farfield_engine.gateway.calls import Aborted
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.door import Door, NotWelcome
from farfield_engine.gateway.jobdetail import describe_job
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.loglines import MOST_LAST_LINES, LogLines
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

LOG_PAGE = 512
"""Outputs in one page of a log."""

Context = grpc.aio.ServicerContext[Any, Any]


class JobQueries(rpc.GatewayServicer):
    """What a user asks about his own jobs; the gateway's owner, whose name is empty, about all."""

    def __init__(self, dispatcher: Dispatcher, door: Door) -> None:
        self._dispatcher = dispatcher
        self._door = door

    # --- who asks -----------------------------------------------------------

    async def _user(self, context: Context) -> str:
        """Who calls."""
        try:
            return user_of(context, self._door)
        except NotWelcome as refused:
            await context.abort(grpc.StatusCode.UNAUTHENTICATED, str(refused))
            raise AssertionError("abort raises") from None

    def session_of(self, name: str, user: str) -> SessionPort:
        """A session of this user's. Raises Aborted where there is none."""
        session = self._dispatcher.sessions.get(name)
        if session is None or session.user != user:
            raise Aborted(grpc.StatusCode.NOT_FOUND, "no such session")
        return session

    async def _session(self, name: str, context: Context) -> SessionPort:
        """The caller's session of this name."""
        try:
            return self.session_of(name, await self._user(context))
        except Aborted as refused:
            await context.abort(refused.code, str(refused))
            raise AssertionError("abort raises") from None

    def _job(self, name: str, user: str) -> JobRecord | None:
        """A job by id or number, as this user sees them: what others call theirs makes no difference."""
        records = self._dispatcher.records
        found = records.get(name)
        if found is not None and user in ("", found.user):
            return found
        mine = (record for record in records.values() if user in ("", record.user))
        return next((record for record in mine if str(record.number) == name), None)

    async def _find(self, name: str, context: Context) -> JobRecord:
        user = await self._user(context)
        record = self._job(name, user)
        if record is None:
            await context.abort(
                grpc.StatusCode.NOT_FOUND, f"there is no job '{name}'; 'farfield jobs' or %jobs lists them"
            )
            raise AssertionError("abort raises")
        return record

    # --- what is asked ------------------------------------------------------

    async def ListJobs(self, request: pb.ListJobsRequest, context: Context) -> pb.ListJobsReply:
        user = await self._user(context)
        records = [
            r for r in self._dispatcher.records.values() if user in ("", r.user) and _is_of(r, request)
        ]
        chosen = sorted(
            (r for r in records if not request.before or r.number < request.before), key=lambda r: r.number
        )
        page = chosen[-request.limit :]  # all of them where no limit is asked for
        return pb.ListJobsReply(jobs=[r.summary() for r in page], total=len(records))

    async def DescribeJob(self, request: pb.DescribeJobRequest, context: Context) -> watch_pb.JobDetail:
        record = await self._find(request.job, context)
        self._dispatcher.usage.look()
        return describe_job(self._dispatcher, record, request)

    async def ReadLog(self, request: pb.ReadLogRequest, context: Context) -> AsyncIterator[pb.LogPage]:
        record = await self._find(request.job, context)
        if request.last_lines > MOST_LAST_LINES:
            message = f"at most {MOST_LAST_LINES:,} last lines of a log can be asked for together"
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, message)
        lines, page = LogLines(request), pb.LogPage()
        for count, output in enumerate(record.log.read()):
            page.outputs.extend(lines.take(output))
            if len(page.outputs) >= LOG_PAGE:
                yield page
                page = pb.LogPage()
            elif count % LOG_PAGE == LOG_PAGE - 1:
                await asyncio.sleep(0)  # much of a long log may be read before anything is found
        for line in lines.finish(record.id):
            page.outputs.append(line)
            if len(page.outputs) >= LOG_PAGE:
                page.left_out_lines = lines.left_out
                yield page
                page = pb.LogPage()
        page.left_out_lines = lines.left_out
        yield page

    async def ReadResults(self, request: pb.JobRequest, context: Context) -> pb.Results:
        record = await self._find(request.job, context)
        session = await self._session(request.session, context)
        results = pb.Results(failures=record.failures.read(), summary=record.summary())
        try:
            for segment in record.results.read():
                named = self._dispatcher.blobs.of(record.user).named(segment.values, session.mapper)
                segment.values.CopyFrom(named)
                results.segments.append(segment)
        except LookupError:
            await context.abort(
                grpc.StatusCode.NOT_FOUND,
                f"the large results of job {record.number} are no longer on the cluster: "
                "they are kept until the notebook has them",
            )
        return results

    async def CancelJob(self, request: pb.JobRequest, context: Context) -> jobs_pb.JobSummary:
        record = await self._find(request.job, context)
        self._dispatcher.cancel(record.id)
        return record.summary()

    async def RetryJob(self, request: pb.RetryRequest, context: Context) -> jobs_pb.JobSummary:
        record = await self._find(request.job, context)
        if request.session:
            user = (await self._session(request.session, context)).user
        else:
            user = await self._user(context)
        if record.user != user:
            message = f"job {record.number} is of {record.user}, who alone can run it again"
            await context.abort(grpc.StatusCode.PERMISSION_DENIED, message)
        session = self._dispatcher.sessions.get(request.session or record.session)
        if session is None:
            message = (
                f"the session that job {record.number} belongs to has ended, and with it what its workers "
                "were set up with: run the job's cell again"
            )
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, message)
            raise AssertionError("abort raises")
        try:
            self._dispatcher.admission.retry(record.id, session, request)
        except ValueError as error:
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
        return record.summary()


def _is_of(record: JobRecord, request: pb.ListJobsRequest) -> bool:
    """Whether a job is of the session that is asked for, of its workers' clients, or of its notebook."""
    if not request.session or record.session == request.session:
        return True
    within = record.session.startswith(f"{request.session}/")
    return within or bool(request.notebook and record.notebook == request.notebook)
