"""Which workers hold which devices: whole ones never two at once, parts of one until it is full.

A worker is bound to its devices when it starts, and holds them until it is dead: what has once begun to use a
GPU can't be moved to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from farfield_engine.core.events import Capacity
from farfield_engine.core.worker import Worker, WorkerState

_EPSILON = 1e-9


def names_of(capacity: Capacity) -> tuple[str, ...]:
    """The devices there are; where only their number is known, that many."""
    return capacity.devices or tuple(str(number) for number in range(int(capacity.gpus)))


def misasked(gpus: float) -> str:
    """Why nobody can have so many GPUs, wherever it is; empty when somebody could."""
    if gpus > 1 and gpus != int(gpus):
        whole = f"--gpus {int(gpus)}"
        return f"--gpus {gpus:g} can't be had: ask for whole GPUs, as in {whole}, or for a part of one"
    return ""


def lacking(gpus: float, capacity: Capacity) -> str:
    """What the cluster has instead of so many GPUs, for people; empty when it has them."""
    count, why = len(names_of(capacity)), capacity.no_devices
    if gpus <= count + _EPSILON:
        return ""
    if count:
        return f"the cluster has {count} GPU{'s' * (count != 1)}" + (f"; {why}" if why else "")
    return "the cluster has no GPUs" + (f": {why}" if why else "")


class Devices:
    """Who holds what: with `gpus` below 1 that part of one device, else the whole of each."""

    def __init__(self, capacity: Capacity) -> None:
        self.names = names_of(capacity)
        self._holders: dict[str, Worker] = {}

    def hold(self, worker: Worker) -> None:
        """The worker has its devices from now on, though others may have to leave them first."""
        self._holders[worker.id] = worker

    def drop(self, worker: Worker) -> None:
        """The worker is dead."""
        self._holders.pop(worker.id, None)

    def side_by_side(self, gpus: float) -> int:
        """How many workers with so many GPUs each there could be."""
        count = len(self.names)
        return count * int(1 / gpus + _EPSILON) if gpus < 1 else int(count // gpus)

    def place(self, gpus: float, workers: int = 1, *, jobs_end: bool = False) -> list[tuple[str, ...]]:
        """Devices for so many workers with so many GPUs each, one entry a worker; none if there is no room.

        Who is idle makes room, and who leaves has made it. jobs_end: so does who works, but for ranks.
        """
        stay = self._shares(lambda worker: _stays(worker) and (worker.rank >= 0 or not jobs_end))
        go = self._shares(lambda worker: not _stays(worker))
        places = []
        for _ in range(workers):
            fitting = [name for name in self.names if stay[name] + min(gpus, 1.0) <= 1 + _EPSILON]
            if gpus < 1:
                fitting.sort(key=lambda name: self._reluctance(stay[name] + go[name], gpus))
            else:
                fitting.sort(key=lambda name: go[name])
            count = max(1, int(gpus))
            if len(fitting) < count:
                return []
            places.append(tuple(sorted(fitting[:count], key=self.names.index)))
            for name in places[-1]:
                stay[name] += min(gpus, 1.0)
        return places

    def _reluctance(self, held: float, gpus: float) -> tuple[bool, float]:
        """In what order devices are shared: the fullest that has room, else where least is to be freed."""
        full = held + gpus > 1 + _EPSILON
        return full, held if full else -held

    def in_the_way(self, devices: Iterable[str], gpus: float) -> list[Worker]:
        """Idle workers that must go before another one can have these devices, the longest idle first."""
        wanted = min(gpus, 1.0)
        idle = [worker for worker in self._holders.values() if _is_idle(worker)]
        idle.sort(key=lambda worker: worker.idle_since)
        stay = self._shares(lambda worker: not worker.ends)
        gone = []
        for name in devices:
            for worker in idle:
                if stay[name] + wanted > 1 + _EPSILON and name in worker.devices and worker not in gone:
                    gone.append(worker)
                    for freed in worker.devices:
                        stay[freed] -= worker.share
        return gone

    def are_free_for(self, worker: Worker) -> bool:
        """Whether nobody who lives stands between a worker and its devices."""
        held = self._shares(lambda other: not other.held_back and other is not worker)
        return all(held[name] + worker.share <= 1 + _EPSILON for name in worker.devices)

    def in_use(self) -> Mapping[str, float]:
        """By device, the part that work has been given."""
        return self._shares(lambda worker: worker.state is WorkerState.BUSY or worker.rank >= 0)

    def _shares(self, counts: Callable[[Worker], bool]) -> defaultdict[str, float]:
        shares: defaultdict[str, float] = defaultdict(float)
        for worker in self._holders.values():
            if counts(worker):
                for name in worker.devices:
                    shares[name] += worker.share
        return shares


def _is_idle(worker: Worker) -> bool:
    return worker.state is WorkerState.IDLE and worker.rank < 0


def _stays(worker: Worker) -> bool:
    return not worker.ends and not _is_idle(worker)
