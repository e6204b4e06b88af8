"""Who comes in with which token, and who has to leave."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from farfield_engine.access.served import owner_token
from farfield_engine.access.tokenfile import Entry, add_token, hash_of, read_tokens, revoke_token
from farfield_engine.errors import AttachError

__all__ = ["Denied", "Grant", "TokenBook", "owner_token"]

Reason = Literal["unknown", "expired", "revoked"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Grant:
    """The token is this user's; the owner of the gateway has no name."""

    user: str


@dataclass(frozen=True, slots=True)
class Denied:
    """The token opens nothing. user: whose it was, for the log; known only of one that was good once."""

    reason: Reason
    user: str = ""


class TokenBook:
    """The owner's token, and those of other users, which are in a file that others change.

    Where that can't be read nobody but the owner comes in. Only for the gateway's loop.
    """

    def __init__(self, path: Path, owner_token: str, clock: Callable[[], float] = time.time) -> None:
        """clock: the time of day, as expiry is a date."""
        self._path = path
        self._owner = hash_of(owner_token.encode())
        self._clock = clock
        self._entries: list[Entry] = []
        self._stamp: tuple[int, ...] | None = None
        self._valid: dict[str, str] = {}
        """Names of the tokens that may have let somebody in, by hash."""
        self.reload_if_changed()

    def add(self, name: str, expires_seconds: float | None = None) -> str:
        """Make a token for this user; it is told this once. Raises RefusedError, AttachError."""
        return add_token(self._path, name, expires_seconds, self._clock())

    def revoke(self, name: str) -> None:
        """End this user's token. Raises RefusedError, AttachError."""
        revoke_token(self._path, name, self._clock())

    def list(self) -> list[Entry]:
        """All tokens there are, the valid ones and the others, the oldest first."""
        self._read_if_changed()
        return self._entries.copy()

    def check(self, given: bytes) -> Grant | Denied:
        """Whose token this is. Takes the same time whether it is nearly right, right or wrong."""
        self._read_if_changed()
        digest = hash_of(given)
        owner = hmac.compare_digest(digest, self._owner)
        found: Entry | None = None
        for entry in self._entries:
            if hmac.compare_digest(digest, entry.sha256):
                found = entry
        if owner:
            return Grant("")
        if found is None:
            return Denied("unknown")
        match found.state(self._clock()):
            case "valid":
                self._valid[digest] = found.name
                return Grant(found.name)
            case "expired":
                return Denied("expired", found.name)
        return Denied("revoked", found.name)

    def reload_if_changed(self) -> set[str]:
        """Look whether the file or the time has changed; users whose tokens have stopped being valid."""
        self._read_if_changed()
        now = self._clock()
        valid = {entry.sha256: entry.name for entry in self._entries if entry.state(now) == "valid"}
        stopped = {name for digest, name in self._valid.items() if digest not in valid}
        self._valid = valid
        return stopped

    def _read_if_changed(self) -> None:
        stamp = self._now_there()
        if stamp == self._stamp:
            return
        # The stamp is older than the content: at worst it is read once more.
        self._stamp = stamp
        try:
            self._entries = read_tokens(self._path)
        except AttachError as error:
            self._entries = []
            _log.error("only the gateway's owner is let in: %s", error)

    def _now_there(self) -> tuple[int, ...]:
        try:
            status = self._path.lstat()
        except OSError:
            return ()
        return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
