"""What all who dial a gateway through TLS do alike: clients, and workers on other machines."""

from __future__ import annotations

import socket
import ssl

PROTOCOL = "farfield/1"
"""What is agreed on by ALPN: frames, not gRPC."""

ALIVE_IDLE, ALIVE_INTERVAL, ALIVE_PROBES = 5, 3, 3
"""After so many seconds of silence the other end is probed, every so often, so many times."""

DEAD_MILLISECONDS = 14_000
"""What was sent and not acknowledged for so long means that the connection is dead."""


def client_context(*, pinned: bool) -> ssl.SSLContext:
    """TLS 1.3 and nothing older. pinned: the certificate is known by its fingerprint, and compared by it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols([PROTOCOL])
    if pinned:
        # It is compared before anything is sent.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    else:
        context.load_default_certs()
    return context


def keep_alive(sock: socket.socket) -> None:
    """Have the system find out soon that the other end is gone, and send small frames at once."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ALIVE_IDLE)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, ALIVE_INTERVAL)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, ALIVE_PROBES)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_MILLISECONDS)
