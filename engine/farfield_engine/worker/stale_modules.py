"""Modules beside the notebook are used in the version that is on disk now."""

from __future__ import annotations

import importlib
import os
import sys
import sysconfig

_seen: dict[str, tuple[float, int]] = {}
_local: dict[tuple[str, int], dict[str, str]] = {}
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
    local = _local_modules(directory)
    stamps = {path: _stamp(path) for path in local.values()}
    if all(_seen.setdefault(path, stamp) == stamp for path, stamp in stamps.items()):
        return []
    for name, path in local.items():
        del sys.modules[name]
        _seen.pop(path, None)
    importlib.invalidate_caches()
    return sorted(local)


def _local_modules(directory: str) -> dict[str, str]:
    """Names and files of the modules below the directory that are not installed ones."""
    key = (directory, len(sys.modules))
    if key not in _local:
        # Looking at a thousand modules takes longer than a small task: once for each new import.
        below = os.path.join(os.path.realpath(directory), "")
        paths = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
        _local.clear()
        _local[key] = {
            name: path
            for name, path in paths.items()
            if path and path.startswith(below) and not path.startswith(_INSTALLED)
        }
    return _local[key]


def _stamp(path: str) -> tuple[float, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0.0, 0)
    return (status.st_mtime, status.st_size)
