"""What a client asks of a worker's debugger, and what of that pydevd is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import Any, Protocol

from farfield_engine.debug.backend import our_paths
from farfield_engine.debug.checks import complaint, known_arguments
from farfield_engine.debug.conversation import Reply, ignore
from farfield_engine.debug.sources import Sources
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message


class Asker(Protocol):
    def __call__(self, command: str, arguments: dict[str, Any], reply: Reply) -> object:
        """Ask pydevd."""


class Requests:
    """One client's requests, and what it has set. Under the server's lock."""

    def __init__(
        self,
        ask: Asker,
        tell: Callable[[Message], object],
        on_configured: Callable[[], object],
        on_step: Callable[[int], object],
        on_continue: Callable[[bool], object],
    ) -> None:
        """tell: gives the client a message. on_continue: called when it is asked, and when it is done."""
        self.sources = Sources()
        self._ask = ask
        self._tell = tell
        self._on_configured = on_configured
        self._on_step = on_step
        self._on_continue = on_continue
        self._points: dict[str, dict[str, Any]] = {}  # by client's path: arguments of setBreakpoints
        self._named: dict[str, dict[str, Any]] = {}  # by client's path: its source of breakpoints
        self._filters: dict[str, dict[str, Any]] = {}  # by command: arguments of what else stops

    def clear(self) -> None:
        """The client has gone."""
        self._points.clear()
        self._named.clear()
        self._filters.clear()
        self.sources.clear()

    # --- what stops it ------------------------------------------------------

    def take_away(self) -> None:
        """Have nothing stop it any more; `give_back` undoes that."""
        for arguments in self._points.values():
            self._ask("setBreakpoints", {**arguments, "breakpoints": []}, ignore)
        for command, arguments in self._filters.items():
            name = "filters" if "filters" in arguments else "breakpoints"
            self._ask(command, {name: []}, ignore)

    def give_back(self, done: Callable[[], object]) -> int:
        """Set again what was taken away; `done` is called so often."""
        asked = [("setBreakpoints", arguments) for arguments in self._points.values()]
        asked += self._filters.items()
        for command, arguments in asked:
            self._ask(command, arguments, lambda _: done())
        return len(asked)

    def find_anew(self, changed: Collection[str], done: Callable[[], object], *, ask: bool) -> int:
        """Set the breakpoints of files that are elsewhere now, or others; `done` is called so often.

        ask: False while all of them are taken away.
        """
        count = 0
        for path, arguments in self._points.items():
            here = self.sources.local(self._named[path])
            # pydevd moves those on lines that a file does not have, or does not yet.
            if arguments["source"]["path"] == here and here not in changed:
                continue
            if ask:
                self._ask("setBreakpoints", {**arguments, "breakpoints": []}, ignore)
                self._ask("setBreakpoints", {**arguments, "source": {"path": here}}, lambda _: done())
                count += 1
            arguments["source"] = {"path": here}
        return count

    # --- requests -----------------------------------------------------------

    def take(self, request: Message, started: bool) -> None:
        """A request of the client's. It gets one answer, now or when pydevd has answered."""
        wrong = complaint(request) or ("" if started else "the debugger has not started yet")
        if wrong:
            self._tell(dap.failure(request, wrong))
            return
        arguments = known_arguments(request)
        special = getattr(self, f"_{request['command']}_request", None)
        if special is not None:
            special(request, arguments)
        else:
            self._pass_on(request, arguments)

    def _pass_on(self, request: Message, arguments: dict[str, Any], then: Reply | None = None) -> None:
        """Ask pydevd on behalf of the client; `then` may change the answer."""

        def answer(reply: Message) -> None:
            if then is not None:
                then(reply)
            self._tell({**reply, "request_seq": request.get("seq", 0)})

        self._ask(str(request["command"]), arguments, answer)

    def _attach_request(self, request: Message, arguments: dict[str, Any]) -> None:
        ours = [f"{path}**" if path.endswith(os.sep) else path for path in our_paths()]
        rules = [*({"path": path, "include": False} for path in ours), *arguments.get("rules", ())]
        # Between an editor and pydevd, debugpy's adapter would ask for this.
        self._ask("setDebuggerProperty", {"multiThreadsSingleNotification": True, "ideOS": "UNIX"}, ignore)
        self._pass_on(request, {**arguments, "rules": rules, "subProcess": False, "redirectOutput": False})

    def _configurationDone_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(
            request, arguments, lambda reply: self._on_configured() if reply.get("success") else None
        )

    def _setBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        source = arguments["source"]
        here = {"path": self.sources.local(source)}
        arguments = {**arguments, "source": here, "breakpoints": arguments.get("breakpoints") or []}
        self._points[source["path"]] = arguments
        self._named[source["path"]] = source

        def back(reply: Message) -> None:
            for point in (reply.get("body") or {}).get("breakpoints", ()):
                point["source"] = {"path": source["path"]}
                # pydevd moves one on a file's first line before the file.
                point["line"] = max(1, point.get("line", 1))

        self._pass_on(request, arguments, back)

    def _setExceptionBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._filters[str(request["command"])] = arguments
        self._pass_on(request, arguments)

    _setFunctionBreakpoints_request = _setExceptionBreakpoints_request

    def _gotoTargets_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(request, {**arguments, "source": {"path": self.sources.local(arguments["source"])}})

    def _stackTrace_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(request, arguments, self.theirs)

    def theirs(self, reply: Message) -> None:
        """Name the sources of frames as the client knows them."""
        for frame in (reply.get("body") or {}).get("stackFrames", ()):
            if isinstance(frame.get("source"), dict):
                frame["source"] = self.sources.theirs(frame["source"])

    def _source_request(self, request: Message, arguments: dict[str, Any]) -> None:
        source = arguments.get("source") or {}
        path = source.get("path") if isinstance(source, dict) else None
        text = self.sources.text(path) if isinstance(path, str) and path else None
        if text is not None:
            self._tell(dap.response(request, {"content": text, "mimeType": "text/x-python"}))
        elif arguments.get("sourceReference"):
            self._pass_on(request, arguments)
        else:
            self._tell(dap.failure(request, f"this worker has no source of '{path}'"))

    def _next_request(self, request: Message, arguments: dict[str, Any]) -> None:
        thread = arguments["threadId"]
        self._pass_on(
            request, arguments, lambda reply: self._on_step(thread) if reply.get("success") else None
        )

    _stepIn_request = _stepOut_request = _next_request

    def _continue_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(
            request, arguments, lambda reply: self._on_continue(True) if reply.get("success") else None
        )
        self._on_continue(False)
