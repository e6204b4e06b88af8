"""Output of a job that nobody waits for: shown under the cell that made it, as long as the front end lets it.

A front end routes what a cell writes to that cell only while it runs. A display can be
updated at any time: late output is one display, under the cell, that is drawn again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Sequence
from html import escape
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import DisplayHandle

from farfield._job import state_of, title_of
from farfield.ipython.offline import outage_of
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

MAX_LINES = 200
INTERVAL = 0.25
"""Seconds between two drawings."""
LOOK_SECONDS = 1.0
"""How often it is looked whether the connection is lost."""

_STREAMS = (pb.Output.KIND_STDOUT, pb.Output.KIND_STDERR)
_STYLE = "margin:0.3em 0 0;white-space:pre-wrap;font-size:var(--jp-code-font-size,13px)"


class LateOutput:
    """The display of one detached job. Events come on the client's thread, one at a time."""

    def __init__(
        self, shell: InteractiveShell, client: Client, handle: JobHandle, name: str, labels: Sequence[str]
    ) -> None:
        # Not the Job: the handle holds this, and the end of the Job is what lets its results go.
        self._client = client
        self._handle = handle
        self._name = name
        self._labels = labels
        self._lines: deque[str] = deque(maxlen=MAX_LINES)
        self._partial = ""
        self._count = 0
        self._rich = 0
        self._drawn = 0.0
        self._lost_at = ""
        """When the connection was lost, as a clock shows it; empty while there is one."""
        self._publish = _publisher(shell)
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Show it, and draw it again whenever something comes. Nothing where a display can't be updated."""
        if self._publish is None:
            return
        self._draw(first=True)
        self._handle.on_event(self._take)
        self._client.call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """See now and then whether the connection is lost, as no event says that."""
        if self._handle.done:
            return
        outage = outage_of(self._client)
        with self._lock:
            if (outage is not None) != bool(self._lost_at):
                lost = (
                    ""
                    if outage is None
                    else time.strftime("%H:%M:%S", time.localtime(time.time() - outage.seconds))
                )
                self._lost_at = lost
                self._draw()
        self._client.call_later(LOOK_SECONDS, self._look)

    def _take(self, event: gateway_pb.Event) -> None:
        kind = event.WhichOneof("event")
        with self._lock:
            if kind == "outputs":
                self._count += event.outputs.left_out_lines
                for output in event.outputs.outputs:
                    self._add(output)
            self._lost_at = ""
            ended = kind in ("finished", "refused")
            # The end is always drawn; what comes too soon before is drawn with what follows.
            if ended or time.monotonic() - self._drawn >= INTERVAL:
                self._draw()

    def _add(self, output: pb.Output) -> None:
        if output.kind not in _STREAMS:
            self._rich += 1
            return
        label = f"[{self._labels[output.item]}] " if output.item < len(self._labels) else ""
        lines = (self._partial + output.content).split("\n")
        self._partial = lines.pop()
        self._lines.extend(f"{label}{line}" for line in lines)
        self._count += len(lines)

    def _draw(self, *, first: bool = False) -> None:
        assert self._publish is not None
        self._drawn = time.monotonic()
        lines = [*self._lines, self._partial] if self._partial else list(self._lines)
        head = f"{title_of(self._handle, self._name)}: {state_of(self._handle)}"
        where = f"%jobs logs {self._handle.summary.number if self._handle.summary else ''}"
        notes = []
        if self._lost_at:
            notes.append(f"connection lost at {self._lost_at} · trying again · work goes on")
        if self._count > len(self._lines):
            notes.append(f"{self._count - len(self._lines):,} lines before these: {where}")
        if self._rich:
            notes.append(f"{self._rich} display{'s' * (self._rich != 1)}: {where}")
        text = "\n".join([head, *notes, *lines])
        body = escape("\n".join([*notes, *lines]))
        html = (
            f"<div><b>{escape(head)}</b>" + (f'<pre style="{_STYLE}">{body}</pre>' if body else "") + "</div>"
        )
        self._publish({"text/plain": text, "text/html": html}, first)


def _publisher(shell: InteractiveShell) -> Any:
    """What shows a bundle, or shows it anew, in the cell that runs now; None where there is no such thing."""
    # The attributes are those of ipykernel's publisher; IPython's own, in a terminal, has none of them.
    publisher: Any = shell.display_pub
    kernel = getattr(shell, "kernel", None)
    socket = getattr(publisher, "pub_socket", None)
    if kernel is None or socket is None:
        return None
    parent = kernel.get_parent("shell")
    display = DisplayHandle().display_id

    def publish(data: dict[str, str], first: bool) -> None:
        # Not through the shell's publisher: that belongs to the cell that runs then, on the main thread.
        content = {"data": data, "metadata": {}, "transient": {"display_id": display}}
        kind = "display_data" if first else "update_display_data"
        publisher.session.send(socket, kind, content, parent=parent, ident=publisher.topic)

    return publish
