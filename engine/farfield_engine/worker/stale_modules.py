"""Modules beside the notebook are used in the version that is on disk now."""

from __future__ import annotations

import importlib
import os
import sys
import sysconfig
import time

_seen: dict[str, tuple[int, int]] = {}
_local: dict[tuple[str, int, str], dict[str, str]] = {}
_looked = 0
"""When the files were looked at last, in nanoseconds since the epoch."""

_CLOCK_STEP = 20_000_000
"""Nanoseconds by which a file system's clock may be behind."""

_OURS = {"farfield", "farfield_engine", "farfield_jupyter", "farfield_launcher"}
_INSTALLED = tuple(
    os.path.join(path, "")
    for name, path in sysconfig.get_paths().items()
    if name in ("stdlib", "purelib", "platlib")
)


def drop(directory: str) -> list[str]:
    """Forget the modules below `directory` whose files have changed; their names.

    All modules below the directory go together, since they may hold each other's classes.
    """
    if not directory:
        return []
    global _looked
    before, _looked = _looked, time.time_ns()
    local = _local_modules(directory)
    if all(_is_current(path, before) for path in local.values()):
        return []
    for name, path in local.items():
        sys.modules.pop(name, None)
        _seen.pop(path, None)
    _local.clear()
    importlib.invalidate_caches()
    return sorted(local)


def _is_current(path: str, before: int) -> bool:
    """Whether a file is as it was when its module was imported, some time after `before`."""
    stamp = _stamp(path)
    if path in _seen:
        return _seen[path] == stamp
    _seen[path] = stamp
    # Imported since the last look. If the file was written in that time, nobody knows which came first.
    return stamp[0] < before - _CLOCK_STEP


def _local_modules(directory: str) -> dict[str, str]:
    """Names and files of the modules below the directory that are not installed ones."""
    key = (directory, len(sys.modules), next(reversed(sys.modules)))
    if key not in _local:
        # Looking at a thousand modules takes longer than a small task: once for each new import.
        below = os.path.join(os.path.realpath(directory), "")
        paths = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
        _local.clear()
        _local[key] = {
            name: path
            for name, path in paths.items()
            # An extension module can't be loaded a second time.
            if path and path.endswith(".py") and path.startswith(below)
            if not path.startswith(_INSTALLED) and name.partition(".")[0] not in _OURS
        }
    return _local[key]


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
