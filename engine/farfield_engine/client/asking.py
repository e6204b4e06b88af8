"""One question to a gateway, which tells whether it is there, and whether the token is its own."""

from __future__ import annotations

import asyncio
import enum

from google.protobuf.message import DecodeError

from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

ANSWER_SECONDS = 4.0
"""A gateway that does not answer for so long is behind a dead connection."""


class Answer(enum.Enum):
    GIVEN = enum.auto()
    NONE = enum.auto()
    """The connection is closed at once: no gateway there, or ssh may not lead to it."""
    SILENCE = enum.auto()
    NO_SOCKET = enum.auto()


class Asking(asyncio.Protocol):
    """Asks how it is, which needs the token and changes nothing."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._reader = FrameReader(pb.ToClient)
        self._transport: asyncio.BaseTransport | None = None
        self._answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    async def ask(self) -> Answer:
        """What is answered. The token is sent now: not before it is known who is at the other end.

        The connection ends with it.
        """
        self._begin()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._answer
        except TimeoutError:
            return Answer.SILENCE
        finally:
            if self._transport is not None:
                self._transport.abort()  # type: ignore[attr-defined]  # uvloop's are of no common class with asyncio's

    def _begin(self) -> None:
        assert self._transport is not None
        call = worker_pb.Call(id=1, method="Status", request=pb.StatusRequest().SerializeToString())
        first = frame_of(self._token.encode()) + encode(pb.FromClient(call=call))
        self._transport.write(first)  # type: ignore[attr-defined]  # as above

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._reader.feed(data):
                self._settle(Answer.NONE if message.HasField("refusal") else Answer.GIVEN)
        except (FrameError, DecodeError):
            self._settle(Answer.NONE)

    def connection_lost(self, error: Exception | None) -> None:
        self._settle(Answer.NONE)

    def _settle(self, answer: Answer) -> None:
        if not self._answer.done():
            self._answer.set_result(answer)
