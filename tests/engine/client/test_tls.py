"""The way through TLS: what becomes of its sockets."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import uvloop

from farfield_engine.client.route import DialError
from farfield_engine.client.tls import TlsRoute

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

ATTEMPTS = 60


def test_an_attempt_that_fails_closes_its_socket_once(
    cut_link: Callable[..., CuttingProxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice would end a connection that has got the same number meanwhile, also one of other threads."""
    given: list[tuple[socket.socket, int]] = []
    connect = TlsRoute._connect

    async def connected(route: TlsRoute, loop: asyncio.AbstractEventLoop) -> socket.socket:
        sock = await connect(route, loop)
        given.append((sock, sock.fileno()))
        return sock

    monkeypatch.setattr(TlsRoute, "_connect", connected)
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    # It accepts, and breaks off in the middle of the handshake when it finds nobody.
    host, _, number = cut_link(f"127.0.0.1:{port}").address.partition(":")

    async def attempts() -> None:
        for _ in range(ATTEMPTS):
            with pytest.raises(DialError, match="can't be reached"):
                await TlsRoute(host, int(number), "token", "sha256-none").open(asyncio.Protocol)

    uvloop.run(attempts())
    assert given
    kept = [sock.fileno() for sock, _ in given if sock.fileno() != -1]
    assert kept == [], "sockets that will be closed once more when they are forgotten"
    number_of_any = given[-1][1]
    with pytest.raises(OSError):
        os.fstat(number_of_any)
    gc.collect()
