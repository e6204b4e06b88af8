"""The door for workers that dial their gateway: who they are, and frames that no cut link loses.

A worker's token is made of the gateway's secret and the worker's name. It opens the link of that worker, and
those of its guests, processes that its user code has started, and nothing else.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from typing import Protocol

from farfield_engine.engines.doors import WorkerDoorEvents
from farfield_engine.wire.numbered import Inbox, Outbox
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

TOKEN_PREFIX = b"w-"
TOKEN_BYTES = len(TOKEN_PREFIX) + 64

ACK_SECONDS = 0.1
"""A worker is told within this time that its frames have come."""

ACK_BYTES = 1 << 20
"""And at once when so much has come: it keeps all that it has not been told of."""

GUEST_SECONDS = 60.0
"""How long a guest that has hung up may take to dial again."""

_log = logging.getLogger(__name__)


def is_workers(token: bytes) -> bool:
    """Whether this is a token of a worker, right or wrong. Those of clients are shorter, and begin anyhow."""
    return token.startswith(TOKEN_PREFIX) and len(token) == TOKEN_BYTES


class LinkPort(Protocol):
    """One connection of a worker."""

    here: bool
    """Whether it came by the Unix socket."""

    def write(self, message: pb.ToClient) -> None:
        """Send a message; dropped when the connection has ended."""

    def enter(self, hello: worker_pb.WorkerHello) -> None:
        """Who has waited may come in now: `WorkerDoor.enter` is to be called again."""

    def close(self) -> None:
        """End the connection after what is written."""


class WorkerDoor:
    """Knows who may come, and keeps for each what it has not got yet. All on the gateway's loop."""

    def __init__(self, gateway: str, secret: bytes) -> None:
        """gateway: its id, new in each of its lives. secret: the same in all of them."""
        self.events: WorkerDoorEvents | None = None
        self.guests: WorkerDoorEvents | None = None
        self.settle: Callable[[], object] = lambda: None
        self._gateway = gateway
        self._secret = secret
        self._links: dict[str, WorkerLink] = {}
        self._complete = False
        self._shut = False
        self._waiting: dict[str, tuple[LinkPort, worker_pb.WorkerHello]] = {}
        """Who has come before it was known whether it is wanted."""

    # --- for the engine -----------------------------------------------------

    def token(self, worker: str) -> str:
        """What opens the door to this worker and its guests, and opens nothing else."""
        digest = hmac.digest(self._secret, b"worker " + worker.encode(), "sha256")
        return TOKEN_PREFIX.decode() + digest.hex()

    def expect(self, worker: str) -> None:
        """There will be such a worker. What is sent to it is kept until it has arrived there."""
        if worker not in self._links:
            self.admit(worker, 0)

    @property
    def survivors(self) -> dict[str, worker_pb.WorkerHello]:
        """Workers that came and are not known: those of earlier gateways, until `all_expected`."""
        return {worker: hello for worker, (_, hello) in self._waiting.items()}

    def admit(self, worker: str, taken: int) -> None:
        """There is such a worker, whose frames up to this number have been taken, by whichever gateway."""
        link = self._links[worker] = WorkerLink(worker, lambda: self.settle())
        link.inbox.last = taken
        port, hello = self._waiting.pop(worker, (None, None))
        if port is not None and hello is not None:
            port.enter(hello)

    def all_expected(self) -> None:
        """Of the workers of earlier gateways, all that live are known now: who else comes is dismissed."""
        self._complete = True
        waiting, self._waiting = self._waiting, {}
        for port, hello in waiting.values():
            # A guest may have come before its worker.
            port.enter(hello)

    def shut(self) -> None:
        """Nothing more is taken from anybody: whoever lives will dial the next gateway, and say it there."""
        self._shut = True
        for link in self._links.values():
            port, link.port = link.port, None
            if port is not None:
                port.close()

    def forget(self, worker: str) -> None:
        """There is no such worker any more: it is dismissed, should it still be there, or come again."""
        link = self._links.pop(worker, None)
        if link is not None and link.port is not None:
            port, link.port = link.port, None
            self._dismiss(port)
        if worker in self._waiting:
            self._dismiss(self._waiting.pop(worker)[0])
        for guest in [name for name, link in self._links.items() if link.host == worker]:
            self.forget(guest)

    def send(self, worker: str, frame: worker_pb.ToWorker) -> None:
        """Queue a frame for a worker or guest, in order; dropped for one that nobody knows."""
        link = self._links.get(worker)
        if link is not None:
            link.send(frame)

    def close(self, worker: str) -> None:
        """End its connection, if it has one. One that lives dials again."""
        link = self._links.get(worker)
        if link is not None and link.port is not None:
            link.port.close()

    def is_here(self, worker: str) -> bool:
        """Whether it came by the Unix socket: it is on the gateway's own machine."""
        link = self._links.get(worker)
        return link is not None and link.here

    # --- for connections ----------------------------------------------------

    def opens(self, token: bytes, hello: worker_pb.WorkerHello) -> bool:
        """Whether this is the token of whoever says hello."""
        right = self.token(hello.guest_of or hello.worker)
        return bool(hello.worker) and hmac.compare_digest(token, right.encode())

    def enter(self, port: LinkPort, hello: worker_pb.WorkerHello) -> WorkerLink | None:
        """A connection whose token is right; None where it has to wait, or is sent away."""
        if self._shut:
            port.close()
            return None
        link = self._link_of(hello)
        if link is None and not self._complete:
            if hello.worker in self._waiting:
                self._waiting[hello.worker][0].close()
            self._waiting[hello.worker] = (port, hello)
            return None
        if link is None or (link.life and link.life != hello.life):
            _log.warning("worker '%s' came, whom nobody expects, and is dismissed", hello.worker)
            self._dismiss(port)
            return None
        link.life = hello.life
        if link.port is not None:
            link.port.close()
        if hello.gateway == self._gateway:
            link.outbox.seen(hello.taken)
        link.here = port.here
        self.settle()
        port.write(pb.ToClient(worker=worker_pb.WorkerWelcome(gateway=self._gateway, taken=link.inbox.last)))
        link.linked(port)
        if link.events is not None:
            link.events.worker_linked(hello.worker, hello)
        return link

    def left(self, port: LinkPort, link: WorkerLink | None) -> None:
        """A connection has ended."""
        for worker, (waiting, _) in list(self._waiting.items()):
            if waiting is port:
                del self._waiting[worker]
        if link is None or link.port is not port:
            return  # another one is in its place, or it was sent away
        link.port = None
        if link.host:
            asyncio.get_running_loop().call_later(GUEST_SECONDS, self._forget_guest, link)
        if link.events is not None:
            link.events.worker_unlinked(link.worker)

    def _link_of(self, hello: worker_pb.WorkerHello) -> WorkerLink | None:
        link = self._links.get(hello.worker)
        if link is None and hello.guest_of in self._links and self.guests is not None:
            link = WorkerLink(hello.worker, lambda: self.settle(), hello.guest_of)
            # A new gateway has taken what the one before had: a guest's frames are not journaled.
            link.inbox.last = hello.acked
            self._links[hello.worker] = link
        if link is None or link.host != hello.guest_of:
            return None
        link.events = self.guests if link.host else self.events
        return link

    def _dismiss(self, port: LinkPort) -> None:
        welcome = worker_pb.WorkerWelcome(gateway=self._gateway, dismissed=True)
        port.write(pb.ToClient(worker=welcome))
        port.close()

    def _forget_guest(self, link: WorkerLink) -> None:
        if link.port is None and self._links.get(link.worker) is link:
            del self._links[link.worker]


