"""What the scheduler knows of one worker: its state and the batches that it holds."""

from __future__ import annotations

import enum
from collections import deque
from dataclasses import dataclass, field

from farfield_engine.core.plans import Needs


class WorkerState(enum.Enum):
    __hash__ = object.__hash__  # the members are one each; Enum's own hash is slow Python

    STARTING = "starting"
    IDLE = "idle"
    BUSY = "busy"
    LEAVING = "leaving"


@dataclass(slots=True)
class Assignment:
    """A batch that a worker holds: items `next` .. `stop - 1` are not settled yet."""

    batch: int
    job: str
    start: int
    stop: int
    next: int
    began: float
    """When it became the worker's current batch, as far as the gateway knows."""
    recalled: bool = False
    interrupted: bool = False
    timed_out: bool = False
    kill_at: float | None = None
    killed: bool = False
    """The scheduler has had its worker killed."""

    @property
    def left(self) -> int:
        return self.stop - self.next


Kind = tuple[str, float | Needs]
"""Workers of one kind do each other's work: of one context, and with as many GPUs each; with the same needs,
where they take them for life."""


@dataclass(slots=True)
class Worker:
    id: str
    context: str
    state: WorkerState = WorkerState.STARTING
    batches: deque[Assignment] = field(default_factory=deque)
    idle_since: float = 0.0
    rank: int = -1
    """Its rank, where it belongs to a group; its context is then the group."""
    waits: bool = False
    """Its item waits for other jobs, and has lent its CPUs to them."""
    paused: bool = False
    """It stands still for a debugger."""
    stands_since: float | None = None
    """Since when no time of its batch counts: it, or a rank of its group, stands still."""
    outdated: bool = False
    """Set up as its session was once, or its device is lost: it goes as soon as it has nothing to do."""
    gpus: float = 0.0
    devices: tuple[str, ...] = ()
    """Its GPUs, for life; with `gpus` below 1 it shares one."""
    held_back: bool = False
    """It is started as soon as those are gone that still hold its devices."""
    killed: bool = False
    """It was told to end whatever it does."""
    needs: Needs | None = None
    """What it takes for life, where the engine binds it to that."""
    borrows: bool = False
    """Its CPUs are those of workers that wait: the cluster is told that it needs none."""
    since: float = 0.0
    """When it was asked for, or, once it is ready, since when it is."""
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        self.kind = self.context, self.gpus if self.needs is None else self.needs

    @property
    def share(self) -> float:
        """What it holds of each of its devices."""
        return min(self.gpus, 1.0)

    @property
    def ends(self) -> bool:
        """Whether it was told to end."""
        return self.killed or self.state is WorkerState.LEAVING

    def assignment(self, batch: int) -> Assignment | None:
        """The batch with this number, None when it has ended."""
        return next((held for held in self.batches if held.batch == batch), None)

    @property
    def job(self) -> str | None:
        """The job that it works for; all batches that it holds are of one job."""
        return self.batches[0].job if self.batches else None
