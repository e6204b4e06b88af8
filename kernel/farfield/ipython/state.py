"""What is known about a cell's names at one point of its run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from farfield.ipython.scopes import Deferred


@dataclass
class State:
    """Names at one point of a module's or class's body.

    `sure`: bound or deleted by the cell on every way that leads here, so that a read does not reach the
    notebook's value. It only grows along a way, which is why a function is checked once and not at every
    call.
    `binds`, `deletes`: may have happened, the last of the two on its way. `pending`: bodies that a name may
    stand for.
    `checked`: names whose reads have been followed with this `sure`. `dead`: no way leads past this point.
    """

    sure: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    deletes: set[str] = field(default_factory=set)
    pending: dict[str, frozenset[Deferred]] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)
    dead: bool = False

    def copy(self) -> State:
        """The same knowledge, to be followed along another way."""
        return State(
            sure=set(self.sure),
            binds=set(self.binds),
            deletes=set(self.deletes),
            pending=dict(self.pending),
            checked=set(self.checked),
            dead=self.dead,
        )

    def store(self, name: str) -> None:
        """`name` is bound here."""
        self.sure.add(name)
        self.binds.add(name)
        self.deletes.discard(name)
        self.pending.pop(name, None)

    def delete(self, name: str) -> None:
        """`name` is deleted here by the user's own `del`."""
        self.forget(name)
        self.deletes.add(name)

    def forget(self, name: str) -> None:
        """`name` ends here without a `del`, as the name of an `except ... as` does."""
        self.sure.add(name)
        self.binds.discard(name)
        self.pending.pop(name, None)

    def hold(self, name: str, deferred: Deferred) -> None:
        """`name`, just bound, stands for a body that has not run."""
        self.pending[name] = frozenset({deferred})
        self.checked.clear()

    def absorb(self, other: State) -> None:
        """Adds what may have happened on another way; what is sure stays as it is."""
        self.binds |= other.binds
        self.deletes |= other.deletes
        for name, bodies in other.pending.items():
            self.pending[name] = self.pending.get(name, frozenset()) | bodies
        self.checked.clear()


def join(ends: Sequence[State]) -> State:
    """The state where several ways meet; those that end in `raise` and the like make nothing less sure."""
    alive = [end for end in ends if not end.dead] or list(ends)
    joined = State(set.intersection(*(end.sure for end in alive)), dead=all(end.dead for end in ends))
    for end in ends:
        joined.absorb(end)
    return joined