class WorkerLink:
    """One worker or guest, over all its connections."""

    def __init__(self, worker: str, settle: Callable[[], object], host: str = "") -> None:
        """settle: to be called before the worker is told what has come. host: of a guest, its worker."""
        self.worker = worker
        self._settle = settle
        self.host = host
        self.life = b""
        self.here = False
        self.events: WorkerDoorEvents | None = None
        self.outbox: Outbox[worker_pb.ToWorker] = Outbox()
        self.inbox = Inbox()
        self.port: LinkPort | None = None
        self._told = 0
        """The last frame of the worker's that it knows to have come."""
        self._untold = 0
        """Bytes that have come since."""
        self._telling: asyncio.TimerHandle | None = None

    def linked(self, port: LinkPort) -> None:
        """A connection is open: what the worker has not got goes out first."""
        self.port = port
        self._told, self._untold = self.inbox.last, 0
        kept = self.outbox.kept()
        number = self.outbox.next_number() - len(kept)
        for frame in kept:
            self._write(port, number, frame)
            number += 1

    def send(self, frame: worker_pb.ToWorker) -> None:
        """Send it, now or when there is a connection."""
        number = self.outbox.add(frame)
        if self.port is not None:
            self._write(self.port, number, frame)

    def take(self, port: LinkPort, up: worker_pb.WorkerUp, size: int) -> None:
        """A message has come over a connection. Raises ValueError where one before it was lost."""
        if self.port is not port:
            return  # this connection has been replaced
        self.outbox.seen(up.taken)
        if not up.number or not self.inbox.takes(up.number):
            return
        self._untold += size
        if self._untold >= ACK_BYTES:
            self._tell()
        elif self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(ACK_SECONDS, self._tell_late)
        if self.events is not None:
            self.events.worker_frame(self.worker, up.frame, up.number)

    def _write(self, port: LinkPort, number: int, frame: worker_pb.ToWorker | None = None) -> None:
        if self._told < self.inbox.last:
            self._settle()
            self._told, self._untold = self.inbox.last, 0
        port.write(pb.ToClient(down=worker_pb.WorkerDown(number=number, taken=self.inbox.last, frame=frame)))

    def _tell_late(self) -> None:
        self._telling = None
        if self._told < self.inbox.last:
            self._tell()

    def _tell(self) -> None:
        if self.port is not None:
            self._write(self.port, 0)
