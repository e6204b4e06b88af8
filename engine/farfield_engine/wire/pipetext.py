"""Text of several items and streams in one pipe: marks say whose what follows is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from farfield_engine.wire.v1 import worker_pb2 as pb

STDOUT = pb.Output.KIND_STDOUT
STDERR = pb.Output.KIND_STDERR

# Nobody prints this by accident, and a mark is cut out before anything is shown.
_MARK = b"\x1e\x00farfield\x00"
_MARK_END = b"\x1e"
_WHOLE = re.compile(re.escape(_MARK) + rb"(\d{1,20}),([12])" + _MARK_END)
_BEGUN = re.compile(rb"\d{0,20}(,[12]?)?")
_LONGEST = len(_MARK) + 23

Sink = Callable[[int, "pb.Output.Kind", str], None]
"""Takes item, stream and text."""


def mark(item: int, stream: pb.Output.Kind) -> bytes:
    """What says that the text after it is of this item and stream."""
    return b"%s%d,%s%s" % (_MARK, item, b"2" if stream == STDERR else b"1", _MARK_END)


class PipeParser:
    """Cuts what came through a pipe into pieces of one item and one stream."""

    def __init__(self, stream: pb.Output.Kind) -> None:
        self.item = 0
        self.stream = stream
        self._rest = b""
        make = codecs.getincrementaldecoder("utf-8")
        # One for each stream: what the other writes may come between two bytes of a character.
        self._decoders = {kind: make(errors="replace") for kind in (STDOUT, STDERR)}

    def feed(self, data: bytes, sink: Sink) -> None:
        """Hand complete text on; an incomplete mark or character waits for more."""
        data = self._rest + data
        position = 0
        for mark in _WHOLE.finditer(data):
            self._emit(data[position : mark.start()], sink)
            self.item = int(mark[1])
            self.stream = STDERR if mark[2] == b"2" else STDOUT
            position = mark.end()
        end = max(position, len(data) - _begun_mark(data))
        self._rest = data[end:]
        self._emit(data[position:end], sink)

    def _emit(self, data: bytes, sink: Sink) -> None:
        text = self._decoders[self.stream].decode(data)
        if text:
            sink(self.item, self.stream, text)


def _begun_mark(data: bytes) -> int:
    """How many bytes at the end of `data` may be the beginning of a mark."""
    start = data.find(_MARK[:1], max(0, len(data) - _LONGEST))
    while start >= 0:
        begun = data[start:]
        if _MARK.startswith(begun) or (
            begun.startswith(_MARK) and _BEGUN.fullmatch(begun, len(_MARK)) is not None
        ):
            return len(begun)
        start = data.find(_MARK[:1], start + 1)
    return 0
