"""The worker's end of a tunnel: carries DAP between one client and the debugger in this process.

Most of it runs on the link thread: frames from the gateway come in with `take`, the debugger's answers with
`readable`. The main thread comes in at the edges of a batch (`enter`, `leave`) and waits for a client in `wait`.
"""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from farfield_engine.debug.backend import Backend, hide_from_debugger, our_paths
from farfield_engine.debug.checks import complaint
from farfield_engine.debug.sources import Sources
from farfield_engine.wire import dap
from farfield_engine.wire.dap import DapReader, Message
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

GATE_SECONDS = 15.0
"""How long a batch waits for a client, which has announced itself, to set its breakpoints."""

ATTACH_SECONDS = 20.0
"""How long a pause whose lease is over still waits for a client that is just attaching."""

REPORT_SECONDS = 0.05
"""A stop is told to the gateway after so long: who steps quickly does not pay for that."""

POKE_SECONDS = 0.003
"""A step that has not begun after so long is helped along, see `Backend.poke`."""

STEP_SECONDS = 0.2
"""A step that takes longer counts as going on."""

Reply = Callable[[Message], object]


class DebugServer:
    """One client at a time; the debugger stays loaded between two clients."""

    def __init__(
        self,
        send: Callable[[pb.FromDebugger], object],
        where: Callable[[], jobs_pb.Pause],
        stopping: Callable[[], bool],
    ) -> None:
        """where: the job and item that run. stopping: whether what runs is being interrupted."""
        self.expected = False
        """A client has announced itself: nothing runs before it has set its breakpoints."""
        self.client = ""
        """Who has the tunnel."""
        self.configured = False
        """Whether it has set its breakpoints."""
        self.off = False
        """The gateway allows no debugging."""
        self.changed = threading.Condition(threading.RLock())
        self.on_main: Callable[[Callable[[], object]], object] = lambda call: None
        """Has something called on the main thread, soon, in the middle of what runs there."""
        self.on_freed: Callable[[], object] = lambda: None
        """Called when what was stopped runs, after `free`."""
        self._send = send
        self._where = where
        self._stopping = stopping
        self._backend: Backend | None = None
        self._reader = DapReader()
        self._numbers = itertools.count(1)
        self._asked: dict[int, Reply] = {}
        self._sources = Sources()
        self._points: dict[str, dict[str, Any]] = {}  # by client's path: arguments of setBreakpoints
        self._filters: dict[str, dict[str, Any]] = {}  # by command: arguments of what else stops
        self._stopped: dict[int, str] = {}  # thread -> reason
        self._told = False  # the gateway knows of a stop
        self._due: list[tuple[float, Callable[[], object]]] = []
        self._freeing = False
        self._restoring = 0
        self._traced = False  # the main thread, or all of them
        self._go_on = False

    # --- both threads -------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether a batch has anything to do with a debugger."""
        return self.expected or self._backend is not None

    @property
    def backend(self) -> Backend:
        """The debugger of this process. Raises RuntimeError where it was never started."""
        if self._backend is None:
            raise RuntimeError("no debugger was started in this worker")
        return self._backend

    @property
    def socket_descriptor(self) -> int:
        """What to watch for `readable`; -1 while there is no debugger."""
        return self._backend.socket.fileno() if self._backend is not None else -1

    def holds(self, frame: Any) -> bool:
        """Whether the debugger is at work in this stack."""
        return self._backend is not None and self._backend.holds(frame)

    # --- main thread --------------------------------------------------------

    def enter(self) -> None:
        """A batch begins: wait for the breakpoints of a client that has announced itself."""
        with self.changed:
            ready = self.changed.wait_for(self._gate_open, GATE_SECONDS)
            if not ready:
                print(
                    f"note: the debugger had not set its breakpoints after {GATE_SECONDS:g} s; this runs without"
                )
                self._restoring = 0
        self._trace_as_wanted()

    def _gate_open(self) -> bool:
        return not self.expected or (self.configured and not self._restoring) or self._stopping()

    def left_user_code(self) -> None:
        """An item's code has ended: a step that led out of it does not go on in what runs next."""
        if self.configured and self._backend is not None:
            self._backend.forget_step()

    def leave(self) -> None:
        """A batch ends: a step that it left open is over, and what was taken away to free it comes back."""
        with self.changed:
            self.left_user_code()
            if self._freeing:
                self._restore()
        self._trace_as_wanted()

    def _trace_as_wanted(self) -> None:
        if self._backend is not None and self._backend.started and (self.configured or self._traced):
            self._traced = self.configured
            self._backend.trace(on=self.configured)

    def wait(self, pause: jobs_pb.Pause, lease: float) -> bool:
        """Offer a pause to whoever listens, for `lease` seconds; whether a client has attached.

        Raises KeyboardInterrupt when what runs is interrupted meanwhile.
        """
        pause.MergeFrom(self._where())
        pause.left = lease
        with self.changed:
            self._go_on = False
            self._send(pb.FromDebugger(pause=pause))
            try:
                self.changed.wait_for(self._wait_over, lease)
                if self.client and not self._wait_over():
                    self.changed.wait_for(self._wait_over, ATTACH_SECONDS)
            finally:
                self._send(pb.FromDebugger(resumed=True))
            return self.configured and not self._go_on

    def _wait_over(self) -> bool:
        return self.configured or self._go_on or self._stopping()

    # --- link thread: the gateway's side ------------------------------------

    def take(self, frame: pb.ToDebugger) -> None:
        """A frame of the gateway's."""
        with self.changed:
            match frame.WhichOneof("what"):
                case "expect":
                    self.expected = frame.expect
                case "open":
                    self._open(frame.open)
                case "close":
                    self._close()
                case "message":
                    self._take_request(frame.message)
                case "go_on":
                    self._go_on = True
            self.changed.notify_all()

    def _open(self, client: str) -> None:
        if self.off:
            self._send(
                pb.FromDebugger(closed="this gateway allows no debugging: it was started with --no-debug")
            )
            return
        self.client, self.configured = client, False
        if self._backend is None:
            self._backend = Backend()
            thread = threading.Thread(target=self._start, name="farfield-debug-start", daemon=True)
            hide_from_debugger(thread)
            thread.start()
        elif self._backend.started:
            self._traced = True
            self._backend.trace_all()
            self._send(pb.FromDebugger(opened=True))

    def _start(self) -> None:
        """On a thread of its own: it takes too long for the link, and the main thread may be busy."""
        backend, problem = self.backend, ""
        try:
            backend.start()
        except Exception as error:  # whatever debugpy meets in a user's process is told to the client
            problem = f"debugpy could not be started in this worker: {type(error).__name__}: {error}"
        with self.changed:
            if problem:
                self.client = ""
                self._send(pb.FromDebugger(closed=problem))
            elif self.client:
                self._traced = True
                self._send(pb.FromDebugger(opened=True))
            else:
                self.on_main(self._trace_as_wanted)
            self.changed.notify_all()

    def _close(self) -> None:
        """The client has gone: let all that stands still go on, and the tracing end."""
        self.client, self.configured, self.expected = "", False, False
        self._points.clear()
        self._filters.clear()
        self._sources.clear()
        self._due.clear()
        if self._backend is not None and self._backend.started:
            self._ask(
                "disconnect", {"terminateDebuggee": False}, lambda _: self.on_main(self._trace_as_wanted)
            )
        self._resumed()

    def interrupted(self) -> None:
        """What runs is to be interrupted: who waits here for something looks again."""
        with self.changed:
            self.changed.notify_all()

    def free(self) -> bool:
        """Let what is stopped run, past all breakpoints, so that it can be interrupted.

        Whether it runs already; else `on_freed` is called when it does. `leave` puts the breakpoints back.
        """
        with self.changed:
            if not self.configured:
                return True
            if self._freeing:
                return False
            self._freeing = True
            for path, arguments in self._points.items():
                self._ask("setBreakpoints", {**arguments, "breakpoints": []}, _ignore, path)
            for command, arguments in self._filters.items():
                name = "filters" if "filters" in arguments else "breakpoints"
                self._ask(command, {name: []}, _ignore)
            self._ask("threads", {}, lambda _: self._taken_away())
            return False

    def _taken_away(self) -> None:
        if self._stopped:
            self._ask("continue", {"threadId": next(iter(self._stopped))}, lambda _: self._free_now())
        else:
            self.on_freed()

    def _free_now(self) -> None:
        self._resumed()
        self._tell_client(dap.event("continued", {"threadId": 1, "allThreadsContinued": True}))
        self.on_freed()

    def _restore(self) -> None:
        self._freeing = False
        asked = [("setBreakpoints", arguments) for arguments in self._points.values()]
        asked += self._filters.items()
        self._restoring = len(asked)
        for command, arguments in asked:
            self._ask(command, arguments, lambda _: self._restored())

    def _restored(self) -> None:
        self._restoring = max(0, self._restoring - 1)
        self.changed.notify_all()

    # --- link thread: requests of the client --------------------------------

    def _take_request(self, content: bytes) -> None:
        if not self.client:
            return
        try:
            request = dap.unpack(content)
        except dap.DapError:
            return  # the gateway's other side has checked it; who sends this is not to be answered
        command = request.get("command")
        if command in ("disconnect", "terminate"):
            self._tell_client(dap.response(request))
            self._close()
            self._send(pb.FromDebugger(closed="the client has disconnected"))
            return
        wrong = complaint(request)
        backend = self._backend
        if not wrong and (backend is None or not backend.started):
            wrong = "the debugger has not started yet"
        if wrong:
            self._tell_client(dap.failure(request, wrong))
            return
        arguments = dict(request.get("arguments") or {})
        special = getattr(self, f"_{command}_request", None)
        if special is not None:
            special(request, arguments)
        else:
            self._pass_on(request, arguments)

    def _pass_on(self, request: Message, arguments: dict[str, Any], then: Reply | None = None) -> None:
        """Ask the debugger on behalf of the client; `then` may change the answer."""

        def answer(reply: Message) -> None:
            if then is not None:
                then(reply)
            self._tell_client({**reply, "request_seq": request.get("seq", 0)})

        self._ask(str(request["command"]), arguments, answer)

    def _ask(self, command: str, arguments: dict[str, Any], reply: Reply, path: str = "") -> None:
        if self._backend is None:
            return
        number = next(self._numbers)
        self._asked[number] = reply
        message = {"type": "request", "seq": number, "command": command, "arguments": arguments}
        try:
            self._backend.socket.sendall(dap.frame(dap.pack(message)))
        except OSError:
            self._debugger_gone()

    def _attach_request(self, request: Message, arguments: dict[str, Any]) -> None:
        # Only what says how to debug; what says where to connect to, or maps paths, is done by us.
        known = ("justMyCode", "debugOptions", "rules", "showReturnValue", "variablePresentation",
                 "steppingResumesAllThreads", "stopAllThreadsOnSuspend", "breakOnSystemExitZero")  # fmt: skip
        kept = {name: arguments[name] for name in known if name in arguments}
        rules = [
            {"path": f"{path}**" if path.endswith(os.sep) else path, "include": False} for path in our_paths()
        ]
        given = [rule for rule in kept.get("rules") or () if isinstance(rule, dict)]
        self._ask("setDebuggerProperty", {"multiThreadsSingleNotification": True, "ideOS": "UNIX"}, _ignore)
        self._pass_on(
            request, {**kept, "rules": [*rules, *given], "subProcess": False, "redirectOutput": False}
        )

    def _configurationDone_request(self, request: Message, arguments: dict[str, Any]) -> None:
        def done(reply: Message) -> None:
            if reply.get("success") and self.client:
                self.configured = True
                self.changed.notify_all()

        self._pass_on(request, arguments, done)

    def _setBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        source = arguments["source"]
        here = {"path": self._sources.local(source)}
        arguments = {**arguments, "source": here, "breakpoints": arguments.get("breakpoints") or []}
        self._points[source["path"]] = arguments

        def back(reply: Message) -> None:
            for point in (reply.get("body") or {}).get("breakpoints", ()):
                point["source"] = {"path": source["path"]}
                # pydevd moves one on a file's first line before the file.
                point["line"] = max(1, point.get("line", 1))

        self._pass_on(request, arguments, back)

    def _setExceptionBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._filters["setExceptionBreakpoints"] = arguments
        self._pass_on(request, arguments)

    def _setFunctionBreakpoints_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._filters["setFunctionBreakpoints"] = arguments
        self._pass_on(request, arguments)

    def _gotoTargets_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(request, {**arguments, "source": {"path": self._sources.local(arguments["source"])}})

    def _stackTrace_request(self, request: Message, arguments: dict[str, Any]) -> None:
        def back(reply: Message) -> None:
            for frame in (reply.get("body") or {}).get("stackFrames", ()):
                if isinstance(frame.get("source"), dict):
                    frame["source"] = self._sources.theirs(frame["source"])

        self._pass_on(request, arguments, back)

    def _source_request(self, request: Message, arguments: dict[str, Any]) -> None:
        source = arguments.get("source") or {}
        path = source.get("path") if isinstance(source, dict) else None
        text = self._sources.text(path) if isinstance(path, str) and path else None
        if text is not None:
            self._tell_client(dap.response(request, {"content": text, "mimeType": "text/x-python"}))
        elif arguments.get("sourceReference"):
            self._pass_on(request, arguments)
        else:
            self._tell_client(dap.failure(request, f"this worker has no source of '{path}'"))

    def _next_request(self, request: Message, arguments: dict[str, Any]) -> None:
        def stepped(reply: Message) -> None:
            if reply.get("success"):
                self._stopped.pop(arguments["threadId"], None)
                self._later(POKE_SECONDS, self._poke)
                self._later(STEP_SECONDS, lambda: None if self._stopped else self._resumed())

        self._pass_on(request, arguments, stepped)

    def _poke(self) -> None:
        if self._backend is not None and self._backend.started:
            self._backend.poke()

    _stepIn_request = _stepOut_request = _next_request

    def _continue_request(self, request: Message, arguments: dict[str, Any]) -> None:
        self._pass_on(request, arguments, lambda reply: self._resumed() if reply.get("success") else None)
        self._later(POKE_SECONDS, self._poke)

    # --- link thread: the debugger's side -----------------------------------

    def readable(self) -> None:
        """The debugger has said something."""
        try:
            data = self.backend.socket.recv(1 << 18)
        except OSError:
            data = b""
        with self.changed:
            if not data:
                self._debugger_gone()
                return
            for content in self._reader.feed(data):
                self._take_message(dap.unpack(content))

    def _take_message(self, message: Message) -> None:
        if message["type"] == "response":
            reply = self._asked.pop(message.get("request_seq", 0), None)
            if reply is not None:
                reply(message)
            return
        if message["type"] == "event":
            self._take_event(message)

    def _take_event(self, message: Message) -> None:
        name, body = message.get("event"), message.get("body") or {}
        if name == "stopped":
            thread = int(body.get("threadId", 1))
            self._stopped[thread] = str(body.get("reason", ""))
            if self._freeing or not self.client:
                self._ask("continue", {"threadId": thread}, lambda _: self._resumed())
                return
            self._later(REPORT_SECONDS, self._report_stop)
        elif name == "continued":
            self._resumed()
        elif name == "output" and body.get("category") == "telemetry":
            return
        self._tell_client(message)

    def _report_stop(self) -> None:
        """Tell the gateway where this worker stands."""
        if self._stopped:
            thread = next(iter(self._stopped))
            self._ask("stackTrace", {"threadId": thread, "startFrame": 0, "levels": 1}, self._tell_stop)

    def _tell_stop(self, reply: Message) -> None:
        if not self._stopped:
            return
        frames = (reply.get("body") or {}).get("stackFrames") or [{}]
        source = self._sources.theirs(frames[0].get("source") or {})
        pause = self._where()
        pause.kind = jobs_pb.Pause.KIND_DEBUGGER
        pause.file = str(source.get("path", ""))
        pause.line = max(0, int(frames[0].get("line", 0)))
        pause.function = str(frames[0].get("name", ""))
        pause.text = next(iter(self._stopped.values()))
        pause.client = self.client
        self._told = True
        self._send(pb.FromDebugger(pause=pause))

    def _resumed(self) -> None:
        self._stopped.clear()
        if self._told:
            self._told = False
            self._send(pb.FromDebugger(resumed=True))

    def _later(self, seconds: float, call: Callable[[], object]) -> None:
        self._due.append((time.monotonic() + seconds, call))

    def run_due(self) -> None:
        """Call what is to be called by now; the link thread comes by often while a batch runs."""
        if not self._due:
            return
        now = time.monotonic()
        with self.changed:
            due = [call for when, call in self._due if when <= now]
            self._due = [entry for entry in self._due if entry[0] > now]
            for call in due:
                call()

    @property
    def patience(self) -> float | None:
        """Milliseconds after which `run_due` is to be called; None: never."""
        if not self._due:
            return None
        return max(0.0, min(when for when, _ in self._due) - time.monotonic()) * 1000

    def _tell_client(self, message: Message) -> None:
        if self.client:
            self._send(pb.FromDebugger(message=dap.pack(message)))

    def _debugger_gone(self) -> None:
        """pydevd has ended, by a fault of its own: nothing is stopped any more, and nobody can attach again."""
        if self.client:
            self.client, self.configured = "", False
            self._send(pb.FromDebugger(closed="the debugger in this worker has ended"))
        self._stopped.clear()
        self._asked.clear()
        self._resumed()
        if self._backend is not None:
            self._backend.close()
            self._backend, self.off = None, True
        self.changed.notify_all()


def _ignore(reply: Message) -> None:
    """Nobody waits for this answer."""
