"""Puts the output of items under the cell: in order, labelled, and bounded."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Sequence
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

MAX_LINES = 2000
"""Lines of text that a cell shows; what is more is in `%jobs logs`, and its end is shown."""

MAX_CHARACTERS = 512 * 1024

TAIL_LINES = 20

_STREAMS = (pb.Output.KIND_STDOUT, pb.Output.KIND_STDERR)


class Screen:
    """The output area of one cell."""

    def __init__(self, shell: InteractiveShell, labels: Sequence[str]) -> None:
        """labels: what each item is called; empty when there is only one."""
        self._shell = shell
        self._labels = labels
        self._lines = 0
        self._characters = 0
        self._hidden = 0
        self._tail: deque[tuple[int, str]] = deque(maxlen=TAIL_LINES)
        self._last: tuple[int, int] | None = None  # item and stream whose line is not ended
        self._buffer: list[tuple[int, str]] = []  # stream and text, to be written in one go

    def show(self, outputs: gateway_pb.Outputs) -> None:
        """Show what has come; everything in it in as few messages as can be."""
        self._hidden += outputs.left_out_lines
        for output in outputs.outputs:
            if output.kind in _STREAMS:
                self._text(output)
            else:
                self._write()
                self._rich(output)
        self._write()

    def finish(self, number: int) -> None:
        """The job has ended: end the last line, and say what was not shown."""
        if not self._hidden:
            return
        sys.stdout.flush()
        where = f"%jobs logs {number}" if number else "the job's log"
        shown = len(self._tail)
        hidden = max(self._hidden - shown, 0)
        print(f"… {hidden:,} lines more, all of them in {where}{'; the last:' if shown else ''}")
        for _, line in self._tail:
            print(line)

    # --- text ---------------------------------------------------------------

    def _text(self, output: pb.Output) -> None:
        text = self._labelled(output) if self._labels else output.content
        if self._lines >= MAX_LINES or self._characters >= MAX_CHARACTERS or self._hidden:
            self._hide(output.kind, text)
            return
        lines = text.count("\n")
        if self._lines + lines > MAX_LINES:
            shown, rest = _split_lines(text, MAX_LINES - self._lines)
            self._lines = MAX_LINES
            self._append(output.kind, shown)
            self._hide(output.kind, rest)
            return
        self._lines += lines
        self._append(output.kind, text)

    def _append(self, kind: int, text: str) -> None:
        self._characters += len(text)
        if self._buffer and self._buffer[-1][0] == kind:
            self._buffer[-1] = (kind, self._buffer[-1][1] + text)
        else:
            self._buffer.append((kind, text))

    def _hide(self, kind: int, text: str) -> None:
        lines = text.splitlines()
        self._hidden += len(lines)
        self._tail.extend((kind, line) for line in lines[-TAIL_LINES:])

    def _labelled(self, output: pb.Output) -> str:
        """The text with the item's label before each line."""
        label = f"[{self._labels[output.item]}] "
        here = (output.item, int(output.kind))
        text = output.content
        lines = text.split("\n")
        last = lines.pop()
        goes_on = self._last == here
        parts = [("" if goes_on and index == 0 else label) + line for index, line in enumerate(lines)]
        joined = "".join(f"{part}\n" for part in parts)
        broken = self._last is not None and self._last != here
        if last:
            joined += ("" if self._last == here and not lines else label) + last
        self._last = here if last or (not lines and self._last == here) else None
        # A line of another item that has not ended must not be continued by this one.
        return f"\n{joined}" if broken else joined

    def _write(self) -> None:
        for index, (kind, text) in enumerate(self._buffer):
            streams = (sys.stderr, sys.stdout) if kind == pb.Output.KIND_STDERR else (sys.stdout, sys.stderr)
            if index:
                # Each stream is sent on by itself: the one before this must be on its way first.
                streams[1].flush()
            streams[0].write(text)
        self._buffer.clear()

    # --- everything else ----------------------------------------------------

    def _rich(self, output: pb.Output) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        if output.kind == pb.Output.KIND_CLEAR:
            self._shell.display_pub.clear_output(wait=bool(output.content))
            return
        bundle: dict[str, Any] = json.loads(output.content)
        self._shell.display_pub.publish(
            data=bundle["data"],
            metadata=bundle["metadata"],
            transient=bundle["transient"],
            update=output.kind == pb.Output.KIND_UPDATE_DISPLAY,
        )


def _split_lines(text: str, count: int) -> tuple[str, str]:
    """The first `count` lines, and the rest."""
    position = 0
    for _ in range(count):
        position = text.index("\n", position) + 1
    return text[:position], text[position:]
