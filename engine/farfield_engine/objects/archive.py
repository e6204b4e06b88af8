"""Modules on their way to another machine: the files of one module or package, as one piece of content.

A zip file whose comment is the directory that they are from, as their user knows it. What is the same gives
the same bytes, on one machine: names are sorted, and no times are kept.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_STORED_BELOW = 512
"""Bytes; compressing less gains nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file."""

    path: str
    """Relative to the directory that the module is imported from, with slashes."""
    content: bytes
    executable: bool = False


def pack(root: str, entries: Iterable[Entry]) -> bytes:
    """The archive of these files, which are from the directory `root`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.comment = root.encode(errors="surrogateescape")[:0xFFFF]
        for entry in sorted(entries, key=lambda entry: entry.path):
            about = zipfile.ZipInfo(entry.path, _NO_TIME)
            about.create_system = 3  # Unix, whose mode follows
            about.external_attr = (0o700 if entry.executable else 0o600) << 16
            if len(entry.content) >= _STORED_BELOW:
                about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, entry.content)
    return target.getvalue()


class Archive:
    """An archive that has arrived. Raises zipfile.BadZipFile for what is none."""

    def __init__(self, content: bytes | memoryview) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.root = self._archive.comment.decode(errors="surrogateescape")
        """The directory that its files are from."""

    def entries(self) -> Iterator[Entry]:
        """Its files, sorted by path."""
        for about in self._archive.infolist():
            executable = bool(about.external_attr >> 16 & 0o100)
            yield Entry(about.filename, self._archive.read(about), executable)
