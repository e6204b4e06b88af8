"""How a batch is stopped: by an interrupt first, and by the end of its worker when that was ignored."""

from __future__ import annotations

from collections.abc import Iterator

from farfield_engine.core import events as ev
from farfield_engine.core.worker import Assignment, Worker

KILL_GRACE = 3.0
"""Seconds between the interrupt of an item and the kill of a worker that ignored it."""

GANG_KILL_GRACE = 10.0
"""The same for ranks of a group, whose variables die with them."""


def interrupt(
    worker: Worker, assignment: Assignment, now: float, *, lasting: bool
) -> Iterator[ev.Instruction]:
    """Interrupt a batch, once. lasting: what the worker holds is wanted after it."""
    if not assignment.interrupted:
        assignment.interrupted = True
        assignment.kill_at = now + (GANG_KILL_GRACE if lasting else KILL_GRACE)
        yield ev.InterruptBatch(worker.id, assignment.batch)


def kill(worker: Worker, assignment: Assignment, now: float) -> Iterator[ev.Instruction]:
    """Kill a worker that has ignored its interrupt for too long."""
    if assignment.kill_at is not None and now >= assignment.kill_at:
        assignment.kill_at = None
        assignment.killed = True
        yield ev.KillWorker(worker.id)


def recall(worker: Worker, assignment: Assignment, *, current: bool) -> Iterator[ev.Instruction]:
    """Ask for what has not begun of a batch. current: its first item that is left runs."""
    if not assignment.recalled and assignment.left > int(current):
        assignment.recalled = True
        yield ev.RecallBatch(worker.id, assignment.batch)
