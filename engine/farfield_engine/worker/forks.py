"""A fork that user code makes by itself ends where its item ends: the rest of a worker is not for two."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback

from farfield_engine.worker.failures import user_frames

child: list[bool] = []
"""Not empty in a fork of the worker."""


def install() -> None:
    """Have forks of this process know that they are. Called once, in the worker."""
    os.register_at_fork(after_in_child=lambda: child.append(True))


def leave(error: BaseException | None) -> None:
    """In a fork, at the end of its item's code: end as a script would that raised `error`.

    Does not return.
    """
    status: object = 0
    if isinstance(error, SystemExit):
        status = 0 if error.code is None else error.code
    elif error is not None:
        status = 1
    try:
        # Whatever the user's streams and exceptions do, a fork must not go on.
        with contextlib.suppress(BaseException):
            if status == 1 and error is not None and not isinstance(error, SystemExit):
                traceback.print_exception(type(error), error, user_frames(error.__traceback__))
            elif not isinstance(status, int):
                print(status, file=sys.stderr)
            sys.stdout.flush()
            sys.stderr.flush()
    finally:
        os._exit(status & 0xFF if isinstance(status, int) else 1)
