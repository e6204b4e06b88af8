"""The engine interface: what a gateway asks of whatever runs its workers.

An engine starts and ends workers and carries frames to and from them. It knows nothing
of jobs, cells or clients: which worker runs what is decided by the scheduler.
"""

from __future__ import annotations

import abc
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from farfield_engine.core.events import Capacity, Needs
from farfield_engine.engines.gpus import GpuReport, GpuSampler
from farfield_engine.objects.far import FarStore
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.wire.v1.gateway_pb2 import EngineFacts


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended."""

    reason: str
    """For people: `killed by signal 9 (SIGKILL)`, `exited with status 3`."""
    peak_memory: int = 0
    """Bytes; 0 where it is not known."""
    running: tuple[int, int] | None = None
    """Batch and item that its main thread was in."""
    expected: bool = False
    """The gateway had asked it to go."""
    unborn: bool = False
    """It was never a process; the reason says why, and what to do."""
    blameless: bool = False
    """What starts workers was killed, so that nothing follows for the start of this one."""
    out_of_memory: bool = False
    """The kernel has killed it since memory ran out."""
    cpu: float = 0.0
    """Seconds of CPU time for what it ran that no report has told of."""
    busy: float = 0.0
    """The same, seconds in user code."""


@dataclass(frozen=True, slots=True)
class WorkerUse:
    """What a live worker uses: resident bytes, CPU seconds."""

    pid: int
    memory: int
    cpu: float
    pids: tuple[int, ...] = ()
    """Its processes, where what it has started is in these figures too."""
    at: float = 0.0
    """When it was measured, on the clock of `monotonic`; 0: now."""


@dataclass(frozen=True, slots=True)
class NodeSeen:
    """A machine of an engine that has many, as far as it is known."""

    id: str
    """The engine's name for it."""
    name: str
    resources: Mapping[str, float]
    """What it has to give, by the engine's names: "CPU", "GPU", "memory" in bytes, and others."""
    resources_in_use: Mapping[str, float]
    labels: Mapping[str, str]
    memory: int = 0
    """Bytes that the machine has; 0 where nobody has looked."""
    memory_used: int = 0
    """Bytes, by whatever runs there; 0 where nobody has looked."""
    load: float = -1.0
    """Share of all its cores' time; -1: nobody has looked."""
    time: float = 0.0
    """Its clock, seconds since the epoch; 0: nobody has looked."""
    gpus: GpuReport | None = None
    state: str = ""
    """For people, where it is not simply alive."""
    workers: tuple[str, ...] = ()
    """That are there."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is wanted for; engines of one machine need not look at it."""

    needs: Needs = Needs()
    title: str = ""
    """For people: the notebook or group that it works for."""
    context: str = ""
    """The session or group that it is set up for, as the scheduler names it."""
    rank: int = -1
    ranks: int = 0
    """Of its group, whose workers find room together or not at all; 0: it is in none."""


ANY_ORDER = Order()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gateway is reached by workers that dial it."""

    gateway: str
    """Its id, another one in each of its lives."""
    socket: str
    """The path of its Unix socket."""
    host: str = ""
    """What it listens at with TLS; empty: nothing."""
    port: int = 0
    fingerprint: str = ""
    """Of its certificate."""


class EngineEvents(Protocol):
    """What an engine tells its gateway; called on the gateway's loop."""

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int = 0) -> None:
        """A frame has come from a worker. The first is `ready`.

        number: of the frame, where the worker outlives its gateway: what was not acknowledged comes again.
        """

    def worker_died(self, worker: str, death: Death) -> None:
        """A worker has ended; called once for each that was started, after its last frame."""

    def capacity_changed(self) -> None:
        """What the engine says of its capacity is another now: machines have come or gone."""


class Engine(abc.ABC):
    """Runs workers. All methods are called on the gateway's loop."""

    name: str
    gpus: GpuSampler | None = None
    """What the GPUs of its machine do; None where nobody can look. Those it gives are in its capacity."""
    scattered = False
    """Whether workers are on machines that do not see the directories of the gateway's machine."""
    faces = ""
    """The address of this machine that workers elsewhere can dial; empty: there are none."""
    outlives = False
    """Whether workers go on when the gateway has died, and wait for the next one. If so, it has `survivors`
    and the methods that follow it; they are called in this order, between `start` and `start_worker`."""

    objects: FarStore | None = None
    """The store of its cluster; None where all workers map the gateway's segments."""

    @abc.abstractmethod
    async def start(self, events: EngineEvents) -> None:
        """Get ready to start workers. Called once, before anything else."""

    async def be_found(self, place: Place) -> None:
        """The gateway listens: have its workers know where."""
        return None

    async def survivors(self) -> frozenset[str]:
        """The workers of the gateways before that live as far as is known; they will dial this one."""
        return frozenset()

    def adopt(self, worker: str, order: Order) -> None:
        """A survivor has dialled and is as one that was started; its frames or its death follow."""
        raise NotImplementedError

    @abc.abstractmethod
    def capacity(self, workers: int) -> Capacity:
        """What can run side by side when a client asks for this many workers (0: as many as usual)."""

    @abc.abstractmethod
    def start_worker(self, worker: str, order: Order = ANY_ORDER) -> None:
        """Start a worker under this name. Its `ready` frame or its death follows."""

    def why_waits(self, worker: str) -> str:
        """Why a worker that was to be started has not, for people; empty where nothing is known of that."""
        return ""

    @abc.abstractmethod
    def send(self, worker: str, frame: pb.ToWorker) -> None:
        """Queue a frame for a worker, in order. Frames for a dead worker are dropped."""

    @abc.abstractmethod
    def kill(self, worker: str) -> None:
        """End a worker that does not end by itself; its death follows, but for a survivor not adopted."""

    @abc.abstractmethod
    def use_of(self, worker: str) -> WorkerUse | None:
        """What the worker uses now; None where that is not known."""

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        """What these workers use now, with all processes that they have started; without those gone."""
        found = {worker: self.use_of(worker) for worker in workers}
        return {worker: use for worker, use in found.items() if use is not None}

    async def look(self) -> None:
        """Somebody looks at all that is used: an engine of many machines has it measured. Never raises."""
        return None

    def nodes(self) -> list[NodeSeen] | None:
        """The machines; None where there is one, the gateway's own."""
        return None

    def host_of(self, worker: str) -> str:
        """The name of a worker's machine, for people; empty where it has none yet."""
        return socket.gethostname()

    def facts(self) -> EngineFacts | None:
        """What it knows of its cluster beside the machines; None where that is nothing."""
        return None

    @abc.abstractmethod
    def open_meeting(self, group: str) -> tuple[str, int]:
        """Where the ranks of a group find each other: the address and a free port of rank 0's node.

        Raises OSError when there is no port left. The port is kept free until `close_meeting`.
        """

    @abc.abstractmethod
    def close_meeting(self, group: str) -> None:
        """The group is gone; one without a meeting place is no error."""

    @abc.abstractmethod
    async def close(self) -> None:
        """End all workers, telling their deaths, and whatever else was started; may be called again."""

    async def leave(self) -> None:
        """End, and let the workers go on for the next gateway; `close` need not be called then."""
        await self.close()
