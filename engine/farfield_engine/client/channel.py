"""What a client needs of its way to the gateway, whatever carries it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from google.protobuf.message import Message

from farfield_engine.client.contents import Contents, SharedContents
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import ConnectionLostError
from farfield_engine.wire.v1 import gateway_pb2 as pb

M = TypeVar("M", bound=Message)

CALL_SECONDS = 60.0
"""How long an answer of the gateway is waited for."""

OFFLINE_SECONDS = 5.0
"""How long a call waits for a lost connection to come back."""


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """Whether a session is connected just now. Times are those of `time.monotonic`."""

    connected: bool
    since: float
    """When that began."""
    why: str = ""
    """In a line, why it is not connected."""
    next_try: float | None = None
    """When it is tried again; None while it is being tried, and where it will not be."""


CONNECTED = ConnectionState(True, 0.0)


class Channel(ABC):
    """One session with a gateway. Any thread may call any method."""

    on_renewed: list[Callable[[], object]]
    """Called on the channel's thread when the gateway has begun anew and goes on with this session."""

    @property
    def connection(self) -> ConnectionState:
        """Whether it is connected just now; what is sent meanwhile is delivered later."""
        return CONNECTED

    def open_contents(self) -> Contents:
        """How its client writes and reads the content of large objects."""
        return SharedContents()

    def try_now(self) -> None:  # noqa: B027  # most have nothing to do
        """Do not wait for the next attempt to connect again: make it now."""

    @property
    @abstractmethod
    def session(self) -> str:
        """The session's id, which the gateway knows it by."""

    @property
    @abstractmethod
    def welcome(self) -> pb.Welcome:
        """What the gateway said of itself, last."""

    @property
    @abstractmethod
    def lost(self) -> ConnectionLostError | None:
        """Set when the gateway is gone for good."""

    @abstractmethod
    def submit(self, handle: JobHandle, frame: pb.ClientFrame) -> None:
        """Send a job's frame; its events go to the handle. Never waits.

        Raises FarfieldError in a process forked from the client's.
        """

    @abstractmethod
    def listen(self, handle: JobHandle) -> None:
        """Have the events of a job that is submitted already go to this handle."""

    @abstractmethod
    def send(self, frame: pb.ClientFrame) -> None:
        """Send a frame, in order and once, also through a reconnect. Never waits; finalizers may call it.

        Raises FarfieldError in a process forked from the client's.
        """

    @abstractmethod
    def call(
        self, method: str, request: Message, reply_type: type[M], timeout: float | None = CALL_SECONDS
    ) -> M:
        """Call a unary method of the gateway by its name in gateway.proto and wait for the answer.

        Raises FarfieldError with what the gateway says or when no answer came in `timeout` seconds,
        ConnectionLostError when the gateway is gone, or has been out of reach for OFFLINE_SECONDS.
        """

    @abstractmethod
    def stream(self, method: str, request: Message, reply_type: type[M]) -> Iterator[M]:
        """Call a method that answers with a stream: its pages, as they come. Raises as `call`."""

    @abstractmethod
    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call back on the channel's own thread, once, about then."""

    @abstractmethod
    def close(self, *, detach: bool) -> None:
        """Leave; with `detach` the session ends, else its work goes on and waits for a return."""
