"""A DAP client that blocks and knows when things arrived, and processes that are talked to by lines."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

DEADLINE = 60.0
"""Seconds that anything may take on a loaded machine."""

Message = dict[str, Any]
"""As DAP has it, and `arrived`: `time.time()` when the last byte of it was there."""


class Sent(NamedTuple):
    """A request."""

    number: int
    time: float
    """`time.time()` before it was sent."""


class DapDriver:
    """Speaks DAP over a socket. What it waits for has a deadline; events that came meanwhile are kept."""

    def __init__(self, connected: socket.socket, seconds: float = DEADLINE) -> None:
        """seconds: the deadline for each thing that is waited for."""
        self._socket = connected
        self._seconds = seconds
        # A request is not to wait for the acknowledgement of the one before.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = bytearray()
        self._numbers = 0
        self._answers: dict[int, Message] = {}
        self._events: list[Message] = []

    # --- one message --------------------------------------------------------

    def send(self, command: str, **arguments: Any) -> Sent:
        """Send a request."""
        self._numbers += 1
        message = {"type": "request", "seq": self._numbers, "command": command, "arguments": arguments}
        content = json.dumps(message).encode()
        sent = Sent(self._numbers, time.time())
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        return sent

    def answer(self, number: int) -> Message:
        """Wait for the answer to a request, which must be a success; its body."""
        while number not in self._answers:
            self._receive(f"answer to request {number}")
        answer = self._answers.pop(number)
        if not answer["success"]:
            raise RuntimeError(f"'{answer['command']}' was refused: {answer.get('message')}")
        return dict(answer.get("body") or {})

    def ask(self, command: str, **arguments: Any) -> Message:
        """Send a request and wait for its answer; the answer's body."""
        return self.answer(self.send(command, **arguments).number)

    def event(self, name: str, matches: Callable[[Message], bool] = lambda body: True) -> Message:
        """Wait for an event, which is taken out of those that are kept."""
        while True:
            for event in self._events:
                if event["event"] == name and matches(event.get("body") or {}):
                    self._events.remove(event)
                    return event
            self._receive(f"event '{name}'")

    def _receive(self, what: str) -> None:
        readable, _, _ = select.select([self._socket], [], [], self._seconds)
        data = self._socket.recv(1 << 16) if readable else b""
        arrived = time.time()
        if not data:
            why = "the connection has ended" if readable else f"nothing came in {self._seconds:g} s"
            raise RuntimeError(f"no {what}: {why}; answers: {self._answers}, events: {self._events}")
        self._received += data
        while (match := re.match(rb"Content-Length: (\d+)\r\n\r\n", self._received)) is not None:
            end = match.end() + int(match[1])
            if len(self._received) < end:
                return
            message = {**json.loads(self._received[match.end() : end]), "arrived": arrived}
            del self._received[:end]
            if message["type"] == "response":
                self._answers[message["request_seq"]] = message
            elif message["type"] == "event":
                self._events.append(message)

    # --- what an editor does ------------------------------------------------

    def attach(self, path: str, lines: Sequence[int]) -> float:
        """Begin a session with these breakpoints; seconds until all of them are set in what is debugged."""
        began = time.time()
        self.ask(
            "initialize", clientID="bench", adapterID="debugpy", linesStartAt1=True, columnsStartAt1=True
        )
        attached = self.send("attach", justMyCode=True)
        self.event("initialized")
        missing, ready = set(lines), began
        if lines:
            points = [{"line": line} for line in lines]
            told = self.ask("setBreakpoints", source={"path": path}, breakpoints=points)["breakpoints"]
            missing -= {point["line"] for point in told if point["verified"]}
            ready = time.time()
        self.ask("setExceptionBreakpoints", filters=[])
        self.ask("configurationDone")
        self.answer(attached.number)
        while missing:
            # It was not there yet when it was asked.
            event = self.event("breakpoint", lambda body: bool(body["breakpoint"]["verified"]))
            missing.discard(event["body"]["breakpoint"]["line"])
            ready = event["arrived"]
        return max(ready, began) - began

    def stop(self) -> tuple[Message, int]:
        """Wait for a stop; its event, and the newest frame."""
        event = self.event("stopped")
        thread = event["body"]["threadId"]
        frames = self.ask("stackTrace", threadId=thread, startFrame=0, levels=20)["stackFrames"]
        return event, int(frames[0]["id"])

    def evaluate(self, expression: str, frame: int) -> str:
        """The text of a value in a stopped frame."""
        return str(self.ask("evaluate", expression=expression, frameId=frame, context="watch")["result"])

    def leave(self) -> None:
        """Say that this client goes, so that all that stands still goes on."""
        self.ask("disconnect", terminateDebuggee=False)

    def await_end(self) -> None:
        """Wait until the other side has ended the connection."""
        with contextlib.suppress(ConnectionError):
            while select.select([self._socket], [], [], self._seconds)[0]:
                if not self._socket.recv(1 << 16):
                    return
            raise RuntimeError(f"the connection has not ended in {self._seconds:g} s")

    def close(self) -> None:
        """Drop the connection."""
        self._socket.close()


class Lines:
    """A process that is told things by lines on stdin, and answers by lines on stdout."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._said = b""

    def tell(self, line: str) -> None:
        """Write a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def line(self, pattern: str) -> re.Match[str]:
        """Wait for a line in which this is found; what is before it is dropped."""
        assert self._process.stdout is not None
        deadline, seen = time.monotonic() + DEADLINE, ""
        while True:
            while b"\n" in self._said:
                line, _, self._said = self._said.partition(b"\n")
                seen += line.decode() + "\n"
                if (match := re.search(pattern, line.decode())) is not None:
                    return match
            descriptor, left = self._process.stdout.fileno(), max(0.0, deadline - time.monotonic())
            readable, _, _ = select.select([descriptor], [], [], left)
            data = os.read(descriptor, 1 << 16) if readable else b""
            if not data:
                raise RuntimeError(f"no line {pattern!r} of {self._process.args!r}, only:\n{seen}")
            self._said += data

    def dial(self, host: str, port: int) -> socket.socket:
        """Connect to where it listens, or soon will."""
        deadline = time.monotonic() + DEADLINE
        while True:
            try:
                return socket.create_connection((host, port), timeout=DEADLINE)
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def end(self) -> None:
        """End it, and wait until it has ended."""
        self._process.terminate()
        try:
            self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()


@contextlib.contextmanager
def talking_to(*command: str, environment: Mapping[str, str] | None = None) -> Iterator[Lines]:
    """Such a process, with this in its environment, ended on the way out."""
    process = Lines(command, environment or {})
    try:
        yield process
    finally:
        process.end()


def free_port() -> int:
    """A port of the loopback that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
