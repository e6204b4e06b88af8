"""The user's own modules run in the version that is on disk now.

Which modules are the user's own, `farfield_engine.objects.ownership` says; here they are .py files. Which
version of a file a module was made from is noted while it is imported, as hash of the content: a file that
was only touched, or changed and changed back, is no change.

A job that begins on a worker gets what is on disk then. What is edited while it runs is used by the next job:
the items of one job that run in one worker all see the same version.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import site
import sys
import sysconfig
import time
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import FileFinder, SourceFileLoader
from typing import Any

from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.ownership import INSTALLED, is_own
from farfield_engine.versions import usable_paths
from farfield_engine.worker.reloading import reload_in_place

_CLOCK_STEP = 20_000_000
"""Nanoseconds by which a file system's clock may be behind."""

_COMPILED_STEP = 2_000_000_000
"""Nanoseconds within which a compiled file may be of another version: it knows full seconds only."""

_NOBODYS_TIME = 0xFFFF_FFFF
"""A modification time (seconds) that no file has."""

_EDITABLE = re.compile(r"import (__editable__\w+)")


@dataclass(slots=True)
class _Version:
    """The file that a module was made from, as it was then."""

    path: str
    mtime: int
    """Nanoseconds since the epoch."""
    size: int
    digest: bytes
    settled: bool
    """Whether time and size tell: the file was not written just before it was read."""


_loaded: dict[str, _Version] = {}
_generation = 0
"""Grows with each import of a module of the user's."""

on_import: Callable[[str], object] | None = None
"""Called with the path of a module of the user's that is just being imported, before its code runs."""

on_refresh: Callable[[], object] | None = None
"""Called on the main thread before a job's code, when directories and `sys.path` are those of the job."""

_own: tuple[object, dict[str, _Version]] = (None, {})
_revision: tuple[object, str] = (None, "")
_finders: tuple[object, list[tuple[str, FileFinder]]] = (None, [])
_looked = 0
"""When files were looked at last, in nanoseconds since the epoch."""


def refresh(*, in_place: bool) -> list[str]:
    """Make the user's edited modules new; the names of those that were edited, sorted.

    Without `in_place` they are forgotten, with all of the user's modules that may hold their classes: those
    from the same place and those that import them. The next import takes what is on disk. With `in_place`,
    where objects live on, the edited ones are run again in their places (see `reload_in_place`); one whose
    file is gone stays as it is. To be called on the main thread, where user code may run.

    Raises, with `in_place`, SyntaxError for a file that does not compile, before anything has changed, and
    what an edited module raises; that module is then what it was, and is tried again at the next call.
    """
    global _looked
    if on_refresh is not None:
        on_refresh()
    _watch_imports()
    before, _looked = _looked, time.time_ns()
    _notice_new_files(before)
    own = _own_modules()
    edited, gone = _changed(own)
    if in_place and edited:
        _reload(edited, own)
    elif not in_place and (edited or gone):
        edited += gone
        _drop(edited, own)
    return sorted(edited)


def revision() -> str:
    """A short hash of the user's modules that are loaded now, in the version that was loaded; "" for none."""
    global _revision
    own = _own_modules()
    if not own:
        return ""
    if _revision[0] != _own[0]:
        parts = [name.encode() + b"\0" + version.digest for name, version in sorted(own.items())]
        _revision = (_own[0], content_hash(b"\0".join(parts)).hex()[:12])
    return _revision[1]


def add_paths(paths: Sequence[str]) -> None:
    """Have imports look here too.

    After the standard library, so that a user's queue.py is not what our own late imports find, and
    before what is installed.
    """
    known, names = set(sys.path), ("site-packages", "dist-packages")
    place = next(
        (index for index, path in enumerate(sys.path) if os.path.basename(path) in names), len(sys.path)
    )
    sys.path[place:place] = [path for path in usable_paths(paths) if path not in known]


# --- which modules, and which version of them -------------------------------


def _is_own(name: str, path: str) -> bool:
    return path.endswith(".py") and is_own(name, path)  # an extension module can't be loaded a second time


