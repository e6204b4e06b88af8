"""The cutting proxy itself, which other tests rely on."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

SECONDS = 20.0


@pytest.fixture(params=["unix", "tcp"])
def echo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of somebody who sends back what comes, and then the end."""
    is_unix = request.param == "unix"
    listener = socket.socket(socket.AF_UNIX if is_unix else socket.AF_INET)
    listener.bind(str(tmp_path / "echo") if is_unix else ("127.0.0.1", 0))
    listener.listen()
    threads = []

    def carry(connection: socket.socket) -> None:
        with connection:
            try:
                while data := connection.recv(1 << 16):
                    connection.sendall(data)
            except OSError:
                pass  # cut

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=carry, args=(connection,)))
            threads[-1].start()

    threads.append(threading.Thread(target=accept))
    threads[0].start()
    yield str(tmp_path / "echo") if is_unix else f"127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for thread in threads:
        thread.join(SECONDS)


def connect(address: str) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX if "/" in address else socket.AF_INET)
    sock.settimeout(SECONDS)
    host, _, port = address.rpartition(":")
    try:
        sock.connect(address if "/" in address else (host, int(port)))
    except ConnectionError:
        sock.close()
        raise
    return sock


def receive(sock: socket.socket, count: int) -> bytes:
    parts = b""
    while len(parts) < count and (data := sock.recv(1 << 16)):
        parts += data
    return parts


def is_refused(address: str) -> bool:
    try:
        with connect(address) as sock:
            return is_broken(sock)
    except ConnectionError:  # it was reset before this end knew that it was there
        return True


def is_broken(sock: socket.socket) -> bool:
    try:
        return sock.recv(1) == b""
    except ConnectionError:
        return True


def test_it_carries_cuts_and_heals(echo: str, cut_link: Callable[..., CuttingProxy]) -> None:
    proxy = cut_link(echo)
    with connect(proxy.address) as sock:
        sock.sendall(b"x" * 1_000_000)
        sock.shutdown(socket.SHUT_WR)
        assert receive(sock, 1_000_001) == b"x" * 1_000_000
        assert (proxy.up, proxy.down, proxy.accepted) == (1_000_000, 1_000_000, 1)
    with connect(proxy.address) as sock:
        sock.sendall(b"abc")
        assert receive(sock, 3) == b"abc"
        proxy.cut()
        assert is_broken(sock)
    assert is_refused(proxy.address)
    assert (proxy.accepted, proxy.refused, proxy.open) == (2, 1, 0)
    proxy.heal()
    with connect(proxy.address) as sock:
        sock.sendall(b"again")
        assert receive(sock, 5) == b"again"
        proxy.snap_after(3)
        sock.sendall(b"more")
        assert is_broken(sock)


def test_it_stalls_and_delays(echo: str, cut_link: Callable[..., CuttingProxy]) -> None:
    proxy = cut_link(echo)
    with connect(proxy.address) as sock:
        sock.sendall(b"1")
        assert receive(sock, 1) == b"1"
        proxy.stall()
        sock.sendall(b"23")
        sock.settimeout(0.1)
        with pytest.raises(TimeoutError):
            sock.recv(1)
        sock.settimeout(SECONDS)
        proxy.heal()
        assert receive(sock, 2) == b"23"
        proxy.delay(50)
        began = time.monotonic()
        sock.sendall(b"45")
        assert receive(sock, 2) == b"45"
        assert 0.09 < time.monotonic() - began < SECONDS
        proxy.delay(0)
        sock.sendall(b"67")
        assert receive(sock, 2) == b"67"
