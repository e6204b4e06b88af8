"""One job: arrays of item states, and the ranges that still wait for a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from farfield_engine.core.events import ItemState, JobPlan
from farfield_engine.core.worker import Kind

Demand = tuple[str, float, float, int, tuple[tuple[str, float], ...], tuple[tuple[str, str], ...]]
"""What a worker for an item must have: its context, CPUs, GPUs and bytes that are free, and what else."""


class Job:
    """State of a job's items; a million of them are a bytearray, not a million objects."""

    def __init__(self, plan: JobPlan, *, binds: bool = False) -> None:
        """binds: workers take what they need for life."""
        self.plan = plan
        self.demand: Demand = (
            plan.context,
            plan.cpus,
            plan.gpus,
            plan.memory,
            plan.custom,
            plan.labels,
        )
        self.kind: Kind = (plan.context, plan.asks if binds else plan.gpus)
        """What workers can run it."""
        self.states = bytearray(plan.items)
        """One byte an item, an `ItemState`."""
        self.counts = [plan.items, 0, 0, 0, 0, 0]
        """How many items are in each state, by its number."""
        self.attempts: dict[int, int] = {}
        """Failed runs so far, of the items that have any."""
        self.workers: set[str] = set()
        """Workers that hold a batch of this job."""
        self.most_workers = 0
        self.stopping = False
        """Nothing more is to begin: cancelled, or an item failed without `keep_going`."""
        self.cancelled = False
        """The user stopped it."""
        self.per_item: float | None = None
        """Seconds that an item took lately; None before the first report."""
        self.largest_batch = 0
        """Items in the largest batch that has ended: what the next one may grow from."""
        self.needs: set[str] = set(plan.needs)
        """Jobs that have to end before this one begins."""
        self.stuck_since: float | None = None
        """Since when it has found no room for its first worker."""
        self.false_starts = 0
        """Workers that died before their first item began, since an item was settled last."""
        self._waiting: deque[tuple[int, int]] = deque([(0, plan.items)] if plan.items else [])
        self._waiting_count = plan.items

    def run_again(self, states: bytes, only: frozenset[int] = frozenset()) -> None:
        """Begin from how a first run has ended: all that did not succeed waits once more; or `only` these."""
        kept = list(states)
        for item, state in enumerate(states):
            if state != ItemState.SUCCEEDED and (not only or item in only):
                kept[item] = ItemState.QUEUED
        self._begin_from(kept)

    def resume(self, states: bytes, attempts: Mapping[int, int]) -> None:
        """Go on from where an earlier gateway has left it: what is queued waits, all else is settled."""
        self._begin_from(states)
        self.attempts.update(attempts)

    def _begin_from(self, kept: Sequence[int]) -> None:
        self._waiting.clear()
        start = 0
        while start < len(kept):
            stop = start + 1
            while stop < len(kept) and kept[stop] == kept[start]:
                stop += 1
            if kept[start] != ItemState.QUEUED:
                self.move(start, stop, ItemState(kept[start]))
            else:
                self._waiting.append((start, stop))
            start = stop
        self._waiting_count = sum(stop - start for start, stop in self._waiting)

    @property
    def waiting(self) -> int:
        """How many items wait for a worker."""
        return self._waiting_count

    @property
    def open(self) -> bool:
        """Whether items are queued or running."""
        return bool(self.counts[ItemState.QUEUED] or self.counts[ItemState.RUNNING])

    def take(self, count: int) -> tuple[int, int]:
        """The next at most `count` consecutive waiting items, now running, as (start, stop)."""
        start, stop = self._waiting.popleft()
        end = min(stop, start + count)
        if end < stop:
            self._waiting.appendleft((end, stop))
        self._waiting_count -= end - start
        self.move(start, end, ItemState.RUNNING)
        return start, end

    def give_back(self, start: int, stop: int) -> None:
        """Items that a worker had and did not run wait again, before the others."""
        if start == stop:
            return
        self._waiting_count += stop - start
        self.move(start, stop, ItemState.QUEUED)
        if self._waiting and self._waiting[0][0] == stop:
            # One range again, so that it can be one batch again.
            stop = self._waiting.popleft()[1]
        self._waiting.appendleft((start, stop))

    def drop_waiting(self) -> None:
        """Cancel all that has not begun."""
        while self._waiting:
            start, stop = self._waiting.popleft()
            self.move(start, stop, ItemState.CANCELLED)
        self._waiting_count = 0

    def move(self, start: int, stop: int, state: ItemState) -> None:
        """Put items start..stop-1 in a state."""
        left = stop - start
        for old, held in enumerate(self.counts):
            if held and left:
                # bytearray.count runs in C: a range of a million costs microseconds.
                found = self.states.count(old, start, stop)
                self.counts[old] -= found
                left -= found
        self.counts[state] += stop - start
        self.states[start:stop] = bytes((state,)) * (stop - start)

    def measured(self, items: int, busy: float) -> None:
        """Learn from `items` that took `busy` seconds in all."""
        if items <= 0:
            return
        latest = busy / items
        self.per_item = latest if self.per_item is None else (self.per_item + latest) / 2

    def outcome(self) -> ItemState:
        """The state of the whole job once nothing is open."""
        return outcome_of(self.counts, cancelled=self.cancelled)

    def check(self) -> None:
        """Raise AssertionError where the state contradicts itself; for tests."""
        assert self.counts == [self.states.count(state) for state in ItemState]
        assert self._waiting_count == sum(stop - start for start, stop in self._waiting)
        assert self._waiting_count == self.counts[ItemState.QUEUED]
        for start, stop in self._waiting:
            assert self.states.count(ItemState.QUEUED, start, stop) == stop - start


def outcome_of(counts: Sequence[int], *, cancelled: bool = False) -> ItemState:
    """The state of a job with so many items in each state, none of them open."""
    # What a dead worker took along has an item with it that failed; all else was lost with a gateway.
    if counts[ItemState.FAILED]:
        return ItemState.FAILED
    if counts[ItemState.LOST]:
        return ItemState.LOST
    if cancelled or counts[ItemState.CANCELLED]:
        return ItemState.CANCELLED
    return ItemState.SUCCEEDED
