"""Which threads of this worker stand still in the debugger, and what the gateway is told of that."""

from __future__ import annotations

import time
from collections.abc import Callable

from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

REPORT_SECONDS = 0.05
"""A stop is told to the gateway after so long: who steps quickly does not pay for that."""

STEP_SECONDS = 0.2
"""A step that takes longer counts as going on."""


class Later:
    """What is to be called when its time has come, by a thread that looks often."""

    def __init__(self) -> None:
        self._due: list[tuple[float, Callable[[], object]]] = []

    def call(self, seconds: float, call: Callable[[], object]) -> None:
        self._due.append((time.monotonic() + seconds, call))

    def take_due(self) -> list[Callable[[], object]]:
        """What is to be called by now; it is taken out."""
        now = time.monotonic()
        due = [call for when, call in self._due if when <= now]
        self._due = [entry for entry in self._due if entry[0] > now]
        return due

    def clear(self) -> None:
        self._due.clear()

    @property
    def seconds(self) -> float | None:
        """Until the next one; None where there is none."""
        return max(0.0, min(when for when, _ in self._due) - time.monotonic()) if self._due else None


class Stops:
    """The stopped threads. Under the server's lock."""

    def __init__(
        self,
        send: Callable[[pb.FromDebugger], object],
        ask_place: Callable[[int, Callable[[Message], None]], object],
        where: Callable[[], jobs_pb.Pause],
        later: Later,
    ) -> None:
        """ask_place: asks for the newest frame of a thread. where: the job and item that run."""
        self._send = send
        self._ask_place = ask_place
        self._where = where
        self._later = later
        self._stopped: dict[int, str] = {}  # thread -> reason
        self._told = False

    def __bool__(self) -> bool:
        return bool(self._stopped)

    @property
    def first(self) -> int:
        """One of the stopped threads."""
        return next(iter(self._stopped))

    def stopped(self, thread: int, reason: str, client: str) -> None:
        """A thread stands still; the gateway is told soon."""
        self._stopped[thread] = reason
        self._later.call(REPORT_SECONDS, lambda: self._report(client))

    def steps(self, thread: int) -> None:
        """It makes a step: it will stand still again at once, mostly."""
        self._stopped.pop(thread, None)
        self._later.call(STEP_SECONDS, lambda: None if self._stopped else self.resumed())

    def resumed(self) -> None:
        """Nothing stands still any more."""
        self._stopped.clear()
        if self._told:
            self._told = False
            self._send(pb.FromDebugger(resumed=True))

    def continued(self) -> None:
        """pydevd says that it goes on; after a step it stands still again soon, which is not told."""
        if self._stopped:
            self._stopped.clear()
            self._later.call(STEP_SECONDS, lambda: None if self._stopped else self.resumed())

    def _report(self, client: str) -> None:
        if self._stopped:
            self._ask_place(self.first, lambda reply: self._tell(reply, client))

    def _tell(self, reply: Message, client: str) -> None:
        if not self._stopped:
            return
        frames = (reply.get("body") or {}).get("stackFrames") or [{}]
        pause = self._where()
        pause.kind = jobs_pb.Pause.KIND_DEBUGGER
        pause.file = str((frames[0].get("source") or {}).get("path", ""))
        pause.line = max(0, int(frames[0].get("line", 0)))
        pause.function = str(frames[0].get("name", ""))
        pause.text = next(iter(self._stopped.values()))
        pause.client = client
        self._told = True
        self._send(pb.FromDebugger(pause=pause))
