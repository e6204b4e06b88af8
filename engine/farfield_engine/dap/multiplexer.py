"""One DAP conversation of a front end, spread over many workers and, in a notebook, the kernel.

Workers appear as threads. What names a worker's thread, frame or variable goes to that worker; breakpoints
go to all; stops come back one at a time or all at once, as the front end can show them. It lives on one loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from farfield_engine.client.local import ConnectionInfo
from farfield_engine.dap import commands
from farfield_engine.dap.book import Book
from farfield_engine.dap.cluster import Cluster
from farfield_engine.dap.conversation import Conversation
from farfield_engine.dap.files import Files
from farfield_engine.dap.ids import Ids, Kind
from farfield_engine.dap.presenter import LOCAL, Hide, Instruction, Presenter, Stop
from farfield_engine.dap.translate import Translation
from farfield_engine.errors import AttachError
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb

NEXT_SECONDS = 0.15
"""JupyterLab forgets the stop that it shows only some time after the answer to `continue`."""

STEP_SECONDS = 1.0
"""After a step that takes longer, the next stop is shown."""

VERIFY_SECONDS = 0.5
"""How long the answer to setBreakpoints waits for workers, where nobody else can say anything of them."""

_IDS = ("threadId", "frameId", "variablesReference", "srcFrameId")
_STEPS = frozenset({"next", "stepIn", "stepOut"})
_INITIALIZE = ("clientID", "locale", "linesStartAt1", "columnsStartAt1", "pathFormat", "supportsVariableType",
               "supportsVariablePaging", "supportsANSIStyling")  # fmt: skip
_CAPABILITIES = {
    "supportsConfigurationDoneRequest": True, "supportsConditionalBreakpoints": True,
    "supportsHitConditionalBreakpoints": True, "supportsEvaluateForHovers": True, "supportsSetVariable": True,
    "supportsCompletionsRequest": True, "supportsExceptionInfoRequest": True, "supportsLogPoints": True,
    "supportsSetExpression": True, "supportsClipboardContext": True, "supportsFunctionBreakpoints": True,
    "supportsDelayedStackTraceLoading": True, "supportsValueFormattingOptions": True,
    "supportsRestartFrame": True,
    "exceptionBreakpointFilters": [
        {"filter": "raised", "label": "Raised Exceptions", "default": False},
        {"filter": "uncaught", "label": "Uncaught Exceptions", "default": True},
        {"filter": "userUnhandled", "label": "User Uncaught Exceptions", "default": False},
    ],
}  # fmt: skip


class Local(Protocol):
    """The front end's own process, where it is debugged in the same session."""

    async def request(self, message: Message) -> Message:
        """Answer a request as if there were no workers."""


