"""A client's synchronous face: what user threads call, one line each over the loop's work."""

from __future__ import annotations

import itertools
import os
import socket
import sys
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from farfield_engine.client.channel import Channel, ConnectionState
from farfield_engine.client.contents import ContentGone, SentContents
from farfield_engine.client.dial import attach
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.keptinputs import KeptInputs
from farfield_engine.client.local import ConnectionInfo, find_or_start_local
from farfield_engine.client.processes import handed_on
from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.pickling import OUT_OF_BAND, loads
from farfield_engine.objects.values import blobs_of, by_hash
from farfield_engine.version import VERSION
from farfield_engine.versions import own_versions
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

LOCATE_TRIES = 5

Loads = Callable[[memoryview | bytes, Sequence[memoryview | bytes], dict[str, Any]], Any]
"""Unpickles, as `pickling.loads`."""

RELEASE_SECONDS = 0.5
"""How often the gateway is told what this process no longer maps."""


def local_setup() -> worker_pb.Setup:
    """What workers of this process's sessions are set up with: its directory, path and environment."""
    paths = [os.path.abspath(path or os.curdir) for path in sys.path if not path.endswith(".zip")]
    cwd = os.getcwd()
    if cwd not in paths:
        paths.insert(0, cwd)
    return worker_pb.Setup(cwd=cwd, sys_path=paths, environ=handed_on())


