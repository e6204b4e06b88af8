"""A debug client's connection to a gateway: tunnels to workers, and news of them.

It lives on the loop that opens it. In a notebook that is the loop of the kernel's control thread.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import cast

from google.protobuf.message import DecodeError

from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.route import DialError
from farfield_engine.errors import AttachError
from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb

WELCOME_SECONDS = 10.0

ALIVE_SECONDS = 5.0
"""How often the gateway hears that this client is there: one that is silent for long is given up."""


class DebugRefused(AttachError):
    """The gateway was reached, and does not want this debug client."""


class DebugStream(asyncio.Protocol):
    """One connection. `on_frame` is given what comes after the welcome; `on_end` why it has ended, once."""

    def __init__(
        self,
        info: ConnectionInfo,
        hello: pb.DebugHello,
        on_frame: Callable[[pb.DebugGatewayFrame], None],
        on_end: Callable[[str], None],
    ) -> None:
        self._route = info.route
        self._hello = hello
        self._on_frame = on_frame
        self._on_end: Callable[[str], None] | None = on_end
        self._reader = FrameReader(gateway_pb.ToClient)
        self._transport: asyncio.Transport | None = None
        self._welcome: asyncio.Future[pb.DebugWelcome] | None = None
        self._alive: asyncio.TimerHandle | None = None

    async def open(self) -> pb.DebugWelcome:
        """Connect and say hello; the gateway's welcome. Raises DebugRefused, AttachError."""
        loop = asyncio.get_running_loop()
        self._welcome = loop.create_future()
        try:
            async with asyncio.timeout(WELCOME_SECONDS):
                await self._route.open(lambda: self)
                return await self._welcome
        except (DialError, TimeoutError) as error:
            self.close()
            message = f"the gateway's debugging can't be reached at '{self._route.name}'"
            raise AttachError(f"{message}: {error or 'no answer'}") from error

    def send(self, frame: pb.DebugClientFrame) -> None:
        """Send a frame, without waiting; dropped when the connection is gone."""
        if self._transport is not None:
            self._transport.write(encode(gateway_pb.FromClient(debug=frame)))

    def close(self) -> None:
        """End it: what its tunnels hold goes on. `on_end` is not called."""
        self._on_end = None
        self._stop()

    def _stop(self) -> None:
        if self._alive is not None:
            self._alive.cancel()
            self._alive = None
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    # --- what asyncio says --------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no common class with asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        # In one piece: what is written after a refusal would cost us its reason.
        hello = gateway_pb.FromClient(debug=pb.DebugClientFrame(hello=self._hello))
        self._transport.write(frame_of(self._route.token.encode()) + encode(hello))
        self._alive = asyncio.get_running_loop().call_later(ALIVE_SECONDS, self._stay_alive)

    def _stay_alive(self) -> None:
        self.send(pb.DebugClientFrame(alive=True))
        self._alive = asyncio.get_running_loop().call_later(ALIVE_SECONDS, self._stay_alive)

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._reader.feed(data):
                self._take(message)
        except (FrameError, DecodeError) as error:
            self._end(f"what came is not what a gateway sends: {error}")

    def _take(self, message: gateway_pb.ToClient) -> None:
        if message.HasField("refusal"):
            self._end(message.refusal.message, refused=True)
        elif message.HasField("debug") and self._welcome is not None:
            if self._welcome.done():
                self._on_frame(message.debug)
            elif message.debug.HasField("welcome"):
                self._welcome.set_result(message.debug.welcome)

    def connection_lost(self, error: Exception | None) -> None:
        self._end("the gateway has ended the connection")

    def _end(self, why: str, *, refused: bool = False) -> None:
        self._stop()
        if self._welcome is not None and not self._welcome.done():
            self._on_end = None
            self._welcome.set_exception(DebugRefused(why) if refused else AttachError(why))
            with contextlib.suppress(AttachError):
                self._welcome.exception()  # nobody may have come to ask for it
        elif self._on_end is not None:
            on_end, self._on_end = self._on_end, None
            on_end(why)
