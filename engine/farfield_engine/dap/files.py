"""The client's own files: how breakpoints name them, and how sources are shown that only a worker has."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from farfield_engine.dap.ids import Ids, Kind
from farfield_engine.objects.checksums import TEXT, Checksums, checksum_of, checksums_of

_MAX_TEXT = 1 << 20


class Files:
    """Sources on their way to and from workers."""

    def __init__(self, ids: Ids, is_cell: Callable[[str], bool] = lambda path: False) -> None:
        """is_cell: whether a path is of a notebook's cell, which no worker needs to have as a file."""
        self._ids = ids
        self._is_cell = is_cell
        self._checksums = Checksums()
        self._documents: set[str] = set()
        """Names of what the front end has in no file: workers find it by its text, and name it so."""

    def outgoing(self, source: dict[str, Any]) -> dict[str, Any]:
        """A Source for a worker: with the file's checksum, so that it finds its own copy wherever that is."""
        path = str(source.get("path", ""))
        checksum = self._checksums.of(path)
        if not checksum:
            if checksum_of(source):
                self._documents.add(path)
            return source
        sent = {**source, "checksums": [{"algorithm": "SHA256", "checksum": checksum}]}
        if self._is_cell(path) and os.path.getsize(path) <= _MAX_TEXT:
            with open(path, encoding="utf-8", errors="replace") as file:
                sent[TEXT] = file.read()
        return sent

    def incoming(self, worker: str, source: dict[str, Any]) -> dict[str, Any]:
        """A worker's Source for the front end: by path where it is the same file here, else by reference."""
        path = source.get("path")
        if source.get("sourceReference"):
            reference = self._ids.virtual(worker, Kind.SOURCE, int(source["sourceReference"]))
            return {**source, "sourceReference": reference}
        if not isinstance(path, str) or not path:
            return source
        theirs = checksums_of(source)
        shown = {name: value for name, value in source.items() if name != "checksums"}
        exists = os.path.exists(path)
        if path in self._documents or (exists and self._is_cell(path)):  # their names tell the text
            return shown
        if self._checksums.of(path) in theirs if theirs else exists or path.startswith("<"):
            return shown
        return {**shown, "sourceReference": self._ids.virtual(worker, Kind.SOURCE, path)}
