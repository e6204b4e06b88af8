"""The clusters that a Jupyter server knows: this machine's, those logged in to, those attached meanwhile."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from farfield_engine.client.local import ConnectionInfo, find_local, find_or_start_local
from farfield_engine.client.reach import is_local, reach, remember
from farfield_engine.client.remembered import Remembered
from farfield_engine.client.target import parse_farfield, parse_ssh
from farfield_engine.client.visitor import Visitor
from farfield_engine.errors import AttachError, FarfieldError
from farfield_jupyter.server.lane import Lane, aside
from farfield_jupyter.server.paces import Paces

T = TypeVar("T")

ANSWER_SECONDS = 2.0
"""How long a page waits for what it asks every second."""

SEARCH_SECONDS = 30.0
"""How long for something that a gateway has to look for."""

LOCAL = "local"
SCHEME = "farfield://"
NOT_RUNNING = "no gateway runs on this machine; attach 'local' to start one"

FRESH_SECONDS = 1.0
"""For so long it is believed of a cluster what was found out last."""

AWAY_SECONDS = 3.0
"""The same of one that did not answer, which would keep the page waiting."""

OTHERS_SECONDS = 15.0
"""The same of one elsewhere that is not attached."""


class DownError(FarfieldError):
    """Nothing runs there."""


class TargetError(AttachError):
    """What was given is no target."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of clusters."""

    id: str
    target: str
    name: str
    state: str
    """up, down or unreachable"""
    message: str
    attached: bool


class Cluster:
    """One cluster, with its connections: one for what pages ask all the time, one for what takes longer."""

    def __init__(self, target: str, name: str, find: Callable[[], ConnectionInfo]) -> None:
        """find: may raise FarfieldError; never starts anything."""
        self.id = id_of(target)
        self.target = target
        self.name = name
        self.paces = Paces()
        self.attached = False
        self.close_route: Callable[[], None] = lambda: None
        self._find = find
        self._quick = Lane(find, ANSWER_SECONDS)
        self._slow: Lane | None = None
        self._state = ("", "")
        self._asked = -1e9

    async def ask(self, question: Callable[[Visitor], T]) -> T:
        """Ask what is answered at once. Raises FarfieldError."""
        return await self._quick.ask(question)

    async def search(self, question: Callable[[Visitor], T]) -> T:
        """Ask what may take a while, beside the others. Raises FarfieldError."""
        if self._slow is None:
            self._slow = Lane(self._find, SEARCH_SECONDS)
        return await self._slow.ask(question)

    async def entry(self) -> Entry:
        """What is known of it; it is asked where that is old."""
        if time.monotonic() - self._asked > self._fresh:
            try:
                await self.ask(lambda visitor: visitor.status(workers_limit=1))
                self._state = ("up", "")
            except DownError as error:
                self._state = ("down", str(error))
            except FarfieldError as error:
                self._state = ("unreachable", str(error))
            self._asked = time.monotonic()
        state, message = self._state
        attached = self.attached and state != "down"
        return Entry(self.id, self.target, self.name, state, message, attached)

    @property
    def _fresh(self) -> float:
        if not self.attached and self.target != LOCAL:
            return OTHERS_SECONDS
        return AWAY_SECONDS if self._state[0] == "unreachable" else FRESH_SECONDS

    def forget_state(self) -> None:
        """It is asked the next time."""
        self._asked = -1e9

    def close(self) -> None:
        """Let its connections go."""
        self._quick.close()
        if self._slow is not None:
            self._slow.close()
        self.close_route()


