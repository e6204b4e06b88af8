"""Workers that stand still, told under their cell: who waits, where, and for how long yet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from html import escape
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython.cells import cell_id
from farfield_engine.wire.v1 import jobs_pb2 as pb

HOW = "click the bug icon, or run 'farfield debug --listen 127.0.0.1:5678' and attach an editor"
HOW_WITHOUT_BUG = "run 'farfield debug --listen 127.0.0.1:5678' and attach an editor"

_KINDS = {
    pb.Pause.KIND_BREAKPOINT: "at breakpoint()",
    pb.Pause.KIND_ENTRY: "before its first line",
    pb.Pause.KIND_EXCEPTION: "where an exception was raised",
    pb.Pause.KIND_DEBUGGER: "in the debugger",
}
_STYLE = "border-left:3px solid var(--jp-warn-color1, #d98300);padding:2px 8px;font-size:90%"


class PauseNotes:
    """The pauses of one job. `show` is given all that there are, `tick` counts their seconds down."""

    def __init__(self, shell: InteractiveShell, labels: Sequence[str], *, together: bool) -> None:
        """together: whether its items are ranks, which wait for each other."""
        self._shell = shell
        self._labels = labels
        self._together = together
        self._live = bool(cell_id(shell))
        self._held: dict[str, tuple[pb.Pause, float]] = {}  # by worker, with when its lease ends
        self._over: list[str] = []
        self._display: Any = None
        self._drawn = ""

    def show(self, pauses: Sequence[pb.Pause]) -> None:
        """What stands still now."""
        now = time.monotonic()
        current = {pause.worker: pause for pause in pauses if self._is_told(pause)}
        for worker in [worker for worker in self._held if worker not in current]:
            pause, until = self._held.pop(worker)
            if pause.left:
                ended = "went on, since nobody came" if now >= until - 1.0 else "goes on"
                self._over.append(f"{self._who(pause)} {ended}")
        for worker, pause in current.items():
            known = self._held.get(worker)
            if known is None or (known[0].kind, known[0].line, known[0].client) != (
                pause.kind,
                pause.line,
                pause.client,
            ):
                self._held[worker] = (pause, now + pause.left)
                if not self._live:
                    print(self._line(pause, now + pause.left), file=sys.stderr, flush=True)
        self.tick()

    def _is_told(self, pause: pb.Pause) -> bool:
        # What this notebook's own debugger shows needs no words, unless others wait for it.
        ours = f"kernel {os.getpid()} on " in pause.client
        return bool(pause.left) or self._together or not ours

    def tick(self) -> None:
        """Draw again where something has changed, the seconds left included."""
        if not self._live or not (self._held or self._over or self._display):
            return
        lines = [*self._over, *(self._line(pause, until) for pause, until in self._held.values())]
        text = "\n".join(lines)
        if text == self._drawn:
            return
        self._drawn = text
        html = f"<div style='{_STYLE}'>{'<br>'.join(map(escape, lines))}</div>" if lines else ""
        bundle = {"text/plain": text, "text/html": html}
        if self._display is None:
            from IPython.display import display

            self._display = display(bundle, raw=True, display_id=True)
        else:
            self._display.update(bundle, raw=True)

    def finish(self) -> None:
        """The job has ended: nothing waits any more."""
        self.show([])

    def _line(self, pause: pb.Pause, until: float) -> str:
        what = f"{self._who(pause)} stands still {_KINDS.get(pause.kind, '')}{self._where(pause)}"
        if pause.kind == pb.Pause.KIND_EXCEPTION and pause.text:
            what += f": {pause.text}"
        if not pause.left:
            waits = "; the other ranks wait for it" if self._together else ""
            return f"{what}; {pause.client or 'a debug client'} has it{waits}"
        how = HOW if getattr(self._shell, "kernel", None) is not None else HOW_WITHOUT_BUG
        seconds = max(0.0, until - time.monotonic())
        return f"{what}. To look at it, {how}; it goes on in {seconds:.0f} s"

    def _who(self, pause: pb.Pause) -> str:
        label = self._labels[pause.item] if pause.item < len(self._labels) else ""
        return f"worker {pause.worker} ({label})" if label else f"worker {pause.worker}"

    def _where(self, pause: pb.Pause) -> str:
        if not pause.line:
            return ""
        cells = getattr(self._shell.compile, "_filename_map", {})
        number = cells.get(pause.file)
        file = f"In[{number}]" if number else os.path.basename(pause.file)
        return f", {file} line {pause.line}"
