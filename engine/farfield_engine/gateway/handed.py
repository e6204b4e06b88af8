"""What was sent to workers that outlive the gateway, and what of theirs was taken, as the journal has it.

The order is what counts. A batch is in the journal before it is sent; what a worker says is in the journal,
and after it that it was taken, before the worker is told so. Whatever happens between two of these, the
next gateway knows from the worker what it has received, and from the journal what it has been told.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from farfield_engine.core.events import Holding
from farfield_engine.core.resuming import Sent
from farfield_engine.gateway.found import Found
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.journalfiles import Kind
from farfield_engine.wire.v1 import worker_pb2 as pb

_SENT = struct.Struct("<II?")
"""Payload of a SENT record: start, stop, and whether they came back."""

_TO = struct.Struct("<Qd")
"""Follows it for a worker that may outlive the gateway: batch and time; the rest is the worker's name."""

_TAKEN = struct.Struct("<QQII?")
"""Payload of a TAKEN record: number of the worker's frame, and of which batch it told what is settled, where
the batch ends now, and whether it has ended. The rest is the worker's name."""


@dataclass(slots=True)
class Handed:
    """A batch that was sent to a worker, as far as the journal knows."""

    worker: str
    batch: int
    start: int
    stop: int
    next: int
    at: float
    """Seconds since the epoch."""
    ended: bool = False


def sent_record(start: int, stop: int, *, back: bool = False, worker: str = "", batch: int = 0) -> bytes:
    """What is kept of items that are sent, or came back. worker: where it may outlive the gateway."""
    to = _TO.pack(batch, time.time()) + worker.encode() if worker else b""
    return _SENT.pack(start, stop, back) + to


def taken_record(worker: str, number: int, frame: pb.FromWorker) -> bytes:
    """What is kept of a frame of a worker's that was taken."""
    told = 0, 0, 0, False
    match frame.WhichOneof("frame"):
        case "report":
            report = frame.report
            told = report.batch, report.next, report.next if report.ended else 0, report.ended
        case "returned":
            told = frame.returned.batch, 0, frame.returned.stop, False
    return _TAKEN.pack(number, *told) + worker.encode()


def number_record(worker: str, number: int) -> bytes:
    """What is kept of a worker whose job has ended."""
    return _TAKEN.pack(number, 0, 0, 0, False) + worker.encode()


def taken_of(journal: Journal, job: str) -> dict[str, int]:
    """By worker, the number of its last frame about a job that was taken."""
    found: dict[str, int] = {}
    for payload in journal.read(job, Kind.TAKEN):
        worker = payload[_TAKEN.size :].decode()
        found[worker] = max(found.get(worker, 0), _TAKEN.unpack_from(payload)[0])
    return found


def left_of(journal: Journal, job: str, found: Found) -> tuple[list[Sent], list[Holding]]:
    """What was sent of a job's items in all, and what workers that were found hold of them."""
    sent, batches = [], {}
    for payload in journal.read(job, Kind.SENT):
        start, stop, back = _SENT.unpack_from(payload)
        sent.append(Sent(start, stop, back))
        if len(payload) > _SENT.size:
            batch, at = _TO.unpack_from(payload, _SENT.size)
            worker = payload[_SENT.size + _TO.size :].decode()
            batches[worker, batch] = Handed(worker, batch, start, stop, start, at)
    if not batches:
        return sent, []
    for payload in journal.read(job, Kind.TAKEN):
        _, batch, following, stop, ended = _TAKEN.unpack_from(payload)
        handed = batches.get((payload[_TAKEN.size :].decode(), batch))
        if handed is not None:
            handed.next = max(handed.next, following)
            handed.stop = max(handed.next, stop) if stop or ended else handed.stop
            handed.ended = handed.ended or ended
    holdings = list(_holdings(batches.values(), found, sent))
    return sent, holdings


def _holdings(batches: Iterable[Handed], found: Found, sent: list[Sent]) -> Iterator[Holding]:
    """What is held; what has not arrived at a worker that lives is as if it had come back."""
    now = time.time()
    for each in batches:
        if each.ended:
            continue
        age = max(0.0, now - each.at)
        if each.worker in found.missing:
            # A rank: what it held dies with it, and its group.
            yield Holding(each.worker, each.batch, each.start, each.stop, each.next, age)
            continue
        hello = found.workers.get(each.worker)
        if hello is None:
            continue
        held = next((held for held in hello.held if held.batch == each.batch), None)
        stop = max(each.next, min(each.stop, held.stop)) if held is not None else each.next
        if stop < each.stop:
            sent.append(Sent(stop, each.stop, back=True))
        if held is not None:
            yield Holding(each.worker, each.batch, each.start, stop, each.next, age)
