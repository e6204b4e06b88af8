"""Finds the gateway, connects, and is welcomed: in steps of which none waits, until it has succeeded."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from google.protobuf.message import DecodeError

from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.connection import Connection, SecureConnection

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
REFUSED_PAUSE = 5.0
"""A gateway does not listen for a while to whoever has had many wrong tokens."""

PATIENCE = 10.0
"""Seconds that each may take: to be told where the gateway is, to connect, to be welcomed."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where the gateway is, and what it lets this worker in with."""

    token: str
    socket: str = ""
    """The path of its Unix socket, on its own machine."""
    hosts: tuple[str, ...] = ()
    """Addresses, not names."""
    port: int = 0
    """Where it listens with TLS; 0: nowhere."""
    certificate: str = ""
    """Its fingerprint."""


class NoGateway(Exception):
    """There is none any more, nor will there be one."""


class Guide(Protocol):
    """Knows where the gateway is. Nothing here may wait."""

    def ask(self) -> None:
        """Begin to find out. Raises NoGateway, and OSError where it failed."""

    def answer(self) -> Way | None:
        """What has been found out; None while it has not. Raises NoGateway, and OSError where it failed."""


class Dialler:
    """One thread only. `step` is called again and again until it says that there is a connection."""

    def __init__(self, guide: Guide, hello: Callable[[], pb.WorkerHello]) -> None:
        """hello: what is said to a gateway, at that moment."""
        self.connection: Connection | None = None
        self.welcome = pb.WorkerWelcome()
        self.early: list[gateway_pb.ToClient] = []
        """What has come with the welcome."""
        self.reader = FrameReader(gateway_pb.ToClient)
        self._guide = guide
        self._hello = hello
        self._refused = False
        self._dice = random.Random(os.urandom(8))
        self._steps: Iterator[float] = iter(())
        self._due = 0.0

    def begin(self) -> None:
        """Dial, from the beginning."""
        self._steps, self._due = self._dial(), 0.0

    @property
    def patience(self) -> float:
        """Milliseconds until the next step, if no descriptor is ready before."""
        return max(0.0, self._due - time.monotonic()) * 1000

    def step(self, ready: Mapping[int, int]) -> bool:
        """Go on; whether a gateway has said its welcome. Raises NoGateway."""
        connection = self.connection
        if time.monotonic() < self._due and (connection is None or connection.fileno() not in ready):
            return False
        wait = next(self._steps, None)
        if wait is None:
            return True
        self._due = time.monotonic() + wait
        return False

    # Each step yields for how many seconds nothing need be done.

    def _dial(self) -> Iterator[float]:
        pause = FIRST_PAUSE
        while True:
            self._refused = False
            way = yield from self._ask()
            if way is not None:
                for attempt in _attempts(way):
                    if (yield from self._try(attempt, way.token)):
                        return
                    if self.connection is not None:
                        self.connection.close()
                        self.connection = None
            # Not all workers of a gateway at the same moment.
            yield (REFUSED_PAUSE if self._refused else pause) * self._dice.uniform(0.5, 1.0)
            pause = min(LONGEST_PAUSE, 2 * pause)

    def _ask(self) -> Generator[float, None, Way | None]:
        deadline, wait = time.monotonic() + PATIENCE, 0.001
        try:
            self._guide.ask()
            while (way := self._guide.answer()) is None and time.monotonic() < deadline:
                yield wait
                wait = min(0.05, 2 * wait)
        except OSError:
            return None
        return way

    def _try(self, attempt: Callable[[], Connection], token: str) -> Generator[float, None, bool]:
        """Connect, say hello, and hear the welcome."""
        deadline = time.monotonic() + PATIENCE
        try:
            connection = self.connection = attempt()
            while not connection.step():
                if time.monotonic() > deadline:
                    return False
                yield 0.5
            self.reader = FrameReader(gateway_pb.ToClient)
            hello = gateway_pb.FromClient(worker=self._hello())
            connection.offer(frame_of(token.encode()) + encode(hello))
            # A gateway that has just begun may need its time to find out what it knows of this worker.
            while (data := connection.read()) is not None:
                connection.flush()
                messages = list(self.reader.feed(data))
                if messages:
                    self._refused = messages[0].HasField("refusal")
                    self.welcome, self.early = messages[0].worker, messages[1:]
                    return messages[0].HasField("worker")
                yield 60.0
        except (OSError, FrameError, DecodeError):
            pass
        return False


def _attempts(way: Way) -> Iterator[Callable[[], Connection]]:
    """The ways in, the shortest first."""
    if way.socket and os.path.exists(way.socket):
        yield partial(Connection, socket.AF_UNIX, way.socket)
    for host in way.hosts if way.port else ():
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        yield partial(SecureConnection, family, (host, way.port), way.certificate)
