"""The driver's place in the cluster: it joins with the runtime for the workers, and makes the keeper."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

import ray
from ray.exceptions import RayError

from farfield_engine.engines.ray.messages import Message
from farfield_engine.worker.ray.keeper import Keeper

if TYPE_CHECKING:
    from farfield_engine.engines.ray.driver import Driver

NAMESPACE = "farfield"

KEEPER_SECONDS = 15.0
"""How long a keeper may take to answer that has been there before."""

_log = logging.getLogger(__name__)


class Cluster:
    """The Ray cluster that this process is a driver of."""

    def __init__(self, driver: Driver) -> None:
        self.key = ""
        """Of the gateway, in the names of all that is its own there."""
        self.keeper_name = ""
        self.keeper: Any = None
        self._is_new = False
        """It was made by this driver, and may not have started yet."""
        self._driver = driver
        driver.serve("join", self._join)
        driver.serve("gateway", self._gateway)
        driver.serve("leave", self._leave)

    def name(self, what: str) -> str:
        """The name of something of this gateway's in Ray."""
        return f"{NAMESPACE}:{self.key}:{what}"

    async def _join(self, address: str, key: str, runtime_env: Message) -> Message:
        """Join the cluster. Blocks everything else, which needs it."""
        self.key, self.keeper_name = key, f"farfield-keeper:{key}"
        env_vars = {**runtime_env.get("env_vars", {}), "FARFIELD_RAY_KEEPER": self.keeper_name}
        joined = ray.init(
            address=address,
            namespace=NAMESPACE,
            log_to_driver=False,
            logging_level="ERROR",
            runtime_env={**runtime_env, "env_vars": env_vars},
        )
        with contextlib.suppress(ValueError):  # there is none yet
            self.keeper = ray.get_actor(self.keeper_name, NAMESPACE)
        self._is_new = self.keeper is None
        if self._is_new:
            self.keeper = self._make_keeper()
        context = ray.get_runtime_context()
        return {
            "node": context.get_node_id(),
            "version": ray.__version__,
            "address": context.gcs_address,
            "dashboard": joined.dashboard_url or "",
        }

    def _make_keeper(self) -> Any:
        keeper = ray.remote(Keeper).options(
            name=self.keeper_name,
            namespace=NAMESPACE,
            lifetime="detached",
            num_cpus=0,
            get_if_exists=True,
            max_restarts=-1,
        )
        return keeper.remote()

    async def _gateway(self, **place: Any) -> None:
        """Have the keeper know where the gateway is. Raises TimeoutError, RayError."""
        told = self.keeper.set_gateway.remote(**place)
        if self._is_new:
            self._driver.background(_done(told))
            return  # it starts beside the first worker, which asks it until it knows
        try:
            await asyncio.wait_for(_done(told), KEEPER_SECONDS)
        except (TimeoutError, RayError) as error:
            # One of a gateway before this one may not come up any more: its runtime is that gateway's.
            _log.warning("the keeper does not answer, and is made anew: %s", error or "it takes too long")
            await asyncio.to_thread(ray.kill, self.keeper)
            self.keeper = await asyncio.to_thread(self._make_keeper)
            self._driver.background(_done(self.keeper.set_gateway.remote(**place)))

    async def _leave(self) -> None:
        """The gateway ends for good: nobody needs to find it."""
        if self.keeper is not None:
            await asyncio.to_thread(ray.kill, self.keeper)


async def _done(ref: Any) -> None:
    await ref
