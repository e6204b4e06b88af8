"""The sessions and groups of a gateway, on disk: the next one in the same state directory has them, too."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import Generic, TypeVar

from google.protobuf.message import DecodeError

from farfield_engine.wire.v1 import gateway_pb2 as pb

_CPUS = "cpus"
_log = logging.getLogger(__name__)

M = TypeVar("M", pb.StoredSession, pb.StoredGroup)


class Book(Generic[M]):
    """One file, 0600, for each entry. What can't be written is in the log: it only is not found again."""

    def __init__(self, directory: Path, entry: type[M], what: str) -> None:
        """what: an entry is called, also in the names of the files. Raises OSError: no such directory."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._directory = directory
        self._entry: type[M] = entry
        self._what = what

    def load(self) -> list[M]:
        """What the gateway before has left; damaged entries are left out, with a line in the log."""
        found: list[M] = []
        for path in sorted(self._directory.glob(f"*.{self._what}")):
            try:
                entry = self._entry.FromString(path.read_bytes())
                if self._path(entry.id) != path:
                    raise ValueError(f"it is another {self._what}'s, or damaged")
            except (OSError, DecodeError, ValueError) as error:
                _log.error("the %s in '%s' can't be read and is left out: %s", self._what, path, error)
                continue
            found.append(entry)
        return found

    def keep(self, entry: M) -> None:
        """Write an entry, in place of what was written of it before."""
        self._write(self._path(entry.id), entry.SerializeToString())

    def remove(self, name: str) -> None:
        """The session or group of this id has ended."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            _log.error("%s %.8s has ended and can't be removed from disk: %s", self._what, name, error)

    def clear(self) -> None:
        """All have ended."""
        for path in self._directory.iterdir():
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        # The name is the client's: it may be anything.
        digest = hashlib.blake2b(name.encode(), digest_size=16).hexdigest()
        return self._directory / f"{digest}.{self._what}"

    def _write(self, path: Path, content: bytes) -> None:
        fresh = path.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            with open(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(content)
            fresh.replace(path)
        except OSError as error:
            _log.error("'%s' can't be written, so it will not outlive this gateway: %s", path, error)


class GroupBook(Book[pb.StoredGroup]):
    """The groups whose workers may outlive the gateway."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError where the directory can't be made."""
        super().__init__(directory, pb.StoredGroup, "group")


class SessionBook(Book[pb.StoredSession]):
    """The sessions."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError where the directory can't be made."""
        super().__init__(directory, pb.StoredSession, "session")

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
