"""The hops to a worker of a RayCluster on Kubernetes, kuberay://NAMESPACE/CLUSTER."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.metadata
from typing import TYPE_CHECKING

from farfield_engine.cli.hops import Hop, HopsOfGateway, packages, python
from farfield_engine.client import kuberay
from farfield_engine.client.kuberaytarget import parse_kuberay
from farfield_engine.client.reach import reach

if TYPE_CHECKING:
    from farfield_engine.client.kuberayapi import ApiServer
    from farfield_engine.client.kuberayhead import Head

ANSWER_SECONDS = 10.0

HEAD_SECONDS = 10.0
"""How long a head pod is awaited: what keeps it from running is what is asked for."""


class HopsToKubeRay:
    """Kubernetes, and what is there."""

    def __init__(self, target: str, after: contextlib.ExitStack) -> None:
        """Raises AttachError where the target can't be understood."""
        self._target = parse_kuberay(target)
        self._gateway = HopsOfGateway(after, ANSWER_SECONDS)
        self._after = after
        # Not the loop of clients: what it asks blocks threads of its own.
        self._runner = asyncio.Runner()
        after.callback(self._runner.close)
        self._server: ApiServer | None = None
        self._head: Head | None = None

    def all(self) -> list[Hop]:
        return [
            ("python", python),
            ("packages", packages),
            ("kubernetes", self._package),
            ("kubeconfig", self._kubeconfig),
            ("cluster", self._cluster),
            ("head pod", self._pod),
            ("gateway", self._gateway_there),
            ("forwarding", self._forwarding),
            ("token", self._gateway.token),
            ("version", self._gateway.version),
            ("round trip", self._gateway.round_trip),
            ("worker", self._gateway.worker),
        ]

    def _package(self) -> str:
        kuberay.check_package()
        return f"the package kubernetes {importlib.metadata.version('kubernetes')}"

    def _kubeconfig(self) -> str:
        from farfield_engine.client.kuberayapi import ApiServer

        self._server = server = ApiServer(self._target.namespace, self._target.context)
        self._after.callback(lambda: self._runner.run(server.close()))
        self._runner.run(server.sign_in())
        return f"says that it is about {server.name}"

    def _cluster(self) -> str:
        from farfield_engine.client.kuberayhead import check_cluster

        assert self._server is not None, "the hops are walked in order"
        self._runner.run(check_cluster(self._server, self._target.cluster))
        return f"the RayCluster '{self._target.cluster}' is there"

    def _pod(self) -> str:
        from farfield_engine.client.kuberayhead import await_head

        assert self._server is not None
        waiting = await_head(self._server, self._target.cluster, HEAD_SECONDS, lambda text: None)
        self._head = self._runner.run(waiting)
        return f"{self._head} runs"

    def _gateway_there(self) -> str:
        from farfield_engine.client.kuberaygateway import find_gateway

        assert self._server is not None and self._head is not None
        found = find_gateway(self._server, self._head, kuberay.ENGINE, lambda text: None)
        return f"listens at port {self._runner.run(found).port} there"

    def _forwarding(self) -> str:
        self._gateway.reach(reach(str(self._target)))
        return "Kubernetes leads to the gateway's port"
