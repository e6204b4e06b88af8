"""How much one cell shows: an editor keeps all of it in memory, and saves it with the notebook."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

MAX_TEXT = 1024 * 1024
"""Characters of text."""

MAX_OUTPUTS = 500
"""Outputs that are not text."""

MAX_BYTES = 64 * 1024 * 1024
"""Characters of those, all together."""

TAIL_LINES = 20

Output = dict[str, Any]


class Bounds:
    """What one cell has shown, and what was left out."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._text = self._outputs = self._bytes = 0
        self._lines_hidden = self._outputs_hidden = 0
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._rest = ""

    def shown(self, output: Output) -> Output | None:
        """What is to be shown of it; None: nothing."""
        kind = output["kind"]
        if kind == "clear":
            self._clear()
            return output
        if kind == "stream":
            return self._stream(output)
        size = len(json.dumps(output, ensure_ascii=False))
        if kind == "update":
            return output if size <= MAX_BYTES else None
        if self._outputs >= MAX_OUTPUTS or self._bytes + size > MAX_BYTES:
            self._outputs_hidden += 1
            return None
        self._outputs += 1
        self._bytes += size
        return output

    def note(self) -> Output | None:
        """What is to be said of what was left out, now that the cell has ended."""
        parts = []
        if self._outputs_hidden:
            parts.append(
                f"… {self._outputs_hidden:,} outputs more are left out: they are too many or too large\n"
            )
        if self._lines_hidden or self._rest:
            tail = [*self._tail, *([self._rest] if self._rest else [])][-TAIL_LINES:]
            hidden = self._lines_hidden + bool(self._rest) - len(tail)
            parts.append(
                f"… {hidden:,} lines more are left out; the last:\n" + "".join(f"{line}\n" for line in tail)
            )
        self._outputs_hidden = self._lines_hidden = 0
        self._tail.clear()
        self._rest = ""
        return {"kind": "stream", "name": "stderr", "text": "\n" + "".join(parts)} if parts else None

    def _stream(self, output: Output) -> Output | None:
        text = output["text"]
        room = MAX_TEXT - self._text
        self._text += len(text)
        if len(text) <= room:
            return output
        kept = text[: max(room, 0)]
        # Whole lines, where there are any.
        kept = kept[: kept.rfind("\n") + 1] or kept
        lines = (self._rest + text[len(kept) :]).split("\n")
        # Of a line without end its end is enough.
        self._rest = lines.pop()[-1000:]
        self._lines_hidden += len(lines)
        self._tail.extend(lines[-TAIL_LINES:])
        return {**output, "text": kept} if kept else None
