"""The hops to a worker behind a gateway that listens elsewhere, farfield://HOST:PORT."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from dataclasses import replace

from farfield_engine.access.dialling import PROTOCOL
from farfield_engine.access.fingerprints import fingerprint
from farfield_engine.cli.hops import Hop, HopsOfGateway, packages, python
from farfield_engine.client.reach import reach
from farfield_engine.client.remembered import Remembered, resolve
from farfield_engine.client.route import DialError
from farfield_engine.client.target import parse_farfield
from farfield_engine.client.tls import TlsRoute
from farfield_engine.errors import FarfieldError

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0

_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG", "HTTP_REQUEST")
_OLD_TLS = ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL")


class HopsFar:
    """A gateway that `farfield serve` runs on some machine. Each hop is walked by itself."""

    def __init__(self, target: str, after: contextlib.ExitStack) -> None:
        """Raises AttachError where the target can't be understood."""
        self._target = parse_farfield(target)
        self._gateway = HopsOfGateway(after, ANSWER_SECONDS)
        self._shown = b""
        """The certificate that came."""

    def all(self) -> list[Hop]:
        return [
            ("python", python),
            ("packages", packages),
            ("name", self._name),
            ("port", self._port),
            ("TLS", self._tls),
            ("certificate", self._certificate),
            ("token", self._token),
            ("version", self._gateway.version),
            ("round trip", self._gateway.round_trip),
            ("worker", self._gateway.worker),
        ]

    def _name(self) -> str:
        host = self._target.host
        try:
            found = socket.getaddrinfo(host, self._target.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise FarfieldError(
                f"the name '{host}' is not known here: {error.strerror or error}; is it spelled right, and "
                "are you in the network (or VPN) where it is known?"
            ) from error
        return f"{host} is {', '.join(sorted({str(address[0]) for *_, address in found}))}"

    def _port(self) -> str:
        began = time.monotonic()
        with self._connected():
            return (
                f"{self._target.address} takes connections, after {1000 * (time.monotonic() - began):.0f} ms"
            )

    def _connected(self) -> socket.socket:
        where = self._target.address
        try:
            return socket.create_connection((self._target.host, self._target.port), CONNECT_SECONDS)
        except TimeoutError:
            raise FarfieldError(
                f"{where} does not answer within {CONNECT_SECONDS:g} s: the machine is off, or a firewall "
                "drops what goes to this port; open it there, or use ssh://, which needs no port"
            ) from None
        except ConnectionRefusedError:
            raise FarfieldError(
                f"nothing listens at {where}, and the machine says so; start 'farfield serve' there, with "
                "--host 0.0.0.0 for others than itself, or see which --port it has"
            ) from None
        except OSError as error:
            raise FarfieldError(f"{where} can't be reached: {error.strerror or error}") from error

    def _tls(self) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.set_alpn_protocols([PROTOCOL])
        # Nothing is sent: whose certificate it is, is the next hop.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        try:
            with (
                self._connected() as plain,
                context.wrap_socket(plain, server_hostname=self._target.host) as secured,
            ):
                self._shown = secured.getpeercert(binary_form=True) or b""
                spoken, version = secured.selected_alpn_protocol(), secured.version()
        except (OSError, ssl.SSLError) as error:
            raise FarfieldError(self._without_tls(error)) from error
        if spoken != PROTOCOL:
            raise FarfieldError(
                f"what answers at {self._target.address} speaks {version} and is no Farfield gateway: "
                "another server, or a proxy that ends TLS itself; is the port right?"
            )
        return f"{version}, {PROTOCOL}"

    def _without_tls(self, error: OSError) -> str:
        where = self._target.address
        if isinstance(error, TimeoutError):
            return (
                f"{where} takes connections and says nothing: the gateway hangs or is stopped, or it is "
                "another server; see what runs there"
            )
        reason = (error.reason or "") if isinstance(error, ssl.SSLError) else ""
        if any(sign in reason for sign in _NO_TLS):
            return (
                f"what answers at {where} does not speak TLS, so it is no gateway (a web server, say); is "
                "the port the one that 'farfield url' shows?"
            )
        if any(sign in reason for sign in _OLD_TLS):
            return (
                f"what answers at {where} has no TLS 1.3, only older: a proxy in between, or no gateway; is "
                "the port right?"
            )
        return (
            f"{where} ends the connection before TLS has begun ({reason or error}): it is no gateway, or too "
            "many wrong tokens came from your address lately, then wait some minutes"
        )

    def _certificate(self) -> str:
        # What is remembered counts as well; which token there is, is the next hop.
        asked = resolve(replace(self._target, token=self._target.token or "any"), Remembered())
        given = fingerprint(self._shown)
        if not asked.certificate:
            return self._trusted(given)
        if given != asked.certificate:
            raise FarfieldError(
                f"{asked.address} shows the certificate {given}, and {asked.certificate} is expected: the "
                "gateway has a new one, or somebody is in between; ask who runs it, and if it is new, "
                f"\"farfield login\" with what 'farfield url' shows there"
            )
        return f"{given}, as expected"

    def _trusted(self, given: str) -> str:
        """No fingerprint is known: the system's trust store decides, and the clock."""
        try:
            TlsRoute(self._target.host, self._target.port, "", "").open_blocking(CONNECT_SECONDS).close()
        except DialError as error:
            clock = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
            timely = "expired" in str(error) or "not yet valid" in str(error)
            note = f"; this machine's clock says {clock}: is that right?" if timely else ""
            raise FarfieldError(f"{error}{note}") from error
        return f"{given}, which this system trusts"

    def _token(self) -> str:
        self._gateway.reach(reach(self._target.str_without_token()))
        return self._gateway.token()
