"""The workers of one job that stand still, and how long each waits yet."""

from __future__ import annotations

import time

from farfield_engine.wire.v1 import jobs_pb2 as pb


class JobPauses:
    """Which workers stand still, where, and until when."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[pb.Pause, float]] = {}  # by worker, with when its wait ends

    def set(self, pause: pb.Pause) -> None:
        """A worker stands still."""
        self._held[pause.worker] = (pause, time.monotonic() + pause.left)

    def remove(self, worker: str) -> bool:
        """It goes on, or has ended; whether it stood still."""
        return self._held.pop(worker, None) is not None

    def clear(self) -> None:
        """The job has ended."""
        self._held.clear()

    def of(self, worker: str) -> pb.Pause | None:
        """This worker's, with what is left of its wait."""
        held = self._held.get(worker)
        return _now(*held) if held is not None else None

    def all(self) -> list[pb.Pause]:
        """All of them, in the order in which they began."""
        return [_now(pause, until) for pause, until in self._held.values()]


def _now(pause: pb.Pause, until: float) -> pb.Pause:
    current = pb.Pause()
    current.CopyFrom(pause)
    if pause.left:
        current.left = max(0.0, until - time.monotonic())
    return current
