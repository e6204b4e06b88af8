"""Asks a gateway without a session: for the command line, which comes, looks and goes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from google.protobuf.message import DecodeError, Message

from farfield_engine.client.blocking import BlockingFrames
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.route import OPEN_SECONDS, DialError
from farfield_engine.errors import AttachError, ConnectionLostError, FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

M = TypeVar("M", bound=Message)

SECONDS = 10.0
"""How long an answer is waited for."""


class NotAdmittedError(AttachError):
    """The gateway is there, and the token opens nothing."""


class Visitor:
    """One connection for questions, one after the other; a context manager, for one thread.

    All methods raise FarfieldError: ConnectionLostError where the gateway does not answer.
    """

    def __init__(self, info: ConnectionInfo, seconds: float = SECONDS) -> None:
        self._route = info.route
        self._seconds = seconds
        self._frames: BlockingFrames | None = None
        self._calls = 0

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection; the next question opens another. May be called again."""
        frames, self._frames = self._frames, None
        if frames is not None:
            frames.close()

    def status(self, *, usage: bool = False, workers_from: int = 0, workers_limit: int = 0) -> pb.StatusReply:
        """What the cluster looks like now.

        usage: CPU and GPUs are measured. workers_limit: how many workers of each node at most; 0: all.
        """
        request = pb.StatusRequest(usage=usage, workers_from=workers_from, workers_limit=workers_limit)
        return self._ask("Status", request, pb.StatusReply)

    def jobs(self) -> list[jobs_pb.JobSummary]:
        """All jobs that the gateway remembers, of all sessions of this user."""
        return list(self.jobs_page().jobs)

    def jobs_page(self, limit: int = 0, before: int = 0) -> pb.ListJobsReply:
        """The newest jobs, of those with a smaller number than `before`; 0: of all. limit 0: all of them."""
        return self._ask("ListJobs", pb.ListJobsRequest(limit=limit, before=before), pb.ListJobsReply)

    def job(self, name: str) -> jobs_pb.JobSummary:
        """A job by number or id."""
        for job in self.jobs():
            if name in (str(job.number), job.id):
                return job
        raise FarfieldError(f"there is no job '{name}'; 'farfield jobs' lists them")

    def cancel(self, name: str) -> jobs_pb.JobSummary:
        """Stop a job by number or id."""
        return self._ask("CancelJob", pb.JobRequest(job=name), jobs_pb.JobSummary)

    def log(self, name: str) -> Iterator[worker_pb.Output]:
        """All output of a job, as it comes; nothing else may be asked meanwhile."""
        self._call("ReadLog", pb.ReadLogRequest(job=name))
        while (answer := self._answer()).more:
            yield from _parsed(answer, pb.LogPage).outputs

    def log_page(
        self, name: str, items: Sequence[int] = (), search: str = "", last_lines: int = 0
    ) -> pb.LogPage:
        """The lines of a job's log that are asked for, together.

        items: only of these. search: only lines with this text. last_lines: only so many, the last ones.
        """
        request = pb.ReadLogRequest(job=name, items=items, search=search, last_lines=last_lines)
        self._call("ReadLog", request)
        whole = pb.LogPage()
        while (answer := self._answer()).more:
            whole.MergeFrom(_parsed(answer, pb.LogPage))
        return whole

    def describe_job(self, request: pb.DescribeJobRequest) -> watch_pb.JobDetail:
        """One job in more detail."""
        return self._ask("DescribeJob", request, watch_pb.JobDetail)

    def retry(self, name: str, items: Sequence[int] = ()) -> jobs_pb.JobSummary:
        """Run what did not succeed of a job once more; its session is told of it. items: only these."""
        return self._ask("RetryJob", pb.RetryRequest(job=name, items=items), jobs_pb.JobSummary)

    def continue_worker(self, worker: str) -> None:
        """End a worker's wait for a debugger."""
        self._ask("ContinueWorker", pb.WorkerRequest(worker=worker), pb.WorkerReply)

    def shut_down(self, *, now: bool) -> int:
        """End the gateway; how many running jobs were cancelled. Refused when jobs run, unless `now`."""
        return self._ask("Shutdown", pb.ShutdownRequest(now=now), pb.ShutdownReply).cancelled_jobs

    def await_end(self) -> None:
        """Wait until the gateway ends the connection, as it does when it ends, or the time is over."""
        with contextlib.suppress(OSError, FarfieldError):
            while True:
                self._connected().receive()

    # --- the connection -----------------------------------------------------

    def _ask(self, method: str, request: Message, reply_type: type[M]) -> M:
        self._call(method, request)
        return _parsed(self._answer(), reply_type)

    def _call(self, method: str, request: Message) -> None:
        self._calls += 1
        call = worker_pb.Call(id=self._calls, method=method, request=request.SerializeToString())
        frames = self._connected()
        try:
            frames.send(pb.FromClient(call=call))
        except OSError as error:
            self._look_for_reason(frames)
            raise self._silent(error) from error

    def _connected(self) -> BlockingFrames:
        if self._frames is None:
            try:
                sock = self._route.open_blocking(min(self._seconds, OPEN_SECONDS))
            except DialError as error:
                raise ConnectionLostError(f"the gateway does not answer: {error}") from error
            self._frames = BlockingFrames(sock, self._route.token, self._seconds)
        return self._frames

    def _answer(self) -> worker_pb.Answer:
        """The answer to the last call, or its next page."""
        frames = self._connected()
        try:
            message = frames.receive()
        except DialError as refused:
            raise NotAdmittedError(str(refused)) from refused
        except OSError as error:
            raise self._silent(error) from error
        if message.answer.id != self._calls:
            raise ConnectionLostError("the gateway does not answer: what came was not asked for")
        if message.answer.error:
            raise FarfieldError(message.answer.error)
        return message.answer

    def _look_for_reason(self, frames: BlockingFrames) -> None:
        """Where nothing can be sent any more: the gateway may have said why."""
        try:
            frames.receive()
        except DialError as refused:
            raise NotAdmittedError(str(refused)) from refused
        except OSError:
            pass

    def _silent(self, error: OSError) -> ConnectionLostError:
        why = f"nothing came within {self._seconds:g} s" if isinstance(error, TimeoutError) else str(error)
        return ConnectionLostError(f"the gateway does not answer: {why}")


def _parsed(answer: worker_pb.Answer, reply_type: type[M]) -> M:
    try:
        return reply_type.FromString(answer.reply)
    except DecodeError as error:
        raise ConnectionLostError(f"what came is not what a gateway sends: {error}") from error
