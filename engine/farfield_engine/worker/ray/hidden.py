"""What of Ray is nothing to somebody who debugs what runs on it."""

from __future__ import annotations

import os
import threading

import ray

from farfield_engine.debug import backend

_FILES = (
    "_private/function_manager.py",
    "_private/worker.py",
    "_private/workers/default_worker.py",
    "util/tracing/tracing_helper.py",
)
"""Through which Ray runs what a worker process is given: they are beneath every stack."""


def hide_ray() -> None:
    """Have debuggers neither show these frames nor stop the threads that Ray has by now."""
    folder = os.path.dirname(ray.__file__)
    for name in _FILES:
        path = os.path.join(folder, name)
        if path not in backend.also_ours:
            backend.also_ours.append(path)
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            backend.hide_from_debugger(thread)
