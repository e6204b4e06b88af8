"""A process with a real debugger in it, which speaks over its pipes what a worker's link carries."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.wire import dap
from farfield_engine.wire.framing import FrameReader, encode
from farfield_engine.wire.v1 import debug_pb2 as pb

DEADLINE = 30.0
LOOP_LINE = 4

Message = dict[str, Any]

LOOP = """\
def work(n):
    total = 0
    for i in range(n):
        total += i
    return total
"""

CHILD = """\
import os, select, sys, threading, time, traceback
from farfield_engine.debug.backend import hide_from_debugger
from farfield_engine.debug.server import DebugServer
from farfield_engine.wire.framing import FrameReader, encode
from farfield_engine.wire.v1 import debug_pb2 as pb, jobs_pb2 as jobs_pb
import loop

link_in, link_out = os.dup(0), os.dup(1)
os.dup2(2, 1)

def send(frame):
    os.write(link_out, encode(frame))

server = DebugServer(send, jobs_pb.Pause, lambda: False)
due = []
server.on_main = due.append

def serve():
    reader = FrameReader(pb.ToDebugger)
    while True:
        wait = server.patience
        descriptors = [link_in] + ([server.socket_descriptor] if server.socket_descriptor >= 0 else [])
        ready, _, _ = select.select(descriptors, [], [], 0.05 if wait is None else min(0.05, wait / 1000))
        if link_in in ready:
            data = os.read(link_in, 1 << 16)
            if not data:
                os._exit(0)
            for frame in reader.feed(data):
                server.take(frame)
        if server.socket_descriptor in ready:
            server.readable()
        server.run_due()

def own_link():
    try:
        serve()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)

thread = threading.Thread(target=own_link, daemon=True)
hide_from_debugger(thread)
thread.start()
while True:
    if server.active:
        server.enter()
        server.enter_user_code()
    loop.work(2)
    if server.active:
        server.leave_user_code()
        server.leave()
    while due:
        due.pop(0)()
    time.sleep(0.005)
"""


class Dead(AssertionError):
    """The process has ended, or answers no more."""


class Debuggee:
    """The process, as the gateway and a client behind it see it."""

    def __init__(self, directory: Path) -> None:
        self.loop = str(directory / "loop.py")
        Path(self.loop).write_text(LOOP)
        (directory / "child.py").write_text(CHILD)
        self._errors = open(directory / "stderr.txt", "ab")  # closed by close()
        self.process = subprocess.Popen(
            [sys.executable, "child.py"],
            cwd=directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._in, self._out = self.process.stdin, self.process.stdout
        self._reader = FrameReader(pb.FromDebugger)
        self._numbers = 0
        self._answers: dict[int, Message] = {}
        self.events: list[Message] = []
        self.frames: list[pb.FromDebugger] = []

    def errors(self) -> str:
        return Path(str(self._errors.name)).read_text(errors="replace")

    def send(self, frame: pb.ToDebugger) -> None:
        try:
            self._in.write(encode(frame))
            self._in.flush()
        except OSError:
            raise Dead("the process has ended") from None

    def raw(self, content: bytes) -> None:
        """A DAP message, be it none."""
        self.send(pb.ToDebugger(message=content))

    def ask(self, command: str, seconds: float = DEADLINE, **arguments: Any) -> Message:
        """The answer to a request, of whatever kind."""
        return self.ask_whole({"command": command, "arguments": arguments}, seconds)

    def ask_whole(self, request: Message, seconds: float = DEADLINE) -> Message:
        number = self.send_whole(request)
        self.until(lambda: number in self._answers, f"an answer to {request}", seconds)
        return self._answers.pop(number)

    def send_whole(self, request: Message) -> int:
        """Send a request and wait for nothing; its number."""
        self._numbers += 1
        self.raw(dap.pack({"type": "request", "seq": self._numbers, **request}))
        return self._numbers

    def ok(self, command: str, **arguments: Any) -> Message:
        """The body of a successful answer."""
        answer = self.ask(command, **arguments)
        assert answer["success"], answer
        return dict(answer.get("body") or {})

    def event(self, name: str) -> Message:
        """Wait for an event; its body."""

        def found() -> list[Message]:
            return [event for event in self.events if event["event"] == name]

        self.until(lambda: bool(found()), f"event {name}")
        message = found()[0]
        self.events.remove(message)
        return dict(message.get("body") or {})

    def frame(self, kind: str) -> pb.FromDebugger:
        """Wait for a frame other than a message."""

        def found() -> list[pb.FromDebugger]:
            return [frame for frame in self.frames if frame.WhichOneof("what") == kind]

        self.until(lambda: bool(found()), f"frame {kind}")
        frame = found()[0]
        self.frames.remove(frame)
        return frame

    def until(self, reached: Callable[[], bool], what: str, seconds: float = DEADLINE) -> None:
        deadline = time.monotonic() + seconds
        while not reached():
            ready, _, _ = select.select([self._out], [], [], max(0.0, deadline - time.monotonic()))
            data = os.read(self._out.fileno(), 1 << 16) if ready else b""
            if not data:
                raise Dead(
                    f"no {what}; {'ended' if ready else 'in time'}; {self.events}\n{self.errors()[-3000:]}"
                )
            for frame in self._reader.feed(data):
                self._take(frame)

    def _take(self, frame: pb.FromDebugger) -> None:
        if frame.WhichOneof("what") != "message":
            self.frames.append(frame)
            return
        message = dap.unpack(frame.message)
        if message["type"] == "response":
            self._answers[message["request_seq"]] = message
        else:
            self.events.append(message)

    # --- what a client does -------------------------------------------------

    def attach(self, *lines: int) -> None:
        """Open the tunnel, and set these breakpoints in the loop."""
        self.send(pb.ToDebugger(open="a test"))
        self.frame("opened")
        self.ok("initialize", adapterID="farfield", clientID="test")
        self.ok("attach", justMyCode=False)
        self.break_at(*lines)
        self.ok("configurationDone")

    def break_at(self, *lines: int) -> list[Message]:
        points = [{"line": line} for line in lines]
        return list(self.ok("setBreakpoints", source={"path": self.loop}, breakpoints=points)["breakpoints"])

    def stop(self) -> tuple[int, list[Message]]:
        """Wait for a stop; thread and frames."""
        thread = int(self.event("stopped")["threadId"])
        return thread, list(self.ok("stackTrace", threadId=thread)["stackFrames"])

    def close(self) -> None:
        if self._errors.closed:
            return
        with contextlib.suppress(OSError):
            self._in.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._out.close()
        self._errors.close()


MakeDebuggee = Callable[[], Debuggee]


@pytest.fixture
def make_debuggee(tmp_path: Path) -> Iterator[MakeDebuggee]:
    """Starts such processes."""
    made: list[Debuggee] = []

    def make() -> Debuggee:
        directory = tmp_path / str(len(made))
        directory.mkdir()
        made.append(Debuggee(directory))
        return made[-1]

    yield make
    for debuggee in made:
        debuggee.close()


@pytest.fixture
def debuggee(make_debuggee: MakeDebuggee) -> Debuggee:
    return make_debuggee()
