"""debugpy's debugger, pydevd, in this process: the one place that knows its insides.

It is started over a socket pair instead of a network connection, so that nothing listens and nobody but this
process can talk to it. pydevd is loaded in here and nowhere else: until the first start, nothing of it is.
"""

from __future__ import annotations

import ast
import contextlib
import dis
import importlib
import os
import socket
import sys
import threading
import types
from collections.abc import Iterator
from typing import Any

import farfield_engine
from farfield_engine.debug.bounds import bound_answers
from farfield_engine.debug.cells import text_of
from farfield_engine.debug.forks import let_forks_run

_HERE = os.path.dirname(farfield_engine.__file__) + os.sep


also_ours: list[str] = []
"""Files besides our own whose frames are the same to a user: what runs the worker itself."""


def our_paths() -> tuple[str, ...]:
    """Where the frames come from that no user wants to see or step into."""
    paths = [_HERE, *also_ours]
    for name in ("farfield", "farfield_launcher"):
        origin = getattr(sys.modules.get(name), "__file__", None)
        if origin:
            paths.append(os.path.dirname(origin) + os.sep if name == "farfield" else origin)
    # Of a worker that was started by the launcher's path, that path alone is known.
    return (*paths, os.path.join(os.path.dirname(os.path.dirname(_HERE)), "farfield_launcher.py"))


def _warn_of_nothing() -> None:
    """Have pydevd not warn, on the user's stderr, of frozen modules, in which nobody sets breakpoints.

    It does when it is loaded, unless this says otherwise before. The environment variable for that is the
    user's, whose job may be changing it just now.
    """
    from debugpy import _vendored

    with _vendored.vendored("pydevd"):
        constants: Any = importlib.import_module("_pydevd_bundle.pydevd_constants")
    constants.DISABLE_FILE_VALIDATION = True


