"""`--files`: which files are meant, and their way to the gateway.

    --files data/a.csv model.bin 'img/*.png' weights/

A path below the notebook's directory keeps its place there; one from elsewhere (absolute, or by `..`) is put
directly into the working directory under its own name. A directory brings all that is in it, but for hidden
entries and `__pycache__`, which are sent only where they are named. `*` and `?` match names, `**` any number
of directories. Links are followed.
"""

from __future__ import annotations

import contextlib
import glob
import mmap
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from farfield_engine.client.text import readable_size
from farfield_engine.errors import SendError
from farfield_engine.objects.pickling import OUT_OF_BAND
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

if TYPE_CHECKING:
    from farfield_engine.client.client import Client

MAX_FILES = 10_000
MAX_SMALL = 64 << 20
"""Bytes that files below 256 KiB may have together: they travel with the job, to each worker."""

_AT_ONCE = 64
"""Files that are open at the same time."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file to send."""

    source: str
    """Where it is here, absolute."""
    path: str
    """Where it is to be, relative to the working directory."""
    size: int
    """Bytes."""
    executable: bool


def collect(patterns: Sequence[str], cwd: str) -> list[LocalFile]:
    """The files that these paths, directories and patterns mean, by their place in the working directory.

    cwd: the notebook's directory, absolute. Raises UsageError for a path that is missing or can't be read, a
    pattern without a match, two files for the same place, and for too many.
    """
    found: dict[str, LocalFile] = {}
    for pattern in patterns:
        count = len(found)
        for source, path in _meant(pattern, cwd):
            file = _described(source, path, pattern)
            before = found.setdefault(path, file)
            if os.path.realpath(before.source) != os.path.realpath(source):
                message = (
                    f"--files: '{before.source}' and '{source}' would both be '{path}'; rename one of them"
                )
                raise UsageError(message)
            if len(found) > MAX_FILES:
                message = (
                    f"--files {pattern}: more than {MAX_FILES:,} files; name those that are needed, or send "
                    "them as one archive"
                )
                raise UsageError(message)
        if count == len(found) and not _names_something(pattern, cwd):
            message = f"--files {pattern}: there is no file in this directory; name one that has files"
            raise UsageError(message)
    _check_places(found)
    small = sum(file.size for file in found.values() if file.size < OUT_OF_BAND)
    if small > MAX_SMALL:
        message = (
            f"--files: files below {readable_size(OUT_OF_BAND)} have {readable_size(small)} together, over "
            f"the limit of {readable_size(MAX_SMALL)}; send them as one archive"
        )
        raise UsageError(message)
    return [found[path] for path in sorted(found)]


def send(files: Sequence[LocalFile], client: Client) -> list[jobs_pb.File]:
    """The files, ready to be named in a job: the content of those from 256 KiB on is with the gateway.

    Raises SendError for a file that is gone or changes meanwhile, FarfieldError where the cluster has no
    room, OSError when shared memory is full.
    """
    sent: list[jobs_pb.File] = []
    for start in range(0, len(files), _AT_ONCE):
        part = files[start : start + _AT_ONCE]
        with ExitStack() as stack:
            views = [stack.enter_context(memoryview(stack.enter_context(_Opened(file)))) for file in part]
            blobs = client.value(b"", views).buffers
        for file, blob in zip(part, blobs, strict=True):
            sent.append(jobs_pb.File(path=file.path, content=blob, executable=file.executable))
    return sent


# --- which files ------------------------------------------------------------


