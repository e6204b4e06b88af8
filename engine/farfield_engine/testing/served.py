"""A Ray engine with the part of a gateway that its workers dial."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import cast

from farfield_engine.engines.base import EngineEvents, Place
from farfield_engine.engines.ray.engine import RayEngine
from farfield_engine.engines.ray.probe import RayCluster
from farfield_engine.engines.ray.shipping import runtime_env
from farfield_engine.gateway.audit import AuditLog
from farfield_engine.gateway.door import Door
from farfield_engine.gateway.framedserver import FramedServer
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.tokens import TokenBook
from farfield_engine.gateway.workerdoor import WorkerDoor


class ServedRayEngine(RayEngine):
    """Listens at a Unix socket, to workers only."""

    def __init__(self, cluster: RayCluster, directory: Path, launcher: str) -> None:
        """directory: for its files; a short one, of sockets' sake. launcher: path of farfield_launcher.py."""
        self._socket = directory / "frames.sock"
        workers = WorkerDoor(directory.name, os.urandom(32))
        who = Door(
            TokenBook(directory / "tokens", "t" * 43), AuditLog(directory / "audit.log"), time.monotonic
        )
        # No client comes: what serves them is not needed.
        self._server = FramedServer(cast(GatewayService, None), who, workers=workers)
        super().__init__(
            launcher,
            cluster,
            workers,
            key=directory.name,
            runtime_env=lambda: runtime_env(directory),
            state=directory,
        )
        workers.all_expected()

    async def start(self, events: EngineEvents) -> None:
        await super().start(events)
        await self._server.start(self._socket)
        await self.be_found(Place(self._key, str(self._socket)))

    async def close(self) -> None:
        await super().close()
        await self._server.stop()
