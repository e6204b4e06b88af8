"""The file of a gateway's tokens: who may come in beside its owner, and until when. It holds no token.

The gateway reads it, `farfield token` changes it, both perhaps at the same time.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from farfield_engine.access.privatefiles import locked, read_private, write_private
from farfield_engine.errors import AttachError, RefusedError

TOKENS_FILE = "tokens.json"
MOST_DEAD = 1000
"""Tokens that are no longer valid are kept so that their bearers can be told so; the oldest go first."""

_VERSION = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One token. Times are seconds since 1970; 0 is never."""

    name: str
    sha256: str
    created: float
    expires: float = 0.0
    revoked: float = 0.0

    def state(self, now: float) -> str:
        """What it is worth: "valid", "expired" or "revoked"."""
        if self.revoked:
            return "revoked"
        return "expired" if self.expires and now >= self.expires else "valid"


def hash_of(token: bytes) -> str:
    """What is kept of a token. It is long and random, so that a plain hash tells nobody what it is."""
    return hashlib.sha256(token).hexdigest()


def read_tokens(path: Path) -> list[Entry]:
    """All tokens, the oldest first; none where there is no file.

    Raises AttachError, with nothing of the content in its message.
    """
    content = read_private(path)
    if content is None:
        return []
    try:
        read = json.loads(content)
        if read["version"] != _VERSION:
            raise ValueError
        return [_entry(fields) for fields in read["tokens"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise AttachError(
            f"the tokens in '{path}' can't be read: the file is damaged or of another version of Farfield; "
            "put back a good one, or remove it and give every user a new token"
        ) from None


def add_token(path: Path, name: str, seconds: float | None, now: float) -> str:
    """Make a token for this user, valid for so long; None: until it is revoked. It is told this once.

    Raises RefusedError where the name is no name or has a token, AttachError for the file.
    """
    if _NAME.fullmatch(name) is None:
        raise RefusedError(
            f"{name[:80]!r} can't be a user's name: 1 to 64 letters and digits, "
            "and after the first also dots, dashes, underscores and at signs"
        )
    token = secrets.token_urlsafe(32)
    expires = 0.0 if seconds is None else now + seconds
    entry = Entry(name, hash_of(token.encode()), now, expires)

    def add(entries: list[Entry]) -> list[Entry]:
        if any(other.name == name and other.state(now) == "valid" for other in entries):
            raise RefusedError(f"{name} has a token; 'farfield token revoke {name}' ends it")
        return [*entries, entry]

    _change(path, add, now)
    return token


def revoke_token(path: Path, name: str, now: float) -> None:
    """End this user's token. Raises RefusedError where there is none that is valid, AttachError."""

    def revoke(entries: list[Entry]) -> list[Entry]:
        if not any(entry.name == name and entry.state(now) == "valid" for entry in entries):
            raise RefusedError(f"{name[:80]!r} has no valid token; 'farfield token list' shows who has")
        return [
            replace(entry, revoked=now) if entry.name == name and not entry.revoked else entry
            for entry in entries
        ]

    _change(path, revoke, now)


def _change(path: Path, change: Callable[[list[Entry]], list[Entry]], now: float) -> None:
    with locked(path):
        entries = change(read_tokens(path))
        dead = [entry for entry in entries if entry.state(now) != "valid"]
        gone = {entry.sha256 for entry in dead[: max(0, len(dead) - MOST_DEAD)]}
        tokens = [asdict(entry) for entry in entries if entry.sha256 not in gone]
        write_private(path, json.dumps({"version": _VERSION, "tokens": tokens}, indent=1).encode())


def _entry(fields: dict[str, object]) -> Entry:
    name, digest = fields["name"], fields["sha256"]
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise ValueError
    if not isinstance(digest, str) or re.fullmatch("[0-9a-f]{64}", digest) is None:
        raise ValueError
    return Entry(name, digest, *(_time(fields[key]) for key in ("created", "expires", "revoked")))


def _time(value: object) -> float:
    # Python's own json also reads NaN, which is before and after nothing: it would never expire.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise ValueError
    return float(value)
