"""Asks a gateway without a session: for the command line, which comes, looks and goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc

from farfield_engine.client.local import ConnectionInfo
from farfield_engine.errors import ConnectionLostError, FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SECONDS = 10.0


class Visitor:
    """One connection for single questions; a context manager. All methods raise FarfieldError."""

    def __init__(self, info: ConnectionInfo) -> None:
        self._info = info
        self._channel = grpc.insecure_channel(info.address, options=[("grpc.enable_http_proxy", 0)])
        self._stub = rpc.GatewayStub(self._channel)
        self._metadata = (("authorization", f"Bearer {info.token}"),)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self._channel.close()

    def status(self) -> pb.StatusReply:
        """What the cluster looks like now."""
        return self._ask(self._stub.Status, pb.StatusRequest())  # type: ignore[no-any-return]

    def jobs(self) -> list[jobs_pb.JobSummary]:
        """All jobs that the gateway remembers, of all sessions."""
        return list(self._ask(self._stub.ListJobs, pb.ListJobsRequest()).jobs)

    def job(self, name: str) -> jobs_pb.JobSummary:
        """A job by number or id."""
        for job in self.jobs():
            if name in (str(job.number), job.id):
                return job
        raise FarfieldError(f"there is no job '{name}'; 'farfield jobs' lists them")

    def cancel(self, name: str) -> jobs_pb.JobSummary:
        """Stop a job by number or id."""
        return self._ask(self._stub.CancelJob, pb.JobRequest(job=name))  # type: ignore[no-any-return]

    def log(self, name: str) -> Iterator[worker_pb.Output]:
        """All output of a job, as it comes."""
        try:
            for page in self._stub.ReadLog(pb.ReadLogRequest(job=name), metadata=self._metadata):
                yield from page.outputs
        except grpc.RpcError as error:
            raise _told(error) from error

    def shut_down(self, *, now: bool) -> int:
        """End the gateway; how many running jobs were cancelled. Refused when jobs run, unless `now`."""
        return int(self._ask(self._stub.Shutdown, pb.ShutdownRequest(now=now)).cancelled_jobs)

    def _ask(self, method: Any, request: Any) -> Any:
        try:
            return method(request, metadata=self._metadata, timeout=SECONDS)
        except grpc.RpcError as error:
            raise _told(error) from error


def _told(error: Any) -> FarfieldError:
    if error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
        return ConnectionLostError(f"the gateway does not answer: {error.details()}")
    return FarfieldError(error.details() or error.code().name)
