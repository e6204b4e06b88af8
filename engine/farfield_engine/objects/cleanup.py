"""Directories that belong to one living process, and the removal of what dead ones left.

A claimed directory holds a file `lock` that its owner keeps flocked; the kernel lets go
of the lock however the owner ends. A flock on the parent directory keeps a process that
is just making its directory apart from one that removes stale ones.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOCK_NAME: Final = "lock"

KEPT_NAME: Final = "kept"
"""In a directory that is left to the next gateway of its owner."""

KEPT_SECONDS: Final = 24 * 3600.0
"""For so long at most."""


class ClaimedDirectory:
    """A directory (0700) of this process; the claim ends with `remove`, or with the process."""

    def __init__(self, path: Path, *, keeps: bool = False) -> None:
        """Make and claim the directory. keeps: what is in it outlives this process, and may be there already.

        Raises FileExistsError when another process has claimed it, or it is not empty.
        """
        self.path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone_in(path.parent):
            path.mkdir(mode=0o700, exist_ok=True)
            if not _is_unclaimed(path):
                message = f"directory '{path}' belongs to a running gateway; choose another"
                raise FileExistsError(errno.EEXIST, message)
            if keeps:
                (path / KEPT_NAME).touch(mode=0o600)
            elif any(entry.name != LOCK_NAME for entry in path.iterdir()):
                message = f"directory '{path}' is not empty; remove its content or choose another"
                raise FileExistsError(errno.EEXIST, message)
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            self._lock = os.open(path / LOCK_NAME, flags, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def leave(self) -> None:
        """End the claim, and leave all that is in it to whoever claims it next."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def remove(self) -> None:
        """Remove the directory with all that is in it, and end the claim. May be called again."""
        if self._lock < 0:
            return
        if self.path.exists():
            with _alone_in(self.path.parent):
                shutil.rmtree(self.path)
        os.close(self._lock)
        self._lock = -1


def remove_stale(parent: Path) -> list[Path]:
    """Remove the directories in `parent` whose owners are dead; returns those removed.

    Touches only directories of this user that are empty or hold a lock file. Waits while
    another process makes or removes directories in `parent`.
    """
    if not parent.is_dir():
        return []
    with _alone_in(parent):
        removed = list(_stale(parent))
        for path in removed:
            # Whoever died between making the directory and its lock left it empty.
            shutil.rmtree(path)
    return removed


def find_stale(parent: Path) -> list[Path]:
    """What `remove_stale` would remove."""
    if not parent.is_dir():
        return []
    with _alone_in(parent):
        return list(_stale(parent))


def _stale(parent: Path) -> Iterator[Path]:
    for path in sorted(parent.iterdir()):
        status = path.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
            continue
        if (path / LOCK_NAME).exists():
            if _is_unclaimed(path) and not _is_kept(path):
                yield path
        elif not any(path.iterdir()):
            yield path


def default_parent(shared_memory: Path = Path("/dev/shm")) -> Path:
    """The directory (0700) in which this user's gateways make theirs.

    In shared memory where that can be written, else in the temporary directory. Raises
    PermissionError when the name is taken by another user or is no directory.
    """
    usable = shared_memory.is_dir() and os.access(shared_memory, os.W_OK | os.X_OK)
    base = shared_memory if usable else Path(tempfile.gettempdir())
    return _own_directory(base / f"farfield-{os.getuid()}")


def spill_parent() -> Path:
    """The same for what is spilled to disk. Raises PermissionError as `default_parent`."""
    return _own_directory(Path(tempfile.gettempdir()) / f"farfield-spill-{os.getuid()}")


def _own_directory(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        _refuse_foreign(path)
    path.chmod(0o700)
    return path


def _refuse_foreign(path: Path) -> None:
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        message = f"'{path}' is not a directory, so objects cannot be kept in it; remove it"
        raise PermissionError(errno.EPERM, message)
    if status.st_uid != os.getuid():
        message = (
            f"directory '{path}' belongs to user {status.st_uid}, not to you (user {os.getuid()}); "
            "ask that user or an administrator to remove it"
        )
        raise PermissionError(errno.EPERM, message)


@contextmanager
def _alone_in(parent: Path) -> Iterator[None]:
    descriptor = os.open(parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_kept(directory: Path) -> bool:
    """Whether somebody may yet come for what is in it."""
    try:
        age = time.time() - (directory / KEPT_NAME).stat().st_mtime
    except FileNotFoundError:
        return False
    return age < KEPT_SECONDS and any(directory.glob("*.segment"))


def _is_unclaimed(directory: Path) -> bool:
    try:
        descriptor = os.open(directory / LOCK_NAME, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
