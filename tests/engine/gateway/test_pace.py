"""How often workers tell of their bars, and who is told of them."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from farfield_engine.core import events as ev
from farfield_engine.engines.base import Death, Engine, EngineEvents, WorkerUse
from farfield_engine.gateway.attachment import Port
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.objectjournal import ObjectJournal
from farfield_engine.gateway.pace import MOST_A_SECOND, MOST_AT_ONCE, MOST_BARS, Allowances, BarsPace
from farfield_engine.gateway.session import Session
from farfield_engine.objects.store import Store
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

WORKERS = 120


def test_all_workers_together_tell_of_bars_two_hundred_times_a_second_at_most() -> None:
    pace, told, most = BarsPace(), 0, 0.0
    for workers in [*range(1, 2001), *range(2000, 0, -1)]:
        told += pace.changes(workers)
        most = max(most, workers / pace.interval)
        assert pace.interval >= 0.25
    assert most <= 200
    assert pace.interval == 0.25
    assert told < 20, "not with each worker that comes or goes"
    assert pace.changes(2000) and pace.interval >= 10


def test_a_worker_that_does_not_keep_its_pace_is_not_listened_to() -> None:
    now = 0.0
    allowances = Allowances(lambda: now)
    taken = 0
    for _ in range(1_000_000):  # a report each microsecond
        taken += allowances.take("w1", 1)
        now += 1e-6
    assert taken <= (MOST_AT_ONCE + MOST_A_SECOND) / 2 + 1
    assert allowances.take("w2", 500), "others are"
    for _ in range(1000):
        now += 201 / MOST_A_SECOND
        assert allowances.take("w1", 200), "once it keeps it"


class Crowd(Engine):
    """Workers that do nothing but be there."""

    name = "crowd"

    def __init__(self) -> None:
        self.setups: dict[str, float] = {}
        self.paces: dict[str, float] = {}
        self.busy: dict[str, str] = {}
        self.events: EngineEvents | None = None

    async def start(self, events: EngineEvents) -> None:
        self.events = events

    def capacity(self, workers: int) -> ev.Capacity:
        return ev.Capacity(float(WORKERS), 0.0, 1 << 40, WORKERS)

    def start_worker(self, worker: str, order: object = None) -> None:
        assert self.events is not None
        ready = worker_pb.FromWorker(ready=worker_pb.Ready())
        asyncio.get_running_loop().call_soon(self.events.worker_frame, worker, ready)

    def send(self, worker: str, frame: worker_pb.ToWorker) -> None:
        if frame.HasField("setup"):
            self.setups[worker] = frame.setup.bars_interval
        elif frame.HasField("bars_interval"):
            self.paces[worker] = frame.bars_interval
        elif frame.HasField("batch"):
            self.busy[worker] = frame.batch.job

    def kill(self, worker: str) -> None:
        assert self.events is not None
        self.events.worker_died(worker, Death("was killed"))

    def use_of(self, worker: str) -> WorkerUse | None:
        return None

    def open_meeting(self, group: str) -> tuple[str, int]:
        raise OSError

    def close_meeting(self, group: str) -> None:
        pass

    async def close(self) -> None:
        pass


class Told(Port):
    """A client that reads at once."""

    def __init__(self) -> None:
        self.details: list[watch_pb.JobDetail] = []
        self.progress = 0

    def write(self, frame: pb.GatewayFrame) -> None:
        for event in frame.events:
            if event.HasField("progress"):
                self.progress += 1
                if event.progress.HasField("detail"):
                    self.details.append(event.progress.detail)

    def close(self) -> None:
        pass


def _flood(dispatcher: Dispatcher) -> None:
    """A worker tells as often as it can, and of more bars than anybody looks at."""
    began, loops = time.monotonic(), dispatcher.records["j"].seen.loops
    before, reports = loops.open, MOST_AT_ONCE
    for number in range(reports):
        bars = [watch_pb.Bar(id=number, label="flood", ended=True)]
        if not number:
            bars += [watch_pb.Bar(id=each, label="flood") for each in range(reports, 2 * reports)]
        told = watch_pb.Bars(job="j", bars=bars)
        dispatcher.worker_frame("w3", worker_pb.FromWorker(bars=told))
    assert loops.open - before == MOST_BARS - 1
    (flood,) = [loop for loop in loops.shown()[0] if loop.label == "flood"]
    may = MOST_AT_ONCE + MOST_A_SECOND * (time.monotonic() - began)
    assert (MOST_AT_ONCE - MOST_BARS) / 2 <= flood.ended <= may / 2 + 1
    dispatcher.engine.kill("w3")


async def _test(directory: Path, *, watched: bool) -> tuple[Crowd, Told]:
    """A job with 120 workers, two of which tell of bars; one of these dies."""
    blobs = Blobs(Store(directory / "shm", directory / "spill", 1 << 24, 1 << 20))
    journal, stored = Journal.open(directory / "jobs")
    engine, told = Crowd(), Told()
    dispatcher = Dispatcher(
        engine, blobs, JobTable(journal, stored, ObjectJournal(directory), blobs, 1 << 24)
    )
    await engine.start(dispatcher)
    session = Session(pb.Hello(session="s"), dispatcher, "", 600.0)
    dispatcher.open_session(session, 0)
    session.attachments.attach(pb.Hello(session="s", next_event=1), pb.Welcome(), told)
    spec = jobs_pb.JobSpec(
        id="j", items=10_000, resources=jobs_pb.Resources(cpus=1.0), watched=watched, retries=1
    )
    dispatcher.admission.submit(session, spec)
    async with asyncio.timeout(10):
        while len(engine.busy) < WORKERS:
            await asyncio.sleep(0)
        for worker in ("w1", "w2"):
            bars = watch_pb.Bars(job="j", bars=[watch_pb.Bar(id=1, label="epoch", done=1, total=4)])
            dispatcher.worker_frame(worker, worker_pb.FromWorker(bars=bars))
        while watched and not any(loop.open == 2 for detail in told.details for loop in detail.loops):
            await asyncio.sleep(0.01)
        _flood(dispatcher)
        engine.kill("w1")
        while watched and told.details[-1].loops[0].open != 1:
            await asyncio.sleep(0.01)
        while not told.progress:
            await asyncio.sleep(0.01)
    loops, _ = dispatcher.records["j"].seen.loops.shown()
    assert [(loop.open, loop.slowest) for loop in loops if loop.open] == [(1, "w2")]
    dispatcher.end()
    blobs.store.close()
    journal.close()
    return engine, told


def test_workers_are_told_to_tell_seldomer_when_there_are_more(tmp_path: Path) -> None:
    engine, told = asyncio.run(_test(tmp_path, watched=True))
    assert engine.setups["w1"] == 0.25
    assert engine.paces["w1"] >= WORKERS / 200
    last = {**engine.setups, **engine.paces}
    assert sum(1 / interval for interval in last.values()) <= 200
    assert len(told.details[-1].workers) == 8 and told.details[-1].workers_total >= WORKERS


def test_a_job_that_nobody_watches_is_told_without_details(tmp_path: Path) -> None:
    _, told = asyncio.run(_test(tmp_path, watched=False))
    assert told.progress and not told.details
