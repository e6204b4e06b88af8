"""What happens to the scheduler, and what it wants done about it.

The scheduler takes events and returns instructions; whoever calls it owns the sockets,
the processes and the clock.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from farfield_engine.core.plans import Capacity as Capacity
from farfield_engine.core.plans import GangPlan as GangPlan
from farfield_engine.core.plans import JobPlan as JobPlan
from farfield_engine.core.plans import Needs as Needs
from farfield_engine.core.plans import NodeRoom as NodeRoom


class ItemState(enum.IntEnum):
    """State of one item; the numbers are those of `farfield.v1.State`."""

    QUEUED = 0
    RUNNING = 1
    SUCCEEDED = 2
    FAILED = 3
    CANCELLED = 4
    LOST = 5


class FailureKind(enum.IntEnum):
    """Why an item did not succeed; the numbers are those of `farfield.v1.Failure.Kind`."""

    EXCEPTION = 1
    INTERRUPTED = 2
    TIMEOUT = 3
    WORKER_DIED = 4
    INPUT = 5
    RESULT = 6
    REFUSED = 7
    SKIPPED = 8
    DEPENDENCY = 9


# --- events -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JobSubmitted:
    job: JobPlan


@dataclass(frozen=True, slots=True)
class JobRetried:
    """A job that has ended runs once more: the items of `states` (one byte each) that did not succeed.

    With `only`, of those no others than these.
    """

    job: JobPlan
    states: bytes
    only: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Holding:
    """A batch that a worker has held since before this gateway: items before `next` are settled.

    `age`: seconds since it was sent.
    """

    worker: str
    batch: int
    start: int
    stop: int
    next: int
    age: float = 0.0


@dataclass(frozen=True, slots=True)
class JobResumed:
    """A job that an earlier gateway has left open goes on.

    What is queued in `states` (one byte an item) runs, what is running is in `held`, all else is settled.
    `attempts`: by item, runs of it that were begun and came to nothing.
    """

    job: JobPlan
    states: bytes
    attempts: Mapping[int, int] = field(default_factory=dict)
    cancelled: bool = False
    held: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Adopting:
    """What an earlier gateway has left running is told next, and nothing new begins before all is told.

    `worker`, `batch`: the first numbers that no worker and no batch of before has.
    """

    worker: int = 1
    batch: int = 1


@dataclass(frozen=True, slots=True)
class WorkerFound:
    """A worker of an earlier gateway lives; what it holds comes with the jobs of that."""

    worker: str
    context: str
    needs: Needs = Needs()
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GangFound:
    """A group of an earlier gateway with its workers, by rank; some may be told to be dead later."""

    gang: GangPlan
    workers: tuple[str, ...]
    devices: tuple[tuple[str, ...], ...] = ()
    """Of each."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """All has been told that was there before."""


@dataclass(frozen=True, slots=True)
class JobCancelled:
    job: str


@dataclass(frozen=True, slots=True)
class GangOpened:
    """A group is wanted. Its workers are started as soon as there is room for all of them."""

    gang: GangPlan


@dataclass(frozen=True, slots=True)
class GangClosed:
    """A group is dropped: what it runs is stopped, and its workers end."""

    gang: str


@dataclass(frozen=True, slots=True)
class GangRestarted:
    """A group gets new workers, and begins with nothing."""

    gang: str


@dataclass(frozen=True, slots=True)
class WorkerWaits:
    """The item of a worker begins (or ends) to wait for other jobs: others may use its CPUs meanwhile."""

    worker: str
    waits: bool


@dataclass(frozen=True, slots=True)
class WorkerPaused:
    """A worker stands still for a debugger, or goes on: meanwhile no time limit of its job runs."""

    worker: str
    paused: bool


@dataclass(frozen=True, slots=True)
class ContextRenewed:
    """A session's workers are to be set up anew: idle ones go now, busy ones when they are done."""

    context: str


@dataclass(frozen=True, slots=True)
class ContextOpened:
    """A session wants to work: have a worker at hand before its first job, unless nobody is there yet."""

    context: str
    warm: bool = True


