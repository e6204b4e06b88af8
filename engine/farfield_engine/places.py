"""Where this user's gateways keep their sockets, tokens and logs."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from farfield_engine.errors import AttachError


def runtime_dir() -> Path:
    """This user's directory for sockets and tokens, 0700.

    FARFIELD_RUNTIME_DIR, else XDG_RUNTIME_DIR/farfield, else a directory in the temporary one.
    Raises AttachError when it belongs to somebody else.
    """
    named = os.environ.get("FARFIELD_RUNTIME_DIR")
    base = os.environ.get("XDG_RUNTIME_DIR")
    if named:
        path = Path(named)
    elif base and os.path.isdir(base) and os.access(base, os.W_OK):
        path = Path(base) / "farfield"
    else:
        path = Path(tempfile.gettempdir()) / f"farfield-{os.getuid()}"
    return private_dir(path)


def private_dir(path: Path) -> Path:
    """Make the directory, for its owner alone. Raises AttachError where it can't be trusted."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise AttachError(
            f"'{path}' is not a directory of yours, so no token is kept there; "
            "remove it or set FARFIELD_RUNTIME_DIR to another"
        )
    if status.st_mode & 0o077:
        path.chmod(0o700)
    return path


def local_gateway_dir() -> Path:
    """The directory of this user's local gateway for this Python environment.

    Each environment has a gateway of its own: its workers import what the notebook imports.
    """
    key = hashlib.blake2b(f"{sys.prefix}\0{sys.version_info[:2]}".encode(), digest_size=6).hexdigest()
    return private_dir(runtime_dir() / f"local-{key}")


CONNECTION_FILE = "gateway.json"
SOCKET_FILE = "gateway.sock"
LOCK_FILE = "start.lock"
LOG_FILE = "gateway.log"
