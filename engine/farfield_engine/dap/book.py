"""The book of breakpoints: what a front end has asked for, and what became of it on each worker."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Request = tuple[str, dict[str, Any]]
"""Command and arguments."""

_KEPT = ("setExceptionBreakpoints", "setFunctionBreakpoints")


@dataclass
class _Entry:
    """The breakpoints of one source."""

    arguments: dict[str, Any]
    ids: list[int]
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """By worker, what it said of them."""


class Book:
    """All that stops a worker, by source. Pure: it sends nothing."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._others: dict[str, dict[str, Any]] = {}
        self._ids = itertools.count(1)

    def set(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        """Take the arguments of a setBreakpoints; what is known of its breakpoints now: none is verified."""
        path = str(arguments["source"]["path"])
        points = list(arguments.get("breakpoints") or ())
        known = self._entries.get(path)
        by_line = {}
        if known is not None:
            old = known.arguments.get("breakpoints") or ()
            by_line = {point["line"]: number for point, number in zip(old, known.ids, strict=True)}
        ids = [by_line.pop(point["line"], 0) or next(self._ids) for point in points]
        self._entries[path] = _Entry({**arguments, "breakpoints": points}, ids)
        if not points:
            del self._entries[path]
        return self.merged(path)

    def keep(self, command: str, arguments: dict[str, Any]) -> None:
        """Take what else stops: exception filters, function breakpoints."""
        if command not in _KEPT:
            message = f"'{command}' is nothing that stops a worker"
            raise ValueError(message)
        self._others[command] = arguments

    def requests(self) -> list[Request]:
        """What a worker that has just been attached to is to be asked."""
        asked: list[Request] = [("setBreakpoints", entry.arguments) for entry in self._entries.values()]
        return asked + list(self._others.items())

    def answered(self, path: str, worker: str, points: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """A worker has answered; the breakpoints of which more is known now, as they are to be told."""
        entry = self._entries.get(path)
        if entry is None or len(points) != len(entry.ids):
            return []  # it was asked before they were changed again
        before = self.merged(path)
        entry.answers[worker] = list(points)
        return [now for now, then in zip(self.merged(path), before, strict=True) if now != then]

    def changed(self, worker: str, point: dict[str, Any]) -> list[dict[str, Any]]:
        """A worker knows more of a breakpoint than when it answered: its file or cell has come, say."""
        path = str((point.get("source") or {}).get("path", ""))
        entry = self._entries.get(path)
        answer = list(entry.answers.get(worker, ())) if entry is not None else []
        for index, known in enumerate(answer):
            if known.get("id") == point.get("id"):
                answer[index] = point
        return self.answered(path, worker, answer)

    def gone(self, worker: str) -> list[dict[str, Any]]:
        """A worker has ended; the breakpoints that are verified no more."""
        changed = []
        for path, entry in self._entries.items():
            before = self.merged(path)
            if entry.answers.pop(worker, None) is not None:
                changed += [now for now, then in zip(self.merged(path), before, strict=True) if now != then]
        return changed

    def merged(self, path: str) -> list[dict[str, Any]]:
        """The breakpoints of a source as DAP has them: verified where one worker could set them."""
        entry = self._entries.get(path)
        if entry is None:
            return []
        merged = []
        for index, (point, number) in enumerate(zip(entry.arguments["breakpoints"], entry.ids, strict=True)):
            answers = [answer[index] for answer in entry.answers.values()]
            good = next((answer for answer in answers if answer.get("verified")), None)
            told = {"id": number, "verified": good is not None, "source": {"path": path}}
            told["line"] = good.get("line", point["line"]) if good is not None else point["line"]
            if good is None:
                told["message"] = next(
                    (str(answer["message"]) for answer in answers if answer.get("message")),
                    "no worker has this file yet",
                )
            merged.append(told)
        return merged

    def clear(self) -> None:
        """The front end has gone."""
        self._entries.clear()
        self._others.clear()
