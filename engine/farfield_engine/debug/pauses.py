"""Where user code stops by itself: at breakpoint(), at a job's first line, where an exception was raised.

All on the thread that stops. With a client attached it stops at once; with none, the pause is offered for as
long as its lease says, and then the code goes on.
"""

from __future__ import annotations

import os
import sys
import traceback
import types

from farfield_engine.debug.server import DebugServer
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

LEASE_SECONDS = 60.0
"""How long a pause waits for a debugger, where nothing else was asked for."""

LEASE_VARIABLE = "FARFIELD_PAUSE_LEASE"
"""Environment variable of the notebook that sets another one, in seconds; workers have it too."""

_MAX_TEXT = 400


class Pauses:
    """The pauses of what one worker runs."""

    def __init__(self, server: DebugServer) -> None:
        self._server = server
        self._asked = jobs_pb.Debugging()
        self._told_off = False

    def install(self) -> None:
        """Have breakpoint() come here."""
        sys.breakpointhook = self._hook

    def begin(self, asked: jobs_pb.Debugging) -> None:
        """A job's batch begins, which asks for these pauses."""
        self._asked = asked
        # User code may have replaced it; another job's items have nothing to do with that.
        sys.breakpointhook = self._hook

    @property
    def wanted(self) -> bool:
        """Whether items are to stop at their first line."""
        return self._asked.entry

    @property
    def _lease(self) -> float:
        try:
            usual = float(os.environ.get(LEASE_VARIABLE, ""))
        except ValueError:
            usual = LEASE_SECONDS
        return self._asked.lease or max(0.0, usual)

    def _hook(self, *args: object, **kwargs: object) -> None:
        """`sys.breakpointhook`."""
        self.stop_at(sys._getframe(1))

    def stop_at(self, frame: types.FrameType) -> None:
        """The code of this frame calls `breakpoint()`. Raises KeyboardInterrupt."""
        if os.environ.get("PYTHONBREAKPOINT") == "0":
            return
        server = self._server
        if server.off:
            if not self._told_off:
                self._told_off = True
                print(f"note: breakpoint() goes on: {server.off}", file=sys.stderr)
            return
        place = _place(jobs_pb.Pause.KIND_BREAKPOINT, frame.f_code, frame.f_lineno)
        if server.configured or server.wait(place, self._lease):
            server.backend.stop_here(frame)

    def at_entry(self, filename: str) -> None:
        """An item begins that is to stop at its first line. Raises KeyboardInterrupt."""
        server = self._server
        if server.off:
            return
        place = jobs_pb.Pause(kind=jobs_pb.Pause.KIND_ENTRY, file=filename, line=1)
        if server.configured or server.wait(place, self._lease):
            server.backend.stop_at_next_line()

    def failed(self, error: BaseException, tb: types.TracebackType | None) -> None:
        """An item has failed, with these frames of the user's: stop there, where that is wanted.

        Raises KeyboardInterrupt when what runs is interrupted while it waits.
        """
        server = self._server
        if tb is None or server.off or not (self._asked.post_mortem or server.configured):
            return
        if self._asked.post_mortem and not server.configured:
            last = tb
            while last.tb_next is not None:
                last = last.tb_next
            place = _place(jobs_pb.Pause.KIND_EXCEPTION, last.tb_frame.f_code, last.tb_lineno)
            place.text = "".join(traceback.format_exception_only(error)).strip()[:_MAX_TEXT]
            if not server.wait(place, self._lease):
                return
        if self._asked.post_mortem or server.backend.breaks_on_uncaught:
            server.backend.stop_on_exception(error, tb)


def _place(kind: jobs_pb.Pause.Kind, code: types.CodeType, line: int) -> jobs_pb.Pause:
    return jobs_pb.Pause(kind=kind, file=code.co_filename, line=max(0, line), function=code.co_name)
