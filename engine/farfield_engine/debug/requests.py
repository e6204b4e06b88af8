"""What a client asks of a worker's debugger, and what of that pydevd is asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from farfield_engine.debug.backend import our_paths
from farfield_engine.debug.bounds import shorten
from farfield_engine.debug.checks import complaint, known_arguments
from farfield_engine.debug.conversation import Reply, ignore
from farfield_engine.debug.points import Asker, Point, Points
from farfield_engine.debug.sources import Sources
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message

_CAPABILITIES = {"supportsRestartFrame": True, "supportsLoadedSourcesRequest": True}
"""What is done here beside what pydevd does."""


class Requests:
    """One client's requests, and what it has set. Under the server's lock."""

    def __init__(
        self,
        ask: Asker,
        tell: Callable[[Message], object],
        on_configured: Callable[[], object],
        on_step: Callable[[int], object],
        on_continue: Callable[[bool], object],
        start_of: Callable[[int], tuple[int, str, int] | None],
    ) -> None:
        """tell: gives the client a message. on_continue: called when it is asked, and when it is done.

        start_of: see `Backend`.
        """
        self.sources = Sources()
        self._ask = ask
        self._tell = tell
        self._on_configured = on_configured
        self._on_step = on_step
        self._on_continue = on_continue
        self._start_of = start_of
        self.points = Points(self.sources, ask, self._point_changed)
        self._functions: dict[int, int] = {}  # by pydevd's number of a function breakpoint, the client's
        self._filters: dict[str, dict[str, Any]] = {}  # by command: arguments of what else stops

    def clear(self) -> None:
        """The client has gone."""
        self.points.clear()
        self._functions.clear()
        self._filters.clear()
        self.sources.clear()

    # --- what stops it ------------------------------------------------------

    def take_away(self) -> None:
        """Have nothing stop it any more; `give_back` undoes that."""
        self.points.take_away()
        for command, arguments in self._filters.items():
            name = "filters" if "filters" in arguments else "breakpoints"
            self._ask(command, {name: []}, ignore)

    def give_back(self, done: Callable[[], object]) -> int:
        """Set again what was taken away; `done` is called so often."""
        count = self.points.give_back(done)
        for command, arguments in self._filters.items():
            self._ask(command, arguments, lambda _: done())
        return count + len(self._filters)

    def stopped(self, body: dict[str, Any]) -> None:
        """Have a `stopped` event name breakpoints as the client knows them."""
        hit = body.pop("hitBreakpointIds", None)
        known = (self.points.theirs(number) or self._functions.get(number) for number in hit or ())
        theirs = [number for number in known if number is not None]
        if theirs:
            body["hitBreakpointIds"] = theirs

    def _point_changed(self, point: Point) -> None:
        self._tell(dap.event("breakpoint", {"reason": "changed", "breakpoint": point}))

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

    def _initialize_request(self, request: Message, arguments: dict[str, Any]) -> None:
        def back(reply: Message) -> None:
            if reply.get("success"):
                reply["body"] = {**(reply.get("body") or {}), **_CAPABILITIES}

        self._pass_on(request, arguments, back)

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
        def answer(points: list[Point]) -> None:
            self._tell(dap.response(request, {"breakpoints": points}))

        self.points.put(arguments["source"], arguments.get("breakpoints") or [], answer)

    def _setExceptionBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._filters[str(request["command"])] = arguments
        self._pass_on(request, arguments)

    def _setFunctionBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._filters[str(request["command"])] = arguments

        def back(reply: Message) -> None:
            self._functions.clear()
            for point in (reply.get("body") or {}).get("breakpoints", ()):
                if isinstance(point.get("id"), int):
                    point["id"] = self._functions[point["id"]] = self.points.number()

        self._pass_on(request, arguments, back)

    def _gotoTargets_request(self, request: Message, arguments: dict[str, Any]) -> None:
        places = self.sources.places(arguments["source"], marked=False)
        if not places:
            self._tell(dap.failure(request, "this worker has no such cell yet"))
            return
        path, shift = places[0]

        def back(reply: Message) -> None:
            for target in (reply.get("body") or {}).get("targets", ()):
                target |= {"line": target["line"] - shift, "label": f"line {target['line'] - shift}"}

        there = {**arguments, "source": {"path": path}, "line": max(0, arguments["line"] + shift)}
        self._pass_on(request, there, back)

    def _restartFrame_request(self, request: Message, arguments: dict[str, Any]) -> None:
        """Jump to the first line of the newest frame. Its variables stay as they are."""
        start = self._start_of(arguments["frameId"])
        if start is None:
            self._tell(dap.failure(request, "only the newest frame of a stopped thread can be restarted"))
            return
        thread, path, line = start

        def answer(reply: Message) -> None:
            told = {"command": request["command"], "request_seq": request.get("seq", 0)}
            self._tell({**reply, **told})

        def jump(reply: Message) -> None:
            targets = (reply.get("body") or {}).get("targets")
            if targets:
                self._ask("goto", {"threadId": thread, "targetId": targets[0]["id"]}, answer)
            else:
                answer(reply)

        self._ask("gotoTargets", {"source": {"path": path}, "line": line}, jump)

    def _stackTrace_request(self, request: Message, arguments: dict[str, Any]) -> None:
        first = arguments.get("startFrame", 0)

        def back(reply: Message) -> None:
            self.theirs(reply)
            for index, frame in enumerate((reply.get("body") or {}).get("stackFrames", ()), first):
                frame["canRestart"] = index == 0

        self._pass_on(request, arguments, back)

    def _loadedSources_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._tell(dap.response(request, {"sources": self.sources.loaded()}))

    def _modules_request(self, request: Message, arguments: dict[str, Any]) -> None:
        def back(reply: Message) -> None:
            for module in (reply.get("body") or {}).get("modules", ()):
                self.module(module)

        self._pass_on(request, arguments, back)

    def module(self, module: dict[str, Any]) -> None:
        """Name the file of a DAP Module as the client knows it."""
        if isinstance(module.get("path"), str):
            module["path"] = self.sources.theirs({"path": module["path"]})["path"]

    def theirs(self, reply: Message, *, documents: bool = True) -> None:
        """Name the sources of frames as the client knows them. documents: cells, too."""
        for frame in (reply.get("body") or {}).get("stackFrames", ()):
            if isinstance(frame.get("source"), dict):
                if documents:
                    frame["line"] -= self.sources.shift(str(frame["source"].get("path", "")))
                frame["source"] = self.sources.theirs(frame["source"], documents=documents)

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

    def _exceptionInfo_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(request, arguments, shorten)

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
