"""A session's numbered frames to and from its client, over one attachment after the other."""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

from farfield_engine.core.session import SessionLife
from farfield_engine.wire.numbered import Inbox, Outbox
from farfield_engine.wire.v1 import gateway_pb2 as pb

EVENTS_IN_FRAME = 32
"""So many events are written together at most: between two frames it is seen whether the client reads."""

UNSEEN_EVENTS = 512
"""A client that has not said that it saw so many is behind. Ours say so after every 64."""

Write = Callable[[pb.GatewayFrame], Awaitable[None]]


class Port(ABC):
    """Where the frames of one attachment go."""

    paused = False
    """The client does not read fast enough: nothing is written until the port calls `Attachments.push`."""

    @abstractmethod
    def write(self, frame: pb.GatewayFrame) -> None:
        """Send a frame, without waiting."""

    @abstractmethod
    def close(self) -> None:
        """Another attachment has taken this one's place."""


class Attachments:
    """Keeps a session's events until its client has seen them. All on the gateway's loop."""

    def __init__(
        self,
        life: SessionLife,
        take: Callable[[pb.ClientFrame], None],
        caught_up: Callable[[], None] = lambda: None,
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        """take: is given each frame of the client's once, in order.

        caught_up: is called when `behind` may have ended. settle: before anything is written: what the
        client is told has been taken in for good.
        """
        self._life = life
        self._take = take
        self._caught_up = caught_up
        self._settle = settle
        self._outbox: Outbox[pb.Event] = Outbox()
        self._inbox = Inbox()
        self._port: Port | None = None
        self._attachment = 0  # that the port is of
        self._sent = 0  # the last event written to the port
        self._pushing = False

    @property
    def behind(self) -> bool:
        """Whether the client is away, or does not take what it is sent: what can wait should."""
        return self._port is None or self._port.paused or len(self._outbox) > UNSEEN_EVENTS

    def deliver(self, event: pb.Event) -> None:
        """Number an event and send it on its way, with what else this turn of the loop brings."""
        event.number = self._outbox.next_number()
        self._outbox.add(event)
        if self._port is not None and not self._pushing:
            self._pushing = True
            asyncio.get_running_loop().call_soon(self.push)

    def push(self) -> None:
        """Write what the client has not been sent, as far as its port takes it."""
        self._pushing = False
        if self._port is None or self._port.paused:
            return
        events = self._outbox.from_number(self._sent + 1)
        self._settle()
        for start in range(0, len(events), EVENTS_IN_FRAME):
            if self._port.paused:
                return
            part = events[start : start + EVENTS_IN_FRAME]
            self._sent = part[-1].number
            self._port.write(pb.GatewayFrame(events=part, seen_frame=self._inbox.last))
        if not self._port.paused:
            self._caught_up()

    def attach(self, hello: pb.Hello, welcome: pb.Welcome, port: Port) -> int:
        """The client is at this port from now on; the attachment's number. Raises ValueError when ended."""
        attachment = self._life.attach()
        if self._port is not None:
            self._port.close()
        if welcome.renewed:
            self._outbox, self._inbox = Outbox(), Inbox()
        seen = 0 if welcome.renewed else hello.next_event - 1
        welcome.next_frame = self._inbox.last + 1
        self._outbox.seen(seen)
        self._sent = seen
        self._port, self._attachment = port, attachment
        port.write(pb.GatewayFrame(welcome=welcome))
        self.push()
        return attachment

    def take(self, attachment: int, frame: pb.ClientFrame) -> bool:
        """A frame has come. False: another attachment has taken this one's place.

        Raises ValueError when frames are missing before it.
        """
        if not self._life.is_current(attachment):
            return False
        was_behind = self.behind
        self._outbox.seen(frame.seen_event)
        if was_behind and not self.behind:
            self._caught_up()
        if not frame.number or self._inbox.takes(frame.number):
            self._take(frame)
        return True

    def leave(self, attachment: int) -> None:
        """This attachment's connection is gone."""
        if attachment == self._attachment:
            self._port = None
        self._life.lose(attachment, asyncio.get_running_loop().time())

    async def serve(
        self, hello: pb.Hello, welcome: pb.Welcome, frames: AsyncIterator[pb.ClientFrame], write: Write
    ) -> None:
        """Serve an attachment that is a stream, until it ends or another takes its place.

        Raises ValueError as `attach` and `take`.
        """
        port = _StreamPort(write, self.push)
        attachment = self.attach(hello, welcome, port)
        writer = asyncio.create_task(port.run())
        try:
            async for frame in frames:
                if not self.take(attachment, frame):
                    break
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
            self.leave(attachment)


class _StreamPort(Port):
    """Has one frame written at a time."""

    def __init__(self, write: Write, on_room: Callable[[], None]) -> None:
        self._write = write
        self._on_room = on_room
        self._frames: deque[pb.GatewayFrame] = deque()
        self._news = asyncio.Event()
        self._closed = False

    def write(self, frame: pb.GatewayFrame) -> None:
        self._frames.append(frame)
        self.paused = True
        self._news.set()

    def close(self) -> None:
        self._closed = True

    async def run(self) -> None:
        """Write what is given."""
        while not self._closed:
            await self._news.wait()
            self._news.clear()
            while self._frames:
                await self._write(self._frames.popleft())
            self.paused = False
            self._on_room()
