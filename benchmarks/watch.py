"""A watched job of a million items, ten thousand bars and two thousand simulated workers, in the gateway."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import Row

from farfield_engine.core import events as ev
from farfield_engine.engines.base import ANY_ORDER, Engine, EngineEvents, Order, WorkerUse
from farfield_engine.gateway.attachment import Port
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.objectjournal import ObjectJournal
from farfield_engine.gateway.session import Session
from farfield_engine.objects.store import Store
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

WORKERS = 2000
ITEMS = 1_000_000
BARS = 5
"""Of each worker, one within the other."""

REPORTS = 200
"""Reports of bars in a second, as the gateway asks for."""

BATCHES = 500
"""Batches that end in a second."""


class Simulated(Engine):
    """Workers that only the gateway believes in."""

    name = "simulated"

    def __init__(self) -> None:
        self.batches: dict[str, deque[worker_pb.Batch]] = {}
        self._events: EngineEvents | None = None

    async def start(self, events: EngineEvents) -> None:
        self._events = events

    def capacity(self, workers: int) -> ev.Capacity:
        return ev.Capacity(float(WORKERS), 0.0, 1 << 50, WORKERS)

    def start_worker(self, worker: str, order: Order = ANY_ORDER) -> None:
        self.batches[worker] = deque()
        frame = worker_pb.FromWorker(ready=worker_pb.Ready())
        if self._events is not None:
            asyncio.get_running_loop().call_soon(self._events.worker_frame, worker, frame)

    def send(self, worker: str, frame: worker_pb.ToWorker) -> None:
        if frame.HasField("batch"):
            self.batches[worker].append(frame.batch)

    def kill(self, worker: str) -> None:
        pass

    def use_of(self, worker: str) -> WorkerUse | None:
        return WorkerUse(os.getpid(), 1 << 28, time.monotonic())

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        use = WorkerUse(os.getpid(), 1 << 28, time.monotonic())
        return dict.fromkeys(workers, use)

    def open_meeting(self, group: str) -> tuple[str, int]:
        raise OSError

    def close_meeting(self, group: str) -> None:
        pass

    async def close(self) -> None:
        pass


class Reader(Port):
    """A client that reads at once, and counts."""

    def __init__(self) -> None:
        self.updates = 0
        self.bytes = 0
        self.largest = 0
        self.last: pb.Progress | None = None
        self.number = 0

    def write(self, frame: pb.GatewayFrame) -> None:
        for event in frame.events:
            self.number = event.number
            if event.HasField("progress"):
                self.updates += 1
                self.last = event.progress
                self.largest = max(self.largest, event.ByteSize())
        self.bytes += frame.ByteSize()

    def close(self) -> None:
        pass


class Crowd:
    """The gateway's inside, its workers and a client that watches."""

    def __init__(self, directory: Path) -> None:
        store = Store(directory / "shm", directory / "spill", 1 << 24, 1 << 20)
        blobs = Blobs(store)
        journal, stored = Journal.open(directory / "jobs")
        jobs = JobTable(journal, stored, ObjectJournal(directory), blobs, 1 << 30)
        self.engine = Simulated()
        self.dispatcher = Dispatcher(self.engine, blobs, jobs)
        self.reader = Reader()
        self.session = Session(pb.Hello(session="s"), self.dispatcher, "", 600.0)
        self._steps = itertools.count()
        self._attachment = 0

    async def begin(self) -> None:
        await self.engine.start(self.dispatcher)
        self.dispatcher.open_session(self.session, 0)
        self._attachment = self.session.attachments.attach(
            pb.Hello(session="s", next_event=1), pb.Welcome(), self.reader
        )
        spec = jobs_pb.JobSpec(
            id="j", items=ITEMS, resources=jobs_pb.Resources(cpus=1.0), watched=True, name="fit"
        )
        self.dispatcher.admission.submit(self.session, spec)
        while sum(map(bool, self.engine.batches.values())) < WORKERS:
            await asyncio.sleep(0.01)

    def tell_bars(self, worker: str) -> None:
        """One report: all of its bars have gone on."""
        step = next(self._steps)
        bars = [
            watch_pb.Bar(
                id=depth, label=f"loop {depth}", depth=depth, done=step % 100, total=100, unit="it",
                elapsed=step / 100, note=f"loss {step % 7}",
            )
            for depth in range(BARS)
        ]  # fmt: skip
        frame = worker_pb.FromWorker(bars=watch_pb.Bars(job="j", bars=bars))
        self.dispatcher.worker_frame(worker, worker_pb.FromWorker.FromString(frame.SerializeToString()))

    def end_batch(self, worker: str) -> None:
        if not self.engine.batches[worker]:
            return
        batch = self.engine.batches[worker].popleft()
        report = worker_pb.Report(
            batch=batch.id, job="j", next=batch.stop, ended=True, busy=0.1 * (batch.stop - batch.start),
            durations=[0] * 17 + [batch.stop - batch.start], slowest_item=batch.start, slowest_seconds=0.1,
        )  # fmt: skip
        value = objects_pb.Value(pickle=objects_pb.Blob(data=b"x", size=1))
        report.segments.add(start=batch.start, count=batch.stop - batch.start, values=value)
        self.dispatcher.worker_frame(worker, worker_pb.FromWorker(report=report))

    def seen(self) -> None:
        """The client says what it has seen."""
        self.session.attachments.take(self._attachment, pb.ClientFrame(seen_event=self.reader.number))


def measure(quick: bool) -> list[Row]:
    """Frames that could be handled in a second, and what a second at the usual pace costs and sends."""
    with TemporaryDirectory() as directory:
        return asyncio.run(_measure(Crowd(Path(directory)), 2.0 if quick else 10.0))


async def _measure(crowd: Crowd, seconds: float) -> list[Row]:
    await crowd.begin()
    workers = list(crowd.engine.batches)
    began = time.process_time()
    for worker in workers:
        crowd.tell_bars(worker)
    frames = len(workers) / (time.process_time() - began)
    reader = crowd.reader
    cpu, updates, size = time.process_time(), reader.updates, reader.bytes
    turns, started = itertools.cycle(workers), time.monotonic()
    for _ in range(int(seconds * 20)):
        until = asyncio.get_running_loop().time() + 0.05
        for _ in range(REPORTS // 20):
            crowd.tell_bars(next(turns))
        for _ in range(BATCHES // 20):
            crowd.end_batch(next(turns))
        crowd.seen()
        await asyncio.sleep(max(0.0, until - asyncio.get_running_loop().time()))
    seconds = time.monotonic() - started
    cpu = (time.process_time() - cpu) / seconds
    updates, size = reader.updates - updates - 1, reader.bytes - size  # the first one was due
    assert reader.last is not None and sum(loop.open for loop in reader.last.detail.loops) == WORKERS * BARS
    crowd.dispatcher.end()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.sleep(0)
    name = f"{WORKERS:,} workers, {WORKERS * BARS:,} bars"
    return [
        Row(f"{name}: reports of bars handled", "per second", frames, 2000, higher_is_better=True),
        Row(f"{name}: updates", "per second", updates / seconds, 10),
        Row(f"{name}: one update", "bytes", reader.largest, 16_000),
        Row(f"{name}: sent to the client", "kB/s", size / seconds / 1e3),
        Row(f"{name}: of a core in the gateway", "%", cpu * 100, 50),
    ]


if __name__ == "__main__":
    for row in measure(quick=True):
        print(row.name, row.farfield, row.unit)
