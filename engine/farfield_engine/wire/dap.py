"""The Debug Adapter Protocol's framing: a Content-Length header, then JSON. No I/O.

Source: https://microsoft.github.io/debug-adapter-protocol/overview
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Message = dict[str, Any]
"""A DAP message: a request, a response or an event."""

MAX_MESSAGE = 1 << 28
MAX_HEADER = 4096
BEGINNING = 512
"""Bytes that are told of a message which is longer than it may be."""

WHOLE = "farfield-whole"
"""Context of an `evaluate` whose value is wanted whole, however large it is."""

_END = b"\r\n\r\n"
_NO_LENGTH = "a DAP header has no usable Content-Length"


class DapError(ValueError):
    """What came is not the Debug Adapter Protocol."""


def pack(message: Message) -> bytes:
    """The JSON of a message."""
    return json.dumps(message, separators=(",", ":")).encode()


def unpack(content: bytes) -> Message:
    """The message in this JSON. Raises DapError."""
    try:
        message = json.loads(content)
    except (ValueError, RecursionError) as error:
        text = f"a DAP message is not JSON: {error}"
        raise DapError(text) from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise DapError("a DAP message is an object with a type")
    return message


def frame(content: bytes) -> bytes:
    """A message's JSON with its header."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


class DapReader:
    """Cuts a stream of bytes into messages."""

    def __init__(self, on_large: Callable[[bytes], object] | None = None) -> None:
        """on_large: called with the beginning of a message that is longer than it may be and is left out."""
        self._received = bytearray()
        self._on_large = on_large
        self._left_out = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The JSON of each message that is complete now. Raises DapError."""
        self._received += data
        while True:
            if self._left_out:
                gone = min(self._left_out, len(self._received))
                del self._received[:gone]
                self._left_out -= gone
            end = self._received.find(_END)
            if end < 0:
                if len(self._received) > MAX_HEADER:
                    raise DapError("a DAP header is longer than it may be; this is no debug adapter's stream")
                return
            start, size = end + len(_END), _length(bytes(self._received[:end]))
            if size > MAX_MESSAGE:
                if self._on_large is None:
                    raise DapError(f"{_NO_LENGTH}: {bytes(self._received[:80])!r}")
                if len(self._received) < start + BEGINNING:
                    return
                self._on_large(bytes(self._received[start : start + BEGINNING]))
                del self._received[:start]
                self._left_out = size
                continue
            if len(self._received) < start + size:
                return
            content = bytes(self._received[start : start + size])
            del self._received[: start + size]
            yield content


def _length(header: bytes) -> int:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            try:
                size = int(value)
            except ValueError:
                break
            if size >= 0:
                return size
    raise DapError(f"{_NO_LENGTH}: {header[:80]!r}")


def response(request: Message, body: Message | None = None) -> Message:
    """The successful answer to a request; its seq is for whoever sends it."""
    return {
        "type": "response",
        "seq": 0,
        "request_seq": request["seq"] if isinstance(request.get("seq"), int) else 0,
        "command": request.get("command", ""),
        "success": True,
        "body": body or {},
    }


def failure(request: Message, message: str) -> Message:
    """The answer to a request that can't be done."""
    return {**response(request), "success": False, "message": message}


def event(name: str, body: Message | None = None) -> Message:
    """An event; its seq is for whoever sends it."""
    return {"type": "event", "seq": 0, "event": name, "body": body or {}}
