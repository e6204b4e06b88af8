"""Processes that are forked while a debugger is on: they must run, and nobody debugs them."""

from __future__ import annotations

import os
import sys
import threading

_installed = False


def let_forks_run() -> None:
    """Have every process forked from this one leave the debugger behind.

    It has the tracing but none of the debugger's threads: at its first breakpoint it would wait for ever.
    """
    global _installed
    if not _installed:
        _installed = True
        os.register_at_fork(after_in_child=_leave)


def _leave() -> None:
    sys.settrace(None)
    threading.settrace(None)
    pydevd = sys.modules.get("pydevd")
    if pydevd is None:
        return
    if getattr(pydevd, "PYDEVD_USE_SYS_MONITORING", False):
        _free_monitoring()
    debugger = pydevd.get_global_debugger()
    if debugger is not None:
        # What looks at these goes on at once: breakpoint(), and the tracing of threads yet to be started.
        debugger.pydb_disposed = True


def _free_monitoring() -> None:
    monitoring = sys.monitoring  # type: ignore[attr-defined,unused-ignore]  # from Python 3.12 on
    tool = monitoring.DEBUGGER_ID
    if monitoring.get_tool(tool) is not None:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
