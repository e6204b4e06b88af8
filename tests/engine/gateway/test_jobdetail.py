"""What a client is told of a job that it watches, and what it may ask: a real gateway with real workers."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import farfield as ff
from farfield import _attach
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

SECONDS = 30


class Watcher:
    """Has jobs watched that are submitted from now on, and keeps what is told of them."""

    def __init__(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.client = client
        self.progress: list[pb.Progress] = []
        self.finished: dict[str, pb.Finished] = {}
        self.job = ""
        self._came = threading.Condition()
        submit = client.submit

        def watched(spec: jobs_pb.JobSpec, **options: bool) -> JobHandle:
            spec.watched, spec.cell = True, "cell-1"
            handle = submit(spec, **options)
            self.job = handle.id
            handle.on_event(self._take)
            return handle

        monkeypatch.setattr(client, "submit", watched)

    def _take(self, event: pb.Event) -> None:
        with self._came:
            if event.HasField("progress"):
                self.progress.append(event.progress)
            if event.HasField("finished"):
                self.finished[event.job] = event.finished
            self._came.notify_all()

    def until(self, true: Callable[[watch_pb.JobDetail], object]) -> watch_pb.JobDetail:
        """The first detail that is told of which this is true."""
        seen, deadline = 0, time.monotonic() + SECONDS
        with self._came:
            while True:
                for progress in self.progress[seen:]:
                    if true(progress.detail):
                        return progress.detail
                seen = len(self.progress)
                assert self._came.wait(deadline - time.monotonic()), f"last: {self.progress[-1:]}"

    def end(self) -> pb.Finished:
        """What is told at the end of the last job."""
        with self._came:
            assert self._came.wait_for(lambda: self.job in self.finished, SECONDS)
            return self.finished[self.job]


@pytest.fixture
def watcher(own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    ff.attach("local:2")
    assert _attach._client is not None
    assert ff.submit(int).result(SECONDS) == 0
    yield Watcher(_attach._client, monkeypatch)
    ff.detach()


def training(number: int, directory: str) -> int:
    """Two nested loops, of which the outer one stands still until it is let go."""
    gate = os.path.join(directory, "go")
    for epoch in ff.track(range(10), "epoch"):
        for _ in ff.track(range(3), "batch"):
            pass
        deadline = time.monotonic() + SECONDS
        while epoch == 5 and not os.path.exists(gate) and time.monotonic() < deadline:
            sum(range(10_000))
    if number == 1:
        raise ValueError("no " + "x" * 10_000)
    return number


def test_loops_use_and_slowest_items_are_told_while_it_runs_and_at_its_end(
    watcher: Watcher, tmp_path: Path
) -> None:
    future = ff.submit(training, 0, str(tmp_path))
    detail = watcher.until(lambda d: any(loop.label == "epoch" and loop.done == 5 for loop in d.loops))
    epoch = detail.loops[0]
    assert (epoch.depth, epoch.open, epoch.total, epoch.fraction) == (0, 1, 10, 0.5)
    assert epoch.slowest == detail.workers[0].worker
    detail = watcher.until(lambda d: any(w.cpu > 0.02 for w in d.workers))
    (worker,) = detail.workers
    assert (worker.state, worker.running, worker.item, worker.rank) == ("busy", True, 0, -1)
    assert worker.peak_memory >= worker.memory > 1 << 20
    assert abs(detail.sampled - time.time()) < 10 and detail.sent > 0
    mine = watcher.client.describe_job(watcher.job, bars=True)
    assert mine.summary.cell == "cell-1"
    assert [(bar.label, bar.depth, bar.done) for bar in mine.workers[0].bars] == [("epoch", 0, 5)]
    (tmp_path / "go").touch()
    assert future.result(SECONDS) == 0
    (worker,) = watcher.end().detail.workers
    assert (worker.done, worker.running) == (1, False) and worker.peak_memory > 1 << 20
    with pytest.raises(ValueError, match="no x"):
        ff.submit(training, 1, str(tmp_path)).result(SECONDS)
    ended = watcher.end()
    assert ended.summary.cell == "cell-1"
    loops = {loop.label: loop for loop in ended.detail.loops}
    assert (loops["epoch"].open, loops["epoch"].ended, loops["epoch"].done) == (0, 1, 10)
    (failure,) = ended.detail.failures
    assert ended.detail.failures_total == 1 and not failure.HasField("exception")
    assert len(failure.message) < 4100 > len(failure.plain_traceback)


def test_a_thousand_items_are_told_of_ten_times_a_second_at_most(watcher: Watcher) -> None:
    began = time.monotonic()
    assert len(list(ff.map(_nap, range(400)))) == 400
    ended = watcher.end()
    seconds = time.monotonic() - began
    assert len(watcher.progress) <= 10 * seconds + 2
    detail = ended.detail
    assert 0.005 < detail.median_seconds < 0.5
    assert [note.seconds for note in detail.slowest] == sorted(
        (note.seconds for note in detail.slowest), reverse=True
    )
    assert 0 < len(detail.slowest) <= 5 and ended.summary.slowest_seconds == detail.slowest[0].seconds
    assert ended.summary.slowest_label == detail.slowest[0].label
    assert sum(worker.done for worker in detail.workers) == 400
    assert detail.received > 0 and detail.sent > 0
    names = [worker.worker for worker in detail.workers]
    assert detail.workers_total == len(names)
    for place in range(len(names) + 1):
        page = watcher.client.describe_job(str(ended.summary.number), workers_from=place, workers_limit=1)
        assert [worker.worker for worker in page.workers] == names[place : place + 1]
        assert page.workers_total == len(names) and page.summary.id == ended.summary.id


def _nap(number: int) -> int:
    time.sleep(0.01)
    return number


def test_failures_come_in_pages_and_a_worker_that_dies_is_told(watcher: Watcher) -> None:
    def fail(number: int) -> None:
        if number == 0:
            os.kill(os.getpid(), 9)
        raise ValueError(number)

    client = watcher.client
    job = ff.submit(fail, 0)
    with pytest.raises(FarfieldError):
        job.result(SECONDS)
    dead = watcher.end().detail
    assert dead.failures_total == 1 and not dead.loops
    assert [worker.state for worker in dead.workers] in ([], ["dead"])
    described = client.describe_job(watcher.job, failures_from=0, failures_limit=1)
    assert len(described.failures) == 1
    assert not client.describe_job(watcher.job, failures_from=1).failures
    with pytest.raises(FarfieldError, match="there is no job 'nothing'"):
        client.describe_job("nothing")
