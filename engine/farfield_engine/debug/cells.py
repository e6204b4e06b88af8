"""Cells of notebooks, which no file holds, found by their text.

A worker has cells as they run: with a comment where our magic was, after IPython has replaced its own magics.
The client has them as they are in its editor. Both texts are made into the same, as far as that can be; the
name that a kernel has given to a cell tells the rest, since it is made from the text in the editor.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import linecache
import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from farfield_engine.objects.checksums import MAX_TEXT

_COMMENT = "# %%distributed"
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_BLANK = re.compile(r"(?:[^\S\n]*\n)*")
_SEED = 0xC70F6907
"""Of the hash by which kernels name the files of cells."""


class Place(NamedTuple):
    """Where a source of the client's is here."""

    path: str
    shift: int = 0
    """How much larger the numbers of its lines are here."""


def is_document(path: str) -> bool:
    """Whether a client's path is of no file, but a document of its editor's: `vscode-notebook-cell:...`."""
    return _NAMED.match(path) is not None


def text_of(name: str) -> str | None:
    """The text of a cell, as it ran; None where there is no such cell."""
    entry = linecache.cache.get(name)
    # A file's entry has a modification time.
    if entry is None or len(entry) != 4 or entry[1] is not None:
        return None
    return "".join(entry[2])


def first_line(name: str) -> int:
    """The first line with code of a cell: before it nothing ever stops. 0: there is no such cell."""
    text = text_of(name)
    return _first_line(text) if text is not None else 0


@functools.lru_cache(maxsize=256)
def _first_line(text: str) -> int:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return 0
    if not body:
        return 0
    nodes: list[ast.stmt | ast.expr] = [body[0], *getattr(body[0], "decorator_list", ())]
    return min(node.lineno for node in nodes)


class Cells:
    """The cells that this process has, by what a client may know of them."""

    def __init__(self) -> None:
        self._seen: dict[str, object] = {}  # by name: the lines that are known
        self._exact: dict[str, dict[str, int]] = {}  # by checksum: shifts, by name
        self._bare: dict[str, dict[str, int]] = {}  # the same, without blank lines around the text
        self._sums: dict[str, list[str]] = {}  # by name

    def find(self, checksum: str, text: str | None) -> list[Place]:
        """Where a cell is here, given the checksum of its text in an editor or, better, the text itself."""
        self._look()
        found = self._exact.get(checksum, {})
        if text is not None and not found:
            found = self._bare.get(_checksum(_bare(text)), {})
            if not found:
                end = f"/{_murmur2(text)}.py"
                found = {name: 1 + _blank(text_of(name) or "") for name in self._seen if name.endswith(end)}
            found = {name: first - 1 - _blank(text) for name, first in found.items()}
        return [Place(name, shift) for name, shift in found.items()]

    def checksums(self, name: str) -> list[str]:
        """What the text of a cell may have as checksum in an editor, the likeliest first; none: no cell."""
        self._look()
        return self._sums.get(name, [])

    def names(self) -> list[str]:
        """All cells, in the order in which they came."""
        self._look()
        return list(self._seen)

    def _look(self) -> None:
        """Know the cells that have come since."""
        for name, entry in list(linecache.cache.items()):
            if len(entry) != 4 or entry[1] is not None or self._seen.get(name) is entry[2]:
                continue
            self._seen[name] = entry[2]
            text = "".join(entry[2])
            if len(text) <= MAX_TEXT:
                self._add(name, text)

    def _add(self, name: str, text: str) -> None:
        for before in self._sums.get(name, ()):
            for index in (self._exact, self._bare):
                index.get(before, {}).pop(name, None)
        sums = self._sums[name] = []
        blank = _blank(text)
        for form in _forms(_bare(text)):
            self._bare.setdefault(_checksum(form), {})[name] = 1 + blank  # one of the sums below, too
            for lead in dict.fromkeys(("\n" * blank, "")):
                for end in dict.fromkeys(("", "\n", text[len(text.rstrip()) :])):
                    made = _checksum(f"{lead}{form}{end}")
                    sums.append(made)
                    self._exact.setdefault(made, {})[name] = blank - len(lead)


def _forms(text: str) -> Iterator[str]:
    """A text as an editor may have it."""
    if text.startswith(_COMMENT):
        yield text[2:]
    yield text


def _blank(text: str) -> int:
    """How many blank lines a text begins with."""
    lines: re.Match[str] = _BLANK.match(text)  # type: ignore[assignment]  # it always matches
    return lines[0].count("\n")


def _bare(text: str) -> str:
    """A text without the blank lines that it begins with, and without what is no text at its end."""
    return _BLANK.sub("", text, count=1).rstrip()


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@functools.lru_cache(maxsize=512)
def _murmur2(text: str) -> int:
    """The hash that ipykernel makes a cell's file name of."""
    data = text.encode("utf-8", "replace")
    factor, mask = 0x5BD1E995, 0xFFFFFFFF
    value, whole = _SEED ^ len(data), len(data) & ~3
    for (part,) in struct.iter_unpack("<I", data[:whole]):
        part = part * factor & mask
        part ^= part >> 24
        value = (value * factor & mask) ^ (part * factor & mask)
    if len(data) > whole:
        value = (value ^ int.from_bytes(data[whole:], "little")) * factor & mask
    value ^= value >> 13
    value = value * factor & mask
    return value ^ (value >> 15)
