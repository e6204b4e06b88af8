"""The worker's end of a tunnel: carries DAP between one client and the debugger in this process.

Most of it runs on the link thread: frames from the gateway come in with `take`, the debugger's answers with
`readable`. The main thread comes in at the edges of a batch (`enter`, `leave`), and in `wait`.
"""

from __future__ import annotations

import contextlib
import os
import threading
import traceback
from collections.abc import Callable, Collection, Iterator
from typing import Any

from farfield_engine.debug.backend import Backend, hide_from_debugger
from farfield_engine.debug.bounds import shorten
from farfield_engine.debug.changes import Changes
from farfield_engine.debug.conversation import Conversation, Reply
from farfield_engine.debug.requests import Requests
from farfield_engine.debug.stops import Later, Stops
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

GATE_SECONDS = 15.0
"""How long a batch waits for a client, which has announced itself, to set its breakpoints."""

ATTACH_SECONDS = 20.0
"""How long a pause whose lease is over still waits for a client that is just attaching."""

POKE_SECONDS = 0.003
"""What has not gone on after so long is helped along, see `Backend.poke`."""

OFF = "this gateway allows no debugging: it was started with --no-debug"
ENDED = "the debugger in this worker has ended; a worker that is started anew has one again"


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
        self.off = ""
        """Why nobody can debug this worker."""
        self.changes = Changes()
        self.on_main: Callable[[Callable[[], object]], object] = lambda call: None
        """Has something called on the main thread, soon, in the middle of what runs there."""
        self.on_freed: Callable[[], object] = lambda: None
        """Called when what was stopped runs, after `free`."""
        self._send = send
        self._where = where
        self._stopping = stopping
        self._pydevd: Conversation | None = None
        self._later = Later()
        self._stops = Stops(send, self._ask_place, where, self._later)
        self._requests = Requests(
            self._ask,
            self._tell_client,
            self._on_configured,
            self._on_step,
            self._on_continue,
            lambda frame: self.backend.start_of(frame),
        )
        self._freeing = False
        self._restoring = 0
        self._traced = False  # the main thread, or all of them
        self._go_on = False
        self.offered: jobs_pb.Pause | None = None
        """The pause that waits for a client."""

    # --- both threads -------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether a batch has anything to do with a debugger."""
        return self.expected or self._pydevd is not None

    @property
    def backend(self) -> Backend:
        """The debugger of this process. Raises RuntimeError where it was never started."""
        if self._pydevd is None:
            raise RuntimeError("no debugger was started in this worker")
        return self._pydevd.backend

    @property
    def socket_descriptor(self) -> int:
        """What to watch for `readable`; -1 while there is no debugger."""
        return self._pydevd.backend.socket.fileno() if self._pydevd is not None else -1

    def holds(self, frame: Any) -> bool:
        """Whether the debugger is at work in this stack."""
        return self._pydevd is not None and self._pydevd.backend.holds(frame)

    @property
    def _started(self) -> bool:
        return self._pydevd is not None and self._pydevd.backend.started

    # --- main thread --------------------------------------------------------

    def find_files(self, here: Callable[[str], str], there: Callable[[str], str]) -> None:
        """What knows the paths of files that came from the client, here, or else empty, and there."""
        self._requests.sources.here, self._requests.sources.there = here, there

    def files_arrived(self, paths: Collection[str]) -> None:
        """Files of the client's have come; `enter` then waits until breakpoints in them are set."""
        if paths:
            self._find_anew(paths, documents=False)

    def cells_arrived(self) -> None:
        """Cells of the client's may have come; as with files."""
        self._find_anew((), documents=True)

    def module_comes(self, path: str) -> None:
        """A module is about to run, on any thread: set its breakpoints, where they had no file before."""
        with self.changes.lock:
            if not (self.client and self._started):
                return
            if not self._requests.points.is_awaited(os.path.basename(path)):
                return
            self._find_anew((), documents=False)
        if self._restoring and threading.current_thread() is threading.main_thread():
            with self.untraced():
                self.changes.wait_for(lambda: not self._restoring or self._stopping(), GATE_SECONDS)
            self._restoring = 0

    def _find_anew(self, paths: Collection[str], *, documents: bool) -> None:
        with self.changes.lock:
            if self.client and self._started:
                find = self._requests.points.find_anew
                ask = not self._freeing
                self._restoring += find(paths, self._restored, ask=ask, documents=documents)

    def enter(self) -> None:
        """A batch begins: wait for the breakpoints of a client that has announced itself."""
        self._give_back()  # an interrupt may have come when the batch before had ended
        if self._gate_open():
            return
        self._send(pb.FromDebugger(gated=True))
        if not self.changes.wait_for(self._gate_open, GATE_SECONDS):
            print(f"note: the debugger has set no breakpoints in {GATE_SECONDS:g} s; this runs without")
            self._restoring = 0
        self._send(pb.FromDebugger(gated=False))

    def _gate_open(self) -> bool:
        ready = not self.expected or self.configured
        return (ready and not self._restoring) or self._stopping()

    def enter_user_code(self) -> None:
        """An item's code begins."""
        if self._started:
            # Off, too: pydevd turns it on again where it was turned off in the midst of pydevd's own code.
            self._trace(on=self.configured)

    def leave_user_code(self) -> None:
        """An item's code has ended: a step that led out of it is over.

        What runs now is ours, and takes locks that the link thread needs: it must not be stopped in there.
        """
        if self._started:
            if self.configured:
                self.backend.forget_step()
            self._trace(on=False)

    @contextlib.contextmanager
    def untraced(self) -> Iterator[None]:
        """The same, for what user code calls of ours."""
        traced = self._traced
        if traced:
            self._trace(on=False)
        try:
            yield
        finally:
            if traced and self.configured:
                self._trace(on=True)

    def leave(self) -> None:
        """A batch ends: what was taken away to free it comes back."""
        self.leave_user_code()
        self._give_back()

    def _give_back(self) -> None:
        with self.changes.lock:
            if self._freeing:
                self._freeing = False
                self._restoring += self._requests.give_back(self._restored)

    def _restored(self) -> None:
        self._restoring = max(0, self._restoring - 1)
        self.changes.tell()

    def _trace(self, *, on: bool) -> None:
        if self._started:
            self._traced = on
            self.backend.trace(on=on)

    def _trace_no_more(self) -> None:
        """On the main thread, in the middle of what runs there: the client has gone."""
        if self._started and not self.client:
            self._trace(on=False)
            self.backend.trace_new_threads(on=False)

    def wait(self, pause: jobs_pb.Pause, lease: float) -> bool:
        """Offer a pause to whoever listens, for `lease` seconds; whether a client has attached.

        Raises KeyboardInterrupt when what runs is interrupted meanwhile.
        """
        pause.MergeFrom(self._where())
        pause.left = lease
        self._go_on = False
        self.offered = pause
        self._send(pb.FromDebugger(pause=pause))
        try:
            over = self.changes.wait_for(self._wait_over, lease)
            if self.client and not over:
                self.changes.wait_for(self._wait_over, ATTACH_SECONDS)
        finally:
            self.offered = None
            self._send(pb.FromDebugger(resumed=True))
        return self.configured and not self._go_on

    def _wait_over(self) -> bool:
        return self.configured or self._go_on or self._stopping()

    # --- link thread: the gateway's side ------------------------------------

    def take(self, frame: pb.ToDebugger) -> None:
        """A frame of the gateway's."""
        with self.changes.lock, self._guarded():
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
            self.changes.tell()

    def _open(self, client: str) -> None:
        if self.off:
            self._send(pb.FromDebugger(closed=self.off))
            return
        self.client, self.configured = client, False
        if self._pydevd is None:
            self._pydevd = Conversation(Backend(), self._take_event, self._debugger_gone)
            thread = threading.Thread(target=self._start, name="farfield-debug-start", daemon=True)
            hide_from_debugger(thread)
            thread.start()
        elif self._started:
            self._traced = True
            self.backend.trace_all()
            self._send(pb.FromDebugger(opened=True))

    def _start(self) -> None:
        """On a thread of its own: it takes too long for the link, and the main thread may be busy."""
        backend, problem = self.backend, ""
        try:
            backend.start()
        except Exception as error:  # whatever debugpy meets in a user's process is told to the client
            problem = f"debugpy could not be started in this worker: {type(error).__name__}: {error}"
        with self.changes.lock:
            if problem:
                self.client = ""
                self._send(pb.FromDebugger(closed=problem))
            elif self.client:
                self._traced = True
                self._send(pb.FromDebugger(opened=True))
            else:  # it has gone meanwhile
                self._traced = True
                self.on_main(self._trace_no_more)
            self.changes.tell()

    def _close(self) -> None:
        """The client has gone: let all that stands still go on, and the tracing end."""
        self.client, self.configured, self.expected = "", False, False
        self._requests.clear()
        self._later.clear()
        if self._started:
            self._ask("disconnect", {"terminateDebuggee": False}, lambda _: self.on_main(self._trace_no_more))
            self._later.call(POKE_SECONDS, self._poke)
        self._stops.resumed()

    def _take_request(self, content: bytes) -> None:
        if not self.client:
            return
        try:
            request = dap.unpack(content)
        except dap.DapError:
            return  # who sends what is no DAP message can't be answered
        if request.get("command") in ("disconnect", "terminate"):
            self._tell_client(dap.response(request))
            self._close()
            self._send(pb.FromDebugger(closed="the client has disconnected"))
        else:
            self._requests.take(request, self._started)

    def interrupted(self) -> None:
        """What runs is to be interrupted: who waits here for something looks again."""
        with self.changes.lock:
            self.changes.tell()

    def free(self) -> bool:
        """Let what is stopped run, past all breakpoints, so that it can be interrupted.

        Whether it runs already; else `on_freed` is called when it does. `leave` puts the breakpoints back.
        """
        with self.changes.lock:
            if not self.configured:
                return True
            if not self._freeing:
                self._freeing = True
                self._requests.take_away()
                # Answered after all that was asked before.
                self._ask("threads", {}, lambda _: self._taken_away())
            return False

    def _taken_away(self) -> None:
        if self._stops:
            self._ask("continue", {"threadId": self._stops.first}, lambda _: self._free_now())
            self._later.call(POKE_SECONDS, self._poke)
        else:
            self.on_freed()

    def _free_now(self) -> None:
        self._stops.resumed()
        self._tell_client(dap.event("continued", {"threadId": 1, "allThreadsContinued": True}))
        self.on_freed()

    # --- link thread: the debugger's side -----------------------------------

    def readable(self) -> None:
        """The debugger has said something."""
        if self._pydevd is None:
            return
        try:
            data = self._pydevd.backend.socket.recv(1 << 18)
        except OSError:
            data = b""
        with self.changes.lock, self._guarded():
            self._pydevd.feed(data)

    def _ask(self, command: str, arguments: dict[str, Any], reply: Reply) -> None:
        if self._pydevd is not None:
            self._pydevd.ask(command, arguments, reply)

    def _ask_place(self, thread: int, reply: Callable[[Message], None]) -> None:
        def back(answer: Message) -> None:
            # Others than this client are told, too: cells by the names that tracebacks have.
            self._requests.theirs(answer, documents=False)
            reply(answer)

        self._ask("stackTrace", {"threadId": thread, "startFrame": 0, "levels": 1}, back)

    def _take_event(self, message: Message) -> None:
        shorten(message)
        name, body = message.get("event"), message.get("body") or {}
        if name == "stopped":
            thread = int(body.get("threadId", 1))
            if self._freeing or not self.client:
                self._ask("continue", {"threadId": thread}, lambda _: self._stops.resumed())
                self._later.call(POKE_SECONDS, self._poke)
                return
            self._stops.stopped(thread, str(body.get("reason", "")), self.client)
            self._requests.stopped(body)
        elif name == "continued":
            self._stops.continued()
        elif name == "module" and isinstance(body.get("module"), dict):
            self._requests.module(body["module"])
        elif name == "output" and body.get("category") == "telemetry":
            return
        self._tell_client(message)

    def _on_configured(self) -> None:
        if self.client:
            self.configured = True
            self.changes.tell()

    def _on_step(self, thread: int) -> None:
        self._stops.steps(thread)
        self._later.call(POKE_SECONDS, self._poke)

    def _on_continue(self, done: bool) -> None:
        if done:
            self._stops.resumed()
        else:
            self._later.call(POKE_SECONDS, self._poke)

    def _poke(self) -> None:
        if self._started:
            self.backend.poke()

    def run_due(self) -> None:
        """Call what is to be called by now; the link thread comes by after `patience`."""
        if self._later.seconds is None:
            return
        with self.changes.lock, self._guarded():
            for call in self._later.take_due():
                call()

    @property
    def patience(self) -> float | None:
        """Milliseconds after which `run_due` is to be called; None: never."""
        seconds = self._later.seconds
        return None if seconds is None else seconds * 1000

    def _tell_client(self, message: Message) -> None:
        if self.client:
            self._send(pb.FromDebugger(message=dap.pack(message)))

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Have a fault in here end the debugging of this worker, and not the thread that holds its link."""
        try:
            yield
        except Exception as error:  # whatever it is: the client is told, and the job goes on
            traceback.print_exc()
            self._debugger_gone(
                f"Farfield's debugging failed in this worker: {type(error).__name__}: {error}"
            )

    def _debugger_gone(self, why: str = ENDED) -> None:
        """pydevd has ended, by a fault of its own: nothing is stopped, and nobody can attach again."""
        if self.client:
            self._send(pb.FromDebugger(closed=why))
        self.client, self.configured, self.expected, self.off = "", False, False, why
        self._stops.resumed()
        if self._pydevd is not None:
            self._pydevd.backend.close()
            self._pydevd = None
        self.changes.tell()
