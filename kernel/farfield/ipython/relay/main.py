"""Between an editor's pipes and a kernel: `farfield_launcher relay`. The package's text has the protocol."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import signal
import sys
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from farfield import __version__
from farfield.ipython.relay.bounds import Bounds
from farfield.ipython.relay.outbox import Message, Outbox
from farfield_engine.errors import FarfieldError

if TYPE_CHECKING:
    from farfield.ipython.relay.process import Kernel

PROTOCOL = 1

LOOK = 0.5
"""Seconds between two looks whether the kernel is alive."""

KEPT = 64
"""So many cells that have ended may show something more."""

MAX_LINE = 256 * 1024 * 1024
"""Bytes of a request."""

_RESULTS = {"display_data": "display", "execute_result": "result", "update_display_data": "update"}


class _Cell:
    """An execution, from its request on."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.bounds = Bounds()
        self.reply: Message | None = None
        self.idle = False
        self.over = False


class Relay:
    """One editor and one kernel at a time. Everything runs on the loop's thread."""

    def __init__(self, kernel: Kernel, outbox: Outbox) -> None:
        self._kernel = kernel
        self._outbox = outbox
        self._cells: OrderedDict[str, _Cell] = OrderedDict()
        """By the id of the kernel's message."""
        self._asked: dict[str, int] = {}
        """Completions: the editor's number."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._dead = False

    # --- the kernel ---------------------------------------------------------

    async def begin(self) -> None:
        """Start the kernel. Raises RuntimeError, OSError."""
        await self._kernel.start()
        self._dead = False
        channels = self._kernel.client
        for read, take in (
            (channels.get_iopub_msg, self._take_iopub),
            (channels.get_shell_msg, self._take_shell),
            (channels.get_stdin_msg, self._take_stdin),
        ):
            self._tasks.add(asyncio.create_task(_pump(read, take)))
        self._tasks.add(asyncio.create_task(self._watch()))
        self._outbox.put(
            {
                "type": "ready",
                "protocol": PROTOCOL,
                "python": platform.python_version(),
                "farfield": __version__,
            }
        )

    async def end(self, *, now: bool) -> None:
        """End the kernel; what ran has ended, too."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        self._give_up()
        await self._kernel.end(now=now)

    async def _watch(self) -> None:
        while (status := await self._kernel.returned()) is None:
            await asyncio.sleep(LOOK)
        from farfield.ipython.relay.process import why

        # What it said last may be on its way.
        await asyncio.sleep(LOOK / 5)
        self._dead = True
        self._give_up()
        self._outbox.put({"type": "dead", "message": why(status)})

    def _give_up(self) -> None:
        for cell in self._cells.values():
            if not cell.over:
                self._finish(cell, cell.reply or {"status": "dead"})
        self._cells.clear()
        self._asked.clear()

    # --- from the editor ----------------------------------------------------

    async def take(self, request: Message) -> None:
        """A request. Raises RuntimeError, OSError where a new kernel can't be started."""
        kind = request["type"]
        if kind == "restart":
            await self.end(now=True)
            await self.begin()
        elif self._dead:
            if kind == "execute":
                self._outbox.put(_done(request["id"], "dead", 0))
        elif kind == "execute":
            self._execute(request)
        elif kind == "interrupt":
            await self._kernel.interrupt()
        elif kind == "input":
            self._kernel.client.input(request["value"])
        elif kind == "complete":
            self._asked[self._kernel.client.complete(request["code"], request["position"])] = request["id"]

    def _execute(self, request: Message) -> None:
        content = {
            "code": request["code"],
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": True,
            "stop_on_error": True,
        }
        client = self._kernel.client
        message = client.session.msg("execute_request", content, metadata={"cellId": request["cell"]})
        self._cells[message["header"]["msg_id"]] = _Cell(request["id"])
        client.shell_channel.send(message)

    # --- from the kernel ----------------------------------------------------

    def _take_iopub(self, message: Message) -> None:
        kind, content = message["header"]["msg_type"], message["content"]
        cell = self._cells.get(message["parent_header"].get("msg_id", ""))
        if cell is None:
            return
        if kind == "status":
            if content["execution_state"] == "busy":
                self._outbox.put({"type": "busy", "id": cell.number, "time": _time(message)})
            elif content["execution_state"] == "idle":
                cell.idle = True
                self._finish_if_over(cell)
            return
        output = _output(kind, content)
        shown = output and cell.bounds.shown(output)
        if shown:
            self._outbox.put({"type": "output", "id": cell.number, "output": shown})

    def _take_shell(self, message: Message) -> None:
        parent = message["parent_header"].get("msg_id", "")
        cell = self._cells.get(parent)
        content = message["content"]
        if cell is not None:
            cell.reply = {**content, "time": _time(message)}
            self._finish_if_over(cell)
        elif (number := self._asked.pop(parent, None)) is not None:
            found = {
                "matches": content.get("matches", []),
                "start": content.get("cursor_start", 0),
                "end": content.get("cursor_end", 0),
            }
            self._outbox.put({"type": "completions", "id": number, **found})

    def _take_stdin(self, message: Message) -> None:
        cell = self._cells.get(message["parent_header"].get("msg_id", ""))
        if cell is not None and message["header"]["msg_type"] == "input_request":
            content = message["content"]
            asked = {"prompt": content["prompt"], "password": content["password"]}
            self._outbox.put({"type": "input", "id": cell.number, **asked})

    def _finish_if_over(self, cell: _Cell) -> None:
        # Both: the reply comes on one socket, the last output on another.
        if cell.reply is not None and cell.idle and not cell.over:
            self._finish(cell, cell.reply)

    def _finish(self, cell: _Cell, reply: Message) -> None:
        cell.over = True
        note = cell.bounds.note()
        if note is not None:
            self._outbox.put({"type": "output", "id": cell.number, "output": note})
        self._outbox.put(
            _done(cell.number, reply["status"], reply.get("execution_count") or 0, reply.get("time"))
        )
        over = [name for name, each in self._cells.items() if each.over]
        for name in over[:-KEPT]:
            del self._cells[name]