@dataclass(frozen=True, slots=True)
class ContextClosed:
    """A session is gone for good: its jobs are cancelled and its workers retired."""

    context: str


@dataclass(frozen=True, slots=True)
class CapacityChanged:
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class WorkerReady:
    worker: str


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """`running` is the batch and item that its main thread was in, where that is known.

    blameless: neither its start nor what it ran is to blame.
    """

    worker: str
    running: tuple[int, int] | None = None
    blameless: bool = False


@dataclass(frozen=True, slots=True)
class ItemFailed:
    item: int
    kind: FailureKind


@dataclass(frozen=True, slots=True)
class BatchReported:
    """Items of the batch before `next` are settled; `busy` is seconds in user code since the last report."""

    worker: str
    batch: int
    next: int
    failed: tuple[ItemFailed, ...] = ()
    ended: bool = False
    busy: float = 0.0


@dataclass(frozen=True, slots=True)
class BatchReturned:
    """The worker gives back the items of the batch from `stop` on."""

    worker: str
    batch: int
    stop: int


@dataclass(frozen=True, slots=True)
class Draining:
    """The gateway is about to end: nothing more begins."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """The scheduler was `unfinished`, and others have been heard since."""


Event = (
    JobSubmitted
    | JobRetried
    | JobResumed
    | Adopting
    | WorkerFound
    | GangFound
    | Adopted
    | JobCancelled
    | GangOpened
    | GangClosed
    | GangRestarted
    | WorkerWaits
    | WorkerPaused
    | ContextRenewed
    | ContextOpened
    | ContextClosed
    | CapacityChanged
    | WorkerReady
    | WorkerDied
    | BatchReported
    | BatchReturned
    | Draining
    | Tick
    | GoOn
)


# --- instructions -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StartWorker:
    """`context` is the session's, or the group whose rank `rank` it is to be, of `ranks`.

    `devices` are its GPUs; `needs` what it takes, where the engine binds workers to that.
    """

    worker: str
    context: str
    rank: int = -1
    devices: tuple[str, ...] = ()
    needs: Needs | None = None
    ranks: int = 0


@dataclass(frozen=True, slots=True)
class RetireWorker:
    """Let an idle worker exit."""

    worker: str


@dataclass(frozen=True, slots=True)
class KillWorker:
    """End a worker that did not stop when it was interrupted."""

    worker: str


@dataclass(frozen=True, slots=True)
class SendBatch:
    worker: str
    batch: int
    job: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class ItemsReturned:
    """Items that were sent to a worker did not begin there, and wait again."""

    job: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class RecallBatch:
    worker: str
    batch: int


@dataclass(frozen=True, slots=True)
class InterruptBatch:
    worker: str
    batch: int


@dataclass(frozen=True, slots=True)
class FailItem:
    """An item did not succeed, and will not run again.

    `worker` is the one that ran it; with `started` false, the last one that died before it
    could run anything. `reason`: why what it asks for can't be had any more, for people.
    """

    job: str
    item: int
    kind: FailureKind
    worker: str = ""
    started: bool = True
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class RetryItem:
    """A failed item runs again: forget the failure that was reported for it."""

    job: str
    item: int


@dataclass(frozen=True, slots=True)
class GangBroken:
    """A rank of the group has died or could not be started; `worker` is the one."""

    gang: str
    worker: str


@dataclass(frozen=True, slots=True)
class JobChanged:
    job: str


@dataclass(frozen=True, slots=True)
class JobRefused:
    job: str
    message: str


@dataclass(frozen=True, slots=True)
class JobEnded:
    """`counts`: items in each `ItemState`; `workers`: the most that worked for it at once.

    `states`: one byte an item, an `ItemState`, where the job did not succeed.
    """

    job: str
    state: ItemState
    counts: tuple[int, ...]
    workers: int
    states: bytes = field(default=b"", compare=False)


Instruction = (
    StartWorker
    | RetireWorker
    | KillWorker
    | SendBatch
    | ItemsReturned
    | RecallBatch
    | InterruptBatch
    | FailItem
    | RetryItem
    | GangBroken
    | JobChanged
    | JobRefused
    | JobEnded
)
