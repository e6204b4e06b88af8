"""A small DAP client, which debugs jobs of scripts through `farfield debug --listen`."""

from __future__ import annotations

import contextlib
import json
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.script import Script  # noqa: TID251  # for the type checker only

DEADLINE = 60.0
"""Seconds that anything may take on a loaded machine."""

Message = dict[str, Any]


class DapClient:
    """Speaks DAP over a socket. What it waits for has a deadline; events that came meanwhile are kept."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=DEADLINE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._numbers = 0
        self._answers: dict[int, Message] = {}
        self.events: list[Message] = []

    def close(self) -> None:
        """Drop the connection, as an editor that is killed does."""
        self._socket.close()

    # --- what goes out ------------------------------------------------------

    def send(self, command: str, **arguments: Any) -> int:
        """Send a request; its number."""
        self._numbers += 1
        message = {"type": "request", "seq": self._numbers, "command": command, "arguments": arguments}
        content = json.dumps(message).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        return self._numbers

    def answer(self, number: int, seconds: float = DEADLINE) -> Message:
        """Wait for the answer to a request."""
        self._until(lambda: number in self._answers, seconds, f"answer to request {number}")
        return self._answers.pop(number)

    def ask(self, command: str, **arguments: Any) -> Message:
        """The body of a request's answer, which must be a success."""
        answer = self.answer(self.send(command, **arguments))
        assert answer["success"], answer
        return dict(answer.get("body") or {})

    def refused(self, command: str, **arguments: Any) -> str:
        """The message of a request's answer, which must be a failure."""
        answer = self.answer(self.send(command, **arguments))
        assert not answer["success"], answer
        return str(answer["message"])

    # --- what comes in ------------------------------------------------------

    def event(self, name: str, matches: Callable[[Message], bool] = lambda body: True) -> Message:
        """Wait for an event; its body. It is taken out of `events`."""

        def found() -> Message | None:
            return next((m for m in self.events if m["event"] == name and matches(m.get("body") or {})), None)

        self._until(lambda: found() is not None, DEADLINE, f"event '{name}'")
        message = found()
        assert message is not None
        self.events.remove(message)
        return dict(message.get("body") or {})

    def no_event(self, name: str, after: Callable[[], object]) -> None:
        """Do something, after which no such event may have come."""
        after()
        assert [m for m in self.events if m["event"] == name] == []

    def _until(self, reached: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not reached():
            left = deadline - time.monotonic()
            readable, _, _ = select.select([self._socket], [], [], max(0.0, left))
            data = self._socket.recv(1 << 16) if readable else b""
            if not data:
                why = "the connection has ended" if readable else f"not in {seconds:g} s"
                raise AssertionError(f"no {what}: {why}; answers: {self._answers}, events: {self.events}")
            self._take(data)

    def _take(self, data: bytes) -> None:
        self._received += data
        while (match := re.match(rb"Content-Length: (\d+)\r\n\r\n", self._received)) is not None:
            start, size = match.end(), int(match[1])
            if len(self._received) < start + size:
                return
            message = json.loads(self._received[start : start + size])
            self._received = self._received[start + size :]
            if message["type"] == "response":
                self._answers[message["request_seq"]] = message
            else:
                self.events.append(message)

    # --- what an editor does ------------------------------------------------

    def attach(self, breakpoints: dict[str, list[Any]] | None = None, filters: tuple[str, ...] = ()) -> None:
        """Begin a session: breakpoints by path, each a line or the arguments of a SourceBreakpoint."""
        self.ask(
            "initialize", clientID="test", adapterID="farfield", linesStartAt1=True, columnsStartAt1=True
        )
        attached = self.send("attach", justMyCode=False)
        self.event("initialized")
        for path, points in (breakpoints or {}).items():
            self.set_breakpoints(path, points)
        self.ask("setExceptionBreakpoints", filters=list(filters))
        self.ask("configurationDone")
        assert self.answer(attached)["success"]

    def set_breakpoints(self, path: str, points: list[Any]) -> list[Message]:
        """Set the breakpoints of a file; what is said of them."""
        asked = [point if isinstance(point, dict) else {"line": point} for point in points]
        return list(self.ask("setBreakpoints", source={"path": path}, breakpoints=asked)["breakpoints"])

    def stop(self) -> tuple[int, list[Message]]:
        """Wait for a stop; its thread and the frames, newest first."""
        thread = int(self.event("stopped")["threadId"])
        return thread, self.frames(thread)

    def frames(self, thread: int) -> list[Message]:
        return list(self.ask("stackTrace", threadId=thread)["stackFrames"])

    def variables(self, frame: Message) -> dict[str, str]:
        """The local variables of a frame, by name."""
        scopes = self.ask("scopes", frameId=frame["id"])["scopes"]
        local = next(scope for scope in scopes if scope["name"] == "Locals")
        found = self.ask("variables", variablesReference=local["variablesReference"])["variables"]
        return {variable["name"]: variable["value"] for variable in found}


RunScript = Callable[..., "Script"]
"""Starts a script that uses `farfield`, see `tests/script.py`."""

Listen = Callable[..., DapClient]


@pytest.fixture
def listen(own_runtime: Path) -> Iterator[Listen]:
    """Starts `farfield debug --listen` with these options; a DAP client connected to it."""
    processes: list[subprocess.Popen[str]] = []
    clients: list[DapClient] = []

    def start(*options: str) -> DapClient:
        command = [sys.executable, "-m", "farfield_engine.cli", "debug", "--listen", "127.0.0.1:0", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        processes.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        match = re.search(r"at ([\d.]+):(\d+)", line)
        assert match, line + process.stdout.read()
        clients.append(DapClient(match[1], int(match[2])))
        return clients[-1]

    yield start
    for client in clients:
        client.close()
    for process in processes:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(DEADLINE)
        assert process.stdout is not None
        process.stdout.close()