async def _pump(read: Any, take: Any) -> None:
    while True:
        take(await read())


def _time(message: Message) -> float:
    stamp: float = message["header"]["date"].timestamp()
    return stamp


def _done(number: int, status: str, count: int, time: float | None = None) -> Message:
    return {"type": "done", "id": number, "status": status, "count": count, "time": time}


def _output(kind: str, content: Message) -> Message | None:
    """A message of the kernel as what a notebook keeps; None where that keeps nothing."""
    if kind == "stream":
        return {"kind": "stream", "name": content["name"], "text": content["text"]}
    if kind == "error":
        return {
            "kind": "error",
            "name": content["ename"],
            "value": content["evalue"],
            "traceback": content["traceback"],
        }
    if kind == "clear_output":
        return {"kind": "clear", "wait": bool(content.get("wait"))}
    if kind in _RESULTS:
        output = {
            "kind": _RESULTS[kind],
            "data": content["data"],
            "metadata": content.get("metadata", {}),
            "display": (content.get("transient") or {}).get("display_id") or "",
        }
        return output | ({"count": content["execution_count"]} if kind == "execute_result" else {})
    return None


async def _converse(requests: asyncio.StreamReader, outbox: Outbox) -> None:
    """Until the editor is gone, or wants no more. Raises RuntimeError, OSError, FarfieldError."""
    # The second is the kernel's; here, its absence can be told.
    import ipykernel  # noqa: F401

    from farfield.ipython.relay.process import Kernel, own_directory

    first = await _request(requests)
    if first is None:
        return
    if first.get("type") != "start" or first.get("protocol") != PROTOCOL:
        raise RuntimeError(
            f"the editor speaks protocol {first.get('protocol')}, and this Farfield ({__version__}) speaks "
            f"{PROTOCOL}; bring the extension and the package to the same version"
        )
    with own_directory() as directory:
        kernel = Kernel(directory, str(first.get("document") or ""))
        relay = Relay(kernel, outbox)
        try:
            await relay.begin()
            while (request := await _request(requests)) is not None and request["type"] != "shutdown":
                await relay.take(request)
        finally:
            await relay.end(now=False)
            kernel.close()


async def _request(requests: asyncio.StreamReader) -> Message | None:
    line = await requests.readline()
    if not line.endswith(b"\n"):
        return None
    request: Message = json.loads(line)
    return request


async def _run(out: int) -> int:
    loop = asyncio.get_running_loop()
    requests = asyncio.StreamReader(limit=MAX_LINE)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(requests), sys.stdin.buffer)
    # Asked to end: as if the editor had gone.
    loop.add_signal_handler(signal.SIGTERM, requests.feed_eof)
    transport, protocol = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(out, "wb")
    )
    writer = asyncio.StreamWriter(transport, protocol, None, loop)
    outbox = Outbox()
    writing = asyncio.create_task(outbox.write(writer.write, writer.drain))
    status = 0
    try:
        await _converse(requests, outbox)
    except ImportError as error:
        status = 1
        outbox.put({"type": "failed", "message": missing(error)})
    except (RuntimeError, OSError, FarfieldError) as error:
        status = 1
        outbox.put({"type": "failed", "message": str(error)})
    outbox.close()
    # Nobody may be there to read it.
    with contextlib.suppress(ConnectionError, asyncio.CancelledError):
        await writing
    writer.close()
    return status


def missing(error: ImportError) -> str:
    """What to do about a package that is not there."""
    return (
        f"{sys.executable} has no package '{error.name or error}', which running cells takes; install it by "
        f"{sys.executable} -m pip install 'farfield[lab]'"
    )


def main() -> int:
    """Returns the exit status."""
    # Standard output is the protocol's alone: whatever else is written there goes to standard error.
    out = os.dup(1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return asyncio.run(_run(out))
