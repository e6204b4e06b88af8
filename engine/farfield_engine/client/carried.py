"""What a connection has received of a gateway's frames, before and after its welcome."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from farfield_engine.client.connection import Connection
from farfield_engine.client.route import DialError
from farfield_engine.wire.v1 import gateway_pb2 as pb

_FOR_GOOD = frozenset({pb.Refusal.REASON_TOKEN, pb.Refusal.REASON_SESSION, pb.Refusal.REASON_DEBUGGING})
"""Reasons that stay what they are, however often one comes back."""


class FramesConnection(Connection):
    """A session whose connections carry frames of `ToClient`."""

    def _take_message(self, message: pb.ToClient) -> None:
        if message.HasField("frame"):
            self.take(pb.GatewayFrame.FromString(message.frame))
        elif message.HasField("answer"):
            self.take_answer(message.answer)


class Received:
    """Messages of one connection: the welcome first, the others once the session takes them. On the loop."""

    def __init__(self, on_message: Callable[[pb.ToClient], None], loop: asyncio.AbstractEventLoop) -> None:
        self.welcome: asyncio.Future[pb.Welcome] = loop.create_future()
        self._on_message = on_message
        self._early: list[pb.ToClient] | None = []

    def take(self, message: pb.ToClient) -> None:
        """A message has come. Raises DecodeError from protobuf."""
        if self._early is None:
            self._on_message(message)
        elif message.HasField("refusal"):
            refusal = message.refusal
            self._fail(DialError(refusal.message, for_good=refusal.reason in _FOR_GOOD))
        elif self.welcome.done():
            self._early.append(message)
        else:
            self.welcome.set_result(pb.GatewayFrame.FromString(message.frame).welcome)

    def go(self) -> None:
        """Hand on what came with the welcome, and from now on all that comes."""
        early, self._early = self._early or [], None
        for message in early:
            self._on_message(message)

    def end(self, why: str) -> None:
        """Nothing more comes."""
        self._fail(DialError(why))

    def _fail(self, error: DialError) -> None:
        if not self.welcome.done():
            self.welcome.set_exception(error)
            self.welcome.exception()  # nobody may come to ask for it