def _own_modules() -> dict[str, _Version]:
    """The user's modules that are loaded, in the order of their first import."""
    global _own
    key = (_generation, len(sys.modules), next(reversed(sys.modules)))
    if _own[0] == key:
        # Looking at a thousand modules takes longer than a small task: once for each new import.
        return _own[1]
    found: dict[str, _Version] = {}
    for name, module in list(sys.modules.items()):
        path = _file_of(module)
        if path is None or not _is_own(name, path):
            continue
        version = _loaded.get(name)
        if version is None or version.path != path:
            try:
                # Imported by other means: this is the version that it is held to have.
                version = _loaded[name] = _version_of(path)
            except OSError:
                continue  # in an archive, or never was a file
        found[name] = version
    _own = (key, found)
    return found


def _file_of(module: types.ModuleType) -> str | None:
    try:
        # Asked in any other way, a lazy module would be loaded for it.
        path = object.__getattribute__(module, "__dict__").get("__file__")
    except AttributeError:
        return None  # an object that somebody has put in a module's place
    return path if isinstance(path, str) else None


def _version_of(path: str) -> _Version:
    """The version on disk now. Raises OSError."""
    now = time.time_ns()
    # In this order: what is written in between has another time, and is looked at again.
    status = os.stat(path)
    with open(path, "rb") as file:
        digest = content_hash(file.read())
    settled = now - status.st_mtime_ns > _CLOCK_STEP
    return _Version(path, status.st_mtime_ns, status.st_size, digest, settled)


def _changed(own: Mapping[str, _Version]) -> tuple[list[str], list[str]]:
    """Names of the modules whose files have another content now, and of those whose files are gone."""
    changed, gone = [], []
    stat = os.stat
    for name, version in own.items():
        try:
            status = stat(version.path)
            # Before every job, for every file: no calls that can be spared.
            if status.st_mtime_ns == version.mtime and status.st_size == version.size and version.settled:
                continue
            fresh = _version_of(version.path)
        except OSError:
            gone.append(name)
            continue
        if fresh.digest != version.digest:
            changed.append(name)
        else:
            version.mtime, version.size, version.settled = fresh.mtime, fresh.size, fresh.settled
    return changed, gone


# --- what happens at an import ----------------------------------------------

_path_stats = SourceFileLoader.path_stats


def _noting_path_stats(loader: SourceFileLoader, path: str) -> Mapping[str, Any]:
    """Called by the import machinery before it reads a file or what was compiled from it."""
    global _generation
    stats = _path_stats(loader, path)
    if not _is_own(loader.name, path):
        return stats
    before = _loaded.get(loader.name)
    version = _loaded[loader.name] = _version_of(path)
    _generation += 1
    if on_import is not None:
        on_import(path)
    rewritten = before is not None and before.path == path and before.digest != version.digest
    if rewritten or time.time_ns() - version.mtime < _COMPILED_STEP:
        # A compiled file that seems to fit may be of another version of the same second and size. With
        # this size none fits, and with this time the one that is written now fits nobody later.
        return {"mtime": _NOBODYS_TIME, "size": -1}
    return stats


def _watch_imports() -> None:
    """From now on note what is imported. A second call does nothing."""
    if SourceFileLoader.path_stats is _noting_path_stats:
        return
    # No other place sees which version of a file an import takes.
    setattr(SourceFileLoader, "path_stats", _noting_path_stats)  # noqa: B010  # its type names a parameter self
    _adopt_editable_projects()


def _adopt_editable_projects() -> None:
    """Find the projects that were installed in editable mode since this interpreter started, too."""
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    if site.ENABLE_USER_SITE:
        places.add(site.getusersitepackages())
    for place in places:
        with contextlib.suppress(OSError):  # no such directory
            for name in os.listdir(place):
                if name.startswith("__editable__") and name.endswith(".pth"):
                    _adopt(place, name)


def _adopt(place: str, name: str) -> None:
    with open(os.path.join(place, name), encoding="utf-8") as file:
        finder = _EDITABLE.match(file.read())
    if finder is not None and finder[1] not in sys.modules:
        site.addpackage(place, name, set(sys.path))


