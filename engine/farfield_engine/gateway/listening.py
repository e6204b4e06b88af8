"""Where a gateway is reached: its Unix sockets, and its one TLS port where it is to have one."""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import grpc

from farfield_engine.access.served import Served, remove_served, write_served
from farfield_engine.engines.base import Place
from farfield_engine.errors import AttachError
from farfield_engine.gateway.auth import TokenInterceptor
from farfield_engine.gateway.certificate import given_certificate, own_certificate, server_context
from farfield_engine.gateway.door import Door, peer_name
from farfield_engine.gateway.framedserver import FramedServer
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.tlsserver import TlsServer
from farfield_engine.gateway.workerdoor import WorkerDoor
from farfield_engine.places import FRAMED_SOCKET_FILE, SOCKET_FILE
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc

LONGEST_MESSAGE = 1 << 30
STOP_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Port:
    """Where others than this user's processes find the gateway."""

    host: str
    port: int
    chain: Path | None = None
    """Of a certificate that was given; None: it has one of its own."""
    key: Path | None = None


class Listening:
    """The servers of a gateway. All on its loop."""

    def __init__(
        self,
        service: GatewayService,
        door: Door,
        directory: Path,
        state: Path,
        port: Port | None,
        workers: WorkerDoor | None = None,
    ) -> None:
        """directory: of its Unix sockets. state: where its certificate is, and where it says its port.

        workers: where workers come in that dial the gateway.
        """
        self._service = service
        self._directory = directory
        self._state = state
        self._port = port
        self._framed = FramedServer(service, door, workers=workers)
        self._door = door
        self._tls: TlsServer | None = None
        self._at: tuple[str, int, str] = ("", 0, "")
        """Host, port and certificate of the TLS port, once it is open."""
        size = LONGEST_MESSAGE
        self._grpc = grpc.aio.server(
            interceptors=[TokenInterceptor(door)],
            options=[("grpc.max_receive_message_length", size), ("grpc.max_send_message_length", size)],
        )
        rpc.add_GatewayServicer_to_server(service, self._grpc)

    async def start(self) -> None:
        """Listen, at first to workers only.

        Raises AttachError where the port can't be had, OSError for the sockets.
        """
        await self._framed.start(self._directory / FRAMED_SOCKET_FILE)
        if self._port is not None:
            await self._start_tls(self._port, self._directory / SOCKET_FILE)

    async def open_to_clients(self) -> None:
        """Listen to all. Raises OSError."""
        path = self._directory / SOCKET_FILE
        path.unlink(missing_ok=True)
        self._grpc.add_insecure_port(f"unix:{path}")
        await self._grpc.start()
        self._framed.open_to_clients()

    async def _start_tls(self, wanted: Port, grpc_socket: Path) -> None:
        if wanted.chain is not None and wanted.key is not None:
            certificate = given_certificate(wanted.chain, wanted.key)
        else:
            certificate = own_certificate(self._state / "tls")
        self._tls = TlsServer(self._framed, self._door, server_context(certificate), grpc_socket)
        try:
            port = await self._tls.start(wanted.host, wanted.port)
        except OSError as error:
            raise AttachError(
                f"can't listen at {peer_name((wanted.host, wanted.port))}: {error.strerror or error}; "
                "choose another --port, or --port 0 for any free one"
            ) from error
        self._at = (wanted.host, port, certificate.fingerprint)
        write_served(self._state, Served(wanted.host, port, certificate.fingerprint, os.getpid()))
        self._service.listening = peer_name((wanted.host, port))

    def place(self, gateway: str) -> Place:
        """Where it listens, for workers that dial. gateway: its id."""
        return Place(gateway, str(self._directory / FRAMED_SOCKET_FILE), *self._at)

    async def stop(self) -> None:
        """Listen no more, and end all connections."""
        if self._tls is not None:
            with contextlib.suppress(OSError):
                remove_served(self._state)
            await self._tls.stop()
        await asyncio.gather(self._grpc.stop(STOP_SECONDS), self._framed.stop())
