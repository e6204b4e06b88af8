"""The keeper: an actor that knows where the gateway is and what it lets each worker in with.

It outlives gateways, as workers do: a gateway that was started anew tells it where it is now.
"""

from __future__ import annotations

from typing import Any

NAMESPACE = "farfield"
KEEPER_VARIABLE = "FARFIELD_RAY_KEEPER"
"""Its name, in the environment of all processes of a gateway's job."""


class Keeper:
    """One for each gateway."""

    def __init__(self) -> None:
        self._gateway: dict[str, Any] = {}
        self._tokens: dict[str, str] = {}

    def set_gateway(
        self, gateway_id: str, unix_path: str, hosts: list[str], port: int, fingerprint: str
    ) -> None:
        """Say where it is. hosts: addresses where it listens with TLS. port: 0 where it does not."""
        self._gateway = {
            "gateway_id": gateway_id,
            "unix_path": unix_path,
            "hosts": list(hosts),
            "port": port,
            "fingerprint": fingerprint,
        }

    def gateway(self) -> dict[str, Any]:
        """As it was told, by name; empty: it was not told yet."""
        return self._gateway

    def set_token(self, worker: str, token: str) -> None:
        """Say what lets a worker in."""
        self._tokens[worker] = token

    def drop_token(self, worker: str) -> None:
        """The worker is no more."""
        self._tokens.pop(worker, None)

    def token(self, worker: str) -> str:
        """What lets a worker in; empty where none is known."""
        return self._tokens.get(worker, "")

    def way(self, worker: str) -> tuple[dict[str, Any], str]:
        """Both at once."""
        return self._gateway, self.token(worker)
