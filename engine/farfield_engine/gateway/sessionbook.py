"""The sessions that a gateway has, on disk: the next one in the same state directory goes on with them."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from google.protobuf.message import DecodeError

from farfield_engine.wire.v1 import gateway_pb2 as pb

_SUFFIX = ".session"
_CPUS = "cpus"
_log = logging.getLogger(__name__)


class SessionBook:
    """One file, 0600, for each session. What can't be written is in the log: it only is not found again."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError where the directory can't be made."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._directory = directory

    def load(self) -> list[pb.StoredSession]:
        """The sessions of the gateway before; damaged ones are left out, with a line in the log."""
        found = []
        for path in sorted(self._directory.glob(f"*{_SUFFIX}")):
            try:
                session = pb.StoredSession.FromString(path.read_bytes())
                if self._path(session.id) != path:
                    raise ValueError("it is another session's, or damaged")
            except (OSError, DecodeError, ValueError) as error:
                _log.error("the session in '%s' can't be read and is left out: %s", path, error)
                continue
            found.append(session)
        return found

    def keep(self, session: pb.StoredSession) -> None:
        """Write a session, in place of what was written of it before."""
        self._write(self._path(session.id), session.SerializeToString())

    def remove(self, session: str) -> None:
        """A session has ended."""
        try:
            self._path(session).unlink(missing_ok=True)
        except OSError as error:
            _log.error("session %s has ended and can't be removed from disk: %s", session[:8], error)

    def clear(self) -> None:
        """All have ended."""
        for path in self._directory.iterdir():
            path.unlink(missing_ok=True)

    @property
    def cpus(self) -> int:
        """How many CPUs a client has asked for last; 0: as many as usual."""
        try:
            return int((self._directory / _CPUS).read_text())
        except (OSError, ValueError):
            return 0

    @cpus.setter
    def cpus(self, value: int) -> None:
        self._write(self._directory / _CPUS, str(value).encode())

    def _path(self, session: str) -> Path:
        # The name is the client's: it may be anything.
        return self._directory / f"{hashlib.blake2b(session.encode(), digest_size=16).hexdigest()}{_SUFFIX}"

    def _write(self, path: Path, content: bytes) -> None:
        fresh = path.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            with open(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(content)
            fresh.replace(path)
        except OSError as error:
            _log.error("'%s' can't be written, so a session will not outlive this gateway: %s", path, error)
