"""What plain Python does over TLS: one stream, blocking sockets, 1 MiB at a time, as iperf3 would.

Run as a program it is the other end: it prints its port, and then sends and takes as it is told.
"""

from __future__ import annotations

import socket
import ssl
import struct
import subprocess
import sys
import time
from pathlib import Path

from farfield_engine.gateway.certificate import own_certificate, server_context

CHUNK = 1 << 20
_ORDER = struct.Struct("<cQ")


class TlsPeer:
    """A client of that program, which it starts."""

    def __init__(self, directory: Path) -> None:
        """directory: where its certificate may be made."""
        command = [sys.executable, __file__, str(directory)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        port = int(self._process.stdout.readline())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._sock = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
        self._data = memoryview(bytearray(CHUNK))

    def up(self, size: int) -> float:
        """Send so much, until the other end has it; seconds."""
        began = time.perf_counter()
        self._sock.sendall(_ORDER.pack(b"u", size))
        _send(self._sock, self._data, size)
        self._sock.recv(1)
        return time.perf_counter() - began

    def down(self, size: int) -> float:
        """Take so much; seconds."""
        began = time.perf_counter()
        self._sock.sendall(_ORDER.pack(b"d", size))
        _take(self._sock, self._data, size)
        return time.perf_counter() - began

    def close(self) -> None:
        """End both."""
        self._sock.close()
        self._process.wait(10)


def _send(sock: ssl.SSLSocket, data: memoryview, size: int) -> None:
    while size:
        part = min(size, CHUNK)
        sock.sendall(data[:part])
        size -= part


def _take(sock: ssl.SSLSocket, buffer: memoryview, size: int) -> None:
    while size:
        count = sock.recv_into(buffer, min(size, CHUNK))
        if not count:
            raise OSError("the other end has gone")
        size -= count


def _serve(directory: Path) -> None:
    certificate = own_certificate(directory)
    context = server_context(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        plain, _ = listener.accept()
    buffer = memoryview(bytearray(CHUNK))
    with context.wrap_socket(plain, server_side=True) as sock:
        while order := sock.recv(_ORDER.size):
            kind, size = _ORDER.unpack(order)
            if kind == b"u":
                _take(sock, buffer, size)
                sock.sendall(b".")
            else:
                _send(sock, buffer, size)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
