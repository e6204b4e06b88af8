"""A session kept through lost connections, on the client's loop; what the connections are is left open."""

from __future__ import annotations

import asyncio
import contextlib
import time
from abc import abstractmethod
from collections.abc import Callable

from farfield_engine.client.channel import ConnectionState
from farfield_engine.client.contents import Contents, SentContents
from farfield_engine.client.lasting import LastingRoute
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.loop import LoopThread
from farfield_engine.client.route import DialError, Route
from farfield_engine.client.session import Carrier, SessionChannel
from farfield_engine.errors import AttachError, ConnectionLostError
from farfield_engine.wire.v1 import gateway_pb2 as pb

ATTACH_SECONDS = 20.0
CLOSE_SECONDS = 10.0
FLUSH_SECONDS = 1.0
RETRY_PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Seconds between the first attempts to reconnect; the last is repeated for PATIENT_SECONDS."""

PATIENT_SECONDS = 600.0
LATE_PAUSE = 10.0
"""Seconds between attempts after that."""

SLEEP_LOOK = 2.0
"""How often it is looked whether this machine has slept."""

SLEPT_SECONDS = 2.0
"""Of sleep, after which a connection is not trusted any more."""


class Connected(Carrier):
    """A carrier that is a connection of its own, and is closed on the loop before it is dropped."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        """Set when it has broken."""
        self.why = "the connection was cut"

    @abstractmethod
    async def close(self) -> None:
        """End it, also when it has broken, and listen to it no more."""


class Connection(SessionChannel):
    """A session over connections that are opened one after the other."""

    def __init__(self, info: ConnectionInfo, hello: pb.Hello, thread: LoopThread) -> None:
        super().__init__(hello)
        self.info = info
        self.route: Route = info.route
        self._thread = thread
        self._carried: Connected | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._state = ConnectionState(False, time.monotonic(), "it is being attached")
        self._hurry = asyncio.Event()

    @abstractmethod
    async def _dial(self) -> tuple[Connected, pb.Welcome]:
        """Open a connection, say `hello_frame` and wait for the welcome. Raises DialError."""

    @abstractmethod
    def _frames_go(self, carrier: Connected) -> None:
        """The carrier's frames may be taken from now on."""

    @property
    def connection(self) -> ConnectionState:
        return self._state

    def open_contents(self) -> Contents:
        if self.route.here:
            return super().open_contents()
        return SentContents(self.route, self.session, lambda: self.lost)

    def try_now(self) -> None:
        self._thread.post(self._hurry.set)

    # --- attach and leave ---------------------------------------------------

    def attach(self) -> None:
        """Begin the session. Raises AttachError when the gateway does not let us in."""
        try:
            self._thread.run(self._attach())
        except BaseException:
            self.close(detach=False)
            raise

    async def _attach(self) -> None:
        try:
            async with asyncio.timeout(ATTACH_SECONDS):
                carrier, welcome = await self._dial()
        except TimeoutError:
            raise AttachError(
                f"the gateway at {self.route.name} did not answer in {ATTACH_SECONDS:g} s"
            ) from None
        except DialError as error:
            raise AttachError(f"the gateway at {self.route.name} refused: {error}") from error
        self._carry(carrier, welcome)
        self._keeper = asyncio.create_task(self._keep(carrier))

    def close(self, *, detach: bool) -> None:
        try:
            self._thread.run(self._close(detach=detach), timeout=CLOSE_SECONDS)
        finally:
            self.route.close()

    async def _close(self, *, detach: bool) -> None:
        if detach and self._lost is None:
            self.send(pb.ClientFrame(detach=True))
        if self._carried is not None and self._lost is None:
            await self._flush()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._carried is not None:
            await self._carried.close()
            self.carry(None)
        if self._lost is None:
            self.lose(ConnectionLostError("this client has left the gateway; attach again to go on"))

    async def _flush(self) -> None:
        deadline = self._thread.loop.time() + FLUSH_SECONDS
        while not self.flushed and self._lost is None and self._thread.loop.time() < deadline:
            await asyncio.sleep(0.01)

    # --- keeping the session ------------------------------------------------

    def _carry(self, carrier: Connected, welcome: pb.Welcome) -> None:
        self._carried = carrier
        self._state = ConnectionState(True, time.monotonic())
        self.carry(carrier, welcome)
        self._frames_go(carrier)

    async def _keep(self, carrier: Connected) -> None:
        """Wait for the end of each connection and open the next, until the gateway is gone for good."""
        while True:
            await self._end_of(carrier)
            self._state = ConnectionState(False, time.monotonic(), carrier.why)
            await carrier.close()
            self.carry(None)
            self._carried = None
            self.route.renew()
            opened = await self._reopen()
            if opened is None:
                return
            carrier, welcome = opened
            self._carry(carrier, welcome)

    async def _end_of(self, carrier: Connected) -> None:
        """Wait until the connection has broken, or this machine has slept and may have been given up."""
        slept = _slept()
        while not carrier.ended.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(carrier.ended.wait(), None if self.route.here else SLEEP_LOOK)
            if _slept() - slept > SLEPT_SECONDS and not self.route.here:
                carrier.why = "this machine has slept"
                return

    async def _reopen(self) -> tuple[Connected, pb.Welcome] | None:
        attempt = 0
        while True:
            await self._pause(attempt)
            attempt += 1
            try:
                async with asyncio.timeout(ATTACH_SECONDS):
                    return await self._dial()
            # Also what nobody has thought of, like a lack of descriptors, is a reason to try again later.
            except Exception as error:
                for_good = isinstance(error, DialError) and error.for_good
                if for_good or self.route.is_gone():
                    self._give_up(str(error) if for_good else "")
                    return None
                why = str(error) or f"it did not answer in {ATTACH_SECONDS:g} s"
                self._state = ConnectionState(False, self._state.since, why)
                self.route.renew()

    async def _pause(self, attempt: int) -> None:
        """Wait before the next attempt, longer each time; `try_now` ends it."""
        late = time.monotonic() - self._state.since > PATIENT_SECONDS
        pause = LATE_PAUSE if late else RETRY_PAUSES[min(attempt, len(RETRY_PAUSES) - 1)]
        self._state = ConnectionState(False, self._state.since, self._state.why, time.monotonic() + pause)
        self._hurry.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), pause)
        self._state = ConnectionState(False, self._state.since, self._state.why)

    def _give_up(self, why: str) -> None:
        if isinstance(self.route, LastingRoute):
            message = (
                "the gateway has ended; what it has left in its cluster is found again when you attach, "
                "with %attach or attach()"
            )
        elif self.route.here:
            message = (
                "the gateway is gone, and with it what was running; attach again, with %attach or attach()"
            )
        else:
            message = (
                f"{self.route.name} does not let this session go on: {why}; attach again to begin another"
            )
        self.lose(ConnectionLostError(message))

    # --- the loop's thread --------------------------------------------------

    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        self._thread.post(self._thread.loop.call_later, seconds, callback)

    def _check(self) -> None:
        self._thread.check()

    def _on_own_thread(self) -> bool:
        return self._thread.is_current

    def _again(self) -> None:
        self._thread.loop.call_soon_threadsafe(self.go_on)


def _slept() -> float:
    """Seconds that this machine has been suspended since it was started."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()
