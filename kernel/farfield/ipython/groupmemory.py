"""What the groups of a notebook have already: the names that need not be sent again.

A group keeps its variables, and goes on from where a cell has left them. A name of the
notebook is sent to it once, and again only when the notebook has given it another value
since: bound anew by a cell, or changed in place. What a detached cell is to bind counts as
had, as long as that cell has not failed; who uses it waits for that cell.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from farfield._remote import RemoteValue
from farfield.ipython import magictext
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.pickling import pickle_value, sending_remote
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

_ABSENT = object()
_HELD_BYTES = 1 << 20
"""Values with a larger pickle are not held only to be recognised."""

Dumps = Callable[[Any], tuple[bytes, list[memoryview]]]


def _dumps_of(namespace: dict[str, Any]) -> Dumps:
    """Pickles values of the notebook only to compare them."""

    def dumps(value: Any) -> tuple[bytes, list[memoryview]]:
        with sending_remote(hash):
            pickled = pickle_value(value, namespace)
        return pickled.data, pickled.buffers

    return dumps


@dataclass(frozen=True)
class _Seen:
    """A value of the notebook as a group knows it."""

    identity: int
    print: bytes
    """A hash of its pickle; empty where it can't be pickled."""
    holder: object
    """Keeps the identity from being given to another value, where that is cheap."""

    def is_still(self, value: object, dumps: Dumps) -> bool:
        """Whether the notebook's value is the same one, and not changed in place since."""
        alive = self.holder() if isinstance(self.holder, weakref.ref) else value
        return id(value) == self.identity and alive is value and _print(value, dumps)[0] == self.print


def _print(value: object, dumps: Dumps) -> tuple[bytes, int]:
    """A hash of a value's pickle, and its size."""
    if value is _ABSENT:
        return b"", 0
    try:
        data, buffers = dumps(value)
    # The pickling code of any value may raise anything; such a value is known by its identity alone.
    except Exception:
        return b"", 0
    hashes = [content_hash(data), *map(content_hash, buffers)]
    return b"".join(hashes), len(data) + sum(view.nbytes for view in buffers)


def _seen(value: object, dumps: Dumps) -> _Seen:
    printed, size = _print(value, dumps)
    holder: object = value
    # A remote value that is held here would stay on the cluster when the notebook has let it go.
    if size > _HELD_BYTES or isinstance(value, RemoteValue):
        try:
            holder = weakref.ref(value)
        except TypeError:
            holder = value
    return _Seen(id(value), printed, holder)


@dataclass(frozen=True)
class _Expected:
    """A detached cell of a group."""

    # Not its Job: while that is alive, the gateway keeps the results.
    handle: JobHandle
    many: bool
    binds: frozenset[str]
    before: dict[str, _Seen | None]
    """What was known of the names that it was sent and is to bind, and what is known since."""
    since: dict[str, _Seen]


@dataclass
class GroupKnown:
    """One group as this notebook knows it."""

    epoch: int
    ranks: int
    names: dict[str, _Seen] = field(default_factory=dict)
    cells: int = 0
    """How many cells the notebook had run when `names` was written last."""
    expected: list[_Expected] = field(default_factory=list)
    """Its detached cells that are not known to have ended, oldest first."""

    def needed_for(self, names: Iterable[str]) -> list[objects_pb.Value]:
        """What is to be waited for before the group has these names: of each, the last cell that binds it."""
        last = {name: expected for expected in self.expected for name in expected.binds}
        return [
            objects_pb.Value(
                pending=objects_pb.Pending(job=last[name].handle.id, name=name, results=last[name].many)
            )
            for name in names
            if name in last
        ]


class GroupMemory:
    """The groups of one attachment."""

    def __init__(self) -> None:
        self._client: weakref.ref[Client] | None = None
        self._groups: dict[str, GroupKnown] = {}

    def of(self, client: Client, name: str) -> GroupKnown | None:
        """What is known of a group; asks the gateway where nothing is. None where there is no such group."""
        if self._client is None or self._client() is not client:
            self._client, self._groups = weakref.ref(client), {}
        if name not in self._groups:
            for info in client.groups():
                if info.name == name:
                    self._groups[name] = GroupKnown(info.epoch, info.ranks)
        return self._groups.get(name)

    def forget(self, name: str) -> None:
        """The group is not what it was."""
        self._groups.pop(name, None)

    def made(self, summary: jobs_pb.JobSummary) -> GroupKnown:
        """The group that a job has run in, known from now on."""
        known = self._groups.get(summary.group)
        if known is None or known.epoch != summary.group_epoch:
            known = self._groups[summary.group] = GroupKnown(summary.group_epoch, summary.ranks)
        return known


