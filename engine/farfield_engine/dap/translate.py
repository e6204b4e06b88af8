"""Ids and sources in a worker's answers and events, as the front end is to see them."""

from __future__ import annotations

from typing import Any

from farfield_engine.dap.files import Files
from farfield_engine.dap.ids import Ids, Kind


class Translation:
    """From one worker's words to the front end's."""

    def __init__(self, ids: Ids, files: Files) -> None:
        self._ids = ids
        self._files = files

    def body(self, worker: str, command: str, body: dict[str, Any]) -> dict[str, Any]:
        """The body of an answer."""
        if command == "stackTrace":
            frames = [self._frame(worker, frame) for frame in body.get("stackFrames", ())]
            return {**body, "stackFrames": frames}
        if command == "scopes":
            scopes = [self._references(worker, scope) for scope in body.get("scopes", ())]
            return {**body, "scopes": scopes}
        if command == "variables":
            variables = [self._references(worker, variable) for variable in body.get("variables", ())]
            return {**body, "variables": variables}
        if command in ("evaluate", "setVariable", "setExpression"):
            return self._references(worker, body)
        return body

    def _frame(self, worker: str, frame: dict[str, Any]) -> dict[str, Any]:
        shown = {**frame, "id": self._ids.virtual(worker, Kind.FRAME, frame["id"])}
        if isinstance(frame.get("source"), dict):
            shown["source"] = self._files.incoming(worker, frame["source"])
        return shown

    def _references(self, worker: str, body: dict[str, Any]) -> dict[str, Any]:
        reference = body.get("variablesReference")
        if not isinstance(reference, int):
            return body
        return {**body, "variablesReference": self._ids.virtual(worker, Kind.VARIABLES, reference)}
