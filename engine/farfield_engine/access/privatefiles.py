"""Files with secrets in them: read only where nobody else can, written whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from farfield_engine.errors import AttachError


def read_private(path: Path) -> bytes | None:
    """The content of a file that is its owner's alone; None where there is no such file.

    Raises AttachError where it is another user's, others may read it, or it can't be read.
    """
    try:
        # Without waiting: a pipe in its place would have us wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AttachError(f"'{path}' can't be read: {error.strerror}") from error
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid():
            raise AttachError(f"'{path}' is not a file of yours, so it is not trusted; remove it")
        if status.st_mode & 0o077:
            raise AttachError(
                f"'{path}' holds secrets, and others can read it (mode {stat.S_IMODE(status.st_mode):04o}); "
                f"run 'chmod 600 {path}', and replace what is in it if others have read it"
            )
        try:
            return file.read()
        except OSError as error:
            raise AttachError(f"'{path}' can't be read: {error.strerror}") from error


def write_private(path: Path, content: bytes) -> None:
    """Put the content there, 0600; whoever reads at the same time sees the old or the new, whole.

    Raises AttachError where it can't be written; the old content is then still there.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
            with open(os.open(fresh, flags, 0o600), "wb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AttachError(f"'{path}' can't be written: {error.strerror}") from error


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """While it lasts, no other process that asks for the same file's lock has it.

    The lock is a file beside it, as the file itself is replaced. Raises AttachError.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise AttachError(f"'{lock}' can't be written: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