class Backend:
    """pydevd of this process, started once; `socket` is the end that DAP is spoken at."""

    def __init__(self) -> None:
        self.socket, self._theirs = socket.socketpair()
        self._pydevd: Any = None

    # --- any thread ---------------------------------------------------------

    def start(self) -> None:
        """Load pydevd and have all threads traced; takes 0.1 to 0.6 s. Raises ImportError, OSError."""
        _warn_of_nothing()
        # Loads pydevd, which it has within, and sets it to speak DAP. debugpy's own functions would list
        # all installed packages for a log first, which takes longer than all the rest.
        from debugpy.server import api

        pydevd: Any = sys.modules["pydevd"]
        let_forks_run()
        know_cells()
        bound_answers()
        debugpy_path = os.path.dirname(os.path.dirname(os.path.abspath(api.__file__)))
        # What `settrace` calls to connect. It takes an address only, and any address would be a door.
        dial = pydevd.start_client
        pydevd.start_client = lambda host, port: self._theirs
        try:
            pydevd.settrace(
                host="farfield",
                port=1,
                suspend=False,
                patch_multiprocessing=False,
                wait_for_ready_to_run=False,
                block_until_connected=True,
                dont_trace_start_patterns=(debugpy_path, *our_paths()),
                dont_trace_end_patterns=(),
            )
        finally:
            pydevd.start_client = dial
        self._pydevd = pydevd
        self._forget_this_thread()

    @property
    def started(self) -> bool:
        return self._pydevd is not None

    def trace_all(self) -> None:
        """Trace every thread again, also in frames that run already."""
        debugger = self._debugger
        debugger.enable_tracing(debugger.trace_dispatch, apply_to_all_threads=True)
        debugger.set_tracing_for_untraced_contexts()
        self.trace_new_threads(on=True)

    def trace_new_threads(self, *, on: bool) -> None:
        """Trace threads that start from now on, or let them run at full speed."""
        if self._pydevd.PYDEVD_USE_SYS_MONITORING:
            return
        if on:
            self._debugger.patch_threads()
        else:
            from _pydev_bundle import pydev_monkey

            threading.settrace(None)
            pydev_monkey.undo_patch_thread_modules()

    def poke(self) -> None:
        """Have the main thread look at once whether it is to go on.

        pydevd's own signal goes astray now and then (see `_forget_this_thread`), and a step takes 0.2 s
        instead of 1 ms. A signal too many does no harm.
        """
        from _pydevd_bundle.pydevd_constants import (
            get_current_thread_id,
        )

        _, signal = self._debugger.get_internal_queue_and_event(
            get_current_thread_id(threading.main_thread())
        )
        signal.set()

    def close(self) -> None:
        """Let go of the sockets, which ends the debugger."""
        for end in (self.socket, self._theirs):
            end.close()

    def start_of(self, frame: int) -> tuple[int, str, int] | None:
        """Thread, path and first line of the code of a frame, by DAP's number; None: it is no newest one.

        No other line can be jumped to than one of the newest frame.
        """
        from _pydevd_bundle._debug_adapter.pydevd_base_schema import BaseSchema

        meant = BaseSchema._dap_id_to_obj_id.get(frame)
        for thread, tracker in list(self._debugger.suspended_frames_manager._thread_id_to_tracker.items()):
            newest = next(iter(tracker.get_frames_list(thread) or ()), None)
            if newest is not None and id(newest) == meant:
                code = newest.f_code
                lines = [line for _, line in dis.findlinestarts(code) if line]
                # A function's first one is its head, where it is begun but not jumped to.
                line = next((line for line in lines if line > code.co_firstlineno), lines[-1])
                return BaseSchema._obj_id_to_dap_id[thread], code.co_filename, line
        return None

    # --- the thread that is meant -------------------------------------------

    def trace(self, *, on: bool) -> None:
        """Trace this thread, or let it run at full speed."""
        trace_this_thread(on=on)

    def forget_step(self) -> None:
        """A step that has left the user's code ends here, and not in what this thread runs next."""
        info = self._info()
        info.pydev_step_cmd = -1
        info.pydev_step_stop = None
        info.update_stepping_info()

    def stop_at_next_line(self) -> None:
        """Stop this thread at the first line of user code that it comes to."""
        info = self._info()
        info.pydev_original_step_cmd = self._constant("CMD_STOP_ON_START")
        info.pydev_step_cmd = self._constant("CMD_STEP_INTO_MY_CODE")
        info.update_stepping_info()
        if self._pydevd.PYDEVD_USE_SYS_MONITORING:
            from _pydevd_sys_monitoring import (
                pydevd_sys_monitoring as monitoring,
            )

            monitoring.update_monitor_events(suspend_requested=True)
            monitoring.restart_events()

    def stop_here(self, frame: types.FrameType) -> None:
        """Stop this thread in `frame`, one of its own, on the line where it is."""
        debugger, thread = self._debugger, threading.current_thread()
        with self._untraced():
            self._info()
            debugger.set_suspend(thread, self._constant("CMD_SET_BREAK"))
            debugger.do_wait_suspend(thread, frame, "line", None)

    def stop_on_exception(self, error: BaseException, tb: types.TracebackType) -> None:
        """Stop this thread where the exception was raised, with the frames as they were."""
        debugger, thread = self._debugger, threading.current_thread()
        info = self._info()
        info.pydev_message = type(error).__qualname__
        frames = []
        step: types.TracebackType | None = tb
        while step is not None:
            frames.append(step.tb_frame)
            step = step.tb_next
        by_id = {id(frame): frame for frame in frames}
        with self._untraced():
            debugger.do_stop_on_unhandled_exception(thread, frames[-1], by_id, (type(error), error, tb))

    @contextlib.contextmanager
    def _untraced(self) -> Iterator[None]:
        """Have this thread stopped in the frame that is meant, not in what pydevd itself runs on the way."""
        self.trace(on=False)
        try:
            yield
        finally:
            self.trace(on=True)

    @property
    def breaks_on_uncaught(self) -> bool:
        """Whether a client wants to stop where exceptions come from that nobody catches."""
        return bool(self._debugger.break_on_uncaught_exceptions)

    def holds(self, frame: types.FrameType | None) -> bool:
        """Whether pydevd is at work in this stack: it must not be interrupted there."""
        place = os.path.dirname(os.path.abspath(self._pydevd.__file__)) + os.sep if self.started else ""
        while place and frame is not None:
            if frame.f_code.co_filename.startswith(place):
                return True
            frame = frame.f_back
        return False

    # --- within -------------------------------------------------------------

    def _forget_this_thread(self) -> None:
        """Have pydevd not keep this thread, which has started it and ends now.

        `_update_stepping_info` keeps threads that have ended, and signals that a step begins to whichever
        thread it has come across last: one that goes to a thread that has ended is lost.
        """
        from _pydevd_bundle.pydevd_additional_thread_info import remove_additional_info

        info = getattr(threading.current_thread(), "additional_info", None)
        if info is not None:
            remove_additional_info(info)

    @property
    def _debugger(self) -> Any:
        return self._pydevd.get_global_debugger()

    def _info(self) -> Any:
        from _pydevd_bundle.pydevd_additional_thread_info import (
            set_additional_thread_info,
        )

        return set_additional_thread_info(threading.current_thread())

    def _constant(self, name: str) -> int:
        from _pydevd_bundle import pydevd_comm_constants

        return int(getattr(pydevd_comm_constants, name))


def know_cells() -> None:
    """Have pydevd take breakpoints in cells, of which there is no file."""
    from _pydevd_bundle import pydevd_api

    files: Any = sys.modules["pydevd_file_utils"]
    exists, lines = files.exists, pydevd_api._get_code_lines

    def lines_of(code: types.CodeType | str) -> Iterator[int]:
        text = text_of(code) if isinstance(code, str) else None
        if text is not None:
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            code = compile(text, str(code), "exec", flags, dont_inherit=True)
        return iter(lines(code))

    files.exists = lambda path: exists(path) or text_of(path) is not None
    pydevd_api._get_code_lines = lines_of


def trace_this_thread(*, on: bool) -> None:
    """Have pydevd, where it is at work in this process, trace this thread, or let it run at full speed."""
    pydevd: Any = sys.modules.get("pydevd")
    debugger = pydevd.get_global_debugger() if pydevd is not None else None
    if debugger is None:
        return
    if pydevd.PYDEVD_USE_SYS_MONITORING:
        from _pydevd_sys_monitoring import pydevd_sys_monitoring as monitoring

        # pydevd's own way does nothing for a thread that it has not met yet.
        (monitoring.resume_current_thread_tracing if on else monitoring.suspend_current_thread_tracing)()
    elif on:
        debugger.enable_tracing()
    else:
        debugger.disable_tracing()


def hide_from_debugger(thread: threading.Thread) -> None:
    """Have debuggers neither stop this thread nor wait for it."""
    thread.pydev_do_not_trace = True  # type: ignore[attr-defined]
    thread.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
