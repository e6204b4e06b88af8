"""Which segments there are and what they hold, written down beside them: the next gateway has them, too."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from farfield_engine.objects.entries import SegmentEntry

LOG_NAME: Final = "segments"
LONGEST: Final = 4 << 20
"""Bytes after which it is written anew."""


@dataclass(slots=True)
class Noted:
    """A segment, as the log has it."""

    path: str
    capacity: int
    writer: str
    hash: bytes = b""
    """Of its content; empty: it waits for that."""
    size: int = 0


class SegmentLog:
    """Lines, each written at once: what a killed process has noted is there."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError."""
        self._path = directory / LOG_NAME
        self.found = self._read()
        """The segments of before, whose files may be gone."""
        self._file = -1
        self._begin(self.found)

    def added(self, segment: SegmentEntry) -> None:
        """There is one more."""
        self._note(f"+\t{segment.path}\t{segment.capacity}\t{segment.writer}")
        if segment.content is not None:
            self.sealed(segment)

    def sealed(self, segment: SegmentEntry) -> None:
        """It has its content."""
        if segment.content is not None:
            self._note(f"=\t{segment.path}\t{segment.content.hash.hex()}\t{segment.content.size}")

    def gone(self, path: str) -> None:
        """It is free, or no more."""
        self._note(f"-\t{path}")

    def close(self) -> None:
        """Nothing more is noted. May be called again."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _note(self, line: str) -> None:
        if os.lseek(self._file, 0, os.SEEK_CUR) > LONGEST:
            self._begin(self._read())
        os.write(self._file, f"{line}\n".encode())

    def _begin(self, noted: dict[str, Noted]) -> None:
        fresh = self._path.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(fresh, flags, 0o600)
        for each in noted.values():
            os.write(file, f"+\t{each.path}\t{each.capacity}\t{each.writer}\n".encode())
            if each.hash:
                os.write(file, f"=\t{each.path}\t{each.hash.hex()}\t{each.size}\n".encode())
        fresh.replace(self._path)
        if self._file >= 0:
            os.close(self._file)
        self._file = file

    def _read(self) -> dict[str, Noted]:
        found: dict[str, Noted] = {}
        try:
            lines = self._path.read_text().split("\n")[:-1]  # what has no end was not written whole
        except (FileNotFoundError, UnicodeDecodeError):
            return found
        for line in lines:
            match line.split("\t"):
                case ["+", path, capacity, writer]:
                    found[path] = Noted(path, int(capacity), writer)
                case ["=", path, digest, size] if path in found:
                    found[path].hash, found[path].size = bytes.fromhex(digest), int(size)
                case ["-", path]:
                    found.pop(path, None)
        return found
