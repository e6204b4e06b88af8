"""Ids that a front end sees: of threads, frames and variables of many workers, in one number space.

Those of the front end's own process are what they are; those of workers begin at 2**30, clear of them,
and stay below 2**31, since front ends keep them in 32 bits.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

FIRST = 1 << 30
_LAST = (1 << 31) - 1


class Kind(enum.Enum):
    THREAD = "thread"
    FRAME = "frame"
    VARIABLES = "variables"
    SOURCE = "source"


class Real(NamedTuple):
    """What an id stands for: a worker, and its own id there (a path, for sources)."""

    worker: str
    kind: Kind
    id: int | str


class Ids:
    """Both directions of the table. Ids of what is gone are used again only when all were used."""

    def __init__(self, first: int = FIRST) -> None:
        self._next = first
        self._first = first
        self._real: dict[int, Real] = {}
        self._virtual: dict[Real, int] = {}

    def virtual(self, worker: str, kind: Kind, id: int | str) -> int:
        """The front end's id for a worker's; 0 stays 0, which is none."""
        if id == 0:
            return 0
        real = Real(worker, kind, id)
        known = self._virtual.get(real)
        if known is None:
            while self._next in self._real:
                self._advance()
            known = self._virtual[real] = self._next
            self._real[known] = real
            self._advance()
        return known

    def _advance(self) -> None:
        self._next = self._next + 1 if self._next < _LAST else self._first

    def real(self, virtual: object) -> Real | None:
        """What one of our ids stands for; None for one that is not ours, or stands for nothing any more."""
        return self._real.get(virtual) if isinstance(virtual, int) else None

    @staticmethod
    def is_ours(virtual: object) -> bool:
        """Whether an id is a worker's, be it stale."""
        return isinstance(virtual, int) and virtual >= FIRST

    def forget(self, worker: str, *kinds: Kind) -> None:
        """Ids of a worker that stand for nothing any more; of all kinds where none is named."""
        gone = [real for real in self._virtual if real.worker == worker and (not kinds or real.kind in kinds)]
        for real in gone:
            del self._real[self._virtual.pop(real)]
