"""Where this user's gateways keep their sockets, tokens and logs, and the results of jobs."""

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


def private_dir(path: Path, kept: str = "token", variable: str = "FARFIELD_RUNTIME_DIR") -> Path:
    """Make the directory, for its owner alone; what is `kept` in it and the `variable` are for the message.

    Raises AttachError where it can't be trusted, OSError where it can't be made.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise AttachError(
            f"'{path}' is not a directory of yours, so no {kept} is kept there; "
            f"remove it or set {variable} to another"
        )
    if status.st_mode & 0o077:
        path.chmod(0o700)
    return path


def local_gateway_dir(cluster: str = "") -> Path:
    """The directory of this user's gateway for this Python environment.

    Each environment has a gateway of its own: its workers import what the notebook imports. cluster: the Ray
    cluster that its workers are to be of; empty: this machine.
    """
    return private_dir(runtime_dir() / _local_name(cluster))


def local_state_dir(cluster: str = "") -> Path:
    """The directory, 0700, in which that gateway keeps what outlives it: results and logs.

    Below FARFIELD_STATE_DIR, else below `state` in FARFIELD_RUNTIME_DIR where that is set, else below
    XDG_STATE_HOME/farfield, which is ~/.local/state/farfield by default. Raises AttachError when it
    belongs to somebody else or there is no home directory, OSError when it can't be made.
    """
    named = os.environ.get("FARFIELD_STATE_DIR")
    base = os.environ.get("XDG_STATE_HOME", "")
    if named:
        path = Path(named)
    elif os.environ.get("FARFIELD_RUNTIME_DIR"):
        path = runtime_dir() / "state"
    elif os.path.isabs(base):  # the specification says that relative ones are to be ignored
        path = Path(base) / "farfield"
    else:
        path = _home("results", "FARFIELD_STATE_DIR") / ".local" / "state" / "farfield"
    parent = private_dir(path, "result", "FARFIELD_STATE_DIR")
    return private_dir(parent / _local_name(cluster), "result", "FARFIELD_STATE_DIR")


def config_dir() -> Path:
    """This user's directory, 0700, for what its clients remember of gateways elsewhere.

    FARFIELD_CONFIG_DIR, else `config` in FARFIELD_RUNTIME_DIR where that is set, else
    XDG_CONFIG_HOME/farfield, which is ~/.config/farfield by default. Raises as `local_state_dir` does.
    """
    named = os.environ.get("FARFIELD_CONFIG_DIR")
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if named:
        path = Path(named)
    elif os.environ.get("FARFIELD_RUNTIME_DIR"):
        path = runtime_dir() / "config"
    elif os.path.isabs(base):
        path = Path(base) / "farfield"
    else:
        path = _home("tokens", "FARFIELD_CONFIG_DIR") / ".config" / "farfield"
    return private_dir(path, "token", "FARFIELD_CONFIG_DIR")


def _home(kept: str, variable: str) -> Path:
    try:
        return Path.home()
    except RuntimeError:
        message = f"user {os.getuid()} has no home directory to keep {kept} in; set {variable}"
        raise AttachError(message) from None


def _local_name(cluster: str) -> str:
    text = f"{sys.prefix}\0{sys.version_info[:2]}" + (f"\0{cluster}" if cluster else "")
    key = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    return f"local-{key}"


CONNECTION_FILE = "gateway.json"
SOCKET_FILE = "gateway.sock"
FRAMED_SOCKET_FILE = "frames.sock"
LOCK_FILE = "start.lock"
LOG_FILE = "gateway.log"
