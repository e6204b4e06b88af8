"""What of Ray is nothing to somebody who debugs what runs on it."""

from __future__ import annotations

import sys
import threading
import types

from farfield_engine.debug import backend


def hide_ray() -> None:
    """Have debuggers neither show the frames beneath the caller nor stop the threads that Ray has by now."""
    frame: types.FrameType | None = sys._getframe(1)
    while frame is not None:
        # Some are of the driver's Ray, as Ray wraps what it sends, and have the path that it has there.
        _hide(frame.f_code.co_filename)
        frame = frame.f_back
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            backend.hide_from_debugger(thread)


def hide_rays_loop() -> None:
    """Have debuggers not show what waits for tasks in a process of Ray's, beneath each of them."""
    for module in (sys.modules.get("ray._private.worker"), sys.modules["__main__"]):
        path = getattr(module, "__file__", None)
        if path:
            _hide(path)


def _hide(path: str) -> None:
    if path not in backend.also_ours:
        backend.also_ours.append(path)
