"""What a local gateway that was killed has left on this machine, and its removal."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from farfield_engine.access.served import SERVE_FILE, read_served, remove_served
from farfield_engine.client.local import find_local, start_lock
from farfield_engine.client.processes import process_runs
from farfield_engine.errors import AttachError
from farfield_engine.objects.cleanup import default_parent, find_stale, remove_stale, spill_parent
from farfield_engine.places import (
    CONNECTION_FILE,
    FRAMED_SOCKET_FILE,
    SOCKET_FILE,
    local_gateway_dir,
    local_state_dir,
    runtime_dir,
)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Files and directories of the dead."""

    killed: str = ""
    """The gateway that they were, for people; empty where no connection file tells of one."""
    files: list[Path] = field(default_factory=list)
    directories: list[Path] = field(default_factory=list)
    """Segments of shared memory, what was spilled to disk, sockets of ssh."""

    def __bool__(self) -> bool:
        return bool(self.files or self.directories)

    def names(self) -> list[str]:
        """Each for people."""
        return [path.name for path in self.files] + [str(path) for path in self.directories]


def find_leftovers(cluster: str = "") -> Leftovers:
    """What there is now; nothing of what belongs to the living. Raises AttachError, OSError.

    cluster: whose gateway is meant, as `raytarget` names it.
    """
    files = _files(cluster) if not _gateway_lives(cluster) else []
    if (served := _stale_served(cluster)) is not None:
        files.append(served)
    directories = [path for parent in _parents() for path in find_stale(parent)]
    return Leftovers(_killed(files), files, directories)


def clear_leftovers(cluster: str = "") -> list[str]:
    """Remove it; what it was, by name. Raises AttachError, OSError."""
    with start_lock(local_gateway_dir(cluster)):
        left = find_leftovers(cluster)
        for path in left.files:
            if path.name == SERVE_FILE:
                remove_served(path.parent)
            else:
                path.unlink(missing_ok=True)
        removed = [path for parent in _parents() for path in remove_stale(parent)]
    return [path.name for path in left.files] + [str(path) for path in removed]


def _files(cluster: str) -> list[Path]:
    directory = local_gateway_dir(cluster)
    names = (CONNECTION_FILE, SOCKET_FILE, FRAMED_SOCKET_FILE)
    return [directory / name for name in names if (directory / name).exists()]


def running_gateway(cluster: str = "") -> int:
    """The gateway's process here, by its command line and so whatever became of its files; 0: none."""
    wanted = b"\0gateway\0" + os.fsencode(local_gateway_dir(cluster)) + b"\0"
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        with contextlib.suppress(OSError):
            if name.isdigit() and wanted in Path(f"/proc/{name}/cmdline").read_bytes():
                # A gateway's zygote has another command line; other users can't write this one's files.
                if os.stat(f"/proc/{name}").st_uid == os.getuid() and process_runs(int(name)):
                    return int(name)
    return 0


def _gateway_lives(cluster: str) -> bool:
    try:
        return find_local(cluster) is not None
    except AttachError:
        # Its connection file is damaged, or that of another version.
        return running_gateway(cluster) > 0


def _killed(files: list[Path]) -> str:
    for path in files:
        if path.name == CONNECTION_FILE:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                return f"the last one, process {int(json.loads(path.read_text())['pid'])},"
            return "the last one"
    return ""


def _stale_served(cluster: str) -> Path | None:
    """The file in which a gateway says where it listens, when that is gone."""
    directory = local_state_dir(cluster)
    with contextlib.suppress(AttachError):
        served = read_served(directory)
        if served is not None and served.pid and not process_runs(served.pid):
            return directory / SERVE_FILE
    return None


def _parents() -> list[Path]:
    """Where gateways and clients have directories that are theirs as long as they live."""
    return [default_parent(), spill_parent(), runtime_dir() / "ssh"]
