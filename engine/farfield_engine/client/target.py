"""What a user attaches to, as it is written: farfield://HOST:PORT?cert=…#TOKEN and ssh://USER@HOST:PORT."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from farfield_engine.access.fingerprints import EXAMPLE, is_fingerprint
from farfield_engine.access.strings import DEFAULT_PORT, SCHEME, connection_string, host_and_port, is_token
from farfield_engine.errors import AttachError

__all__ = ["FarfieldTarget", "SshTarget", "connection_string", "parse_farfield", "parse_ssh"]

_SSH_SCHEME = "ssh://"
_LONGEST = 2000
# What a shell would see in it: an ssh config may hand host and user on to one (ProxyCommand, Match exec).
_SHELLS_OWN = frozenset("'`\"$\\;&<>|(){}*?[]!#~%=,")


@dataclass(frozen=True, slots=True)
class FarfieldTarget:
    """A gateway that listens. Certificate and token are empty where the string has none."""

    host: str
    port: int
    certificate: str = ""
    token: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """host:port, by which what is remembered of it is found."""
        return host_and_port(self.host, self.port)

    def str_without_token(self) -> str:
        """As a connection string that may be shown."""
        return connection_string(self.host, self.port, self.certificate, "")

    def __str__(self) -> str:
        return self.str_without_token()


@dataclass(frozen=True, slots=True)
class SshTarget:
    """A machine that ssh knows. What is empty or 0 is left to ssh's own configuration."""

    user: str
    host: str
    port: int

    def __str__(self) -> str:
        place = host_and_port(self.host, self.port) if self.port else self.host
        return f"{_SSH_SCHEME}{self.user}@{place}" if self.user else f"{_SSH_SCHEME}{place}"


def parse_farfield(text: str) -> FarfieldTarget:
    """The target. Raises AttachError that names what is wrong with it, and shows no secret."""
    # The token first: from here on, what is shown doesn't hold it.
    shown, mark, token = text.strip().partition("#")
    _check_form(shown, SCHEME)
    if mark and not is_token(token):
        raise AttachError(
            f"what follows the '#' of '{shown}' is no token: up to 512 visible characters, and no spaces"
        )
    place, asked, query = shown[len(SCHEME) :].partition("?")
    place = place.removesuffix("/")
    if "@" in place:
        raise AttachError(
            f"a {SCHEME} target names no user: the token says who you are; write '{SCHEME}HOST:PORT'"
        )
    if "/" in place:
        raise AttachError(f"'{shown}' has a path, '/{place.partition('/')[2]}': nothing follows the port")
    host, port = _host_and_port(place, shown)
    return FarfieldTarget(_host(host, shown), port or DEFAULT_PORT, _certificate(query, shown, asked), token)


def parse_ssh(text: str) -> SshTarget:
    """The target. Raises AttachError; also for what ssh, or a shell behind it, would misunderstand."""
    shown = text.strip()
    _check_form(shown, _SSH_SCHEME)
    user, at, place = shown[len(_SSH_SCHEME) :].rpartition("@")
    if ":" in user:
        raise AttachError("an ssh:// target holds no password: ssh asks for it, or uses a key")
    place = place.removesuffix("/")
    if found := sorted(set(place) & set("/?#")):
        raise AttachError(f"'{shown}' has a '{found[0]}': an ssh:// target ends with host or port")
    if at and not user:
        raise AttachError(f"'{shown}' has no user before the '@'")
    _check_for_ssh("user", user, shown)
    host, port = _host_and_port(place, shown)
    if not host or host.startswith("[") or not host.isascii():
        host = _host(host, shown)
    else:
        # It may be an alias in ssh's configuration: left as it is.
        _check_for_ssh("host", host, shown)
    return SshTarget(user, host, port)


# --- the parts --------------------------------------------------------------


def _check_form(shown: str, scheme: str) -> None:
    if not shown.lower().startswith(scheme):
        raise AttachError(f"a target for this begins with '{scheme}'")
    if len(shown) > _LONGEST:
        raise AttachError(f"the target is too long: {len(shown)} characters")
    for character in shown:
        if character.isspace() or not character.isprintable():
            raise AttachError(f"the target {_without_user(shown)!r} has a space or control character in it")


def _without_user(shown: str) -> str:
    """Someone may have written a password there."""
    scheme, _, rest = shown.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _host_and_port(place: str, shown: str) -> tuple[str, int]:
    """The host, an IPv6 address in its brackets, and the port, 0 where there is none."""
    if place.startswith("["):
        host, closed, rest = place.partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise AttachError(f"'{shown}': an IPv6 address is written '[::1]' or '[::1]:{DEFAULT_PORT}'")
        host, colon, port = host + closed, rest[:1], rest[1:]
    else:
        host, colon, port = place.partition(":")
        if ":" in port:
            raise AttachError(f"'{shown}': an IPv6 address is written in brackets: '[::1]:{DEFAULT_PORT}'")
    if not colon:
        return host, 0
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise AttachError(f"'{shown}': a port is a number from 1 to 65535, not '{port}'")
    return host, int(port)


def _host(host: str, shown: str) -> str:
    """The host in the one form that it is remembered by."""
    if host.startswith("["):
        try:
            return str(ipaddress.IPv6Address(host[1:-1]))
        except ValueError:
            raise AttachError(f"'{shown}': '{host[1:-1]}' is no IPv6 address") from None
    if not host:
        raise AttachError(f"'{shown}' names no host")
    try:
        # Looked at afterwards only: among the characters it makes can be a space, a slash or a dollar sign.
        name = (host if host.isascii() else host.encode("idna").decode()).lower().removesuffix(".")
    except UnicodeError:
        raise AttachError(f"'{shown}': '{host}' is no name that a host can have") from None
    labels = name.split(".")
    if labels[-1].isdigit():
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise AttachError(f"'{shown}': '{host}' is no IPv4 address") from None
    if len(name) > 253 or not all(re.fullmatch(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", label) for label in labels):
        raise AttachError(f"'{shown}': '{host}' is no name that a host can have")
    return name


def _certificate(query: str, shown: str, asked: str) -> str:
    if not asked:
        return ""
    certificate = ""
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name != "cert":
            raise AttachError(f"'{shown}': '{name}' is unknown here; 'cert' is all that can follow the '?'")
        if certificate:
            raise AttachError(f"'{shown}' names two certificates")
        if not is_fingerprint(value):
            raise AttachError(f"'{shown}': '{value}' is no fingerprint of a certificate ({EXAMPLE})")
        certificate = value
    return certificate


def _check_for_ssh(what: str, value: str, shown: str) -> None:
    if value.startswith("-"):
        raise AttachError(f"'{shown}': the {what} '{value}' begins with '-': ssh would take it for an option")
    # Accounts of some directories have an at sign or a backslash; the latter is not worth the danger.
    if found := sorted(set(value) & _SHELLS_OWN):
        raise AttachError(f"'{shown}': the {what} '{value}' has a '{found[0]}', which no shell may be given")
