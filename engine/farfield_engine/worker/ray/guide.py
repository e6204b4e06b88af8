"""How a worker finds its gateway: it asks the keeper, without waiting for the answer."""

from __future__ import annotations

import time
from typing import Any

import ray

from farfield_engine.worker.dialler import NoGateway, Way
from farfield_engine.worker.ray.keeper import NAMESPACE

GONE_SECONDS = 60.0
"""A keeper that is dead for so long does not come again: the cluster is gone, or the gateway has ended."""


class KeeperGuide:
    """Knows what the keeper knows. Asked again and again, on one thread."""

    def __init__(self, worker: str, keeper: str) -> None:
        """worker: whose token it is to be. keeper: its name."""
        self._worker = worker
        self._name = keeper
        self._handle: Any = None
        self._asked: Any = None
        self._gone = 0.0
        """Since when there is no keeper."""

    def ask(self) -> None:
        try:
            if self._handle is None:
                self._handle = ray.get_actor(self._name, NAMESPACE)
            self._asked = self._handle.way.remote(self._worker)
        except Exception as error:
            self._missed(error)

    def answer(self) -> Way | None:
        try:
            ready, _ = ray.wait([self._asked], timeout=0)
            if not ready:
                return None
            gateway, token = ray.get(self._asked)
        except Exception as error:
            self._missed(error)
            return None
        self._gone = 0.0
        if not gateway or not token:
            raise OSError("the keeper has not been told where the gateway is")
        hosts, port = tuple(gateway["hosts"]), gateway["port"]
        return Way(token, gateway["unix_path"], hosts, port, gateway["fingerprint"])

    def _missed(self, error: Exception) -> None:
        """Nobody has answered. Raises NoGateway, or OSError: it is to be tried again."""
        self._handle, now = None, time.monotonic()
        self._gone = self._gone or now
        if now - self._gone > GONE_SECONDS:
            raise NoGateway from error
        raise OSError(f"the keeper can't be asked: {error}") from error
