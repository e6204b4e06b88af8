"""Who came, from where, and who was turned away: a file of lines that the gateway's owner reads."""

from __future__ import annotations

import contextlib
import datetime
import json
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

AUDIT_FILE = "audit.log"
ROTATE_BYTES = 10_000_000
LONGEST = 200
"""Characters of one value; strangers choose some of them."""

_log = logging.getLogger(__name__)


class AuditLog:
    """Appends one line of JSON for each event. It never fails: a gateway goes on with its disk full.

    A full file becomes `audit.log.1`, in place of the one before it.
    """

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.time, rotate_bytes: int = ROTATE_BYTES
    ) -> None:
        self._path = path
        self._clock = clock
        self._rotate_bytes = rotate_bytes
        self._descriptor = -1
        self._broken = False
        """Whether the last line could not be written, or not to its end."""

    def write(
        self, event: str, *, user: str = "", peer: str = "", client: str = "", reason: str = ""
    ) -> None:
        """Note that this has happened: "attached", "left", "refused" and the others of docs/security.md.

        user: empty for the gateway's owner. peer: the address. client: what it calls itself.
        """
        moment = datetime.datetime.fromtimestamp(self._clock(), datetime.UTC)
        fields = {"event": event, "user": user, "peer": peer, "client": client, "reason": reason}
        line = {"time": moment.isoformat(timespec="milliseconds")}
        line |= {name: harmless(value) for name, value in fields.items()}
        try:
            self._append(json.dumps(line).encode() + b"\n")
        except OSError as error:
            if not self._broken:
                _log.warning("'%s' can't be written, and some of it will be missing: %s", self._path, error)
            self._broken = True

    def close(self) -> None:
        """Let go of the file; the next line opens it again."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _append(self, line: bytes) -> None:
        if self._descriptor < 0:
            self._open()
        if os.fstat(self._descriptor).st_size + len(line) > self._rotate_bytes:
            self.close()
            with contextlib.suppress(FileNotFoundError):
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
            self._open()
        if self._broken:
            line = b"\n" + line  # half a line may be there
        written = os.write(self._descriptor, line)
        if written < len(line):
            raise OSError(f"no room for more than {written} of {len(line)} bytes")
        self._broken = False

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(self._path, flags, 0o600)
        try:
            os.fchmod(descriptor, 0o600)
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor


def harmless(text: str) -> str:
    """Nothing that moves a terminal's cursor or begins a line, nothing endless."""
    # Cut first: the rest may be very long.
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in cut)
