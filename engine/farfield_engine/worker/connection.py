"""Connections that a worker dials: a Unix socket, or TLS. Nothing here ever waits."""

from __future__ import annotations

import contextlib
import errno
import hmac
import os
import select
import socket

from farfield_engine.access.dialling import PROTOCOL, client_context, keep_alive
from farfield_engine.access.fingerprints import fingerprint

PIECE = 1 << 18
"""Bytes that are read or written at once."""


class Connection:
    """One connection, from the first step of dialling on. One thread at a time."""

    def __init__(self, family: int, address: object) -> None:
        """Begin to connect. Raises OSError."""
        self._sock = socket.socket(family, socket.SOCK_STREAM)
        self._rest = memoryview(b"")
        """What is still to be written."""
        try:
            self._sock.setblocking(False)
            failed = self._sock.connect_ex(address)  # type: ignore[arg-type]
            if failed not in (0, errno.EINPROGRESS):
                raise OSError(failed, os.strerror(failed))  # of a Unix socket all is known at once
            self._connected = failed == 0
        except BaseException:
            self._sock.close()
            raise

    def fileno(self) -> int:
        """-1 once it is closed."""
        return self._sock.fileno()

    @property
    def behind(self) -> bool:
        """Whether something that was taken is still to be written."""
        return len(self._rest) > 0

    @property
    def watched(self) -> int:
        """What to poll the descriptor for."""
        return select.POLLIN | (select.POLLOUT if not self._connected or self._rest else 0)

    def step(self) -> bool:
        """Go on, when the descriptor is ready; whether it is open now. Raises OSError."""
        if not self._connected:
            failed = self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if failed:
                raise OSError(failed, os.strerror(failed))
            try:
                self._sock.getpeername()
            except OSError as error:
                if error.errno == errno.ENOTCONN:
                    return False
                raise
            self._connected = True
        return True

    def read(self) -> bytes | None:
        """What has come, possibly nothing; None at the end. Raises OSError."""
        try:
            return self._sock.recv(PIECE) or None
        except BlockingIOError:
            return b""

    def offer(self, data: bytes) -> bool:
        """Take something to be written; False where what was taken before has to go first. Raises OSError."""
        if not self.flush():
            return False
        self._rest = memoryview(data)
        self.flush()
        return True

    def flush(self) -> bool:
        """Write what can be written; whether nothing is left. Raises OSError."""
        while self._rest:
            try:
                sent = self._sock.send(self._rest[:PIECE])
            except BlockingIOError:
                return False
            self._rest = self._rest[sent:]
        return True

    def close(self) -> None:
        """End it, also where a fork of this process holds it too."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        self._rest = memoryview(b"")


class SecureConnection(Connection):
    """TLS 1.3 to a gateway whose certificate is known by its fingerprint."""

    def __init__(self, family: int, address: object, certificate: str) -> None:
        """certificate: its fingerprint. Raises OSError."""
        import ssl  # not needed on the gateway's own machine

        self._certificate = certificate
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = client_context(pinned=True).wrap_bio(self._incoming, self._outgoing)
        self._wants = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
        self._ends = (ssl.SSLZeroReturnError, ssl.SSLEOFError)
        self._shaken = False
        super().__init__(family, address)
        try:
            keep_alive(self._sock)
        except BaseException:
            self._sock.close()
            raise

    def step(self) -> bool:
        if not super().step():
            return False
        if self._shaken:
            return True
        self._take_in()
        with contextlib.suppress(*self._wants):
            self._tls.do_handshake()
            self._shaken = True
        self._send_out()
        if self._shaken:
            self._check()
        return self._shaken

    def _check(self) -> None:
        """Raise OSError where the other end is not the gateway that is meant."""
        if self._tls.selected_alpn_protocol() != PROTOCOL:
            raise OSError("what answers is no Farfield gateway")
        given = fingerprint(self._tls.getpeercert(binary_form=True) or b"")
        if not hmac.compare_digest(given.encode(), self._certificate.encode()):
            raise OSError(f"it shows another certificate ({given}) than the cluster knows it by")

    def read(self) -> bytes | None:
        ended = self._take_in()
        plain = bytearray()
        try:
            while True:
                piece = self._tls.read(PIECE)
                if not piece:
                    ended = True
                    break
                plain += piece
        except self._wants:
            pass
        except self._ends:
            ended = True
        self._send_out()  # an answer of TLS's own
        return bytes(plain) if plain or not ended else None

    def _take_in(self) -> bool:
        """Have TLS take what has come; whether that was the end."""
        data = super().read()
        if data is None:
            self._incoming.write_eof()
            return True
        self._incoming.write(data)
        return False

    def offer(self, data: bytes) -> bool:
        if not self.flush():
            return False
        self._tls.write(data)
        self._send_out()
        return True

    def _send_out(self) -> None:
        if self._outgoing.pending:
            self._rest = memoryview(bytes(self._rest) + self._outgoing.read())
        self.flush()
