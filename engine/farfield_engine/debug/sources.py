"""Which file or cell here is meant by a source of the client's, and back: by content, then by module name.

The client may be on another machine, in another container, or have its project elsewhere. It names a file by
its path there and, where it can read it, by the SHA-256 of its content.

A cell it names by whatever its editor calls it (`vscode-notebook-cell:...`), with the SHA-256 of its text
and best, in `farfieldText`, the text itself. Breakpoints of a source that is not here yet are answered as not
verified, and set when it comes, before its code runs; then an event tells of each:
`breakpoint {reason: "changed", breakpoint: {id, verified, line, source: {path}}}`. Ids, lines and paths are
those of the answer and of the client. Frames in what the client has named have its path; others that are
of cells have `checksums`: all that the cell's text may have in an editor.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from farfield_engine.debug.backend import our_paths
from farfield_engine.debug.cells import Cells, Place, is_document, text_of
from farfield_engine.debug.checks import is_path
from farfield_engine.objects.checksums import MAX_TEXT, TEXT, Checksums, checksum_of
from farfield_engine.objects.ownership import is_own


class Sources:
    """The files of one client."""

    def __init__(self) -> None:
        self.here: Callable[[str], str] = lambda path: ""
        """Where a file is that came from the client, by its path there; empty for any other."""
        self.there: Callable[[str], str] = str
        """The reverse; a path of no such file stays."""
        self._checksums = Checksums()
        self._cells = Cells()
        self._theirs: dict[str, str] = {}
        """By path here, the client's path."""
        self._documents: dict[str, dict[str, int]] = {}
        """By cell here, the client's documents with that text, the likeliest last, and the shift of lines."""
        self._written: list[str] = []

    def places(self, source: dict[str, Any], *, marked: bool) -> list[Place]:
        """Where a client's source is here; a cell may be nowhere yet. marked: it has breakpoints."""
        path = str(source["path"])
        if not is_document(path):
            return [Place(self.local(source))]
        text = source.get(TEXT)
        found = self._cells.find(checksum_of(source), text if isinstance(text, str) else None)
        for names in self._documents.values():
            names.pop(path, None)
        for place in found:
            names, own = self._documents.get(place.path, {}), {path: place.shift}
            self._documents[place.path] = {**names, **own} if marked else {**own, **names}
        return found

    def local(self, source: dict[str, Any]) -> str:
        """The path here of a client's DAP Source. It may be one that does not exist."""
        path = str(source["path"])
        if path.startswith("<") or not is_path(path):
            return path
        found = self.here(path) or self._find(path, checksum_of(source))
        if not found:
            found = path
            if isinstance(source.get(TEXT), str):
                self._write(path, source[TEXT])
        self._theirs[os.path.realpath(found)] = path
        self._theirs[found] = path
        return found

    def _find(self, path: str, checksum: str) -> str:
        same = os.path.isfile(path) and (not checksum or self._checksums.of(path) == checksum)
        if same and _is_imported_from(path):
            return path
        candidates = list(dict.fromkeys(_same_end(path)))
        # Where the client's own file is to be seen here, a copy of it may yet be what is imported.
        if checksum:
            for candidate in candidates:
                if self._checksums.of(candidate) == checksum:
                    return candidate
        if os.path.isfile(path):
            return path
        return next(_same_module(path), "")

    def _write(self, path: str, text: str) -> None:
        """Put a client's text where it says that it is: pydevd takes breakpoints in existing files only."""
        if not os.path.isabs(path) or os.path.lexists(path):
            return
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except OSError:
            return  # the answer to the client says that there is no such file
        with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        self._written.append(path)

    def theirs(self, source: dict[str, Any], *, documents: bool = True) -> dict[str, Any]:
        """A DAP Source of this side's as the client knows it, with its checksum. documents: cells, too."""
        path = source.get("path")
        if not isinstance(path, str) or not path:
            return source
        known = self._theirs.get(path) or self._theirs.get(os.path.realpath(path))
        if known is not None:
            return {**source, "path": known, "name": os.path.basename(known), "sourceReference": 0}
        sums = self._cells.checksums(path)
        if sums:
            names = self._documents.get(path) if documents else None
            listed = [{"algorithm": "SHA256", "checksum": each} for each in sums]
            named = {"path": next(reversed(names)), "sourceReference": 0} if names else {}
            return {**source, **named, "checksums": listed}
        checksum, there = self._checksums.of(path), self.there(path)
        if there != path:
            self._theirs[path] = there
            source = {**source, "path": there, "name": os.path.basename(there), "sourceReference": 0}
        return (
            {**source, "checksums": [{"algorithm": "SHA256", "checksum": checksum}]} if checksum else source
        )

    def shift(self, path: str) -> int:
        """How much larger the numbers of lines are here, for a path here, than those of the client's."""
        return next(reversed(self._documents.get(path, {}).values()), 0)

    def text(self, path: str) -> str | None:
        """The text of a file or cell here, by the client's path or our own; None where there is none."""
        local = next((here for here, names in self._documents.items() if path in names), path)
        local = next((here for here, there in self._theirs.items() if there == path), local)
        cell = text_of(local)
        if cell is not None:
            return cell
        try:
            with open(local, encoding="utf-8", errors="replace") as file:
                return file.read(MAX_TEXT)
        except (OSError, ValueError):
            return None

    def loaded(self) -> list[dict[str, Any]]:
        """What of the user's this process has loaded: modules and cells, as DAP Sources."""
        ours = our_paths()
        files = {
            file
            for name, file in _loaded()
            if file.endswith(".py") and is_own(name, file) and not file.startswith(ours)
        }
        paths = [*sorted(files), *self._cells.names()]
        return [self.theirs({"path": path, "name": os.path.basename(path)}) for path in paths]

    def clear(self) -> None:
        """The client has gone: remove what was written for it."""
        for path in self._written:
            try:
                os.unlink(path)
                os.rmdir(os.path.dirname(path))
            except OSError:
                pass  # gone already, or others are in the directory
        self._written.clear()
        self._theirs.clear()
        self._documents.clear()