def _meant(pattern: str, cwd: str) -> Iterator[tuple[str, str]]:
    """What a pattern means, absolute, with the place where it is to be."""
    whole = os.path.normpath(os.path.join(cwd, os.path.expanduser(pattern)))
    if os.path.lexists(whole):
        matches = [whole]  # also where its name has a star in it
    elif glob.has_magic(pattern):
        # The directory is no pattern, whatever its name is.
        matches = sorted(
            os.path.normpath(os.path.join(cwd, match))
            for match in glob.iglob(os.path.expanduser(pattern), root_dir=cwd, recursive=True)
        )
        # "**" matches directories and all that is in them.
        recursive = "**" in pattern.split("/")
        matches = [match for match in matches if not (recursive and os.path.isdir(match))]
        if "__pycache__" not in pattern:
            matches = [match for match in matches if "__pycache__" not in match.split(os.sep)]
        if not matches:
            message = f"--files {pattern}: nothing matches in '{cwd}'; a path is relative to that directory"
            raise UsageError(message)
    else:
        message = f"--files {pattern}: there is no '{whole}'; a path is relative to '{cwd}'"
        raise UsageError(message)
    for match in matches:
        place = os.path.relpath(match, cwd)
        if place == os.pardir or place.startswith(f"{os.pardir}{os.sep}"):
            place = os.path.basename(match)
        if os.path.isdir(match):
            yield from _inside(match, "" if place == os.curdir else place, (os.path.realpath(match),))
        else:
            yield match, place


def _inside(directory: str, place: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError as error:
        message = f"--files: directory '{directory}' can't be read: {error.strerror}"
        raise UsageError(message) from None
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        path = os.path.join(place, entry.name)
        if not entry.is_dir():
            yield entry.path, path
            continue
        real = os.path.realpath(entry.path)
        if real not in above:  # a link to what it is in has no end
            yield from _inside(entry.path, path, (*above, real))


def _names_something(pattern: str, cwd: str) -> bool:
    """Whether a pattern means a file that another pattern has named before."""
    return next(_meant(pattern, cwd), None) is not None


def _described(source: str, path: str, pattern: str) -> LocalFile:
    try:
        status = os.stat(source)
    except OSError as error:
        message = f"--files {pattern}: '{source}' can't be read: {error.strerror}"
        raise UsageError(message) from None
    if not stat.S_ISREG(status.st_mode):
        message = f"--files {pattern}: '{source}' is not a regular file; name the file that has the data"
        raise UsageError(message)
    if not os.access(source, os.R_OK):
        message = f"--files {pattern}: '{source}' can't be read: permission denied"
        raise UsageError(message)
    try:
        path.encode()
    except UnicodeEncodeError:
        message = f"--files {pattern}: the name of {source!r} is not valid UTF-8; rename it"
        raise UsageError(message) from None
    return LocalFile(source, path, status.st_size, bool(status.st_mode & stat.S_IXUSR))


def _check_places(found: dict[str, LocalFile]) -> None:
    for path, file in found.items():
        above = os.path.dirname(path)
        while above:
            if above in found:
                message = (
                    f"--files: '{found[above].source}' would be '{above}', which is a directory for "
                    f"'{file.source}'; rename one of them"
                )
                raise UsageError(message)
            above = os.path.dirname(above)


# --- their content ----------------------------------------------------------


class _Opened:
    """The content of a file while it is sent; large files are mapped, not read."""

    def __init__(self, file: LocalFile) -> None:
        self._file = file

    def __enter__(self) -> mmap.mmap | bytes:
        file = self._file
        try:
            with open(file.source, "rb") as opened:
                self._status = os.fstat(opened.fileno())
                if self._status.st_size != file.size:
                    raise self._changed()
                self._content: mmap.mmap | bytes
                if file.size < OUT_OF_BAND:
                    self._content = opened.read()
                else:
                    self._content = mmap.mmap(opened.fileno(), file.size, access=mmap.ACCESS_READ)
        except OSError as error:
            message = f"file '{file.source}' can't be sent: {error.strerror}"
            raise SendError(message) from error
        if len(self._content) != file.size:
            raise self._changed()
        return self._content

    def __exit__(self, kind: object, *_: object) -> None:
        if isinstance(self._content, mmap.mmap):
            # An error on its way may still show frames that hold a view; it is closed with them.
            with contextlib.suppress(BufferError):
                self._content.close()
        if kind is None:
            try:
                now = os.stat(self._file.source)
            except OSError:
                raise self._changed() from None
            before = self._status
            if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
                raise self._changed()

    def _changed(self) -> SendError:
        return SendError(f"file '{self._file.source}' changed while it was sent; send it when it is complete")
