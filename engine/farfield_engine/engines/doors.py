"""What an engine whose workers dial their gateway asks of the gateway's door for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from farfield_engine.wire.v1 import worker_pb2 as pb


class WorkerDoorEvents(Protocol):
    """What the door tells; called on the gateway's loop."""

    def worker_linked(self, worker: str, hello: pb.WorkerHello) -> None:
        """It has dialled, for the first time or again. Frames that it could not send before follow."""

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int) -> None:
        """A frame has come from it, each once and in order, whatever became of its connections.

        number: of the frame, from 1 on, for the whole of the worker's life.
        """

    def worker_unlinked(self, worker: str) -> None:
        """Its connection has ended. That is no death: a worker that lives dials again."""


class WorkerDoor(Protocol):
    """Where workers come in. All on the gateway's loop."""

    events: WorkerDoorEvents | None
    guests: WorkerDoorEvents | None
    """Told of guests: processes that the user code of a worker has started. Each has a name of its own."""
    settle: Callable[[], object]
    """Called before workers are told that their frames have come: they keep them no longer then."""

    def token(self, worker: str) -> str:
        """What opens the door to this worker and its guests, and opens nothing else."""

    def expect(self, worker: str) -> None:
        """There will be such a worker. What is sent to it is kept until it has arrived there."""

    @property
    def survivors(self) -> dict[str, pb.WorkerHello]:
        """Workers that came and are not known: those of earlier gateways, until `all_expected`."""

    def admit(self, worker: str, taken: int) -> None:
        """There is such a worker, whose frames up to this number have been taken, by whichever gateway."""

    def all_expected(self) -> None:
        """Of the workers of earlier gateways, all that live are known now: who else comes is dismissed."""

    def forget(self, worker: str) -> None:
        """There is no such worker any more: it is dismissed, should it still be there, or come again."""

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        """Queue a frame for a worker or guest, in order; dropped for one that nobody knows."""

    def close(self, worker: str) -> None:
        """End its connection, if it has one. One that lives dials again."""

    def is_here(self, worker: str) -> bool:
        """Whether it came by the Unix socket: it is on the gateway's own machine."""
