"""The debugger of a notebook's front end, as it speaks to a real kernel.

Debug requests go over the control channel, debug events come on iopub. Each has channels of its own, so
that it misses nothing while a cell is waited for.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from farfield_engine.client.local import ConnectionInfo, find_local
from farfield_engine.client.visitor import Visitor
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc

if TYPE_CHECKING:
    from tests.scenarios.conftest import Execution, Kernel  # noqa: TID251  # for the type checker only

DEADLINE = 30.0
"""Seconds that anything may take on a loaded machine."""

FIRST_OF_WORKERS = 1 << 30

Message = dict[str, Any]


class FrontEnd:
    """One debug session. `client` is `jupyterlab` or `vscode`."""

    def __init__(self, kernel: Kernel, client: str) -> None:
        self.kernel = kernel
        self.client = client
        self.events: list[Message] = []
        self.attached = False
        self._answers: dict[str, Message] = {}
        self._seq = 0
        # Of a session of its own: the kernel's answers go by the session's name.
        self._channels = BlockingKernelClient(context=kernel.client.context)
        self._channels.load_connection_file(kernel.manager.connection_file)
        self._channels.start_channels(shell=False, stdin=False, hb=False)
        # Its subscription takes a moment: whatever comes shows that it is there.
        deadline = time.monotonic() + DEADLINE
        while True:
            self.reply("debugInfo")
            with contextlib.suppress(queue.Empty):
                self._channels.get_iopub_msg(timeout=0.2)
                return
            assert time.monotonic() < deadline, "no iopub"

    def close(self) -> None:
        self._channels.stop_channels()

    # --- requests -----------------------------------------------------------

    def send(self, command: str, /, **arguments: Any) -> str:
        """Send a request and wait for nothing; its message id."""
        self._seq += 1
        content = {"type": "request", "seq": self._seq, "command": command, "arguments": arguments}
        message = self._channels.session.msg("debug_request", content)
        self._channels.control_channel.send(message)
        return str(message["header"]["msg_id"])

    def answer(self, sent: str, seconds: float = DEADLINE) -> Message:
        """Wait for the answer to what was sent."""
        deadline = time.monotonic() + seconds
        while sent not in self._answers:
            try:
                reply = self._channels.get_control_msg(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no answer in {seconds:g} s; events: {self.events}") from None
            self._answers[reply["parent_header"]["msg_id"]] = reply["content"]
        return self._answers.pop(sent)

    def reply(self, command: str, /, **arguments: Any) -> Message:
        """The answer to a request, of whatever kind."""
        return self.answer(self.send(command, **arguments))

    def ask(self, command: str, /, **arguments: Any) -> Message:
        """The body of the answer to a request, which must be a success."""
        answer = self.reply(command, **arguments)
        assert answer.get("success"), f"{command} {arguments}: {answer}"
        return dict(answer.get("body") or {})

    def refused(self, command: str, /, **arguments: Any) -> str:
        """The message of the answer to a request, which must be a failure."""
        answer = self.reply(command, **arguments)
        assert not answer["success"], answer
        return str(answer["message"])

    # --- events -------------------------------------------------------------

    def event(self, name: str, matches: Callable[[Message], bool] = lambda body: True) -> Message:
        """Wait for an event; its body. It is taken out of `events`."""
        deadline = time.monotonic() + DEADLINE
        while True:
            for event in self.events:
                if event["event"] == name and matches(event.get("body") or {}):
                    self.events.remove(event)
                    return dict(event.get("body") or {})
            assert self._next(deadline - time.monotonic()), f"no event '{name}'; events: {self.events}"

    def _next(self, seconds: float) -> bool:
        """Take a message from iopub; whether one came in time."""
        try:
            message = self._channels.get_iopub_msg(timeout=max(0.0, seconds))
        except queue.Empty:
            return False
        if message["msg_type"] == "debug_event":
            self.events.append(message["content"])
        return True

    def seen(self, name: str) -> list[Message]:
        """The bodies of all events of this name that have come by now; they stay in `events`."""
        # What was published before the status of this request has arrived once that has.
        self.reply("debugInfo")
        while self._next(0.05):
            pass
        return [event.get("body") or {} for event in self.events if event["event"] == name]

    def stop(self) -> tuple[int, list[Message]]:
        """Wait for a stop; its thread and the frames, newest first."""
        thread = int(self.event("stopped")["threadId"])
        return thread, self.frames(thread)

    def worker_stop(self) -> tuple[int, list[Message]]:
        """Wait for a stop, which must be a worker's."""
        thread, frames = self.stop()
        assert thread >= FIRST_OF_WORKERS, frames
        return thread, frames

    # --- what front ends do -------------------------------------------------

    def attach(self, filters: tuple[str, ...] = ()) -> None:
        """Begin a session as this client does."""
        about = {"pathFormat": "path", "linesStartAt1": True, "columnsStartAt1": True,
                 "supportsVariableType": True, "supportsVariablePaging": True}  # fmt: skip
        if self.client == "vscode":
            self.ask("initialize", clientID="vscode", clientName="Visual Studio Code",
                     adapterID="Python Kernel", supportsRunInTerminalRequest=True,
                     supportsStartDebuggingRequest=True, locale="en",
                     supportsMemoryReferences=True, supportsProgressReporting=True, **about)  # fmt: skip
            self.ask("attach", justMyCode=False, type="Python Kernel", request="attach", name="x")
        else:
            self.ask("initialize", clientID="jupyterlab", clientName="JupyterLab", adapterID="Python 3",
                     supportsRunInTerminalRequest=True, locale="en", **about)  # fmt: skip
            self.ask("attach")
        self.attached = True
        self.ask("setExceptionBreakpoints", filters=list(filters))
        self.configured()

    def configured(self) -> None:
        """JupyterLab says so after each change of its breakpoints."""
        self.ask("configurationDone")

    def dump(self, code: str) -> str:
        """The file that stands for a cell."""
        return str(self.ask("dumpCell", code=code)["sourcePath"])

    def break_in(self, path: str, *points: int | Message) -> list[Message]:
        """Set the breakpoints of a file; what is said of them."""
        asked = [point if isinstance(point, dict) else {"line": point} for point in points]
        told = self.ask("setBreakpoints", source={"path": path}, breakpoints=asked, sourceModified=False)
        if self.client == "jupyterlab":
            self.configured()
        return list(told["breakpoints"])

    def break_at(self, code: str, *points: int | Message) -> str:
        """Set the breakpoints of a cell; its file."""
        path = self.dump(code)
        told = self.break_in(path, *points)
        assert all(point["verified"] for point in told), told
        return path

    def run(self, code: str) -> Execution:
        """Run a cell as a front end with the debugger on does."""
        self.dump(code)
        return self.kernel.start(code)

    def frames(self, thread: int) -> list[Message]:
        return list(self.ask("stackTrace", threadId=thread, startFrame=0, levels=1000)["stackFrames"])

    def variables(self, frame: Message, scope: str = "Locals") -> dict[str, Message]:
        """The variables of a frame, by name."""
        scopes = self.ask("scopes", frameId=frame["id"])["scopes"]
        found = next(each for each in scopes if each["name"] == scope)
        listed = self.ask("variables", variablesReference=found["variablesReference"])["variables"]
        return {variable["name"]: variable for variable in listed}

    def evaluate(self, expression: str, frame: Message, context: str = "repl") -> str:
        found = self.ask("evaluate", expression=expression, frameId=frame["id"], context=context)
        return str(found["result"])

    def go_on(self, thread: int) -> None:
        """The continue button: JupyterLab always names thread 1."""
        self.ask("continue", threadId=thread if self.client == "vscode" else 1)

    def step(self, command: str, thread: int) -> tuple[int, list[Message]]:
        """A step; where it leads to."""
        self.ask(command, threadId=thread if self.client == "vscode" else 1)
        return self.stop()

    def stopped_threads(self) -> list[int]:
        """What a page that is reloaded would show."""
        return list(self.ask("debugInfo")["stoppedThreads"])

    def await_stopped(self, *threads: int) -> None:
        """Wait until these stand still and no others: who goes on is told beside the answers."""
        deadline = time.monotonic() + DEADLINE
        while (stopped := self.stopped_threads()) != list(threads):
            assert time.monotonic() < deadline, f"{stopped} stand still, not {list(threads)}"
            time.sleep(0.02)

    def disconnect(self) -> None:
        """The bug icon once more."""
        self.ask("disconnect", restart=False, terminateDebuggee=False)
        self.attached = False


