"""What there is and what is asked for: capacity, jobs and groups as the scheduler has to know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Needs:
    """What a worker takes of its node for its life, where an engine schedules by it; memory in bytes."""

    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0
    custom: tuple[tuple[str, float], ...] = ()
    """Other resources, by the engine's name for them, sorted."""
    labels: tuple[tuple[str, str], ...] = ()
    """What its node must be labelled with, sorted."""


@dataclass(frozen=True, slots=True)
class NodeRoom:
    """What one machine has to give in all; `has.labels` are its own."""

    name: str
    has: Needs


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the cluster can run side by side; memory in bytes."""

    cpus: float
    gpus: float
    memory: int
    max_workers: int
    max_ranks: int = 256
    """How many ranks one group may have."""
    devices: tuple[str, ...] = ()
    """Its GPUs, as CUDA_VISIBLE_DEVICES names them."""
    no_devices: str = ""
    """Why there are none, or no more, for people."""
    binds: bool = False
    """Workers take what they need from their start to their end, not only while they work; the engine places
    them, and gives them their GPUs."""
    nodes: tuple[NodeRoom, ...] = ()
    """The machines, where `binds`: what one worker needs one of them must have."""
    grows: bool = False
    """Machines are added for what waits, of kinds that nobody here knows."""
    sought: bool = False
    """Somebody waits for room there: who is idle is not to have any."""
    lost: str = ""
    """Why there is nothing at all, for people; empty where there is."""


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What the scheduler has to know of a job. Times in seconds, memory in bytes."""

    id: str
    context: str
    items: int
    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0
    timeout: float = 0.0
    retries: int = 0
    keep_going: bool = False
    concurrency: int = 0
    gang: str = ""
    """The group whose ranks run it together, one item each."""
    needs: tuple[str, ...] = ()
    """Open jobs that must succeed before it begins."""
    custom: tuple[tuple[str, float], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> Needs:
        """What a worker for one of its items must have."""
        return Needs(self.cpus, self.gpus, self.memory, self.custom, self.labels)


@dataclass(frozen=True, slots=True)
class GangPlan:
    """A group: workers of its own, which hold `gpus` and `memory` (bytes) for its life.

    `cpus` are taken while a job runs in it. All three are those of one rank. `lasting`: what its
    workers hold is wanted after the job, so that they are given more time to stop.
    """

    id: str
    context: str
    ranks: int
    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0
    lasting: bool = True
    custom: tuple[tuple[str, float], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> Needs:
        """What each rank must have."""
        return Needs(self.cpus, self.gpus, self.memory, self.custom, self.labels)
