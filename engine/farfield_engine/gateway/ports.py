"""What the dispatcher needs of those that it tells of jobs: sessions, and the clients within workers."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import Protocol

from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.updates import Updates
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


class SessionPort(abc.ABC):
    """What the dispatcher needs of a session."""

    id: str
    context: str
    """The scheduler's name for it; a session that has taken over an earlier one's work has that one's."""
    client: str
    user: str
    """Whose it is; empty: the gateway's owner."""
    notebook: str
    mapper: str
    """Who maps the objects that it is told of, for the store."""
    located: str
    """Owner of the objects that its client has asked after."""
    places: dict[bytes, str]
    """By hash, segments that its client was told to write objects to."""
    updates: Updates
    setup: worker_pb.Setup

    @property
    def listens(self) -> bool:
        """Whether its client is attached."""
        return True

    @abc.abstractmethod
    def job_refused(self, job: str, failure: jobs_pb.Failure) -> None:
        """Tell the client that a job can never run."""

    @abc.abstractmethod
    def job_known(self, record: JobRecord) -> None:
        """The client submits a job that is here already: tell it what has become of it."""

    @abc.abstractmethod
    def job_finished(self, record: JobRecord) -> None:
        """Tell the client, at once, that a job has ended."""

    @abc.abstractmethod
    def wake(self) -> None:
        """There is something to tell, when the next update is due."""

    @abc.abstractmethod
    def stop_telling(self) -> None:
        """Nobody listens any more."""

    @abc.abstractmethod
    def let_go(self) -> None:
        """Let go of all objects that it held."""


class WorkerClients(Protocol):
    """Serves the clients within workers: user code on the cluster that asks for something itself."""

    def frame(self, worker: str, parent: SessionPort, data: bytes) -> None:
        """A serialised ClientFrame of a worker."""

    def call(self, worker: str, parent: SessionPort, call: worker_pb.Call) -> None:
        """A unary method that a worker calls."""

    def restore(self, worker: str, parent: SessionPort, name: str) -> None:
        """The client of a worker that has outlived a gateway: it says hello later."""

    def interrupted(self, worker: str) -> None:
        """What the worker runs is being stopped, and with it what that has submitted."""

    def gone(self, worker: str) -> None:
        """The worker has ended."""


class Debugging(Protocol):
    """What debug clients are to hear of workers."""

    allowed: bool

    def worker_starting(self, worker: str) -> None:
        """A worker is being started, and has been sent nothing yet."""

    def worker_changed(self, worker: str) -> None:
        """It does something else than before."""

    def from_worker(self, worker: str, frame: debug_pb.FromDebugger) -> None:
        """A frame of its debugger."""

    def worker_gone(self, worker: str) -> None:
        """It has ended."""


class GuestsPort(Protocol):
    """Processes that workers have started, for those who debug them."""

    def __contains__(self, guest: str) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...

    def root_of(self, guest: str) -> str:
        """The worker whose code has started it; what is no guest is its own."""

    def tell(self, guest: str, frame: debug_pb.ToDebugger) -> None:
        """Send a frame to its debugger."""

    def describe(self, guest: str, described: debug_pb.DebugWorker) -> None:
        """Fill in what only a guest has."""

    def job_changed(self, root: str) -> None:
        """A worker runs another job than before, or none."""

    def root_gone(self, root: str) -> None:
        """A worker has ended."""
