"""The way to a gateway elsewhere: TLS to its one port, the certificate known by its fingerprint."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import socket
import ssl
from collections.abc import Callable

import uvloop

from farfield_engine.access.dialling import PROTOCOL, client_context, keep_alive
from farfield_engine.access.fingerprints import fingerprint
from farfield_engine.client.route import OPEN_SECONDS, DialError, P, Route

CONNECT_SECONDS = 1.5
"""How long one attempt to connect may take: a lost packet of it is sent again after 1, 3 and 7 s only."""


class TlsRoute(Route):
    """TLS 1.3 to a host and port."""

    def __init__(self, host: str, port: int, token: str, certificate: str = "") -> None:
        """certificate: "sha256-…", the fingerprint; where it is empty, the system's trust store decides."""
        self.host = host
        self.port = port
        self._token = token
        self._certificate = certificate
        self._tries = 0

    @property
    def token(self) -> str:
        return self._token

    @property
    def name(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"farfield://{host}:{self.port}"

    async def open(self, make: Callable[[], P]) -> P:
        loop = asyncio.get_running_loop()
        context = client_context(pinned=bool(self._certificate))
        sock = await self._connect(loop)
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                transport, protocol = await loop.create_connection(
                    make, sock=sock, ssl=context, server_hostname=self.host
                )
        except (OSError, TimeoutError, ssl.SSLError) as error:
            raise self._failed(error) from error
        finally:
            # uvloop takes the descriptor. Where the connection breaks early it closes it and leaves the
            # number in `sock`, which would once more close what has that number by then.
            # asyncio keeps `sock` itself.
            if isinstance(loop, uvloop.Loop):
                sock.detach()
        try:
            self._check(transport.get_extra_info("ssl_object"))
        except BaseException:
            transport.abort()
            raise
        return protocol

    async def _connect(self, loop: asyncio.AbstractEventLoop) -> socket.socket:
        """A socket to the first of the host's addresses that answers. Raises DialError."""
        try:
            found = await loop.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise self._failed(error) from error
        failed: Exception = OSError("it has no address")
        for family, kind, protocol, _, address in found:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.setblocking(False)
                async with asyncio.timeout(CONNECT_SECONDS):
                    await loop.sock_connect(sock, address)
                keep_alive(sock)
                return sock
            except (OSError, TimeoutError) as error:
                sock.close()
                failed = error
            except BaseException:
                sock.close()
                raise
        raise self._failed(failed) from failed

    def open_blocking(self, seconds: float = OPEN_SECONDS) -> socket.socket:
        with contextlib.ExitStack() as undo:
            try:
                plain = socket.create_connection((self.host, self.port), timeout=seconds)
                undo.callback(plain.close)
                keep_alive(plain)
                context = client_context(pinned=bool(self._certificate))
                sock = context.wrap_socket(plain, server_hostname=self.host)
                undo.callback(sock.close)
            except (OSError, ssl.SSLError) as error:
                raise self._failed(error) from error
            self._check(sock)
            undo.pop_all()
        return sock

    def _check(self, connection: ssl.SSLObject | ssl.SSLSocket) -> None:
        """Raise DialError where the other end is not the gateway that is meant."""
        if connection.selected_alpn_protocol() != PROTOCOL:
            raise DialError(f"what answers at {self.name} is no Farfield gateway", for_good=True)
        if not self._certificate:
            return
        given = fingerprint(connection.getpeercert(binary_form=True) or b"")
        if not hmac.compare_digest(given.encode(), self._certificate.encode()):
            raise DialError(
                f"{self.name} shows another certificate ({given}) than the connection string names "
                f"({self._certificate}), so the token was not sent: somebody may be in between, or the "
                "gateway has a new one; ask who runs it, then 'farfield login' with the new string",
                for_good=True,
            )

    def _failed(self, error: Exception) -> DialError:
        match error:
            case socket.gaierror():
                return DialError(f"the name '{self.host}' is not known here: {error.strerror}")
            case TimeoutError():
                return DialError(
                    f"{self.name} does not answer: the machine is off, or a firewall is in between"
                )
            case ConnectionRefusedError():
                return DialError(f"nothing listens at {self.name}; 'farfield serve' starts a gateway there")
            case ssl.SSLCertVerificationError():
                reason = error.verify_message
                return DialError(
                    f"the certificate of {self.name} is not trusted here ({reason}); "
                    "use the connection string, which has its fingerprint",
                    for_good=True,
                )
            case ssl.SSLError():
                return DialError(
                    f"{self.name} does not speak TLS 1.3 as a gateway does: {error.reason or error}"
                )
        return DialError(f"{self.name} can't be reached: {str(error) or 'it ended the connection'}")