class Multiplexer:
    """Takes a front end's requests and gives it answers and events."""

    def __init__(
        self,
        emit: Callable[[Message], object],
        local: Local | None = None,
        wants: Callable[[pb.DebugWorker], bool] = lambda worker: True,
        is_cell: Callable[[str], bool] = lambda path: False,
    ) -> None:
        """emit: gives the front end an event. wants: which workers it is about."""
        self.local = local
        self.book = Book()
        self.ids = Ids()
        self.presenter = Presenter(one_at_a_time=False)
        self.cluster = Cluster(wants, self._worker_event, self._tunnel_ended, self._configure, self.say)
        self.workers = self.cluster.workers
        self.started = False
        """Whether the front end has attached."""
        self.client = ""
        """`clientID` of the front end."""
        self.on_ready: Callable[[], Awaitable[object]] | None = None
        """Connects to a gateway, once the front end has attached."""
        self._emit = emit
        self.files = Files(self.ids, is_cell)
        self._translation = Translation(self.ids, self.files)
        self._initialize: dict[str, Any] = {}
        self._attach: dict[str, Any] = {}
        self._step_timer: asyncio.TimerHandle | None = None
        self._held: dict[str, list[Message]] = {}
        """By worker that is going on, its events since."""

    # --- workers ------------------------------------------------------------

    async def connect(self, info: ConnectionInfo, hello: pb.DebugHello) -> None:
        """Hear of a gateway's workers, and attach to those that are wanted. Raises AttachError."""
        await self.cluster.connect(info, hello)

    def disconnect(self) -> None:
        """Leave the gateway: what its workers hold goes on."""
        self.cluster.disconnect()

    async def _configure(self, conversation: Conversation) -> None:
        asked = self.book.requests()
        answers = await conversation.configure(self._initialize, self._attach, asked)
        for (command, arguments), answer in zip(asked, answers, strict=True):
            if command == "setBreakpoints":
                self._answered(arguments["source"]["path"], conversation.id, answer)
        if not conversation.configured and conversation.open:
            self.say(f"{conversation.title} could not be attached to\n")

    def _tunnel_ended(self, worker: str, gone: bool) -> None:
        """Nothing of it is left, and the next stop is shown; `gone`: the worker itself is."""
        self._held.pop(worker, None)
        self._gone_on(worker)
        if gone:
            self.tell_breakpoints(self.book.gone(worker))
            self.ids.forget(worker)

    def _gone_on(self, worker: str) -> None:
        self.ids.forget(worker, Kind.FRAME, Kind.VARIABLES)
        self.perform(self.presenter.continued(worker))

    def _broadcast(self, command: str, arguments: dict[str, Any], path: str = "") -> list[asyncio.Task[None]]:
        """Ask all workers that are attached to; nobody waits for the slowest."""

        async def ask(conversation: Conversation) -> None:
            answer = await conversation.ask(command, arguments)
            if path:
                self._answered(path, conversation.id, answer)

        return [self.cluster.soon(ask(each)) for each in self.workers.values() if each.open]

    # --- what workers say ---------------------------------------------------

    def _worker_event(self, conversation: Conversation, message: Message) -> None:
        body = message.get("body") or {}
        if conversation.id in self._held:
            # pydevd tells of going on, too; of that, the front end knows.
            if message.get("event") != "continued":
                self._held[conversation.id].append(message)
            return
        match message.get("event"):
            case "stopped":
                self._worker_stopped(conversation, body)
            case "continued":
                self._gone_on(conversation.id)
            case "thread" if not self.presenter.one_at_a_time:
                thread = self.ids.virtual(conversation.id, Kind.THREAD, body.get("threadId", 1))
                self.emit("thread", {**body, "threadId": thread})
            case "breakpoint" if isinstance(body.get("breakpoint"), dict):
                self.tell_breakpoints(self.book.changed(conversation.id, body["breakpoint"]))
            case "output":
                text = f"[{conversation.title}] {body.get('output', '')}"
                self.emit("output", {"category": body.get("category", "console"), "output": text})

    def _worker_stopped(self, conversation: Conversation, body: dict[str, Any]) -> None:
        self.ids.forget(conversation.id, Kind.FRAME, Kind.VARIABLES)
        thread = self.ids.virtual(conversation.id, Kind.THREAD, body.get("threadId", 1))
        told = {name: value for name, value in body.items() if name != "hitBreakpointIds"}
        told |= {"threadId": thread, "allThreadsStopped": False, "preserveFocusHint": False}
        told["description"] = (
            f"{body.get('description') or body.get('reason', 'stopped')} in {conversation.title}"
        )
        self.perform(self.presenter.stopped(Stop(conversation.id, thread, told)))

    def local_event(self, message: Message) -> None:
        """An event of the front end's own process."""
        body = message.get("body") or {}
        if message.get("event") == "stopped":
            self.perform(self.presenter.stopped(Stop(LOCAL, body.get("threadId", 1), message)))
        elif message.get("event") == "continued":
            self._emit(message)
            shows = [told for told in self.presenter.continued(LOCAL) if not isinstance(told, Hide)]
            if shows:
                asyncio.get_running_loop().call_later(NEXT_SECONDS, self._show_again, shows)
        else:
            self._emit(message)

    def perform(self, instructions: Sequence[Instruction]) -> None:
        """Tell the front end which stop it is to show."""
        for instruction in instructions:
            stop = instruction.stop
            if isinstance(instruction, Hide):
                self.emit("continued", {"threadId": stop.thread, "allThreadsContinued": False})
            elif stop.worker == LOCAL:
                self._emit(stop.body)
            else:
                self.emit("stopped", stop.body)

    def emit(self, name: str, body: dict[str, Any]) -> None:
        """Give the front end an event of ours."""
        self._emit(dap.event(name, body))

    def say(self, text: str) -> None:
        """Tell the user something, in the debug console."""
        self.emit("output", {"category": "important", "output": text})

    # --- requests -----------------------------------------------------------

    async def request(self, message: Message) -> Message:
        """Answer a request of the front end's. Whatever happens, there is one answer."""
        arguments = dict(message.get("arguments") or {})
        handler = getattr(self, f"_{message.get('command')}_request", None)
        if handler is not None:
            reply: Message = await handler(message, arguments)
            return reply
        return await self.route(message, arguments)

    async def route(self, message: Message, arguments: dict[str, Any]) -> Message:
        """Have it answered by whoever it is about."""
        for name in _IDS:
            if Ids.is_ours(arguments.get(name)):
                real = self.ids.real(arguments[name])
                if real is None or real.worker not in self.workers:
                    return dap.failure(message, "this worker has gone on, or has ended")
                return await self.ask_worker(message, real.worker, {**arguments, name: real.id})
        return await self.ask_local(message)

    async def ask_local(self, message: Message) -> Message:
        """Have the front end's own process answer."""
        if self.local is None:
            return dap.failure(message, f"'{message.get('command')}' names nothing that a worker has")
        return await self.local.request(message)

    async def ask_worker(self, message: Message, worker: str, arguments: dict[str, Any]) -> Message:
        """Have a worker answer, and translate what it says."""
        command = str(message["command"])
        if command == "continue":
            went = await self.go_on([worker], known=True)
            # Else VS Code takes it that all workers do.
            told = dap.response(message, {"allThreadsContinued": False})
            return told if went else dap.failure(message, f"worker {worker} does not go on")
        if command in _STEPS:
            self._stepped(worker)
        reply = await self.workers[worker].ask(command, arguments)
        if not reply.get("success"):
            return dap.failure(message, str(reply.get("message") or f"worker {worker} refused"))
        return dap.response(message, self._translation.body(worker, command, reply.get("body") or {}))

    def _stepped(self, worker: str) -> None:
        self.ids.forget(worker, Kind.FRAME, Kind.VARIABLES)
        self.presenter.stepped(worker)
        self._time_step()

    def _time_step(self) -> None:
        if self._step_timer is not None:
            self._step_timer.cancel()
        loop = asyncio.get_running_loop()
        self._step_timer = loop.call_later(STEP_SECONDS, self._step_takes_long)

    def _step_takes_long(self) -> None:
        self.perform(self.presenter.step_takes_long())

    def _show_again(self, shows: Sequence[Instruction]) -> None:
        self.perform([told for told in shows if told.stop in self.presenter.stops])

    async def _initialize_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        self.client = str(arguments.get("clientID", ""))
        self.presenter.one_at_a_time = self.local is not None and self.client != "vscode"
        self._initialize = {name: arguments[name] for name in _INITIALIZE if name in arguments}
        # debugpy would send a request of its own, which a kernel's front end has no way to answer.
        arguments.pop("supportsStartDebuggingRequest", None)
        if self.local is not None:
            return await self.local.request({**message, "arguments": arguments})
        return dap.response(message, _CAPABILITIES)

    async def _attach_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        self._attach = arguments
        if self.local is not None:
            reply = await self.local.request(message)
            self.started = bool(reply.get("success"))
            if self.started and self.on_ready is not None:
                await self.on_ready()
            return reply
        self.started = True
        asyncio.get_running_loop().call_soon(self.emit, "initialized", {})
        return dap.response(message)

    async def _configurationDone_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        if self.local is not None:
            return await self.local.request(message)
        if self.on_ready is not None:
            try:
                await self.on_ready()
            except AttachError as error:
                return dap.failure(message, str(error))
        return dap.response(message)

    async def _setBreakpoints_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        source = arguments.get("source")
        if not isinstance(source, dict) or not isinstance(source.get("path"), str):
            return dap.failure(message, "a breakpoint needs a source with a path")
        path = source["path"]
        sent = {**arguments, "source": self.files.outgoing(source)}
        merged = self.book.set(sent)
        asked = self._broadcast("setBreakpoints", sent, path)
        if self.local is not None:
            return await self.local.request(message)
        if asked:
            await asyncio.wait(asked, timeout=VERIFY_SECONDS)
            merged = self.book.merged(path)
        return dap.response(message, {"breakpoints": merged})

    async def _setExceptionBreakpoints_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        command = str(message["command"])
        self.book.keep(command, arguments)
        self._broadcast(command, arguments)
        return await self.local.request(message) if self.local is not None else dap.response(message)

    _setFunctionBreakpoints_request = _setExceptionBreakpoints_request

    def _answered(self, path: str, worker: str, answer: Message) -> None:
        points = (answer.get("body") or {}).get("breakpoints") or ()
        self.tell_breakpoints(self.book.answered(path, worker, points))

    def tell_breakpoints(self, changed: Sequence[dict[str, Any]]) -> None:
        """Breakpoints are verified now, or no more. A front end with a process of its own goes by that."""
        if self.local is None:
            for point in changed:
                self.emit("breakpoint", {"reason": "changed", "breakpoint": point})

    async def _threads_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        threads = []
        if self.local is not None:
            reply = await self.local.request(message)
            threads += (reply.get("body") or {}).get("threads", ())
        attached = [conversation for conversation in self.workers.values() if conversation.configured]
        answers = await asyncio.gather(*(conversation.ask("threads", {}) for conversation in attached))
        for conversation, answer in zip(attached, answers, strict=True):
            for thread in (answer.get("body") or {}).get("threads", ()):
                main = thread.get("name") == "MainThread"
                name = conversation.title if main else f"{conversation.title}: {thread.get('name')}"
                threads.append(
                    {"id": self.ids.virtual(conversation.id, Kind.THREAD, thread["id"]), "name": name}
                )
        return dap.response(message, {"threads": threads})

    async def _pause_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        if Ids.is_ours(arguments.get("threadId")):
            return await self.route(message, arguments)
        busy = [
            conversation
            for conversation in self.workers.values()
            if conversation.configured and conversation.about.job
        ]
        if self.local is not None and not busy:
            return await self.local.request(message)
        # What the front end's own process does meanwhile is to wait for them.
        await asyncio.gather(*(self._pause_worker(conversation) for conversation in busy))
        return dap.response(message)

    async def _pause_worker(self, conversation: Conversation) -> None:
        answer = await conversation.ask("threads", {})
        for thread in (answer.get("body") or {}).get("threads", ()):
            if thread.get("name") == "MainThread":
                await conversation.ask("pause", {"threadId": thread["id"]})

    async def _continue_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        meant = self.meant(arguments)
        if not Ids.is_ours(meant.get("threadId")) and not self.presenter.of(LOCAL):
            # Nothing of the own process stands still: debugpy would answer when something does.
            return dap.response(message, {"allThreadsContinued": True})
        return await self.route(message, meant)

    async def _next_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        if self.presenter.shown is not None and self.presenter.shown.worker == LOCAL:
            self.presenter.stepped(LOCAL)
            self._time_step()
        return await self.route(message, self.meant(arguments))

    _stepIn_request = _stepOut_request = _next_request

    def meant(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """JupyterLab always says thread 1: it means the stop that it shows."""
        shown = self.presenter.shown
        if self.presenter.one_at_a_time and shown is not None and shown.worker != LOCAL:
            return {**arguments, "threadId": shown.thread}
        return arguments

    async def _source_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        reference = arguments.get("sourceReference") or (arguments.get("source") or {}).get("sourceReference")
        if not Ids.is_ours(reference):
            return await self.ask_local(message)
        real = self.ids.real(reference)
        if real is None or real.worker not in self.workers:
            return dap.failure(message, "the worker that had this source has ended")
        by_path = isinstance(real.id, str)
        asked = (
            {"source": {"path": real.id}, "sourceReference": 0} if by_path else {"sourceReference": real.id}
        )
        return await self.ask_worker(message, real.worker, asked)

    async def _evaluate_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        said = await commands.run(self, str(arguments.get("expression", "")))
        if said is not None:
            return dap.response(message, {"result": said, "variablesReference": 0})
        return await self.route(message, arguments)

    async def _disconnect_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        self.stop()
        return await self.local.request(message) if self.local is not None else dap.response(message)

    def stop(self) -> None:
        """The front end has gone: all that it holds goes on."""
        self.started = False
        self.disconnect()
        self.book.clear()
        self.presenter.clear()

    # --- choosing -----------------------------------------------------------

    def place(self, file: str, line: int) -> str:
        """A line of a file, for people."""
        return f"{file}:{line}"

    def choose(self, worker: str) -> bool:
        """Show this worker's stop; whether it stands still."""
        shows = self.presenter.chosen(worker)
        # After the answer, which makes the front end look at what it shows once more.
        asyncio.get_running_loop().call_later(NEXT_SECONDS, self._show_again, shows)
        return bool(shows)

    async def go_on(self, workers: Sequence[str], *, known: bool = False) -> list[str]:
        """Have workers that stand still go on; those that do. known: the front end itself has asked."""
        asked: dict[str, asyncio.Future[Message]] = {}
        told: list[Instruction] = []
        for worker in workers:
            real = self.ids.real(stops[0].thread) if (stops := self.presenter.of(worker)) else None
            if real is not None and worker in self.workers:
                # What it says until the answer has come is of its next stop, and to be shown after this one.
                self._held[worker] = []
                self.ids.forget(worker, Kind.FRAME, Kind.VARIABLES)
                told += self.presenter.continued(worker)
                asked[worker] = self.workers[worker].ask("continue", {"threadId": real.id})
        answers = await asyncio.gather(*asked.values())
        if not known:
            self.perform([each for each in told if isinstance(each, Hide)])
        shows = [each for each in told if not isinstance(each, Hide)]
        delay = NEXT_SECONDS if self.presenter.one_at_a_time else 0.0
        asyncio.get_running_loop().call_later(delay, self._gone_on_after, list(asked), shows)
        return [worker for worker, answer in zip(asked, answers, strict=True) if answer.get("success")]

    def _gone_on_after(self, workers: Sequence[str], shows: Sequence[Instruction]) -> None:
        """The front end has seen that they have gone on: show what is next, and what they have said since."""
        self._show_again(shows)
        for worker in workers:
            for message in self._held.pop(worker, ()):
                if worker in self.workers:
                    self._worker_event(self.workers[worker], message)