class Client:
    """One attachment of this process to a gateway."""

    def __init__(self, channel: Channel, target: str, setup: worker_pb.Setup, notebook: str = "") -> None:
        """Over a channel that is attached; `setup` and `notebook` are what it said in its hello."""
        self.target = target
        self.notebook = notebook
        self.process = os.getpid()
        self._channel = channel
        self._contents = channel.open_contents()
        self._closed = threading.Event()
        self._numbers = itertools.count(1)
        # A finalizer may come in the middle of what it guards, in the same thread.
        self._kept_lock = threading.RLock()
        self._kept: Counter[bytes] = Counter()
        """How many holders here each object on the cluster has."""
        self._inputs = KeptInputs() if isinstance(self._contents, SentContents) else None
        self._setup = setup
        self._environ = dict(setup.environ)
        self._paths = {*setup.sys_path, *map(os.path.abspath, filter(None, sys.path))}
        channel.call_later(RELEASE_SECONDS, self._tell_released)
        channel.on_renewed.append(self._keep_again)

    @classmethod
    def local(cls, workers: int = 0, target: str = "local", notebook: str = "") -> Client:
        """Attach to this user's local gateway, started if need be. Raises AttachError.

        notebook: the path of the notebook, whose jobs are found again after a restart of the kernel.
        """
        return cls.at(find_or_start_local(), target, workers, notebook=notebook)

    @classmethod
    def at(
        cls,
        info: ConnectionInfo,
        target: str,
        workers: int = 0,
        setup: worker_pb.Setup | None = None,
        notebook: str = "",
    ) -> Client:
        """Attach to this gateway. Raises AttachError."""
        here = info.route.here
        setup = setup or (local_setup() if here and not info.scattered else worker_pb.Setup(elsewhere=True))
        hello = pb.Hello(
            elsewhere=not here,
            client=f"process {os.getpid()} on {socket.gethostname()}",
            setup=setup,
            workers=workers,
            version=VERSION,
            notebook=notebook,
            versions=own_versions(),
            prefix=sys.prefix,
        )
        return cls(attach(info, hello), target, setup, notebook)

    def close(self, *, detach: bool = False) -> None:
        """Leave the gateway; with `detach` it forgets this session once its jobs have ended."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._channel.close(detach=detach)
        self._contents.close()

    # --- what it is ---------------------------------------------------------

    @property
    def workers(self) -> int:
        """How many workers the cluster runs side by side."""
        return self._channel.welcome.workers

    @property
    def gateway(self) -> str:
        """The gateway's id."""
        return self._channel.welcome.gateway

    @property
    def connection_info(self) -> ConnectionInfo | None:
        """Where the gateway is; None within a worker, which has its own link."""
        info = getattr(self._channel, "info", None)
        return info if isinstance(info, ConnectionInfo) else None

    @property
    def welcome(self) -> pb.Welcome:
        """The gateway's answer to the last hello."""
        return self._channel.welcome

    @property
    def python(self) -> str:
        """The workers' version of Python; empty where the gateway does not say."""
        return self._channel.welcome.versions.get("python", "")

    def versions(self, modules: Sequence[str]) -> dict[str, str]:
        """Versions of modules on the cluster. Raises FarfieldError."""
        request = pb.VersionsRequest(modules=modules)
        return dict(self._channel.call("Versions", request, pb.VersionsReply).versions)

    @property
    def place(self) -> str:
        """Where the gateway is, for people: the target without the fingerprint."""
        info = self.connection_info
        return self.target if info is None or info.route.here else info.route.name

    @property
    def here(self) -> bool:
        """Whether workers see this machine's directories. Within a worker: those of its session's client."""
        return not self._setup.elsewhere

    @property
    def user(self) -> str:
        """Whose token it was; empty: the gateway's owner's."""
        return self._channel.welcome.user

    @property
    def host(self) -> str:
        """The machine on which the gateway is."""
        return self._channel.welcome.host or "the cluster"

    @property
    def adopted_jobs(self) -> int:
        """Open jobs of an earlier session of the same notebook that are this one's now."""
        return self._channel.welcome.adopted_jobs

    @property
    def session(self) -> str:
        return self._channel.session

    @property
    def usable(self) -> bool:
        """Whether the gateway is there, as far as is known."""
        return not self._closed.is_set() and self._channel.lost is None

    @property
    def connection(self) -> ConnectionState:
        """Whether the gateway can be reached just now; what is sent meanwhile is delivered later."""
        return self._channel.connection

    def try_now(self) -> None:
        """Do not wait for the next attempt to connect again: make it now."""
        self._channel.try_now()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call back on the client's own thread, once, about then."""
        self._channel.call_later(seconds, callback)

    # --- jobs ---------------------------------------------------------------

    def submit(self, spec: jobs_pb.JobSpec, *, watched: bool = False) -> JobHandle:
        """Send a job; its handle. `watched`: somebody will read the handle's events."""
        # Unguessable by its session's part; random bytes for each job would cost 0.3 ms on some machines.
        spec.id = f"{self.session[:12]}-{next(self._numbers)}"
        handle = JobHandle(spec.id, spec.items, watched=watched)
        self._release()
        self._channel.submit(handle, pb.ClientFrame(submit=spec))
        if self._inputs is not None:
            self._inputs.sent()
        return handle

    def added_paths(self) -> list[str]:
        """Directories that have come to `sys.path` since the attachment; none that are elsewhere."""
        if not self.here:
            return []
        return [path for path in map(os.path.abspath, filter(None, sys.path)) if path not in self._paths]

    def moved(self) -> tuple[str, dict[str, str]]:
        """What has changed since the attachment: the directory (else empty) and environment variables."""
        if not self.here:
            return "", {}
        known = self._environ
        cwd = os.getcwd()
        changed = {name: value for name, value in handed_on().items() if known.get(name) != value}
        # What the notebook itself is to see of the GPUs is not what work elsewhere is given.
        changed.pop("CUDA_VISIBLE_DEVICES", None)
        return ("" if cwd == self._setup.cwd else cwd), changed

    def cancel(self, job: str) -> None:
        """Stop a job; what is done stays done."""
        self._channel.send(pb.ClientFrame(cancel=job))

    def status(self, *, usage: bool = False) -> pb.StatusReply:
        """What the cluster looks like now; usage: CPU and GPUs are measured. Raises FarfieldError."""
        return self._channel.call("Status", pb.StatusRequest(usage=usage), pb.StatusReply)

    def jobs(self, *, all_sessions: bool = False) -> list[jobs_pb.JobSummary]:
        """Jobs of this session, or of all, in the order of their submission."""
        request = pb.ListJobsRequest(session="" if all_sessions else self.session, notebook=self.notebook)
        return list(self._channel.call("ListJobs", request, pb.ListJobsReply).jobs)

    def describe_job(
        self,
        name: str,
        *,
        failures_from: int = 0,
        failures_limit: int = 0,
        workers_from: int = 0,
        workers_limit: int = 0,
        bars: bool = False,
    ) -> watch_pb.JobDetail:
        """A job by id or number, with pages of its failures and workers. Raises FarfieldError without one.

        A limit of 0: a few. bars: those of each worker, too.
        """
        request = pb.DescribeJobRequest(
            job=name,
            failures_from=failures_from,
            failures_limit=failures_limit,
            workers_from=workers_from,
            workers_limit=workers_limit,
            bars=bars,
        )
        return self._channel.call("DescribeJob", request, watch_pb.JobDetail)

    def cancel_job(self, name: str) -> jobs_pb.JobSummary:
        """Stop a job by id or number. Raises FarfieldError where there is none."""
        return self._channel.call("CancelJob", pb.JobRequest(job=name), jobs_pb.JobSummary)

    def retry(
        self,
        handle: JobHandle,
        items: Sequence[int] = (),
        debugging: jobs_pb.Debugging | None = None,
    ) -> None:
        """Run what has failed of a job once more; the handle hears of it.

        items: only these; none: all that did not succeed. debugging: where they are to stop.
        Raises FarfieldError where the job is not known, still runs or has succeeded.
        """
        failures = handle.begin_again()
        self._channel.listen(handle)
        request = pb.RetryRequest(job=handle.id, session=self.session, items=items, debugging=debugging)
        try:
            self._channel.call("RetryJob", request, jobs_pb.JobSummary)
        except BaseException:
            handle.stays_ended(failures)
            raise

    def listen(self, handle: JobHandle) -> None:
        """Hear of a job that this session did not submit itself: what it has so far, and what comes.

        Raises FarfieldError where the gateway does not know it, or another client is told of it.
        """
        self._channel.listen(handle)
        results = self.results(handle.id)
        handle.take(pb.Event(results=results, job=handle.id))
        summary = results.summary
        if summary.state in (jobs_pb.STATE_QUEUED, jobs_pb.STATE_RUNNING):
            handle.take(pb.Event(progress=pb.Progress(summary=summary), job=handle.id))
        else:
            handle.take(pb.Event(finished=pb.Finished(summary=summary), job=handle.id))

    def groups(self, *, all_sessions: bool = False, actors: bool = False) -> list[pb.GroupInfo]:
        """Groups of this session, or of all, in the order in which they were made."""
        request = pb.ListGroupsRequest(session="" if all_sessions else self.session, actors=actors)
        return list(self._channel.call("ListGroups", request, pb.ListGroupsReply).groups)

    def change_group(self, name: str, change: pb.ChangeGroupRequest.Change) -> pb.GroupInfo:
        """Drop or restart a group of this session. Raises FarfieldError where there is none."""
        request = pb.ChangeGroupRequest(session=self.session, name=name, change=change)
        return self._channel.call("ChangeGroup", request, pb.GroupInfo)

    def drop_group(self, name: str) -> None:
        """End a group or actor, soon; one that is gone is no error. Finalizers may call it."""
        if self.usable:
            self._channel.send(pb.ClientFrame(drop_group=name))

    def log(self, name: str) -> list[worker_pb.Output]:
        """All output of a job. Raises FarfieldError where there is none."""
        return list(self.log_page(name).outputs)

    def log_page(
        self, name: str, items: Sequence[int] = (), search: str = "", last_lines: int = 0
    ) -> pb.LogPage:
        """The lines of a job's log that are asked for, together. Raises FarfieldError where there is none.

        items: only of these. search: only lines with this text. last_lines: only so many, the last ones.
        """
        request = pb.ReadLogRequest(job=name, items=items, search=search, last_lines=last_lines)
        whole = pb.LogPage()
        for page in self._channel.stream("ReadLog", request, pb.LogPage):
            whole.MergeFrom(page)
        return whole

    def continue_worker(self, worker: str) -> None:
        """End a worker's wait for a debugger. Raises FarfieldError where it does not wait for one."""
        self._channel.call("ContinueWorker", pb.WorkerRequest(worker=worker), pb.WorkerReply)

    def results(self, name: str) -> pb.Results:
        """Results and failures of a job. Raises FarfieldError where there is none."""
        return self._channel.call("ReadResults", pb.JobRequest(job=name, session=self.session), pb.Results)

    def shut_down(self, *, now: bool) -> pb.ShutdownReply:
        """End the gateway. Raises FarfieldError when jobs run, unless `now`."""
        return self._channel.call("Shutdown", pb.ShutdownRequest(now=now), pb.ShutdownReply)

    # --- objects ------------------------------------------------------------

    def value(self, data: bytes, buffers: Sequence[memoryview], *, apart: bool = False) -> objects_pb.Value:
        """A pickle with its buffers, ready to be named in a job: what is large is with the gateway.

        apart: buffers count as large whatever their size is.
        Raises FarfieldError when the cluster has no room, OSError when shared memory is full.
        """
        contents = [memoryview(data), *buffers]
        blobs = [objects_pb.Blob(size=view.nbytes) for view in contents]
        large = []
        for blob, view in zip(blobs, contents, strict=True):
            if view.nbytes < OUT_OF_BAND and not (apart and blob is not blobs[0]):
                blob.data = bytes(view)
            else:
                blob.hash = content_hash(view)
                if not self._is_kept(blob.hash):
                    large.append((blob, view))
        if large:
            self._send(large)
        return objects_pb.Value(pickle=blobs[0], buffers=blobs[1:])

    def _send(self, large: list[tuple[objects_pb.Blob, memoryview]]) -> None:
        """Have all that is large with the gateway. One that begins anew meanwhile has to be asked again."""
        for left in range(LOCATE_TRIES, -1, -1):
            try:
                self._send_missing(large)
                return
            except ContentGone:
                if not left:
                    raise

    def _send_missing(self, large: list[tuple[objects_pb.Blob, memoryview]]) -> None:
        # Before a segment is asked for: one that was used here has pages that were touched before.
        self._release()
        request = pb.LocateRequest(session=self.session)
        request.blobs.extend(objects_pb.Blob(hash=blob.hash, size=blob.size) for blob, _ in large)
        reply = self._channel.call("Locate", request, pb.LocateReply)
        for (blob, view), answer in zip(large, reply.missing, strict=True):
            if answer.segment or answer.keeper:
                self._contents.fill(answer, view)
                blob.CopyFrom(answer)
            else:
                self._keep_input(blob)

    def _is_kept(self, digest: bytes) -> bool:
        """Whether the gateway is known to keep this content, for what this thread sends next."""
        # Without a connection nothing is known: the gateway may have begun anew.
        return self._inputs is not None and self._channel.connection.connected and self._inputs.use(digest)

    def _keep_input(self, blob: objects_pb.Blob) -> None:
        """What was used before will be used again: it need not be asked for the next time."""
        if self._inputs is None:
            return
        kept, gone = self._inputs.add(blob.hash, blob.size)
        if kept:
            with self._kept_lock:
                self._kept[blob.hash] += 1
                self._channel.send(
                    pb.ClientFrame(keep=objects_pb.Value(buffers=[objects_pb.Blob(hash=blob.hash)]))
                )
        if gone:
            self._let_go(gone)

    def load(self, value: objects_pb.Value, namespace: dict[str, Any], how: Loads = loads) -> Any:
        """Unpickle a value whose places are known. Raises what its unpickling raises.

        Raises OSError or MemoryError when there is no room for it here; to try again, `fetch` it first.
        """
        for _ in range(LOCATE_TRIES):
            try:
                return self._load(value, namespace, how)
            except ContentGone:
                # A gateway that has begun anew has it in another place, if it has it.
                value = self.fetch(by_hash(value))
        return self._load(value, namespace, how)

    def _load(self, value: objects_pb.Value, namespace: dict[str, Any], how: Loads) -> Any:
        blobs = [*value.buffers, value.pickle]
        views: list[memoryview | bytes] = []
        try:
            for blob in blobs:
                views.append(self._contents.view(blob))
        except (OSError, MemoryError, ContentGone):
            for blob in blobs[len(views) :]:
                if blob.segment:
                    self._contents.forgo(blob.segment)
            raise
        return how(views[-1], views[:-1], namespace)

    def fetch(self, value: objects_pb.Value) -> objects_pb.Value:
        """The value with its places, to be loaded once. Raises FarfieldError when it is gone."""
        request = pb.FetchRequest(session=self.session, value=value)
        return self._channel.call("Fetch", request, objects_pb.Value)

    def forgo(self, value: objects_pb.Value) -> None:
        """A value that was announced with its places will not be loaded."""
        for blob in blobs_of(value):
            if blob.segment:
                self._contents.forgo(blob.segment)

    def keep(self, value: objects_pb.Value, holder: object) -> None:
        """Keep an object on the cluster for as long as `holder` lives."""
        hashes = [blob.hash for blob in blobs_of(value) if blob.hash]
        # The gateway holds an object once for this session, whoever needs it here.
        with self._kept_lock:
            self._kept.update(hashes)
            self._channel.send(pb.ClientFrame(keep=value))
        weakref.finalize(holder, self._let_go, hashes).atexit = False

    def _keep_again(self) -> None:
        """The gateway has begun anew, and may have on its disk what is named here."""
        with self._kept_lock:
            for digest in self._inputs.forget() if self._inputs is not None else ():
                self._kept[digest] -= 1
            self._kept = +self._kept
            hashes = list(self._kept)
        if hashes:
            value = objects_pb.Value(buffers=[objects_pb.Blob(hash=digest) for digest in hashes])
            self._channel.send(pb.ClientFrame(keep=value))

    def _let_go(self, hashes: list[bytes]) -> None:
        # A finalizer: in any thread, at any time, also when all is over.
        if not self.usable:
            return
        with self._kept_lock:
            self._kept.subtract(hashes)
            gone = [digest for digest in hashes if self._kept[digest] <= 0]
            for digest in gone:
                del self._kept[digest]
            if gone:
                self._channel.send(pb.ClientFrame(release=pb.Release(hashes=gone)))

    def forget_results(self, job: str) -> None:
        """Nobody will ask for this job's large results any more."""
        if self.usable:
            self._channel.send(pb.ClientFrame(release=pb.Release(jobs=[job])))

    def _tell_released(self) -> None:
        """On the channel's thread, now and then: what this process no longer maps may be used again."""
        if not self.usable:
            return
        self._release()
        self._channel.call_later(RELEASE_SECONDS, self._tell_released)

    def _release(self) -> None:
        release = pb.Release(segments=self._contents.take_released(), forked=self._contents.take_forked())
        if release.segments or release.forked:
            self._channel.send(pb.ClientFrame(release=release))