def _is_imported_from(path: str) -> bool:
    """Whether a module would be loaded, or has been, from this very file."""
    directories = [os.path.abspath(entry or os.curdir) + os.sep for entry in sys.path]
    if path.startswith(tuple(directories)):
        return True
    return any(getattr(module, "__file__", None) == path for module in list(sys.modules.values()))


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]


def _same_end(path: str) -> Iterator[str]:
    """Files here that may be copies of a client's file, the likeliest first: by the longest common end."""
    parts = _parts(path)
    if not parts:
        return
    loaded = [file for _, file in _loaded() if os.path.basename(file) == parts[-1]]
    for length in range(len(parts), 0, -1):
        end = "/".join(parts[-length:])
        yield from (file for file in loaded if file.endswith(f"/{end}"))
        for entry in sys.path:
            candidate = os.path.join(entry or os.curdir, end)
            if os.path.isfile(candidate):
                yield os.path.abspath(candidate)


def _same_module(path: str) -> Iterator[str]:
    """Files here of the module that a client's path names: of another content, but the same name in full."""
    parts = _parts(path)
    if not parts or not parts[-1].endswith(".py"):
        return
    names = [*parts[:-1], parts[-1][:-3]]
    if names[-1] == "__init__":
        names.pop()
    for length in range(len(names), 0, -1):
        name = ".".join(names[-length:])
        yield from (file for loaded, file in _loaded() if loaded == name)
        end = "/".join(parts[-(length + len(parts) - len(names)) :])
        for entry in sys.path:
            candidate = os.path.abspath(os.path.join(entry or os.curdir, end))
            if os.path.isfile(candidate) and not candidate.startswith(_LIBRARIES):
                yield candidate


_LIBRARIES = tuple(path + os.sep for path in (os.path.dirname(os.__file__), sys.prefix, sys.base_prefix))


def _loaded() -> Iterator[tuple[str, str]]:
    """Names and files of the modules that are loaded."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str):
            yield name, file
