"""Directories of a worker's own: for the files of `--files`, of one job each, and for what else it needs.

A cell with files runs in the directory of its job, which has these files and nothing else: neither the
notebook's other files nor what earlier jobs wrote. Items of the job that run in the same worker share it. It
is removed when the worker is done with the job, for a rank of a group when the worker ends; what a killed
worker has left is removed by whoever calls `remove_left`, and by the next worker that makes such a directory.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from farfield_engine.errors import InputError
from farfield_engine.objects.cleanup import ClaimedDirectory, remove_stale
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

View = Callable[[objects_pb.Blob], "bytes | memoryview"]
"""Gives the content of a blob."""

_PIECE = 64 << 20


def place(files: Iterable[jobs_pb.File], directory: Path, view: View) -> Path:
    """Write the files below a directory, which exists; returns it.

    Raises InputError for a path that leaves the directory or is there already, and OSError, with the file's
    name, where it can't be written.
    """
    for file in files:
        parts = file.path.split("/")
        if "\0" in file.path or any(part in ("", ".", "..") for part in parts):
            message = (
                f"file {file.path!r} would not be within the job's directory; send it by a relative path"
            )
            raise InputError(message)
        target = directory.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = 0o777 if file.executable else 0o666
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            descriptor = os.open(target, flags, mode)
        except FileExistsError:
            message = f"file {file.path!r} was sent twice"
            raise InputError(message) from None
        try:
            _write(descriptor, memoryview(view(file.content)).cast("B"), file.path)
        finally:
            os.close(descriptor)
    return directory


def contents(files: Iterable[jobs_pb.File]) -> list[objects_pb.Value]:
    """What files refer to, for those that count who refers to an object."""
    return [objects_pb.Value(pickle=file.content) for file in files]


def _write(descriptor: int, content: memoryview, path: str) -> None:
    start = 0
    while start < len(content):
        try:
            start += os.write(descriptor, content[start : start + _PIECE])
        except OSError as error:
            # A full disk names no file by itself.
            raise OSError(error.errno, error.strerror, path) from None


def _default_parent() -> Path:
    before = tempfile.tempdir
    try:
        return Path(tempfile.gettempdir()) / f"farfield-files-{os.getuid()}"
    finally:
        # Not settled by us: a session's environment may name another one later.
        tempfile.tempdir = before


PARENT = _default_parent()
"""Where this user's workers make their directories: the same for a zygote and its workers."""


OF_ANY_WORKER = r"(?:/[^/\s\"']+)+/worker-\d+-[0-9a-f]{8}"
"""Matches the path of such a directory, of whichever worker and machine."""


class JobDirectories:
    """The directories of this worker and its jobs, all gone after `close`. For the main thread."""

    def __init__(self, parent: Path = PARENT) -> None:
        self._parent = parent
        self._process = os.getpid()
        self._claimed: ClaimedDirectory | None = None
        self._jobs: dict[str, Path] = {}

    def of(self, job: str, files: Iterable[jobs_pb.File], view: View) -> Path:
        """The job's directory, made with its files at the first call. Raises what `place` raises."""
        found = self._jobs.get(job)
        if found is not None:
            return found
        path = Path(tempfile.mkdtemp(prefix="files-", dir=self._own()))
        try:
            place(files, path, view)
        except BaseException:
            _remove(path)
            raise
        self._jobs[job] = path
        return path

    def make(self, name: str) -> Path:
        """A directory of this worker's, which goes with it."""
        path = self._own() / name
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def forget(self, job: str) -> None:
        """Remove the job's directory, if it has one."""
        path = self._jobs.pop(job, None)
        if path is not None and os.getpid() == self._process:
            _remove(path)

    def close(self) -> None:
        """Remove everything. In a process that was forked from the worker it does nothing."""
        if self._claimed is None or os.getpid() != self._process:
            return
        for job in list(self._jobs):
            self.forget(job)
        self._claimed.remove()
        self._claimed = None

    def _own(self) -> Path:
        if self._claimed is None:
            _make_private(self._parent)
            remove_left(self._parent)
            name = f"worker-{self._process}-{secrets.token_hex(4)}"
            self._claimed = ClaimedDirectory(self._parent / name)
            atexit.register(self.close)
        return self._claimed.path


def remove_left(parent: Path = PARENT) -> None:
    """Remove what dead workers have left, as far as it can be."""
    with contextlib.suppress(OSError):  # user code may have taken away permissions
        remove_stale(parent)


def _make_private(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        message = f"'{path}' is not a directory of yours, so no files are put there; remove it or set TMPDIR"
        raise PermissionError(message)
    path.chmod(0o700)


def _remove(path: Path) -> None:
    """Remove a directory in which user code may have taken away permissions."""
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        for directory, _, _ in os.walk(path):
            with contextlib.suppress(OSError):
                os.chmod(directory, 0o700)
            # Its entries can be listed only now.
        for directory, names, _ in os.walk(path):
            for name in names:
                inside = os.path.join(directory, name)
                if not os.path.islink(inside):
                    with contextlib.suppress(OSError):
                        os.chmod(inside, 0o700)
        shutil.rmtree(path, ignore_errors=True)
