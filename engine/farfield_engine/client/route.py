"""Ways to a gateway: what opens the connections over which its frames travel."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from farfield_engine.client.processes import process_runs
from farfield_engine.errors import FarfieldError

P = TypeVar("P", bound=asyncio.Protocol)

OPEN_SECONDS = 10.0
"""How long the opening of one connection may take."""

QUEUE_SECONDS = 0.02
"""Between two tries where a gateway has more callers than its queue has room for."""


class DialError(FarfieldError):
    """A connection could not be opened; `for_good` when trying again is of no use."""

    def __init__(self, message: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


class Route(ABC):
    """One way to one gateway, kept for as long as a client is attached.

    Each connection begins with the token as a frame of its own, which is left to whoever opens it.
    """

    here = False
    """Whether the gateway is on this machine, so that its segments can be mapped."""

    @property
    @abstractmethod
    def token(self) -> str:
        """What the gateway wants to hear first. A secret."""

    @property
    @abstractmethod
    def name(self) -> str:
        """For people: where it leads. Never with a secret in it."""

    @abstractmethod
    async def open(self, make: Callable[[], P]) -> P:
        """Open a connection on the running loop; its protocol. Raises DialError."""

    @abstractmethod
    def open_blocking(self, seconds: float = OPEN_SECONDS) -> socket.socket:
        """Open a connection for the calling thread; with a time limit on it. Raises DialError."""

    def is_gone(self) -> bool:
        """Whether the gateway is known to be gone for good, so that nothing answers here again."""
        return False

    def renew(self) -> None:  # noqa: B027  # most have nothing to do
        """The last connection has broken, or could not be opened: look anew before the next one."""

    def close(self) -> None:  # noqa: B027  # most have nothing to do
        """Let go of what the route holds (processes, sockets). May be called again."""


class UnixRoute(Route):
    """A framed socket in a directory of this user's."""

    here = True

    def __init__(self, path: str, token: str, pid: int) -> None:
        """pid: of the gateway, whose end is that of the route."""
        self.path = path
        self._token = token
        self._pid = pid

    @property
    def token(self) -> str:
        return self._token

    @property
    def pid(self) -> int:
        """Of the gateway."""
        return self._pid

    def is_gone(self) -> bool:
        return not process_runs(self._pid)

    @property
    def name(self) -> str:
        return self.path

    async def open(self, make: Callable[[], P]) -> P:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + OPEN_SECONDS
        while True:
            try:
                _, protocol = await loop.create_unix_connection(make, self.path)
                return protocol
            except BlockingIOError as error:
                # So many come just now that its queue is full: a Unix socket does not wait for room.
                if loop.time() > deadline:
                    raise self._unreachable(error) from error
                await asyncio.sleep(QUEUE_SECONDS)
            except OSError as error:
                raise self._unreachable(error) from error

    def open_blocking(self, seconds: float = OPEN_SECONDS) -> socket.socket:
        with contextlib.ExitStack() as undo:
            sock = undo.enter_context(socket.socket(socket.AF_UNIX))
            sock.settimeout(seconds)
            deadline = time.monotonic() + seconds
            while True:
                try:
                    sock.connect(self.path)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise self._unreachable(error) from error
                    time.sleep(QUEUE_SECONDS)
                except OSError as error:
                    raise self._unreachable(error) from error
            undo.pop_all()
        return sock

    def _unreachable(self, error: OSError) -> DialError:
        return DialError(f"it can't be reached at '{self.path}': {error}")
