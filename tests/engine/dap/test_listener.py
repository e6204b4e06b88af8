"""Where `farfield debug --listen` may listen, and that it answers whatever it is asked."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from farfield_engine.dap.listener import Listener, parse_address
from farfield_engine.dap.multiplexer import Multiplexer
from farfield_engine.errors import FarfieldError
from farfield_engine.wire import dap
from farfield_engine.wire.dap import DapReader, Message

SECONDS = 10.0


@pytest.mark.parametrize(
    "text, address",
    [
        ("127.0.0.1:5678", ("127.0.0.1", 5678)),
        ("5678", ("127.0.0.1", 5678)),
        (":5678", ("127.0.0.1", 5678)),
        ("0", ("127.0.0.1", 0)),
        ("127.8.9.1:1", ("127.8.9.1", 1)),
        ("localhost:65535", ("localhost", 65535)),
        ("[::1]:5678", ("::1", 5678)),
    ],
)
def test_loopback_addresses(text: str, address: tuple[str, int]) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1: 1",
        "127.0.0.1:²", "0.0.0.0:5678", "[::]:5678", "192.168.0.1:5678", "example.com:5678", "[::1:5678x",
        "localhost.example.com:1", "127.0.0.1.example.com:1", "127.1:5678",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(FarfieldError):
        parse_address(text)


class Peer:
    """A DAP client of a listener in this process, without any worker."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer
        self._messages = DapReader()
        self._come: list[Message] = []

    def send(self, message: Any) -> None:
        self.writer.write(dap.frame(dap.pack(message)))

    async def next(self) -> Message | None:
        """What comes next; None at the end."""
        async with asyncio.timeout(SECONDS):
            while not self._come:
                data = await self._reader.read(1 << 16)
                if not data:
                    return None
                self._come += [dap.unpack(content) for content in self._messages.feed(data)]
            return self._come.pop(0)

    async def answer(self, request_seq: int) -> Message:
        while (message := await self.next()) is not None:
            if message["type"] == "response" and message["request_seq"] == request_seq:
                return message
        raise AssertionError(f"the connection has ended without an answer to {request_seq}")


async def served(use: Any) -> list[str]:
    """Call `use(peer)` with a client of a listener; what the listener has said."""
    said: list[str] = []
    listener = Listener(lambda emit: Multiplexer(emit), said.append)
    port = await listener.start("127.0.0.1", 0)
    try:
        peer = Peer(*await asyncio.open_connection("127.0.0.1", port))
        try:
            await use(peer, port)
        finally:
            peer.writer.close()
            await peer.writer.wait_closed()
    finally:
        await listener.close()
    return said


MALFORMED: list[dict[str, Any]] = [
    {"command": "initialize", "arguments": [1]},
    {"command": "initialize", "arguments": "text"},
    {"command": "attach", "arguments": 5},
    {"command": "attach", "arguments": {"rules": 5, "pathMappings": 5}},
    {"command": "setBreakpoints"},
    {"command": "setBreakpoints", "arguments": {"source": 5}},
    {"command": "setBreakpoints", "arguments": {"source": {"path": "/a.py"}, "breakpoints": [1]}},
    {"command": "setBreakpoints", "arguments": {"source": {"path": "/a.py"}, "breakpoints": [{}]}},
    {"command": "setBreakpoints", "arguments": {"source": {"path": "/a.py"}, "breakpoints": 5}},
    {"command": "setBreakpoints", "arguments": {"source": {"path": "/a\0.py"}, "breakpoints": [{"line": 1}]}},
    {"command": "setExceptionBreakpoints", "arguments": {"filters": 5}},
    {"command": "evaluate", "arguments": {"expression": 5}},
    {"command": "source", "arguments": {"source": 5}},
    {"command": "source", "arguments": {"sourceReference": "x"}},
    {"command": "variables", "arguments": {"variablesReference": 1 << 30}},
    {"command": "threads", "arguments": None},
    {"command": "pause"},
    {"command": "nonsense"},
    {"command": ["threads"]},
    {"command": None},
    {},
]


@pytest.mark.parametrize("request_", MALFORMED, ids=[str(request)[:70] for request in MALFORMED])
def test_every_request_gets_one_answer(request_: dict[str, Any]) -> None:
    async def use(peer: Peer, port: int) -> None:
        peer.send({"type": "request", "seq": 7, **request_})
        assert (await peer.answer(7))["type"] == "response"
        peer.send({"type": "request", "seq": 8, "command": "threads"})
        assert (await peer.answer(8))["body"] == {"threads": []}

    asyncio.run(served(use))


def test_what_is_no_debug_client_is_hung_up_on() -> None:
    async def use(peer: Peer, port: int) -> None:
        peer.writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert await peer.next() is None

    assert "the debug client has gone" in asyncio.run(served(use))


def test_one_client_at_a_time_and_then_the_next() -> None:
    async def use(peer: Peer, port: int) -> None:
        peer.send({"type": "request", "seq": 1, "command": "initialize", "arguments": {"clientID": "test"}})
        assert (await peer.answer(1))["success"]
        second = Peer(*await asyncio.open_connection("127.0.0.1", port))
        assert await second.next() is None
        second.writer.close()
        await second.writer.wait_closed()
        peer.send({"type": "request", "seq": 2, "command": "disconnect"})
        assert (await peer.answer(2))["success"]
        while (message := await peer.next()) is not None and message.get("event") != "terminated":
            pass
        assert message is not None

    assert any("second" in text for text in asyncio.run(served(use)))
