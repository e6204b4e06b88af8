"""The user's own modules on this machine's disk: where they are, what belongs to them, what they import.

A unit is a top-level module or package, whole: what travels together.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder

from farfield_engine import inside
from farfield_engine.client.text import readable_size
from farfield_engine.errors import SendError
from farfield_engine.objects.archive import Entry, pack
from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.ownership import is_own

MAX_DATA = 1 << 20
"""Bytes of a data file that travels with its package; larger ones stay."""

MAX_ALL_DATA = 8 << 20
"""Bytes of all data files of one package together."""

MAX_FILES = 20_000
"""Files and directories that are looked at for one package."""

_CLOCK_STEP = 20_000_000
"""Nanoseconds by which a file system's clock may be behind."""

_NEVER = {"__pycache__", "node_modules", "site-packages", "dist-packages"}
_COMPILED = tuple(EXTENSION_SUFFIXES)
_PARENTS_OF_NOTHING = {"__main__", "__mp_main__", "builtins"}

Stamp = tuple[int, int, int]
"""Of a file or directory: nanoseconds since the epoch when it was changed, bytes, inode."""


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A file of a unit, as it was when it was looked at."""

    path: str
    """Where it is here."""
    place: str
    """Relative to the directory that its module is imported from."""
    stamp: Stamp
    executable: bool
    is_code: bool

    @property
    def size(self) -> int:
        return self.stamp[1]


@dataclass(slots=True)
class Unit:
    """A top-level module or package, in the version that was on disk when it was looked at."""

    name: str
    """Of the module; a namespace package's further directories have a number after it."""
    root: str
    """The directory that it is imported from."""
    files: list[UnitFile]
    size: int
    """Bytes of its files."""
    compiled: list[UnitFile]
    """Those that are extension modules."""
    imports: frozenset[str] = frozenset()
    """Names of the top-level modules that its code imports."""
    content: bytes = b""
    """The archive of its files."""
    digest: bytes = b""
    left_out: list[UnitFile] = field(default_factory=list)
    """Data files that are too large to travel with it."""
    watched: dict[str, Stamp] = field(default_factory=dict)
    """Its files and directories, with their stamps. Empty where those do not tell whether it has changed."""

    @property
    def unchanged(self) -> bool:
        """Whether it is on disk as it was."""
        stat_of = os.stat
        try:
            for path, stamp in self.watched.items():
                # Before every job, for every file: no calls that can be spared.
                status = stat_of(path)
                if (status.st_mtime_ns, status.st_size, status.st_ino) != stamp:
                    return False
        except OSError:
            return False
        return bool(self.watched)


