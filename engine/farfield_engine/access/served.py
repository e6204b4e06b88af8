"""What a gateway that others attach to leaves in its state directory for this user's command line."""

from __future__ import annotations

import json
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from farfield_engine.access.privatefiles import locked, read_private, write_private
from farfield_engine.access.strings import is_token
from farfield_engine.errors import AttachError

SERVE_FILE = "serve.json"
OWNER_FILE = "owner.token"
SECRET_FILE = "gateway.secret"

_EVERYWHERE = ("", "0.0.0.0", "::")


@dataclass(frozen=True, slots=True)
class Served:
    """Where a gateway listens. pid: its process; 0 where that says nothing here."""

    host: str
    port: int
    fingerprint: str
    pid: int = 0

    @property
    def public_host(self) -> str:
        """What others call it: one that listens at every address has this machine's name."""
        return socket.gethostname() if self.host in _EVERYWHERE else self.host


def write_served(directory: Path, served: Served) -> None:
    """Say where the gateway listens. Raises AttachError."""
    write_private(directory / SERVE_FILE, json.dumps(asdict(served)).encode())


def read_served(directory: Path) -> Served | None:
    """Where the gateway listens, or did when it was killed; None where none listens. Raises AttachError."""
    path = directory / SERVE_FILE
    content = read_private(path)
    if content is None:
        return None
    try:
        read = json.loads(content)
        served = Served(
            str(read["host"]), int(read["port"]), str(read["fingerprint"]), int(read.get("pid", 0))
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise AttachError(f"'{path}' can't be read; restart 'farfield serve', which writes it") from None
    return served


def remove_served(directory: Path) -> None:
    """The gateway listens no more."""
    (directory / SERVE_FILE).unlink(missing_ok=True)


def owner_token(directory: Path) -> str:
    """The token of the gateway's owner, made the first time and the same from then on. Raises AttachError."""
    path = directory / OWNER_FILE
    with locked(path):
        token = read_owner_token(directory)
        if token is None:
            token = secrets.token_urlsafe(32)
            write_private(path, f"{token}\n".encode())
    return token


def read_owner_token(directory: Path) -> str | None:
    """The token of the gateway's owner, None where none was ever made. Raises AttachError."""
    path = directory / OWNER_FILE
    content = read_private(path)
    if content is None:
        return None
    token = content.decode("ascii", "replace").strip()
    # Nothing shorter than what we make: it may have been cut.
    if len(token) < 40 or not is_token(token):
        raise AttachError(f"'{path}' holds no token; remove it, and 'farfield serve' makes a new one")
    return token


def secret_of(directory: Path) -> bytes:
    """32 random bytes that are a gateway's own, the same in all its lives. Raises AttachError."""
    path = directory / SECRET_FILE
    with locked(path):
        secret = read_private(path)
        if secret is None or len(secret) != 32:
            secret = secrets.token_bytes(32)
            write_private(path, secret)
    return secret
