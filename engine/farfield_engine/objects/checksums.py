"""How two sides of a debugger know that they have the same file: by the SHA-256 of its content."""

from __future__ import annotations

import hashlib
import os
from typing import Any

TEXT = "farfieldText"
"""In a DAP Source: the file's text, for a file that this side is not expected to have (a notebook's cell)."""

MAX_TEXT = 4 << 20


class Checksums:
    """SHA-256 of files, computed once for each version of a file."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int], str]] = {}

    def of(self, path: str) -> str:
        """The file's checksum; empty where there is no such file, or it can't be read."""
        try:
            status = os.stat(path)
            stamp = (status.st_mtime_ns, status.st_size)
            known = self._known.get(path)
            if known is not None and known[0] == stamp:
                return known[1]
            if status.st_size > MAX_TEXT:
                return ""
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except (OSError, ValueError):
            return ""
        self._known[path] = (stamp, digest)
        return digest


def checksum_of(source: dict[str, Any]) -> str:
    """The SHA-256 that a DAP Source names, the first of them; empty where it names none."""
    return next(iter(checksums_of(source)), "")


def checksums_of(source: dict[str, Any]) -> list[str]:
    """All of them: a cell's text is not the same everywhere."""
    checksums = source.get("checksums")
    return [
        str(checksum.get("checksum", "")).lower()
        for checksum in (checksums if isinstance(checksums, list) else ())
        if isinstance(checksum, dict) and checksum.get("algorithm") == "SHA256"
    ]
