"""Processes of this machine."""

from __future__ import annotations

import os

NOT_HANDED_ON = ("PYDEVD_", "DEBUGPY_", "FARFIELD_TOKEN")
"""What begins so in the environment is what a debugger has left there, or a secret."""


def handed_on() -> dict[str, str]:
    """This process's environment, as others may have it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}


def process_runs(pid: int) -> bool:
    """Whether the process is there and alive; one that has ended and is not yet reaped is not."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] != b"Z"
    except FileNotFoundError:
        pass  # gone, or no Linux
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_stopped(pid: int) -> bool:
    """Whether it was told to stand still (SIGSTOP), or a debugger of the system's holds it."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] in (b"T", b"t")
    except OSError:
        return False
