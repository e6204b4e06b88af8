"""A gateway's place in its Ray cluster, which it has by its driver: that is started anew when it ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Protocol

from farfield_engine.engines.ray.driverprocess import DriverFailed, DriverProcess
from farfield_engine.engines.ray.messages import Message
from farfield_engine.engines.ray.probe import RayCluster
from farfield_engine.errors import AttachError

JOIN_SECONDS = 60.0
"""How long a driver may take to join a cluster that has answered a moment ago."""

LOST_SECONDS = 10.0
"""A cluster that can't be joined again for so long is lost, with all that runs there."""

AGAIN_SECONDS = 2.0

_log = logging.getLogger(__name__)


class MembershipEvents(Protocol):
    """What it tells; called on the gateway's loop."""

    def heard(self, message: Message) -> None:
        """The driver tells something."""

    def joined_again(self) -> None:
        """There is another driver, in the same cluster or one in its place."""

    def cluster_lost(self, why: str) -> None:
        """There is none, and has not been for a while. It is still tried to join again."""


class Membership:
    """All on the gateway's loop."""

    def __init__(
        self,
        launcher: str,
        cluster: RayCluster,
        find: Callable[[], RayCluster],
        what: Callable[[], Message],
        events: MembershipEvents,
    ) -> None:
        """find: looks for the cluster again. what: makes what it is joined with. Both may block."""
        self.cluster = cluster
        self.joined = False
        self._launcher = launcher
        self._find = find
        self._what = what
        self._events = events
        self._driver = DriverProcess(launcher, cluster.environ)
        self._place: Message = {}
        self._ended = False
        self._again: asyncio.Task[None] | None = None

    def tell(self, do: str, **what: Any) -> None:
        """Have the driver do something; dropped where there is none."""
        self._driver.tell(do, **what)

    async def ask(self, do: str, **what: Any) -> Any:
        """Have the driver do something; what came of it. Raises DriverFailed."""
        return await self._driver.ask(do, **what)

    async def join(self) -> Message:
        """Have the driver join the cluster; what it knows of it. Raises AttachError."""
        driver, address = self._driver, self.cluster.address
        await driver.connect()
        try:
            async with asyncio.timeout(JOIN_SECONDS):
                joined: Message = await driver.ask("join", address=address, **self._what())
                facts: Message = await driver.ask("facts")
                if self._place:
                    await driver.ask("gateway", **self._place)
        except (DriverFailed, TimeoutError) as error:
            driver.kill()
            why = str(error) or f"it has not answered within {JOIN_SECONDS:g} s"
            raise AttachError(f"the Ray cluster at {address} can't be joined: {why}") from error
        driver.on_message, driver.on_end = self._events.heard, self._driver_ended
        self.joined = True
        driver.tell("follow")
        return joined | facts

    async def be_found(self, place: Message) -> None:
        """Tell the cluster where this gateway is. Raises AttachError."""
        self._place = place
        try:
            await self._driver.ask("gateway", **place)
        except DriverFailed as error:
            raise AttachError(f"the Ray cluster can't be told where the gateway is: {error}") from error

    def end(self) -> None:
        """Leave the cluster."""
        self._ended = True
        if self._again is not None:
            self._again.cancel()
        self._driver.end()

    def _driver_ended(self) -> None:
        """Somebody has killed it, or its Ray: the workers may well live."""
        self.joined = False
        if not self._ended:
            _log.warning("the driver of the Ray cluster at %s has ended", self.cluster.address)
            self._again = asyncio.get_running_loop().create_task(self._join_again())

    async def _join_again(self) -> None:
        loop = asyncio.get_running_loop()
        since, lost = loop.time(), False
        while True:
            try:
                self.cluster = await asyncio.to_thread(self._find)
                self._driver = DriverProcess(self._launcher, self.cluster.environ)
                told = await self.join()
                break
            except AttachError as error:
                if not lost and loop.time() - since >= LOST_SECONDS:
                    lost = True
                    _log.warning("%s", error)
                    self._events.cluster_lost(str(error))
            await asyncio.sleep(AGAIN_SECONDS)
        _log.info("the Ray cluster at %s is joined again", self.cluster.address)
        self._events.heard({"event": "cluster", "lost": "", **told})
        self._events.joined_again()