class Disk:
    """Finds units, and reads those that have changed since. Not for several threads at once."""

    def __init__(self) -> None:
        self._units: dict[str, Unit] = {}
        self._imports: dict[str, tuple[Stamp, frozenset[str]]] = {}
        self._foreign: set[str] = set()
        self._path: tuple[str, ...] = ()
        self._installed: dict[str, bool] = {}

    def look(self, name: str) -> list[Unit]:
        """The units of a top-level module as it is now; none where there is none of the user's.

        More than one for a package without `__init__.py` that is in several directories. Raises SendError
        for what can't be read.
        """
        if self._path != tuple(sys.path):
            self._path = tuple(sys.path)
            self._foreign.clear()
        if name in self._foreign or name in _PARENTS_OF_NOTHING or name in sys.stdlib_module_names:
            return []
        places = self._places(name)
        units = []
        for number, place in enumerate(places):
            unit = self._unit(name if not number else f"{name}#{number}", place)
            if unit.files:
                units.append(unit)
        return units

    # --- where --------------------------------------------------------------

    def _places(self, name: str) -> list[str]:
        """The files and directories that a top-level module of the user's is made of."""
        spec = _spec_of(name)
        if spec is None:
            return []
        places = _places_of(spec)
        own = [place for place in places if is_own(name, place) and not self._is_installed(place)]
        # Gone or moved since it was loaded: where it would be loaded from now.
        if own and not all(map(os.path.exists, own)):
            importlib.invalidate_caches()
            spec = _spec_on_path(name)
            places = _places_of(spec) if spec is not None else []
            own = [place for place in places if is_own(name, place) and not self._is_installed(place)]
        elif places and not own:
            self._foreign.add(name)
        return own

    def _is_installed(self, place: str) -> bool:
        """Whether a module is in a directory that pip has filled, wherever that is."""
        directory = os.path.dirname(place)
        if directory not in self._installed:
            try:
                names = os.listdir(directory)
            except OSError:
                names = []
            self._installed[directory] = any(name.endswith(".dist-info") for name in names)
        return self._installed[directory]

    # --- what ---------------------------------------------------------------

    def _unit(self, name: str, place: str) -> Unit:
        root = os.path.dirname(place)
        before, now = self._units.get(name), time.time_ns()
        if before is not None and before.root == root and before.unchanged:
            return before
        watched: dict[str, Stamp] = {}
        try:
            files = list(_files_of(name, place, watched))
        except OSError as error:
            raise _unreadable(error.filename or place, error) from error
        watched |= {file.path: file.stamp for file in files}
        if now - max((stamp[0] for stamp in watched.values()), default=now) <= _CLOCK_STEP:
            watched.clear()
        left_out = _too_large(file for file in files if not file.is_code)
        files = sorted((file for file in files if file not in left_out), key=lambda file: file.place)
        size = sum(file.size for file in files)
        compiled = [file for file in files if file.is_code and not file.place.endswith(".py")]
        unit = Unit(name, root, files, size, compiled, left_out=left_out, watched=watched)
        code = (file for file in files if file.place.endswith(".py"))
        found = set().union(*(self._imports_of(file, now) for file in code))
        unit.imports = frozenset(found - {name.partition("#")[0]})
        self._units[name] = unit
        return unit

    def _imports_of(self, file: UnitFile, now: int) -> frozenset[str]:
        known = self._imports.get(file.path)
        if known is None or known[0] != file.stamp or now - file.stamp[0] <= _CLOCK_STEP:
            known = self._imports[file.path] = (file.stamp, _imported_by(_read(file)))
        return known[1]

    def fill(self, unit: Unit) -> None:
        """Read the files of a unit, unless that is done. Raises SendError."""
        if unit.digest:
            return
        entries = [Entry(file.place, _read(file), file.executable) for file in unit.files]
        first = entries[0].path
        # Within a worker, whose files are copies: tracebacks are to name the user's own.
        root = inside.path_of_client(os.path.join(unit.root, first)).removesuffix(first)
        unit.content = pack(os.path.dirname(root), entries)
        unit.digest = content_hash(unit.content)


# --- where ------------------------------------------------------------------


