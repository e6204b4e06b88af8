"""Objects in the store of the engine's cluster: which there are, who keeps them, who needs them.

An object may be there only, or in a segment of the gateway's store too, from where it was published.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

FOUND_SECONDS = 600.0
"""How long what a gateway before has left is kept for clients and workers to ask for it."""


class FarStore(Protocol):
    """The cluster's store, as the gateway sees it. On its loop."""

    def reads(self, mapper: str) -> bool:
        """Whether this is a worker, which can read there."""

    def is_elsewhere(self, mapper: str) -> bool:
        """Whether this is a worker that can't map segments of the gateway's machine."""

    def keeper_for(self, mapper: str) -> str:
        """Who keeps what this worker makes; empty: it writes segments."""

    def publish(self, name: bytes, path: str, size: int, done: Callable[[bool], None]) -> str:
        """Put content of a segment there; who will keep it. `done` is told whether it is there."""

    def wait_for(self, mapper: str, name: bytes) -> None:
        """What is sent to this worker from now on waits until the object is there."""

    async def bring(self, keeper: str, name: bytes, path: str) -> None:
        """Write an object to a segment. Raises OSError where it can't be had."""

    async def kept(self) -> dict[str, list[tuple[bytes, int, int]]]:
        """By keeper, all that is there from gateways before: name, size, and how often it was kept."""

    def drop(self, keeper: str, names: Iterable[bytes]) -> None:
        """These are needed no more, each as often as it was kept."""


@dataclass(slots=True)
class FarEntry:
    """One object there."""

    name: bytes
    """What it is called there: its hash."""
    size: int
    keeper: str
    count: int = 1
    """As often as the keeper was given it."""
    owners: set[str] = field(default_factory=set)
    is_disposable: bool = False
    """Nobody will send or ask for it again."""


class FarBook:
    """The objects of the cluster's store by the keys of the gateway's."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.store: FarStore | None = None
        self._clock = clock
        self._entries: dict[bytes, FarEntry] = {}
        self._held: dict[str, set[bytes]] = {}
        self._idle: OrderedDict[bytes, float] = OrderedDict()
        """Without owner, since when."""
        self._found: dict[bytes, FarEntry] = {}
        """By name, what was kept for the gateway before this one, until somebody needs it."""
        self._found_at = 0.0

    def add(self, key: bytes, name: bytes, size: int, keeper: str, owners: Iterable[str]) -> None:
        """There is an object there, for these owners."""
        entry, found = self._entries.get(key), self._found.get(name)
        if entry is None and found is not None and found.keeper == keeper:
            # What a worker tells of once more, since the gateway before did not say that it had heard it.
            self._entries[key] = self._found.pop(name)
        elif entry is None:
            self._entries[key] = FarEntry(name, size, keeper)
        elif entry.keeper == keeper:
            entry.count += 1
        elif self.store is not None:
            self.store.drop(keeper, [name])  # one of them is enough
        for owner in owners:
            self.hold(key, owner)

    def find(self, key: bytes) -> FarEntry | None:
        """What is known of an object."""
        return self._entries.get(key)

    def remove(self, key: bytes) -> None:
        """It did not come to be there."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._idle.pop(key, None)
            for owner in list(entry.owners):
                self._disown(key, owner)

    def hold(self, key: bytes, owner: str) -> bool:
        """Keep the object for one more owner; False where it is not there."""
        entry = self._entries.get(key)
        if entry is None:
            return False
        entry.owners.add(owner)
        entry.is_disposable = False
        self._held.setdefault(owner, set()).add(key)
        self._idle.pop(key, None)
        return True

    def release(self, key: bytes, owner: str, *, cache: bool = True) -> None:
        """`owner` needs it no more. Not `cache`: nobody will send the same content again."""
        entry = self._entries.get(key)
        if entry is None or owner not in entry.owners:
            return
        entry.owners.remove(owner)
        entry.is_disposable |= not cache
        self._disown(key, owner)
        if entry.owners:
            return
        if entry.is_disposable:
            self._drop(key)
        else:
            self._idle[key] = self._clock()

    def release_owner(self, owner: str, *, cache: bool = True) -> None:
        """`owner` needs nothing any more."""
        for key in list(self._held.get(owner, ())):
            self.release(key, owner, cache=cache)

    def trim(self, age: float) -> None:
        """Let go of what nobody has needed for `age` seconds."""
        if self._found and self._clock() - self._found_at > FOUND_SECONDS:
            self._drop_found()
        before = self._clock() - age
        while self._idle and next(iter(self._idle.values())) <= before:
            self._drop(next(iter(self._idle)))

    def found(self, kept: dict[str, list[tuple[bytes, int, int]]]) -> None:
        """By keeper, what is there from before this gateway: name, size and count."""
        self._found_at = self._clock()
        for keeper, objects in kept.items():
            for name, size, count in objects:
                self._found.setdefault(name, FarEntry(name, size, keeper, count))

    @property
    def known(self) -> bool:
        """Whether there are any."""
        return bool(self._entries or self._found)

    def adopt(self, key: bytes, name: bytes) -> bool:
        """Somebody needs an object of this name; whether it is there from before, and known by now."""
        entry = self._found.pop(name, None)
        if entry is None:
            return key in self._entries
        if key not in self._entries:
            self._entries[key] = entry
            self._idle[key] = self._clock()
        return True

    def _drop_found(self) -> None:
        """Nobody needs what else is there from before."""
        for entry in self._found.values():
            if self.store is not None:
                self.store.drop(entry.keeper, [entry.name] * entry.count)
        self._found.clear()

    def _drop(self, key: bytes) -> None:
        entry = self._entries.pop(key)
        self._idle.pop(key, None)
        if self.store is not None:
            self.store.drop(entry.keeper, [entry.name] * entry.count)

    def _disown(self, key: bytes, owner: str) -> None:
        keys = self._held[owner]
        keys.discard(key)
        if not keys:
            del self._held[owner]
