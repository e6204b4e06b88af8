"""The lines of a log that somebody looks for. Only what is asked for is ever held."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

MOST_LAST_LINES = 100_000
"""Last lines that can be asked for together."""

MOST_CHARACTERS = 16_000_000
"""Of last lines; more of them are left out."""

LONGEST_LINE = 100_000
"""Characters of one line; what is longer becomes several."""

_TEXT = (worker_pb.Output.KIND_STDOUT, worker_pb.Output.KIND_STDERR)

_Stream = tuple[int, worker_pb.Output.Kind]


class LogLines:
    """Takes a log's outputs one by one, and has those that a request asks for.

    Of the last lines, or of those with a text in them, each is an output of its own; displays are none.
    """

    def __init__(self, request: pb.ReadLogRequest) -> None:
        self._items = frozenset(request.items)
        self._search = request.search.casefold()
        self._last = request.last_lines
        self._begun: dict[_Stream, str] = {}
        self._kept: deque[tuple[_Stream, str]] = deque()
        self._characters = 0
        self.left_out = 0
        """Lines that were asked for and are before the last ones."""

    def take(self, output: worker_pb.Output) -> Iterator[worker_pb.Output]:
        """The next output of the log; what of it is to be told at once."""
        if self._items and output.item not in self._items:
            return
        if not self._search and not self._last:
            yield output
            return
        if output.kind not in _TEXT:
            return
        stream = (output.item, output.kind)
        *whole, rest = (self._begun.pop(stream, "") + output.content).split("\n")
        for line in whole:
            yield from self._line(output.job, stream, f"{line}\n")
        if len(rest) > LONGEST_LINE:
            yield from self._line(output.job, stream, rest)
        elif rest:
            self._begun[stream] = rest

    def finish(self, job: str) -> Iterator[worker_pb.Output]:
        """The log has ended: what is left to be told."""
        for stream, text in self._begun.items():
            yield from self._line(job, stream, text)
        for (item, kind), text in self._kept:
            yield worker_pb.Output(job=job, item=item, kind=kind, content=text)

    def _line(self, job: str, stream: _Stream, text: str) -> Iterator[worker_pb.Output]:
        if self._search and self._search not in text.casefold():
            return
        if not self._last:
            item, kind = stream
            yield worker_pb.Output(job=job, item=item, kind=kind, content=text)
            return
        self._kept.append((stream, text))
        self._characters += len(text)
        while len(self._kept) > self._last or (self._characters > MOST_CHARACTERS and len(self._kept) > 1):
            self._characters -= len(self._kept.popleft()[1])
            self.left_out += 1