class Clusters:
    """All of them. For the server's loop."""

    def __init__(self) -> None:
        local = Cluster(LOCAL, "this machine", _running_here)
        local.attached = True
        self._clusters: dict[str, Cluster] = {LOCAL: local}

    async def entries(self) -> list[Entry]:
        """The list, this machine's first; what does not answer keeps nobody waiting for long."""
        await aside(self._look_for_remembered)
        return list(await asyncio.gather(*(cluster.entry() for cluster in self._clusters.values())))

    def get(self, id: str) -> Cluster | None:
        """The cluster of this id."""
        if id not in self._clusters:
            self._look_for_remembered()
        return self._clusters.get(id)

    async def attach(self, target: str) -> Entry:
        """Find or start a cluster and list it. Raises TargetError, FarfieldError."""
        target = target.strip()
        public, name = _parsed(target)
        if public == LOCAL:
            await aside(find_or_start_local)
            cluster = self._clusters[LOCAL]
        elif public.startswith("ssh://"):
            cluster = await self._attach_ssh(public, name)
        else:
            cluster = await self._attach_far(target, public, name)
        cluster.attached = True
        cluster.forget_state()
        return await cluster.entry()

    async def forget(self, id: str) -> bool:
        """Ask it no more until it is attached again; whether it was known. What it runs goes on."""
        cluster = self.get(id)
        if cluster is None:
            return False
        cluster.attached = False
        if id == LOCAL:
            return True
        del self._clusters[id]
        await aside(cluster.close)
        return True

    def close(self) -> None:
        """The server ends."""
        for cluster in self._clusters.values():
            cluster.close()
        self._clusters.clear()

    async def _attach_far(self, target: str, public: str, name: str) -> Cluster:
        """One that listens: it must answer before its token is kept, and is asked by what is kept then."""
        found = await aside(reach, target)
        trial = Lane(lambda: found, ANSWER_SECONDS)
        try:
            await trial.ask(lambda visitor: visitor.status(workers_limit=1))
        finally:
            trial.close()
        await aside(remember, target)
        known = self._clusters.pop(id_of(public), None)
        if known is not None:
            await aside(known.close)
        return self._add(public, name, lambda: _far(public, target.partition("#")[0]))

    async def _attach_ssh(self, target: str, name: str) -> Cluster:
        known = self._clusters.get(id_of(target))
        if known is not None:
            return known
        found = await aside(reach, target)
        known = self._clusters.get(id_of(target))
        if known is not None:  # another page was faster
            await aside(found.route.close)
            return known
        cluster = self._add(target, name, lambda: found)
        cluster.close_route = found.route.close
        return cluster

    def _add(self, target: str, name: str, find: Callable[[], ConnectionInfo]) -> Cluster:
        cluster = self._clusters[id_of(target)] = Cluster(target, name, find)
        return cluster

    def _look_for_remembered(self) -> None:
        try:
            targets = Remembered().targets()
        except FarfieldError:
            return  # who attaches to one of them is told
        for target in targets:
            public = f"{SCHEME}{target.address}"
            if id_of(public) not in self._clusters:
                self._add(public, target.address, partial(_far, public, ""))


def id_of(target: str) -> str:
    """How a cluster is called in addresses."""
    return LOCAL if target == LOCAL else hashlib.sha256(target.encode()).hexdigest()[:12]


def _running_here() -> ConnectionInfo:
    """This user's gateway on this machine."""
    found = find_local()
    if found is None:
        raise DownError(NOT_RUNNING)
    return found


def _far(public: str, written: str) -> ConnectionInfo:
    """One that listens: with what is remembered of it, else as it was written, with its certificate."""
    place = parse_farfield(public)
    known = Remembered().recall(place.host, place.port)
    return reach(public if known is not None or not written else written)


def _parsed(target: str) -> tuple[str, str]:
    """The target as it may be shown, and what people call it. Raises TargetError."""
    try:
        if is_local(target):
            return LOCAL, "this machine"
        if target.startswith(SCHEME):
            address = parse_farfield(target).address
            return f"{SCHEME}{address}", address
        if target.startswith("ssh://"):
            parsed = parse_ssh(target)
            return str(parsed), parsed.host
    except AttachError as error:
        raise TargetError(str(error)) from error
    # What was given isn't shown: it may be a token by itself.
    raise TargetError("that is no target; write 'local', 'farfield://HOST:PORT' or 'ssh://HOST'")
