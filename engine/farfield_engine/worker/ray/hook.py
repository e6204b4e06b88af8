"""What runs first in every worker process of a gateway's Ray job. It must never raise, and costs nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import Any


def set_up() -> None:
    """Ray's `worker_process_setup_hook`, called on the main thread before anything of the user's."""
    # What is raised here would show as a worker that has crashed, for no reason that anybody sees.
    with contextlib.suppress(Exception):
        # Never Ray's own debugger, which listens on the network and lets everybody in.
        os.environ["RAY_DEBUG_POST_MORTEM"] = "0"
        os.environ.pop("RAY_DEBUG", None)
        sys.breakpointhook = _no_debugger
    with contextlib.suppress(Exception):
        # Ray blocks it in its workers, so that nothing that runs could be interrupted.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    with contextlib.suppress(Exception):
        nested()


def _no_debugger(*args: Any, **kwargs: Any) -> None:
    """`breakpoint()` where nobody debugs: nothing."""


def nested() -> None:
    """Prepare a process that the user code of a worker may start something in."""
    from farfield_engine.worker.ray import nested as processes

    processes.install()