def still_known(
    known: GroupKnown, namespace: dict[str, Any], cells: list[str], withheld: set[str]
) -> Callable[[str], bool]:
    """A function that says of a name whether the group has what the notebook has, or something newer.

    cells: the text of all cells that the notebook has run. withheld: gets the names of which it said so.
    """
    dumps = _dumps_of(namespace)
    rebound = _bound_in(cells[known.cells :])
    decided: dict[str, bool] = {}

    def keeps(name: str) -> bool:
        if name not in decided:
            seen = known.names.get(name)
            decided[name] = (
                seen is not None
                and name not in rebound
                and seen.is_still(namespace.get(name, _ABSENT), dumps)
            )
            if decided[name]:
                withheld.add(name)
        return decided[name]

    return keeps


def expect(
    known: GroupKnown,
    handle: JobHandle,
    sent: Iterable[str],
    binds: frozenset[str],
    namespace: dict[str, Any],
    cells: list[str],
    *,
    many: bool,
) -> None:
    """A detached cell takes these names to the group and is to bind those. many: its results are a list."""
    before = {name: known.names.get(name) for name in {*sent, *binds}}
    remember(known, before, namespace, cells)
    since = {name: known.names[name] for name in before}
    known.expected.append(_Expected(handle, many, binds, before, since))


def settle(known: GroupKnown) -> None:
    """Find out what has become of detached cells: what a failed one has not bound, the group has not."""
    # The last one first, so that what was known before the first of several is what is left.
    for expected in [expected for expected in reversed(known.expected) if expected.handle.done]:
        known.expected.remove(expected)
        has = arrived(expected.handle, expected.before.keys() - expected.binds, expected.binds)
        for name in expected.before.keys() - has:
            before = expected.before[name]
            if known.names.get(name) is not expected.since[name]:
                continue  # it was bound or sent again meanwhile
            if before is None:
                del known.names[name]
            else:
                known.names[name] = before


def arrived(handle: JobHandle, sent: Iterable[str], binds: Iterable[str]) -> set[str]:
    """Of the names that an ended cell was sent and was to bind, those that its group has now."""
    failures = list(handle.failures.values())
    if handle.summary is not None and handle.summary.state == jobs_pb.STATE_SUCCEEDED:
        return {*sent, *binds}
    # Only a worker tells a time: one that was stopped before, or whose inputs failed, has left nothing.
    began = (failure.at and failure.kind != jobs_pb.Failure.KIND_INPUT for failure in failures)
    if not failures or not all(began):
        return set()
    return {*sent, *(name for failure in failures for name in failure.bound)}


def remember(known: GroupKnown, names: Iterable[str], namespace: dict[str, Any], cells: list[str]) -> None:
    """The group has these names now; what the notebook has under them is not to be sent again."""
    dumps = _dumps_of(namespace)
    for name in names:
        known.names[name] = _seen(namespace.get(name, _ABSENT), dumps)
    if len(cells) > known.cells:
        # Names that were bound anew and not sent must be told apart from those that were.
        for name in _bound_in(cells[known.cells :]) - set(names):
            known.names.pop(name, None)
        known.cells = len(cells)


_LEAVES_NOTHING = magictext.NOT_PYTHON | magictext.RUNS_APART | {"distributed"}
"""Cell magics whose body binds nothing in the notebook by itself; what runs on the cluster, too."""


def _bound_in(cells: list[str]) -> set[str]:
    """Names that cells of the notebook have bound."""
    bound: set[str] = set()
    for text in cells:
        first, _, _ = text.lstrip().partition("\n")
        if first.startswith("%%") and first[2:].partition(" ")[0] in _LEAVES_NOTHING:
            bound |= magictext.output_names(first)
            continue
        tree = magictext.parse_or_none(text)
        if tree is None:
            tree = magictext.parse_or_none(magictext.without_magics(text)[0])
        if tree is not None:
            bound.update(name for name, _ in magictext.bindings(tree))
    return bound
