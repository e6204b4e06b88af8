"""The client's own modules on a worker that does not see the client's disk.

They come with jobs, as archives, and are written to a directory of this worker's, from which they are
imported and reloaded as if they were the client's files (see `farfield_engine.worker.modules`). A file that
has not changed is not written again.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from farfield_engine import inside
from farfield_engine.errors import InputError
from farfield_engine.objects.archive import Archive, Entry
from farfield_engine.objects.hashing import content_hash
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb
from farfield_engine.worker.files import OF_ANY_WORKER, View

_CACHE = "__pycache__"
_NEW = ".farfield-new"
_TOKEN = "FARFIELD_TOKEN"
"""Environment variable that is nobody's business here."""


on_change: Callable[[str, list[jobs_pb.File]], object] | None = None
"""Called with the directory, and all modules in it with their content, when a job has brought others."""

_NAME = "modules"
_ANY_MIRROR = re.compile(f"{OF_ANY_WORKER}/{_NAME}/")


@dataclass(slots=True)
class _Unit:
    """A module or package that has come."""

    root: str
    """Where it is at the client."""
    identity: bytes
    archive: bytes = b""
    """As it came, where somebody wants it."""
    files: dict[str, bytes] = field(default_factory=dict)
    """By path, relative to the mirror: hash of the content."""


_ON_RAY = "FARFIELD_RAY_KEEPER"
_OF_RAY = ("RAY_", _ON_RAY, "CUDA_VISIBLE_DEVICES")


def settle(setup: worker_pb.Setup, make: Callable[[str], Path]) -> None:
    """Complete the setup of a worker that has neither the client's directory nor its environment.

    make: makes a directory of this worker's.
    """
    if not setup.cwd:
        setup.cwd = str(make("home"))
    for name, value in os.environ.items():
        if name not in setup.environ and name != _TOKEN:
            setup.environ[name] = value


def engines_environ() -> dict[str, str]:
    """What an engine whose processes are not the gateway's has put into this one's environment.

    A client's own variables of these names mean another cluster, or another machine's GPUs.
    """
    if _ON_RAY not in os.environ:
        return {}
    return {name: value for name, value in os.environ.items() if name.startswith(_OF_RAY)}


class Mirror:
    """The directory, made when the first module comes. Paths are translated on any thread."""

    def __init__(self, make: Callable[[str], Path]) -> None:
        """make: makes a directory of this name, which somebody else removes."""
        self._make = make
        self._path = ""
        self._units: dict[str, _Unit] = {}
        self._is_told = True
        """Whether `on_change` knows what is here now."""

    def update(self, modules: Iterable[jobs_pb.File], view: View) -> set[str]:
        """Have these modules here, in these versions; those without content are removed.

        The paths of files that were written. Raises InputError for what is no archive of modules, OSError
        where one can't be written.
        """
        written: set[str] = set()
        for file in modules:
            unit, content = self._units.get(file.path), file.content
            if not content.size:
                self._remove(file.path)
                continue
            identity = content.hash or content_hash(content.data)
            if unit is None or unit.identity != identity:
                self._is_told = False
                written |= self._unpack(file.path, identity, view(content))
        if not self._is_told and on_change is not None:
            on_change(self._path, self._as_they_came())
        self._is_told = True
        return written

    def _as_they_came(self) -> list[jobs_pb.File]:
        files = []
        for name, unit in self._units.items():
            content = objects_pb.Blob(hash=unit.identity, size=len(unit.archive), data=unit.archive)
            files.append(jobs_pb.File(path=name, content=content))
        return files

    def path_of_client(self, text: str) -> str:
        """A path, or a text with paths, with those of the client instead of those of the mirror."""
        if not self._path:
            return text
        if on_change is not None:
            # What was started from here on other machines has them in mirrors of its own.
            text = _ANY_MIRROR.sub(lambda _: f"{self._path}/", text)
        if self._path not in text:
            return text
        for name, unit in list(self._units.items()):  # the debugger asks on a thread of its own
            top = name.partition("#")[0]
            for end in ("/", "."):
                text = text.replace(f"{self._path}/{top}{end}", f"{os.path.join(unit.root, top)}{end}")
        return text

    def name_theirs(self, failure: jobs_pb.Failure) -> None:
        """Have the tracebacks of a failure name the client's files."""
        failure.traceback = self.path_of_client(failure.traceback)
        failure.plain_traceback = self.path_of_client(failure.plain_traceback)

    def path_here(self, path: str) -> str:
        """Where a file of the client's is in the mirror; empty where it has not come."""
        for unit in list(self._units.values()):
            place = path.removeprefix(os.path.join(unit.root, ""))
            if place in unit.files:
                return f"{self._path}/{place}"
        return ""

    # --- on the disk --------------------------------------------------------

    def _unpack(self, name: str, identity: bytes, content: bytes | memoryview) -> set[str]:
        try:
            archive = Archive(content)
            entries = list(archive.entries())
        except (zipfile.BadZipFile, ValueError) as error:
            raise InputError(f"module {name!r} did not arrive whole: {error}; run it again") from error
        for entry in entries:
            if any(part in ("", ".", "..") for part in entry.path.split("/")) or "\0" in entry.path:
                raise InputError(f"module {name!r} has a file that would be elsewhere: {entry.path!r}")
        if not self._path:
            self._path = str(self._make(_NAME))
            # Before all others: as at the client, who sends none that has the name of a standard module.
            sys.path.insert(0, self._path)
            inside.path_of_client = self.path_of_client
        before = self._units.pop(name, None)
        unit = _Unit(archive.root, identity, bytes(content) if on_change is not None else b"")
        if before is not None:
            new = {entry.path for entry in entries}
            self._delete([place for place in before.files if place not in new])
        written = set()
        for entry in entries:
            digest = content_hash(entry.content)
            if before is None or before.files.get(entry.path) != digest:
                written.add(self._write(entry))
            unit.files[entry.path] = digest
        self._units[name] = unit
        return written

    def _remove(self, name: str) -> None:
        unit = self._units.pop(name, None)
        if unit is not None:
            self._is_told = False
            self._delete(unit.files)

    def _write(self, entry: Entry) -> str:
        target = os.path.join(self._path, entry.path)
        directory = os.path.dirname(target)
        if os.path.isdir(target):  # what was a package is a module now
            shutil.rmtree(target)
        os.makedirs(directory, exist_ok=True)
        # An extension module that is loaded must not change under the process.
        new = os.path.join(directory, _NEW)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(new, flags, 0o700 if entry.executable else 0o600)
        with open(descriptor, "wb") as file:
            file.write(entry.content)
        os.replace(new, target)
        return target

    def _delete(self, places: Iterable[str]) -> None:
        directories = set()
        for place in places:
            path = os.path.join(self._path, place)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
            directories.add(os.path.dirname(path))
        for directory in sorted(directories, key=len, reverse=True):
            self._prune(directory)

    def _prune(self, directory: str) -> None:
        """Remove directories that hold nothing any more: they would be packages still."""
        while directory != self._path:
            try:
                left = os.listdir(directory)
            except FileNotFoundError:
                left = []
            if not set(left) <= {_CACHE}:
                return
            shutil.rmtree(directory, ignore_errors=True)
            directory = os.path.dirname(directory)
