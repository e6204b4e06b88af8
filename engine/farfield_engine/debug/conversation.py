"""The conversation with the debugger of this process: requests, their answers by number, and events."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

from farfield_engine.debug.backend import Backend
from farfield_engine.wire import dap
from farfield_engine.wire.dap import DapReader, Message

_ANSWERS = re.compile(rb'"request_seq": ?(\d+)')

Reply = Callable[[Message], object]


class Conversation:
    """DAP with pydevd, over the backend's socket. Under the server's lock."""

    def __init__(
        self, backend: Backend, on_event: Callable[[Message], object], on_end: Callable[[], object]
    ) -> None:
        """on_end: called when pydevd has ended, by a fault of its own."""
        self.backend = backend
        self._on_event = on_event
        self._on_end = on_end
        self._reader = DapReader(self._left_out)
        self._numbers = itertools.count(1)
        self._asked: dict[int, Reply] = {}

    def ask(self, command: str, arguments: dict[str, Any], reply: Reply) -> None:
        """Send a request; `reply` is called with its answer."""
        number = next(self._numbers)
        self._asked[number] = reply
        message = {"type": "request", "seq": number, "command": command, "arguments": arguments}
        try:
            self.backend.socket.sendall(dap.frame(dap.pack(message)))
        except OSError:
            self._on_end()

    def feed(self, data: bytes) -> None:
        """Take what has come; nothing is the end of it."""
        if not data:
            self._asked.clear()
            self._on_end()
            return
        for content in self._reader.feed(data):
            self._take(dap.unpack(content))

    def _left_out(self, beginning: bytes) -> None:
        """What pydevd says is too long to be read: who waits for it is told so."""
        number = _ANSWERS.search(beginning)
        reply = self._asked.pop(int(number[1]), None) if number else None
        if reply is not None:
            reply({"type": "response", "success": False, "message": "the answer is too long to be shown"})

    def _take(self, message: Message) -> None:
        if message["type"] == "response":
            reply = self._asked.pop(message.get("request_seq", 0), None)
            if reply is not None:
                reply(message)
        elif message["type"] == "event":
            self._on_event(message)


def ignore(reply: Message) -> None:
    """Nobody waits for this answer."""
