"""What this user's clients remember of gateways elsewhere, and what a target means with it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from farfield_engine.access.fingerprints import is_fingerprint
from farfield_engine.access.privatefiles import locked, read_private, write_private
from farfield_engine.access.strings import SCHEME, is_token
from farfield_engine.client.target import FarfieldTarget, parse_farfield
from farfield_engine.errors import AttachError
from farfield_engine.places import config_dir

CONNECTIONS_FILE = "connections.json"
TOKEN_VARIABLE = "FARFIELD_TOKEN"

_VERSION = 1


class Remembered:
    """Certificates and tokens of gateways, by their address, in a file that nobody else can read.

    Every method raises AttachError where that can't be trusted, read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config_dir() / CONNECTIONS_FILE

    def remember(self, target: FarfieldTarget) -> None:
        """Keep certificate and token of this gateway, in place of what is known of it."""
        known = {"certificate": target.certificate, "token": target.token}

        def put(connections: dict[str, dict[str, str]]) -> bool:
            changed = connections.get(target.address) != known
            connections[target.address] = known
            return changed

        self._change(put)

    def recall(self, host: str, port: int) -> FarfieldTarget | None:
        """What is known of the gateway there; None where nothing is."""
        target = FarfieldTarget(host, port)
        known = self._read().get(target.address)
        return replace(target, certificate=known["certificate"], token=known["token"]) if known else None

    def targets(self) -> list[FarfieldTarget]:
        """All gateways that are known, without their tokens, in the order in which they came."""
        known = self._read().items()
        return [
            replace(parse_farfield(f"{SCHEME}{address}"), certificate=of["certificate"])
            for address, of in known
        ]

    def forget(self, host: str, port: int) -> bool:
        """Keep nothing of this gateway; whether anything was known."""
        address = FarfieldTarget(host, port).address
        return self._change(lambda connections: connections.pop(address, None) is not None)

    def _change(self, change: Callable[[dict[str, dict[str, str]]], bool]) -> bool:
        with locked(self._path):
            connections = self._read()
            changed = change(connections)
            if changed:
                content = {"version": _VERSION, "connections": connections}
                write_private(self._path, json.dumps(content, indent=1).encode())
        return changed

    def _read(self) -> dict[str, dict[str, str]]:
        content = read_private(self._path)
        if content is None:
            return {}
        try:
            read = json.loads(content)
            if read["version"] != _VERSION:
                raise ValueError
            return {str(address): _checked(known) for address, known in read["connections"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise AttachError(
                f"'{self._path}' can't be read: it is damaged or of another version of Farfield; "
                "remove it, and log in again"
            ) from None


def resolve(target: FarfieldTarget, remembered: Remembered | None = None) -> FarfieldTarget:
    """The target with all that is known of it: its token and, where one is to be pinned, its certificate.

    The token is the one in the target, else that of FARFIELD_TOKEN, else the remembered one. Raises
    AttachError where there is none, or where the certificate is not the remembered one.
    """
    known = (remembered or Remembered()).recall(target.host, target.port)
    if known is not None and target.certificate and target.certificate != known.certificate:
        before = f"another one ({known.certificate})" if known.certificate else "one that this system trusts"
        raise AttachError(
            f"the certificate of {target.address} is said to be {target.certificate}, and until now it was "
            f"{before}: either the gateway has a new one, or somebody pretends to be it, to get your token; "
            f"ask whoever runs it, and if it is new, \"farfield login '{target}'\" accepts it"
        )
    token = target.token or _token_of_environment() or (known.token if known else "")
    if not token:
        raise AttachError(
            f"there is no token for {target.address}: run \"farfield login '{target}'\" and paste it there, "
            f"or set {TOKEN_VARIABLE}; 'farfield url', where the gateway runs, shows its owner's"
        )
    return replace(
        target, token=token, certificate=target.certificate or (known.certificate if known else "")
    )


def _token_of_environment() -> str:
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if token and not is_token(token):
        raise AttachError(f"{TOKEN_VARIABLE} holds no token: up to 512 visible characters, and no spaces")
    return token


def _checked(known: dict[str, object]) -> dict[str, str]:
    certificate, token = known["certificate"], known["token"]
    if not isinstance(certificate, str) or not isinstance(token, str):
        raise ValueError
    if (certificate and not is_fingerprint(certificate)) or not is_token(token):
        raise ValueError
    return {"certificate": certificate, "token": token}
