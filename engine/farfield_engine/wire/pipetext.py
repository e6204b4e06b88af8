"""Text of several items and streams in one pipe: marks say whose what follows is."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from farfield_engine.wire.v1 import worker_pb2 as pb

STDOUT = pb.Output.KIND_STDOUT
STDERR = pb.Output.KIND_STDERR

# Nobody prints this by accident, and a mark is cut out before anything is shown.
_MARK = b"\x1e\x00farfield\x00"
_MARK_END = b"\x1e"

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
        self._home = stream
        self._rest = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def feed(self, data: bytes, sink: Sink) -> None:
        """Hand complete text on; an incomplete mark or character waits for more."""
        data = self._rest + data
        self._rest = b""
        while True:
            text, mark, after = data.partition(_MARK)
            if not mark:
                # The beginning of a mark may be at the end of what has come so far.
                keep = _overlap(data)
                self._rest = data[len(data) - keep :]
                self._emit(data[: len(data) - keep], sink)
                return
            self._emit(text, sink)
            body, end, data = after.partition(_MARK_END)
            if not end:
                self._rest = _MARK + after
                return
            item, _, stream = body.partition(b",")
            self.item = int(item)
            self.stream = STDERR if stream == b"2" else STDOUT

    def _emit(self, data: bytes, sink: Sink) -> None:
        text = self._decoder.decode(data)
        if text:
            sink(self.item, self.stream, text)


def _overlap(data: bytes) -> int:
    """How many bytes at the end of `data` may be the beginning of a mark."""
    for size in range(min(len(_MARK) - 1, len(data)), 0, -1):
        if data.endswith(_MARK[:size]):
            return size
    return 0