def _notice_new_files(before: int) -> None:
    """Have directories that changed at or after `before` listed anew by the next import.

    A directory that was listed in the very step of the clock in which a file was added would else be
    taken for known.
    """
    for path, finder in _own_finders():
        try:
            if os.stat(path).st_mtime_ns > before - _CLOCK_STEP:
                finder.invalidate_caches()
        except OSError:
            pass  # gone, which the import will notice


def _own_finders() -> list[tuple[str, FileFinder]]:
    """Finders of directories in which nothing is installed."""
    global _finders
    known = sys.path_importer_cache
    key = (len(known), next(reversed(known), None))
    if _finders[0] != key:
        found = [
            (path, finder)
            for path, finder in list(known.items())
            if isinstance(finder, FileFinder) and not f"{path}{os.sep}".startswith(INSTALLED)
        ]
        _finders = (key, found)
    return _finders[1]


# --- edited modules ---------------------------------------------------------


def _reload(edited: list[str], own: Mapping[str, _Version]) -> None:
    versions = {name: own[name] for name in edited}
    global _generation
    done: list[str] = []
    try:
        reload_in_place(edited, list(own), done.append)
    finally:
        _generation += 1
        for name in edited:
            if name not in done:
                # Tried again, and its error told again, until the file is in order.
                _loaded[name] = versions[name]
            elif _loaded.get(name) is versions[name]:
                # Its loader is none that was watched.
                with contextlib.suppress(OSError):
                    _loaded[name] = _version_of(versions[name].path)


def _drop(edited: Iterable[str], own: Mapping[str, _Version]) -> None:
    """Forget the edited modules, those from the same places, and those that import one of them."""
    stale = _from_the_same_places(set(edited), own)
    sources: dict[str, bytes] = {}
    while True:
        tops = sorted({re.escape(name.partition(".")[0].encode()) for name in stale})
        mention = re.compile(rb"(?:import|from)\b[^\n]*(?<!\w)(?:" + b"|".join(tops) + rb")(?!\w)")
        more = {name for name in own.keys() - stale if mention.search(_source(name, own[name].path, sources))}
        if not more:
            break
        stale = _from_the_same_places(stale | more, own)
    for name in sorted(stale, reverse=True):  # what is inside of a package before the package
        _forget(name)
    importlib.invalidate_caches()


def _source(name: str, path: str, known: dict[str, bytes]) -> bytes:
    if name not in known:
        try:
            with open(path, "rb") as file:
                known[name] = file.read().replace(b"\\\n", b"")
        except OSError:
            known[name] = b""  # gone meanwhile: it imports nothing any more
    return known[name]


def _from_the_same_places(names: set[str], own: Mapping[str, _Version]) -> set[str]:
    """With all modules that share the directory of their top-level name, or that name, with one of these."""
    found = set(names)
    while True:
        roots = {_root(name, own[name].path) for name in found}
        tops = {name.partition(".")[0] for name in found}
        more = {
            name
            for name, version in own.items()
            if name.partition(".")[0] in tops or _root(name, version.path) in roots
        }
        if more <= found:
            return found
        found |= more


def _root(name: str, path: str) -> str:
    """The directory from which the module's top-level name is imported."""
    levels = name.count(".") + (os.path.basename(path) == "__init__.py")
    directory = os.path.dirname(path)
    for _ in range(levels):
        directory = os.path.dirname(directory)
    return directory


def _forget(name: str) -> None:
    module = sys.modules.pop(name, None)
    _loaded.pop(name, None)
    parent, _, child = name.rpartition(".")
    holder = sys.modules.get(parent)
    if not isinstance(holder, types.ModuleType):
        return
    # `from package import child` would else find the old one in a package that stays.
    if holder.__dict__.get(child) is module:
        del holder.__dict__[child]
    if getattr(holder, "__file__", None) is None and not any(
        other.startswith(f"{parent}.") for other in sys.modules
    ):
        # A namespace package with nothing in it; it may have got an __init__.py.
        _forget(parent)