OpenFrontEnd = Callable[..., FrontEnd]


@pytest.fixture
def open_front_end() -> Iterator[OpenFrontEnd]:
    """Begins a debug session with a kernel: `open_front_end(kernel, "vscode")`."""
    opened: list[FrontEnd] = []

    def open_(kernel: Kernel, client: str = "jupyterlab", *, attach: bool = True) -> FrontEnd:
        opened.append(FrontEnd(kernel, client))
        if attach:
            opened[-1].attach()
        return opened[-1]

    yield open_
    for front_end in opened:
        try:
            if front_end.attached and front_end.kernel.manager.is_alive():
                front_end.disconnect()
        finally:
            front_end.close()


class Editor:
    """A client of the gateway's debug stream, as VS Code is one: it holds, and attaches to every worker."""

    def __init__(self, info: ConnectionInfo) -> None:
        self.sources: dict[str, Message] = {}
        """By path, the arguments of setBreakpoints for workers that come."""
        self.answers: dict[tuple[str, int], Message] = {}
        self.events: list[tuple[str, Message]] = []
        """Workers and what they have told."""
        self.workers: list[str] = []
        """Those that are attached to."""
        self.ended = ""
        self._numbers = 0
        self._sent: queue.SimpleQueue[pb.DebugClientFrame | None] = queue.SimpleQueue()
        self._came: queue.SimpleQueue[pb.DebugGatewayFrame | None] = queue.SimpleQueue()
        self._opened: set[str] = set()
        self._channel = grpc.insecure_channel(info.address, options=[("grpc.use_local_subchannel_pool", 1)])
        metadata = (("authorization", f"Bearer {info.token}"),)
        frames = rpc.GatewayStub(self._channel).Debug(iter(self._sent.get, None), metadata=metadata)
        self._thread = threading.Thread(target=self._read, args=(frames,), daemon=True)
        self._thread.start()
        self._sent.put(pb.DebugClientFrame(hello=pb.DebugHello(client="an editor", hold=True)))
        # Sessions that have ended may have workers yet, which are attached to first.
        self.until(lambda: bool(self.workers) and self._opened == set(self.workers), "all workers")

    def close(self) -> None:
        self._sent.put(None)
        self._thread.join(DEADLINE)
        self._channel.close()

    def _read(self, frames: Any) -> None:
        try:
            for frame in frames:
                self._came.put(frame)
        except grpc.RpcError as error:
            self.ended = str(error.details())
        self._came.put(None)

    def until(self, reached: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + DEADLINE
        while not reached():
            try:
                frame = self._came.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {what}; {self.events}") from None
            assert frame is not None, f"no {what}: {self.ended}"
            self._take(frame)

    def _take(self, frame: pb.DebugGatewayFrame) -> None:
        match frame.WhichOneof("frame"):
            case "welcome":
                self._open(*frame.welcome.workers)
            case "worker":
                self._open(frame.worker)
            case "opened":
                self._configure(frame.opened.worker)
            case "gone":
                self._opened.discard(frame.gone)
                self.workers = [worker for worker in self.workers if worker != frame.gone]
            case "message":
                self._hear(frame.message.worker, json.loads(frame.message.content))

    def _open(self, *workers: pb.DebugWorker) -> None:
        for worker in workers:
            if worker.id not in self._opened:
                self._opened.add(worker.id)
                self._sent.put(pb.DebugClientFrame(open=worker.id))

    def _configure(self, worker: str) -> None:
        self.send(worker, "initialize", adapterID="farfield", clientID="vscode")
        self.send(worker, "attach", justMyCode=False)
        for arguments in self.sources.values():
            self.send(worker, "setBreakpoints", **arguments)
        self.send(worker, "configurationDone")
        self.workers.append(worker)

    def _hear(self, worker: str, message: Message) -> None:
        if message["type"] == "response":
            self.answers[worker, message["request_seq"]] = message
        else:
            self.events.append((worker, message))

    # --- requests and events ------------------------------------------------

    def send(self, worker: str, command: str, /, **arguments: Any) -> int:
        self._numbers += 1
        message = {"type": "request", "seq": self._numbers, "command": command, "arguments": arguments}
        tunneled = pb.Tunneled(worker=worker, content=json.dumps(message).encode())
        self._sent.put(pb.DebugClientFrame(message=tunneled))
        return self._numbers

    def ask(self, worker: str, command: str, /, **arguments: Any) -> Message:
        """The body of the answer to a request, which must be a success."""
        key = (worker, self.send(worker, command, **arguments))
        self.until(lambda: key in self.answers, f"answer to {command}")
        answer = self.answers.pop(key)
        assert answer["success"], f"{command} {arguments}: {answer}"
        return dict(answer.get("body") or {})

    def mark(self, path: str, text: str, *lines: int, whole: bool = True) -> list[list[Message]]:
        """Set the breakpoints of a cell in all workers; what each said. whole: with the text itself."""
        checksum = hashlib.sha256(text.encode()).hexdigest()
        source = {"path": path, "checksums": [{"algorithm": "SHA256", "checksum": checksum}]}
        source |= {"farfieldText": text} if whole else {}
        return self.put(path, source, *lines)

    def put(self, path: str, source: Message, *lines: int) -> list[list[Message]]:
        arguments = {"source": source, "breakpoints": [{"line": line} for line in lines]}
        self.sources[path] = arguments
        asked = [(worker, self.send(worker, "setBreakpoints", **arguments)) for worker in self.workers]

        def all_answered() -> bool:
            return all(key in self.answers or key[0] not in self.workers for key in asked)

        self.until(all_answered, f"answers to setBreakpoints {path}")
        return [self.answers.pop(key)["body"]["breakpoints"] for key in asked if key in self.answers]

    def event(self, name: str) -> tuple[str, Message]:
        """Wait for an event; the worker and its body."""

        def found() -> tuple[str, Message] | None:
            return next((event for event in self.events if event[1]["event"] == name), None)

        self.until(lambda: found() is not None, f"event {name}")
        event = found()
        assert event is not None
        self.events.remove(event)
        return event[0], dict(event[1].get("body") or {})

    def stop(self) -> tuple[str, int, list[Message]]:
        """Wait for a stop; worker, thread and frames."""
        worker, body = self.event("stopped")
        thread = int(body["threadId"])
        return worker, thread, list(self.ask(worker, "stackTrace", threadId=thread)["stackFrames"])


@pytest.fixture
def editor(kernel: Kernel) -> Iterator[Editor]:
    """An editor, attached to the workers that the kernel of a file's tests has."""
    kernel.ok("import farfield as ff\n%attach local:2")
    assert kernel.ok("%%distributed\n1").value == "1"
    info = find_local()
    assert info is not None
    made = Editor(info)
    yield made
    made.close()


@pytest.fixture(scope="module")
def debugged(kernel: Kernel) -> None:
    """Has the kernel's own debugger started: its adapter's process stays to the end of the kernel."""
    kernel.ok("import farfield as ff\n%attach local:2")
    front_end = FrontEnd(kernel, "jupyterlab")
    front_end.attach()
    front_end.disconnect()
    front_end.close()


@pytest.fixture
def lab(kernel: Kernel, open_front_end: OpenFrontEnd) -> FrontEnd:
    """JupyterLab's debugger, attached to the kernel that the tests of a file share."""
    return open_front_end(kernel, "jupyterlab")


@pytest.fixture
def code(kernel: Kernel, open_front_end: OpenFrontEnd) -> FrontEnd:
    """VS Code's."""
    return open_front_end(kernel, "vscode")


@pytest.fixture
def unique() -> Callable[[str], str]:
    """Makes a cell of its own of a text: a cell's file goes by its text, and other tests have the same."""
    return lambda text: f"{text}\n# {time.monotonic_ns()}"


Status = Callable[[], gateway_pb.StatusReply]


@pytest.fixture
def status() -> Status:
    """What the gateway says of itself."""

    def ask() -> gateway_pb.StatusReply:
        info = find_local()
        assert info is not None
        with Visitor(info) as visitor:
            return visitor.status()

    return ask


Until = Callable[[Callable[[], object], str], None]


@pytest.fixture
def until() -> Until:
    """Waits until something is true."""

    def wait(reached: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + DEADLINE
        while not reached():
            assert time.monotonic() < deadline, f"not {what} in {DEADLINE:g} s"
            time.sleep(0.02)

    return wait
