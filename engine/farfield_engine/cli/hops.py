"""The hops that all ways to a worker have: this Python at one end, a gateway and its workers at the other."""

from __future__ import annotations

import contextlib
import importlib.metadata
import sys
import time
from collections.abc import Callable

from farfield_engine.cli.errand import run_errand
from farfield_engine.client.about import round_trip_text
from farfield_engine.client.client import Client
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.visitor import NotAdmittedError, Visitor
from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION
from farfield_engine.wire.v1 import gateway_pb2 as pb

TASK_SECONDS = 20.0
CLUSTER_TASK_SECONDS = 90.0
"""Where an engine has to find room first, and to start a process there."""
ROUNDS = 5

_PACKAGES = ("grpcio", "protobuf", "cloudpickle", "ipython", "ipykernel", "jupyterlab", "anywidget")

Check = Callable[[], str]
"""What was found, in a line. Raises FarfieldError or OSError with what is wrong, and what to do."""

Hop = tuple[str, Check]


def python() -> str:
    return f"{sys.version.split()[0]} in {sys.prefix}, Farfield {VERSION}"


def packages() -> str:
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


class HopsOfGateway:
    """What is asked of a gateway that is reached."""

    def __init__(self, after: contextlib.ExitStack, seconds: float) -> None:
        """seconds: how long it may take to answer."""
        self._after = after
        self._seconds = seconds
        self._status = pb.StatusReply()
        self._refused: NotAdmittedError | None = None
        self.info: ConnectionInfo | None = None

    def reach(self, info: ConnectionInfo) -> None:
        """Ask this gateway; what it thinks of the token is told by `token`. Raises FarfieldError."""
        self.info = info
        self._after.callback(info.route.close)
        with Visitor(info, self._seconds) as visitor:
            try:
                self._status = visitor.status()
            except NotAdmittedError as error:
                self._refused = error

    def token(self) -> str:
        if self._refused is not None:
            raise self._refused
        status = self._status
        draining = "; it is about to end, and takes nothing new" if status.draining else ""
        return f"accepted; up {status.uptime:.0f} s, {status.jobs} jobs open{draining}"

    def version(self) -> str:
        there = self._status.version
        if there != VERSION:
            raise FarfieldError(
                f"the gateway is Farfield {there}, this is {VERSION}; install the same version on both "
                "sides, and restart the gateway"
            )
        return f"Farfield {there} on both sides"

    def round_trip(self) -> str:
        with Visitor(self._reached, self._seconds) as visitor:
            visitor.status()
            trips = []
            for _ in range(ROUNDS):
                began = time.monotonic()
                visitor.status()
                trips.append(time.monotonic() - began)
        return f"{round_trip_text(min(trips))}; a connection and {ROUNDS} questions were made"

    def worker(self) -> str:
        client = Client.at(self._reached, "doctor")
        try:
            began = time.monotonic()
            where = run_errand(
                client, CLUSTER_TASK_SECONDS if self._status.engine != "local" else TASK_SECONDS
            )
            seconds = time.monotonic() - began
        finally:
            client.close(detach=True)
        here = ".".join(map(str, sys.version_info[:3]))
        differs = client.python and client.python.split(".")[:2] != here.split(".")[:2]
        note = (
            f"; its Python is {client.python}, this is {here}: functions and cells are sent as source, "
            "and what needs the same Python is told so"
        )
        return (
            f"process {where} on {client.host} ran a task and its result came back in {seconds:.2f} s"
            f"{note if differs else ''}"
        )

    @property
    def _reached(self) -> ConnectionInfo:
        assert self.info is not None, "the hops are walked in order"
        return self.info