def _spec_of(name: str) -> ModuleSpec | None:
    """How a module was loaded, else how it would be. Nothing is imported."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        try:
            # Asked in any other way, a lazy module would be loaded for it.
            spec = object.__getattribute__(loaded, "__dict__").get("__spec__")
        except AttributeError:
            spec = None
        return spec if isinstance(spec, ModuleSpec) else _spec_on_path(name)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        spec = None
    return spec or _spec_on_path(name)


def _spec_on_path(name: str) -> ModuleSpec | None:
    """How a module would be loaded from `sys.path`, also where its file has come just now."""
    if not name.isidentifier():
        return None
    for entry in sys.path:
        path = os.path.join(entry or os.curdir, name)
        if os.path.isdir(path) or any(os.path.exists(path + suffix) for suffix in (".py", *_COMPILED)):
            # A finder may hold a listing that is a moment too old.
            finder = sys.path_importer_cache.get(entry or os.getcwd())
            if finder is not None and hasattr(finder, "invalidate_caches"):
                finder.invalidate_caches()
            break
    else:
        return None
    try:
        return PathFinder.find_spec(name)
    except (ImportError, ValueError):
        return None


def _places_of(spec: ModuleSpec) -> list[str]:
    origin = spec.origin if spec.has_location else None
    if spec.submodule_search_locations is not None:
        if origin is not None:
            return [os.path.dirname(os.path.abspath(origin))]
        return [os.path.abspath(place) for place in spec.submodule_search_locations]
    if origin is not None and origin.endswith((".py", *_COMPILED)):
        return [os.path.abspath(origin)]
    return []


# --- what -------------------------------------------------------------------


def _files_of(name: str, place: str, directories: dict[str, Stamp]) -> Iterator[UnitFile]:
    """The files of a unit; the directories that they are in are noted. Raises OSError, SendError."""
    root = os.path.dirname(place)
    if not os.path.isdir(place):
        try:
            yield _described(place, os.path.basename(place), os.stat(place))
        except FileNotFoundError:
            pass  # gone a moment ago: it is none any more
        return
    count = 0
    for file in _inside(place, os.path.relpath(place, root), False, (), directories):
        count += 1
        if count > MAX_FILES:
            raise SendError(
                f"package '{name.partition('#')[0]}' in '{place}' has more than {MAX_FILES:,} files; "
                "keep data in another directory, and send what is needed of it with --files"
            )
        if file is not None:
            yield file


def _inside(
    directory: str, place: str, in_package: bool, above: tuple[str, ...], directories: dict[str, Stamp]
) -> Iterator[UnitFile | None]:
    """The files of a package's directory; None for each that is none of its. Raises OSError."""
    directories[directory] = _stamp(os.stat(directory))
    with os.scandir(directory) as listed:
        entries = list(listed)
    names = {entry.name for entry in entries}
    if "pyvenv.cfg" in names:
        return
    # What is beside a package's modules belongs to it. A directory that has only become one by its name may
    # hold anything.
    in_package |= "__init__.py" in names
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name in _NEVER or name.endswith(".pyc"):
            continue
        inner = f"{place}/{name}"
        if entry.is_dir():
            real = os.path.realpath(entry.path) if entry.is_symlink() or above else entry.path
            if real not in above:  # a link to what it is in has no end
                yield from _inside(entry.path, inner, in_package, (*above, real), directories)
        elif _is_code(name) or (in_package and not name.endswith((".so", ".pyd"))):
            status = entry.stat()
            if stat.S_ISREG(status.st_mode) and _is_text(name):
                yield _described(entry.path, inner, status)
        else:
            yield None


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _described(path: str, place: str, status: os.stat_result) -> UnitFile:
    executable, is_code = bool(status.st_mode & stat.S_IXUSR), _is_code(os.path.basename(place))
    return UnitFile(path, place, _stamp(status), executable, is_code)


def _is_code(name: str) -> bool:
    """Whether it is the file of a module that this Python can import."""
    return any(name.endswith(end) and name.removesuffix(end).isidentifier() for end in (".py", *_COMPILED))


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _too_large(data: Iterable[UnitFile]) -> list[UnitFile]:
    """The data files that stay: large ones, and the largest where there are too many."""
    left_out, total = [], 0
    for file in sorted(data, key=lambda file: file.size):
        total += file.size
        if file.size > MAX_DATA or total > MAX_ALL_DATA:
            left_out.append(file)
    return left_out


def _read(file: UnitFile) -> bytes:
    try:
        with open(file.path, "rb") as opened:
            return opened.read()
    except OSError as error:
        raise _unreadable(file.path, error) from error


def _unreadable(path: str, error: OSError) -> SendError:
    return SendError(
        f"'{path}' belongs to a module that is used, and can't be read: {error.strerror}; make it readable, "
        "or move it away"
    )


def _imported_by(source: bytes) -> frozenset[str]:
    """The top-level modules that code imports, anywhere in it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()  # the worker that imports it says what is wrong
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return frozenset(found)


def largest(units: Iterable[Unit], count: int = 3) -> str:
    """The largest files of these units, for people."""
    files = sorted((file for unit in units for file in unit.files), key=lambda file: -file.size)[:count]
    return ", ".join(f"'{file.path}' ({readable_size(file.size)})" for file in files)
