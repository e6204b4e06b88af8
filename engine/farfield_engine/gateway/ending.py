"""How a gateway ends: what runs comes to its end, is cancelled, or is left for the next gateway.

farfield down          all is cancelled; workers end, and what was started in a cluster goes
a signal               workers that may outlive the gateway go on, if they have work or a group to lose;
                       others have `--drain` seconds to end what they run, and the rest waits on disk
nobody for --idle      there is nothing to lose: as after `farfield down`
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.workerdoor import WorkerDoor

SAME_SIGNAL_SECONDS = 0.5
"""Signals within so long are one: of a service's processes, each is told, and may tell the next."""

CANCEL_SECONDS = 1.0
"""How long what was cancelled has to end by itself, and then to be killed."""

_LOOK_SECONDS = 0.02
_log = logging.getLogger(__name__)


class Ending:
    """What a gateway is asked to do at its end. All on its loop."""

    def __init__(self, drain: float) -> None:
        """drain: seconds that what runs may go on after the first signal."""
        self.asked = asyncio.Event()
        self._drain = drain
        self._at_once = asyncio.Event()
        self._cancels = False
        self._first: float | None = None

    def signalled(self) -> None:
        """A signal has come: the first asks for an end, the next for it at once."""
        now = asyncio.get_running_loop().time()
        if self._first is None:
            self._first = now
            self.asked.set()
        elif now - self._first > SAME_SIGNAL_SECONDS:
            self._at_once.set()

    def shut_down(self) -> None:
        """Somebody who may has ended it: what is open is cancelled, and does not come back."""
        self._cancels = True
        self.asked.set()

    @property
    def cancels(self) -> bool:
        """Whether nothing is left for the next gateway."""
        return self._cancels

    def leaves(self, dispatcher: Dispatcher) -> bool:
        """Whether workers go on for the next gateway: a signal has come, and they have something to lose."""
        has_something = dispatcher.busy or bool(dispatcher.groups.records)
        return self._first is not None and not self._cancels and dispatcher.engine.outlives and has_something

    async def carry_out(self, dispatcher: Dispatcher, door: WorkerDoor) -> None:
        """Bring what runs to its end. After this, nothing that happens to workers means anything."""
        if self._cancels:
            await self._cancel(dispatcher)
        elif self.leaves(dispatcher):
            door.shut()
            _log.info("what runs goes on in the cluster; 'farfield down' of the next gateway would end it")
        else:
            dispatcher.drain()
            if dispatcher.scheduler.working:
                _log.info("what runs has %g s to end; a second signal ends it at once", self._drain)
            await self._wait(lambda: not dispatcher.scheduler.working, self._drain)
        dispatcher.end()

    async def _cancel(self, dispatcher: Dispatcher) -> None:
        for job in list(dispatcher.scheduler.jobs):
            dispatcher.cancel(job)
        await self._wait(lambda: not dispatcher.busy, CANCEL_SECONDS)
        for worker in dispatcher.scheduler.pool.workers.values():
            if worker.batches:
                dispatcher.engine.kill(worker.id)
        await self._wait(lambda: not dispatcher.busy, CANCEL_SECONDS)

    async def _wait(self, reached: Callable[[], bool], seconds: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not reached() and loop.time() < deadline and not self._at_once.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._at_once.wait(), _LOOK_SECONDS)
