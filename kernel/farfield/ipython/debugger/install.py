"""Puts the multiplexer between a kernel's control channel and its debugger."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import os
import socket
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from farfield._attach import attached, on_attach, on_detach
from farfield_engine.client.client import Client
from farfield_engine.debug.backend import trace_this_thread
from farfield_engine.errors import AttachError
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb

if TYPE_CHECKING:
    # Loaded with the first debug request: most kernels never get one.
    from farfield.ipython.debugger.notebook import NotebookMultiplexer

ATTACH_SECONDS = 10.0
"""How long attaching to a cluster waits until the debugger knows of it: what runs then has breakpoints."""


def install(shell: InteractiveShell) -> KernelDebugging | None:
    """Extend the debugger of this kernel; None where there is none: in a terminal, or without debugpy."""
    kernel = getattr(shell, "kernel", None)
    debugger = getattr(kernel, "debugger", None)
    if kernel is None or debugger is None or "debug_request" not in getattr(kernel, "control_handlers", {}):
        return None
    return KernelDebugging(shell, kernel, debugger)


class KernelDebugging:
    """Answers the debug requests of one kernel. Its methods run on the control thread unless they say so."""

    def __init__(self, shell: InteractiveShell, kernel: Any, debugger: Any) -> None:
        """On the main thread."""
        self._shell = shell
        self._kernel = kernel
        self._debugger = debugger
        self._multiplexer: NotebookMultiplexer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = 0
        self._let_pass = False
        self._before = kernel.control_handlers["debug_request"]
        kernel.control_handlers["debug_request"] = self._debug_request
        on_attach.append(self._attached)
        on_detach.append(self._detached)

    def remove(self) -> None:
        """Give the kernel its own handler back. On the main thread."""
        self._kernel.control_handlers["debug_request"] = self._before
        on_attach.remove(self._attached)
        on_detach.remove(self._detached)
        if self._multiplexer is not None and self._loop is not None:
            self._debugger.event_callback = self._kernel._publish_debug_event
            self._loop.call_soon_threadsafe(self._multiplexer.stop)

    # --- the cells ----------------------------------------------------------

    def let_pass(self) -> None:
        """On the main thread: what is raised now has been raised on a worker, or is the stop button's.

        Where the user wants to see exceptions, the worker has stopped for it; the kernel is not to stop
        for it once more, and in the magic's line.
        """
        if self._multiplexer is not None and self._multiplexer.started:
            self._let_pass = True
            trace_this_thread(on=False)

    def before_cell(self, info: object) -> None:
        """IPython's `pre_run_cell` event: the kernel's own breakpoints stop it again."""
        if self._let_pass:
            self._let_pass = False
            trace_this_thread(on=True)

    # --- the front end ------------------------------------------------------

    async def _debug_request(self, stream: Any, ident: Any, parent: Any) -> None:
        """A debug_request. It is answered by a task: nothing on the control channel waits for a worker."""
        if self._multiplexer is None:
            from farfield.ipython.debugger.notebook import NotebookMultiplexer

            self._loop = asyncio.get_running_loop()
            self._multiplexer = NotebookMultiplexer(self._shell, self._debugger, self._publish)
            self._multiplexer.on_ready = self._connect
            if self._multiplexer.started:
                await self._connect()
        task = asyncio.get_running_loop().create_task(self._answer(self._multiplexer, stream, ident, parent))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, multiplexer: NotebookMultiplexer, stream: Any, ident: Any, parent: Any) -> None:
        from ipykernel.jsonutil import json_clean

        message: Message = parent["content"]
        try:
            reply = await multiplexer.request(message)
        except Exception as error:  # a fault of ours is an answer too, or the front end waits for ever
            self._kernel.log.error("a debug request failed", exc_info=True)
            reply = dap.failure(message, f"Farfield failed in '{message.get('command')}': {error!r}")
        session = self._kernel.session
        if session is not None:
            session.send(stream, "debug_reply", json_clean(reply), parent, ident)

    def _publish(self, event: Message) -> None:
        self._numbers += 1
        self._kernel._publish_debug_event({**event, "seq": event.get("seq") or self._numbers})

    # --- the cluster --------------------------------------------------------

    async def _connect(self) -> None:
        client = attached()
        if client is not None:
            await self._connect_to(client)

    async def _connect_to(self, client: Client) -> None:
        info = client.connection_info
        if self._multiplexer is None or info is None or client.welcome.no_debugging:
            return
        front_end = {"jupyterlab": "JupyterLab", "vscode": "VS Code"}.get(
            self._multiplexer.client, "a notebook"
        )
        name = f"{front_end}, kernel {os.getpid()} on {socket.gethostname()}"
        hello = pb.DebugHello(client=name, session=client.session, hold=True)
        try:
            await self._multiplexer.connect(info, hello)
        except AttachError as error:
            self._multiplexer.say(f"workers can't be debugged: {error}\n")

    def _attached(self, client: Client) -> None:
        """This process has attached to a cluster: the debugger is told before anything is sent there.

        On whichever thread that was.
        """
        if self._multiplexer is None or self._loop is None or not self._multiplexer.started:
            return
        done = asyncio.run_coroutine_threadsafe(self._connect_to(client), self._loop)
        with contextlib.suppress(concurrent.futures.TimeoutError):
            done.result(ATTACH_SECONDS)

    def _detached(self) -> None:
        """This process has left its cluster. On whichever thread that was."""
        if self._multiplexer is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._multiplexer.disconnect)
