"""The kernel's own debugger, as one of those that a front end's session is spread over."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from farfield.ipython.debugger.matching import MatchedAnswers
from farfield_engine.debug.backend import hide_from_debugger, our_paths
from farfield_engine.debug.forks import let_forks_run
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message


class KernelDebugger:
    """ipykernel's Debugger, without what makes processes and the control thread hang."""

    def __init__(self, debugger: Any, on_event: Callable[[Message], object]) -> None:
        self._debugger = debugger
        self._lock = asyncio.Lock()
        MatchedAnswers(debugger.debugpy_client)
        debugger.event_callback = on_event
        # Else the user is led into our own code: by a step beyond a cell's end, by exceptions that we catch.
        # ipykernel 6 has no such list.
        if hasattr(debugger, "kernel_modules"):
            debugger.kernel_modules += [
                f"{path}**" if path.endswith(os.sep) else path for path in our_paths()
            ]

    @property
    def started(self) -> bool:
        return bool(self._debugger.is_started)

    @property
    def just_my_code(self) -> bool:
        """Whether frames of libraries are left out."""
        return bool(self._debugger.just_my_code)

    @property
    def breakpoints(self) -> dict[str, list[dict[str, Any]]]:
        """By path, what the kernel's debugger has set."""
        return dict(self._debugger.breakpoint_list)

    async def request(self, message: Message) -> Message:
        """Answer a request. In the order in which they came: ipykernel keeps state between them."""
        async with self._lock:
            command = message.get("command")
            if command == "initialize" and not self._debugger.debugpy_initialized:
                problem = await self._listen()
                if problem:
                    return dap.failure(message, problem)
            try:
                reply: Message = await self._debugger.process_request(message)
            except Exception as error:  # ipykernel's handlers answer nothing then, and the front end waits
                return dap.failure(message, f"{type(error).__name__}: {error}")
            # For what it does not know while it is not started, ipykernel's answer is empty.
            return reply or dap.failure(message, f"the debugger is not started: '{command}' has no answer")

    async def _listen(self) -> str:
        """Have debugpy listen in this process; what went wrong, empty when nothing did.

        ipykernel has the kernel run it as a cell, which waits for the cell that runs, and leaves debugpy to
        take hold of every Python process that the kernel starts, none of which would ever run.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[str] = loop.create_future()
        address = self._debugger.debugpy_client.get_host_port()

        def listen() -> None:
            problem = ""
            try:
                import debugpy

                debugpy.configure(subProcess=False)
                debugpy.listen((address[0], int(address[1])))
                atexit.register(_end_adapter, os.getpid())
            except Exception as error:  # whatever it is: the front end is told, and waits for an answer
                problem = f"debugpy could not be started: {type(error).__name__}: {error}"
            loop.call_soon_threadsafe(lambda: None if done.done() else done.set_result(problem))

        let_forks_run()
        _make_directory()
        thread = threading.Thread(target=listen, name="farfield-debug-start", daemon=True)
        hide_from_debugger(thread)
        thread.start()
        problem = await done
        self._debugger.debugpy_initialized = not problem
        return problem


def _end_adapter(kernel: int) -> None:
    """End debugpy's adapter, a process that listens, before the kernel does.

    It means to end by itself when it loses its client and its server. A kernel that ends is both at once; two
    threads of the adapter then take two locks in opposite order, and sometimes wait for each other for ever.
    """
    from debugpy.server import api

    if os.getpid() != kernel:  # what a cell forked ends like the kernel, and has not started it
        return
    # The process that was started forked the adapter and has ended: it made the group that the adapter is in.
    group = getattr(api._adapter_process, "pid", None)
    if group is not None:
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def _make_directory() -> None:
    """Where the texts of cells are written to; ipykernel makes it when it starts debugpy itself."""
    from ipykernel.compiler import get_tmp_directory

    os.makedirs(get_tmp_directory(), mode=0o700, exist_ok=True)
