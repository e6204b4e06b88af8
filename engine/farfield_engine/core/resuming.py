"""What is to become of a job that a gateway left open when it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from farfield_engine.core.events import ItemState


@dataclass(frozen=True, slots=True)
class Sent:
    """Items that were sent to a worker; `back`: that did not begin there, and waited again."""

    start: int
    stop: int
    back: bool = False


@dataclass(slots=True)
class Resumption:
    """From where a job goes on."""

    states: bytearray
    """One byte an item: what is queued is to run, what is running a worker holds, all else is settled."""
    attempts: dict[int, int] = field(default_factory=dict)
    """By item that is open, the runs that were begun and came to nothing."""
    lost: list[int] = field(default_factory=list)
    """What may not run again; it has been begun."""
    cancelled: bool = False


def resume(
    states: bytes,
    sent: Iterable[Sent],
    retries: int,
    *,
    cancelled: bool = False,
    held: Iterable[range] = (),
) -> Resumption:
    """Go on with a job. states: what is settled, one byte an item; what is not is queued.

    What was sent to a worker and not given back counts as begun, once for each time. held: items that workers
    which live have still to settle: their last run is not over.
    """
    found = Resumption(bytearray(states), cancelled=cancelled)
    runs: Counter[int] = Counter()
    for each in sent:
        item = found.states.find(ItemState.QUEUED, each.start, each.stop)
        while item >= 0:
            runs[item] += -1 if each.back else 1
            item = found.states.find(ItemState.QUEUED, item + 1, each.stop)
    for items in held:
        found.states[items.start : items.stop] = bytes((ItemState.RUNNING,)) * len(items)
        for item in items:
            if (earlier := runs.pop(item, 1) - 1) > 0:
                found.attempts[item] = earlier
    for item in sorted(item for item, count in runs.items() if count > 0):
        if cancelled:
            continue  # the user has stopped it, whatever became of that
        if runs[item] <= retries:
            found.attempts[item] = runs[item]
        else:
            found.states[item] = ItemState.LOST
            found.lost.append(item)
    return found
