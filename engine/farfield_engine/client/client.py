"""A client's synchronous face: what user threads call, one line each over the loop's work."""

from __future__ import annotations

import itertools
import os
import sys
import threading
import weakref
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from farfield_engine.client.connection import Connection
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.local import ConnectionInfo, find_or_start_local
from farfield_engine.client.loop import LoopThread
from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.pickling import OUT_OF_BAND, loads
from farfield_engine.objects.segments import MappedSegments, write_segment
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

T = TypeVar("T")

RELEASE_SECONDS = 0.5
"""How often the gateway is told what this process no longer maps."""


def local_setup() -> worker_pb.Setup:
    """What workers of this process's sessions are set up with: its directory, path and environment."""
    paths = [os.path.abspath(path or os.curdir) for path in sys.path if not path.endswith(".zip")]
    cwd = os.getcwd()
    if cwd not in paths:
        paths.insert(0, cwd)
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYDEVD_", "DEBUGPY_"))
    }
    return worker_pb.Setup(cwd=cwd, sys_path=paths, environ=environ)


class Client:
    """One attachment of this process to a gateway."""

    def __init__(
        self, info: ConnectionInfo, target: str, workers: int = 0, setup: worker_pb.Setup | None = None
    ) -> None:
        """Attach. Raises AttachError."""
        self.target = target
        self.process = os.getpid()
        self._thread = LoopThread.shared()
        self._mapped = MappedSegments(park_count=0)
        self._closed = threading.Event()
        self._numbers = itertools.count(1)
        self._setup = setup or local_setup()
        self._environ = dict(self._setup.environ)
        self._connection: Connection = self._thread.run(self._open(info, self._setup, workers))

    @classmethod
    def local(cls, workers: int = 0, target: str = "local") -> Client:
        """Attach to this user's local gateway, started if need be. Raises AttachError."""
        return cls(find_or_start_local(), target, workers)

    async def _open(self, info: ConnectionInfo, setup: worker_pb.Setup, workers: int) -> Connection:
        connection = Connection(info, setup, workers)
        try:
            await connection.attach()
        except BaseException:
            await connection.close(detach=False)
            raise
        self._thread.loop.call_later(RELEASE_SECONDS, self._tell_released)
        return connection

    def close(self, *, detach: bool = False) -> None:
        """Leave the gateway; with `detach` it forgets this session once its jobs have ended."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._thread.run(self._connection.close(detach=detach), timeout=10)

    # --- what it is ---------------------------------------------------------

    @property
    def workers(self) -> int:
        """How many workers the cluster runs side by side."""
        return self._connection.welcome.workers

    @property
    def gateway(self) -> str:
        """The gateway's id."""
        return self._connection.welcome.gateway

    @property
    def session(self) -> str:
        return self._connection.session

    @property
    def usable(self) -> bool:
        """Whether the gateway is there, as far as is known."""
        return not self._closed.is_set() and self._connection.lost is None

    # --- jobs ---------------------------------------------------------------

    def submit(self, spec: jobs_pb.JobSpec, *, watched: bool = False) -> JobHandle:
        """Send a job; its handle. `watched`: somebody will read the handle's events."""
        # Unguessable by its session's part; random bytes for each job would cost 0.3 ms on some machines.
        spec.id = f"{self.session[:12]}-{next(self._numbers)}"
        handle = JobHandle(spec.id, spec.items, watched=watched)
        self._thread.post(self._connection.submit, handle, pb.ClientFrame(submit=spec))
        return handle

    def moved(self) -> tuple[str, dict[str, str]]:
        """What has changed since the attachment: the directory (else empty) and environment variables."""
        known = self._environ
        cwd = os.getcwd()
        changed = {
            name: value
            for name, value in os.environ.items()
            if known.get(name) != value and not name.startswith(("PYDEVD_", "DEBUGPY_"))
        }
        return ("" if cwd == self._setup.cwd else cwd), changed

    def cancel(self, job: str) -> None:
        """Stop a job; what is done stays done."""
        self._thread.post(self._connection.send, pb.ClientFrame(cancel=job))

    def status(self) -> pb.StatusReply:
        """What the cluster looks like now. Raises FarfieldError."""
        reply: pb.StatusReply = self._call(self._connection.stub.Status, pb.StatusRequest())
        return reply

    def jobs(self, *, all_sessions: bool = False) -> list[jobs_pb.JobSummary]:
        """Jobs of this session, or of all, in the order of their submission."""
        request = pb.ListJobsRequest(session="" if all_sessions else self.session)
        return list(self._call(self._connection.stub.ListJobs, request).jobs)

    def cancel_job(self, name: str) -> jobs_pb.JobSummary:
        """Stop a job by id or number. Raises FarfieldError where there is none."""
        reply: jobs_pb.JobSummary = self._call(self._connection.stub.CancelJob, pb.JobRequest(job=name))
        return reply

    def log(self, name: str) -> list[worker_pb.Output]:
        """All output of a job. Raises FarfieldError where there is none."""
        return self._thread.run(self._connection.read_log(name))

    def results(self, name: str) -> pb.Results:
        """Results and failures of a job. Raises FarfieldError where there is none."""
        reply: pb.Results = self._call(
            self._connection.stub.ReadResults, pb.JobRequest(job=name, session=self.session)
        )
        return reply

    def shut_down(self, *, now: bool) -> pb.ShutdownReply:
        """End the gateway. Raises FarfieldError when jobs run, unless `now`."""
        reply: pb.ShutdownReply = self._call(self._connection.stub.Shutdown, pb.ShutdownRequest(now=now))
        return reply

    def _call(self, method: Callable[..., Awaitable[T]], request: object) -> T:
        return self._thread.run(self._connection.call(method, request))

    # --- objects ------------------------------------------------------------

    def value(self, data: bytes, buffers: Sequence[memoryview]) -> objects_pb.Value:
        """A pickle with its buffers, ready to be named in a job: what is large is with the gateway.

        Raises FarfieldError when the cluster has no room, OSError when shared memory is full.
        """
        contents = [memoryview(data), *buffers]
        blobs = [objects_pb.Blob(size=view.nbytes) for view in contents]
        large = []
        for blob, view in zip(blobs, contents, strict=True):
            if view.nbytes < OUT_OF_BAND:
                blob.data = bytes(view)
            else:
                blob.hash = content_hash(view)
                large.append((blob, view))
        if large:
            self._send(large)
        return objects_pb.Value(pickle=blobs[0], buffers=blobs[1:])

    def _send(self, large: list[tuple[objects_pb.Blob, memoryview]]) -> None:
        request = pb.LocateRequest(session=self.session)
        request.blobs.extend(objects_pb.Blob(hash=blob.hash, size=blob.size) for blob, _ in large)
        reply = self._call(self._connection.stub.Locate, request)
        for (blob, view), answer in zip(large, reply.missing, strict=True):
            if answer.segment:
                write_segment(answer.segment, view)
                blob.segment = answer.segment

    def load(self, value: objects_pb.Value, namespace: dict[str, Any]) -> Any:
        """Unpickle a value whose places are known. Raises what its unpickling raises."""
        buffers = [self._view(blob) for blob in value.buffers]
        return loads(self._view(value.pickle), buffers, namespace)

    def _view(self, blob: objects_pb.Blob) -> memoryview | bytes:
        return self._mapped.map(blob.segment, blob.size) if blob.segment else blob.data

    def fetch(self, value: objects_pb.Value) -> objects_pb.Value:
        """The value with its places, to be loaded once. Raises FarfieldError when it is gone."""
        request = pb.FetchRequest(session=self.session, value=value)
        placed: objects_pb.Value = self._call(self._connection.stub.Fetch, request)
        return placed

    def forgo(self, value: objects_pb.Value) -> None:
        """A value that was announced with its places will not be loaded."""
        for blob in (value.pickle, *value.buffers):
            if blob.segment:
                self._mapped.forgo(blob.segment)

    def keep(self, value: objects_pb.Value, holder: object) -> None:
        """Keep an object on the cluster for as long as `holder` lives."""
        hashes = [blob.hash for blob in (value.pickle, *value.buffers) if blob.hash]
        self._thread.post(self._connection.send, pb.ClientFrame(keep=value))
        weakref.finalize(holder, self._let_go, hashes).atexit = False

    def _let_go(self, hashes: list[bytes]) -> None:
        # A finalizer: in any thread, at any time, also when all is over.
        if self.usable:
            self._thread.post(self._connection.send, pb.ClientFrame(release=pb.Release(hashes=hashes)))

    def forget_results(self, job: str) -> None:
        """Nobody will ask for this job's large results any more."""
        if self.usable:
            self._thread.post(self._connection.send, pb.ClientFrame(release=pb.Release(jobs=[job])))

    def _tell_released(self) -> None:
        """On the loop, now and then: what this process no longer maps may be used again."""
        if not self.usable:
            return
        paths = self._mapped.take_released()
        if paths:
            self._connection.send(pb.ClientFrame(release=pb.Release(segments=paths)))
        self._thread.loop.call_later(RELEASE_SECONDS, self._tell_released)
