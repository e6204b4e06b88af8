"""The breakpoints of a client's sources: where they are set here, and what becomes of them.

A source may be in several places here (a cell that ran from two notebooks), in none yet (a cell that has not
come, a module that is imported later), or share one with another source (two cells with the same text).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from farfield_engine.debug.cells import Place, first_line, is_document
from farfield_engine.debug.conversation import Reply, ignore
from farfield_engine.debug.sources import Sources
from farfield_engine.wire.dap import Message

Point = dict[str, Any]
"""A DAP Breakpoint or SourceBreakpoint."""

_NO_FILE = "Breakpoint in file that does not exist."
"""What pydevd says of a file that is not here."""


class Asker(Protocol):
    def __call__(self, command: str, arguments: dict[str, Any], reply: Reply) -> object:
        """Ask pydevd."""


@dataclass(eq=False)
class _Entry:
    """A source of the client's."""

    source: dict[str, Any]
    points: list[Point]
    ids: list[int]
    places: list[Place]
    answers: dict[str, dict[int, Point]] = field(default_factory=dict)
    """By path here and index, what pydevd said of them."""
    told: list[Point] | None = None
    """What the client knows of them; None before it has its answer."""

    @property
    def path(self) -> str:
        return str(self.source["path"])


class Points:
    """One client's breakpoints. Under the server's lock."""

    def __init__(self, sources: Sources, ask: Asker, changed: Callable[[Point], object]) -> None:
        """changed: tells the client of a breakpoint of which more is known than when it was told of it."""
        self._sources = sources
        self._ask = ask
        self._changed = changed
        self._entries: dict[str, _Entry] = {}
        self._numbers = itertools.count(1)
        self._ids: dict[str, dict[int, int]] = {}
        """By path here, the client's number of a breakpoint by pydevd's."""

    def clear(self) -> None:
        """The client has gone."""
        self._entries.clear()
        self._ids.clear()

    def put(self, source: dict[str, Any], points: list[Point], then: Callable[[list[Point]], object]) -> None:
        """Set the breakpoints of a source, and no others in it; `then` is called with what became of them."""
        ids = [self.number() for _ in points]
        entry = _Entry(source, points, ids, self._sources.places(source, marked=bool(points)))
        before = self._entries.pop(entry.path, None)
        if points:
            self._entries[entry.path] = entry

        def answer() -> None:
            entry.told = _merged(entry)
            then(entry.told)

        old = before.places if before is not None else []
        self._set_in({place.path for place in (*old, *entry.places)}, answer)

    def find_anew(
        self, changed: Collection[str], done: Callable[[], object], *, ask: bool, documents: bool
    ) -> int:
        """Set those of sources that are elsewhere now, or others; `done` is called so often, in the end.

        ask: False while all of them are taken away. documents: look for cells only.
        """
        affected: set[str] = set()
        for entry in self._entries.values():
            if documents and not is_document(entry.path):
                continue
            places = self._sources.places(entry.source, marked=True)
            paths = {place.path for place in places}
            # pydevd moves those on lines that a file does not have, or does not yet.
            if places != entry.places or paths & set(changed):
                affected |= paths | {place.path for place in entry.places}
                entry.places = places
        if not affected or not ask:
            return 0

        def answer() -> None:
            self._tell_changes()
            done()

        self._set_in(affected, answer)
        return 1

    def take_away(self) -> None:
        """Have none of them stop anything; `give_back` undoes that."""
        for path in self._paths():
            self._ask("setBreakpoints", {"source": {"path": path}, "breakpoints": []}, ignore)

    def give_back(self, done: Callable[[], object]) -> int:
        """Set again what was taken away; `done` is called so often."""
        paths = self._paths()
        if not paths:
            return 0

        def answer() -> None:
            self._tell_changes()
            done()

        self._set_in(paths, answer)
        return 1

    def is_awaited(self, name: str) -> bool:
        """Whether a file of that name, without directories, may be one that was not found yet."""
        end = ("/" + name, "\\" + name)
        return any(entry.path.endswith(end) for entry in self._entries.values())

    def number(self) -> int:
        """A number for a breakpoint that no other has."""
        return next(self._numbers)

    def theirs(self, number: int) -> int | None:
        """The client's number of a breakpoint, by pydevd's."""
        return next((known[number] for known in self._ids.values() if number in known), None)

    # --- within -------------------------------------------------------------

    def _paths(self) -> set[str]:
        return {place.path for entry in self._entries.values() for place in entry.places}

    def _set_in(self, paths: Iterable[str], done: Callable[[], object]) -> None:
        """Have pydevd know all breakpoints of these files here; `done` is called when it has answered."""
        waiting = set(paths)
        if not waiting:
            done()

        def answered(path: str) -> None:
            waiting.discard(path)
            if not waiting:
                done()

        for path in sorted(waiting):
            self._set_in_one(path, answered)

    def _set_in_one(self, path: str, done: Callable[[str], object]) -> None:
        asked: list[Point] = []
        first = first_line(path)
        owners: list[tuple[_Entry, int, int]] = []
        for entry in self._entries.values():
            for place in entry.places:
                if place.path == path:
                    owners += [(entry, index, place.shift) for index in range(len(entry.points))]
                    asked += [
                        {**point, "line": max(first, point["line"] + place.shift)} for point in entry.points
                    ]

        def answer(reply: Message) -> None:
            points = (reply.get("body") or {}).get("breakpoints") or ()
            self._ids[path] = {}
            for entry, _, _ in owners:
                entry.answers[path] = {}
            for point, (entry, index, shift) in zip(points, owners, strict=False):
                # pydevd moves one on a file's first line before the file.
                told = {**point, "line": max(1, point.get("line", 1) - shift)}
                entry.answers[path][index] = told
                if isinstance(point.get("id"), int):
                    self._ids[path][point["id"]] = entry.ids[index]
            done(path)

        self._ask("setBreakpoints", {"source": {"path": path}, "breakpoints": asked}, answer)

    def _tell_changes(self) -> None:
        for entry in list(self._entries.values()):
            if entry.told is None:
                continue
            before, entry.told = entry.told, _merged(entry)
            for now, then in zip(entry.told, before, strict=True):
                if now != then:
                    self._changed(now)


def _merged(entry: _Entry) -> list[Point]:
    """What is known of a source's breakpoints: verified where one of its places could have them."""
    merged = []
    for index, (point, number) in enumerate(zip(entry.points, entry.ids, strict=True)):
        answers = [entry.answers.get(place.path, {}).get(index, {}) for place in entry.places]
        good = next((answer for answer in answers if answer.get("verified")), None)
        told = {"id": number, "verified": good is not None, "source": {"path": entry.path}}
        told["line"] = point["line"] if good is None else good["line"]
        if good is None:
            said = next((answer["message"] for answer in answers if answer.get("message")), _NO_FILE)
            what = "cell" if is_document(entry.path) else "file"
            told["message"] = f"this worker has no such {what} yet" if said == _NO_FILE else str(said)
        merged.append(told)
    return merged
