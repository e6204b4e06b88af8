"""Where the ranks of a group meet is known once all have a place: until then they are not set up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from farfield_engine.engines.base import Order
from farfield_engine.wire.v1 import worker_pb2 as pb


@dataclass(slots=True)
class _Group:
    """Ranks that were started together."""

    ranks: int
    placement: str
    workers: dict[int, str] = field(default_factory=dict)
    """By rank; without those that are dead."""
    hellos: dict[int, pb.WorkerHello] = field(default_factory=dict)
    held: list[tuple[str, pb.ToWorker]] = field(default_factory=list)
    """What is for them, in order, until all are there."""
    met: bool = False


class Ranks:
    """The groups of ranks whose workers live."""

    def __init__(self, send: Callable[[str, pb.ToWorker], None], drop: Callable[[str], None]) -> None:
        """send: hands a frame on to a worker. drop: is told of a placement whose workers are all dead."""
        self._send = send
        self._drop = drop
        self._groups: dict[str, _Group] = {}
        """By context, the newest one."""
        self._by_worker: dict[str, tuple[_Group, int]] = {}

    def place(self, worker: str, order: Order) -> dict[str, str | int]:
        """A worker is to be started: with what others it finds room, for the driver."""
        if not order.ranks:
            return {}
        if order.rank == 0 or order.context not in self._groups:
            self._groups[order.context] = _Group(order.ranks, _placement(worker))
        group = self._groups[order.context]
        group.workers[order.rank] = worker
        self._by_worker[worker] = group, order.rank
        if order.ranks == 1:
            return {}
        return {"placement": group.placement, "rank": order.rank, "ranks": order.ranks}

    def adopt(self, worker: str, order: Order) -> None:
        """A worker of the gateway before, which has told it where to meet."""
        if not order.ranks:
            return
        group = self._groups.get(order.context)
        if group is None:
            group = self._groups[order.context] = _Group(order.ranks, "", met=True)
        if order.rank == 0:
            group.placement = _placement(worker)
        group.workers[order.rank] = worker
        self._by_worker[worker] = group, order.rank

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        """Hand a frame on, now or when all ranks have found each other."""
        group, _ = self._by_worker.get(worker, (None, 0))
        if group is None or group.met:
            self._send(worker, frame)
        else:
            group.held.append((worker, frame))

    def linked(self, worker: str, hello: pb.WorkerHello) -> None:
        """A worker is there. When it is the last of its ranks, they are told where the first one is."""
        group, rank = self._by_worker.get(worker, (None, 0))
        if group is None or group.met:
            return
        group.hellos[rank] = hello
        if len(group.hellos) < group.ranks:
            return
        group.met = True
        held, group.held = group.held, []
        for name, frame in held:
            if frame.HasField("setup") and frame.setup.seat.env:
                frame.setup.seat.env.update(meeting(group.hellos, frame.setup.seat))
            self._send(name, frame)

    def gone(self, worker: str) -> None:
        """A worker is dead."""
        group, rank = self._by_worker.pop(worker, (None, 0))
        if group is None:
            return
        group.workers.pop(rank, None)
        group.held = [(name, frame) for name, frame in group.held if name != worker]
        if group.workers:
            return
        for context in [context for context, other in self._groups.items() if other is group]:
            del self._groups[context]
        if group.ranks > 1 and group.placement:
            self._drop(group.placement)


def _placement(first: str) -> str:
    """What the room of ranks is called. first: the worker of rank 0."""
    return f"ranks-of-{first}"


def meeting(hellos: Mapping[int, pb.WorkerHello], seat: pb.Seat) -> dict[str, str]:
    """What torch.distributed reads of where the ranks are."""
    first = hellos[0]
    nodes = list(dict.fromkeys(hellos[rank].node for rank in sorted(hellos)))
    mine = hellos[seat.rank].node
    beside = [rank for rank in sorted(hellos) if hellos[rank].node == mine]
    found = {
        "MASTER_ADDR": first.address,
        "MASTER_PORT": str(first.meeting_port),
        "NODE_RANK": str(nodes.index(mine)),
    }
    # A rank with GPUs sees its own only: what it was given says so already.
    if seat.env["LOCAL_WORLD_SIZE"] != "1":
        found |= {"LOCAL_RANK": str(beside.index(seat.rank)), "LOCAL_WORLD_SIZE": str(len(beside))}
    return found
