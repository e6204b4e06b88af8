"""What happens to a gateway, to its client and to the link between them, at random."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from chaos.served import Served, kill

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

LIKELY = {
    "kill worker": 24,
    "kill zygote": 6,
    "kill gateway": 10,
    "kill serve": 2,
    "drain gateway": 5,
    "kill client": 7,
    "cut": 12,
    "snap": 16,
    "snap in transfer": 6,
    "stall": 12,
}
"""Each kind of disturbance and how often it comes, for all together 100."""

PAUSE = 0.45
"""Seconds between two, on average."""


class Weather:
    """Disturbs, one thing after another; what it does next depends on the seed alone."""

    def __init__(
        self,
        seed: int,
        served: Served,
        link: CuttingProxy,
        kill_client: Callable[[], None],
        tell: Callable[..., None],
        kinds: list[str],
    ) -> None:
        """kinds: of LIKELY, those that may come."""
        self._rng = random.Random(seed)
        self._served = served
        self._link = link
        self._end_client = kill_client
        self._tell = tell
        self._kinds = kinds
        self._sleep = threading.Event().wait

    def disturb(self) -> None:
        """Wait a moment, then do one thing."""
        self._sleep(self._rng.expovariate(1 / PAUSE))
        (kind,) = self._rng.choices(self._kinds, [LIKELY[kind] for kind in self._kinds])
        much = self._rng.random()
        self._tell("disturbed", kind=kind)
        getattr(self, "_" + kind.replace(" ", "_"))(much)

    def _kill_worker(self, much: float) -> None:
        workers = self._served.workers()
        if workers:
            kill(workers[int(much * len(workers))])

    def _kill_zygote(self, much: float) -> None:
        for zygote in self._served.zygotes():
            kill(zygote)

    def _kill_gateway(self, much: float) -> None:
        for gateway in self._served.gateways():
            kill(gateway)
        self._come_back(much)

    def _kill_serve(self, much: float) -> None:
        serve = self._served.serve
        if serve is not None:
            kill(serve)
        self._come_back(much)

    def _drain_gateway(self, much: float) -> None:
        serve = self._served.serve
        if serve is not None:
            serve.terminate()
        self._come_back(much)

    def _come_back(self, much: float) -> None:
        """Mostly wait until the gateway is there again; else it is disturbed while it starts."""
        self._sleep(0.05)
        if much < 0.8:
            self._served.wait_until_ready()

    def _kill_client(self, much: float) -> None:
        self._end_client()

    def _cut(self, much: float) -> None:
        self._link.cut()
        self._sleep(much * 1.2)
        self._link.heal()
        self._tell("healed")

    def _snap(self, much: float) -> None:
        self._link.snap()
        self._tell("healed")

    def _snap_in_transfer(self, much: float) -> None:
        self._link.snap_after(int(much * (2 << 20)))

    def _stall(self, much: float) -> None:
        self._link.stall()
        self._sleep(much * 1.5)
        self._link.heal()
        self._tell("healed")
