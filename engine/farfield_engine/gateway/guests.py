"""Guests: processes that the user code of a worker has started, seen with the work that this worker runs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from farfield_engine.gateway.audit import harmless
from farfield_engine.gateway.debugging import DebugHub
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

AWAY_SECONDS = 3.0
"""A guest that has hung up has ended, unless it comes again within this time."""

BARS_INTERVAL = 0.5
"""Seconds between two reports of a guest's bars, at the least."""

MOST_OF_WORKER = 1000
"""Guests of one worker that are followed at a time."""


class GuestLinks(Protocol):
    """The door, as far as guests are concerned."""

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        """Queue a frame for a guest, by the name that it came with."""


@dataclass(slots=True)
class _Guest:
    id: str
    """As people and debuggers know it: `w3.2`."""
    link: str
    """As the door knows it."""
    root: str
    pid: int
    title: str
    pause: bool = False
    gone: asyncio.TimerHandle | None = None


class Guests:
    """All guests of this gateway. Told of them by the door; everything runs on the gateway's loop."""

    def __init__(self, dispatcher: Dispatcher, hub: DebugHub, links: GuestLinks) -> None:
        self._dispatcher = dispatcher
        self._hub = hub
        self._links = links
        self._by_link: dict[str, _Guest] = {}
        self._by_id: dict[str, _Guest] = {}
        self._of: dict[str, dict[str, _Guest]] = {}  # by root worker, and id
        self._numbers: dict[str, int] = {}
        self._interrupted: dict[str, float] = {}
        """By root worker, when what it ran was stopped last."""
        self._last: dict[str, tuple[str, int]] = {}
        """By root worker, the job and item that it ran last, when somebody asked."""
        hub.guests = self

    # --- what the door tells ------------------------------------------------

    def worker_linked(self, worker: str, hello: pb.WorkerHello) -> None:
        """It has dialled. All that it waits for is told: the last thing is how it is set up."""
        guest = self._by_link.get(worker)
        if guest is not None:
            if guest.gone is not None:
                guest.gone.cancel()
                guest.gone = None
            return
        root = hello.guest_of
        mine = self._of.setdefault(root, {})
        number = self._numbers[root] = self._numbers.get(root, 0) + 1
        guest = _Guest(f"{root}.{number}", worker, root, hello.pid, harmless(hello.title))
        if len(mine) < MOST_OF_WORKER:
            self._by_link[worker] = self._by_id[guest.id] = mine[guest.id] = guest
            self._hub.worker_starting(guest.id)
            self._tell_job((guest,))
        setup = pb.Setup(no_debugging=not self._hub.allowed, bars_interval=BARS_INTERVAL)
        self._links.send(worker, pb.ToWorker(setup=setup))
        # Of what was stopped, before this one was known.
        if asyncio.get_running_loop().time() - hello.busy < self._interrupted.get(root, 0.0):
            self._links.send(worker, pb.ToWorker(interrupt=1))

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int = 0) -> None:
        """A frame of its."""
        if frame.WhichOneof("frame") == "call":
            # All that it has sent before has been taken by now, which is what it asks.
            self._links.send(worker, pb.ToWorker(answer=pb.Answer(id=frame.call.id)))
        guest = self._by_link.get(worker)
        if guest is None:
            return
        match frame.WhichOneof("frame"):
            case "output":
                frame.output.job, frame.output.item = self._runs(guest.root)
                self._dispatcher.worker_frame(guest.id, frame)
            case "bars":
                frame.bars.job, item = self._runs(guest.root)
                for bar in frame.bars.bars:
                    bar.item = item
                self._dispatcher.worker_frame(guest.id, frame)
            case "debug":
                self._debug(guest, frame.debug)

    def worker_unlinked(self, worker: str) -> None:
        """Its connection has ended."""
        guest = self._by_link.get(worker)
        if guest is not None and guest.gone is None:
            guest.gone = asyncio.get_running_loop().call_later(AWAY_SECONDS, self._forget, guest)

    # --- what happens to its worker -------------------------------------------

    def interrupted(self, root: str) -> None:
        """What a worker runs is being stopped, and with it what that has started."""
        self._interrupted[root] = asyncio.get_running_loop().time()
        for guest in self._of.get(root, {}).values():
            self._links.send(guest.link, pb.ToWorker(interrupt=1))

    def job_changed(self, root: str) -> None:
        """A worker runs another job than before, or none."""
        if root in self._of:
            self._runs(root)
            self._tell_job(self._of[root].values())

    def root_gone(self, root: str) -> None:
        """A worker has ended; Ray ends what it has started."""
        for guest in list(self._of.get(root, {}).values()):
            self._forget(guest)
        self._of.pop(root, None)
        self._numbers.pop(root, None)
        self._last.pop(root, None)
        self._interrupted.pop(root, None)

    # --- for debuggers --------------------------------------------------------

    def __contains__(self, guest: str) -> bool:
        return guest in self._by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def root_of(self, guest: str) -> str:
        """The worker whose code has started it; what is no guest is its own."""
        found = self._by_id.get(guest)
        return found.root if found is not None else guest

    def tell(self, guest: str, frame: debug_pb.ToDebugger) -> None:
        """Send a frame to its debugger."""
        if guest in self._by_id:
            self._links.send(self._by_id[guest].link, pb.ToWorker(debug=frame))

    def describe(self, guest: str, described: debug_pb.DebugWorker) -> None:
        """Fill in what only a guest has."""
        found = self._by_id[guest]
        described.pid, described.title, described.rank = found.pid, found.title, -1

    def _debug(self, guest: _Guest, frame: debug_pb.FromDebugger) -> None:
        match frame.WhichOneof("what"):
            case "title":
                guest.title = harmless(frame.title)
                self._hub.worker_changed(guest.id)
            case "pause":
                pause = frame.pause
                pause.worker, pause.label = guest.id, harmless(pause.label)
                pause.job, pause.item = self._runs(guest.root)
                guest.title = pause.label or guest.title
                self._stands(guest, pause)
                self._hub.tell_now(guest.id)
            case "resumed":
                self._stands(guest, None)
                self._hub.tell_now(guest.id)
            case "gated":
                self._dispatcher.worker_stands(guest.root, frame.gated)
            case _:
                self._hub.from_worker(guest.id, frame)

    def _stands(self, guest: _Guest, pause: jobs_pb.Pause | None) -> None:
        """It stands still, or goes on: the time of what its worker runs does not pass meanwhile."""
        guest.pause = pause is not None
        record = self._record(guest.root)
        if record is None:
            return
        if pause is not None:
            record.pauses.set(pause)
        elif not record.pauses.remove(guest.id):
            return
        stands = any(other.pause for other in self._of.get(guest.root, {}).values())
        self._dispatcher.worker_stands(guest.root, stands or record.pauses.of(guest.root) is not None)

    # --- within ---------------------------------------------------------------

    def _runs(self, root: str) -> tuple[str, int]:
        """The job that a worker runs, or has run last, and its item, as far as is known here."""
        worker = self._dispatcher.scheduler.pool.workers.get(root)
        if worker is not None and worker.batches:
            batch = worker.batches[0]
            self._last[root] = batch.job, min(batch.next, batch.stop - 1)
        return self._last.get(root, ("", 0))

    def _record(self, root: str) -> JobRecord | None:
        job, _ = self._runs(root)
        return self._dispatcher.records.get(job)

    def _tell_job(self, guests: Iterable[_Guest]) -> None:
        """Say what its worker runs: cells in which breakpoints may be, and whether failures stop."""
        for guest in guests:
            record = self._record(guest.root)
            if record is not None:
                start = pb.JobStart(
                    id=record.id, program=record.spec.program, debugging=record.spec.debugging
                )
                self._links.send(guest.link, pb.ToWorker(batch=pb.Batch(job=record.id, job_start=start)))

    def _forget(self, guest: _Guest) -> None:
        """It has ended."""
        if self._by_link.pop(guest.link, None) is None:
            return
        del self._by_id[guest.id]
        self._of.get(guest.root, {}).pop(guest.id, None)
        self._stands(guest, None)
        record = self._record(guest.root)
        if record is not None:
            record.seen.loops.gone(guest.id)
        self._hub.worker_gone(guest.id)
