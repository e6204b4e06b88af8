"""A worker process at the other end of its link: what it tells of its items while they run."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from farfield_engine.objects.sources import OWN_PYTHON
from farfield_engine.wire.durations import lower, pairs
from farfield_engine.wire.framing import FrameReader, encode
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

DEADLINE = 60.0
_WORKER = """
import json, sys
from farfield_engine.worker.main import run_worker
run_worker(json.loads(sys.argv[1]))
"""


def _value(value: object) -> objects_pb.Value:
    data = pickle.dumps(value)
    return objects_pb.Value(pickle=objects_pb.Blob(size=len(data), data=data))


class Worker:
    """A worker process, and what it has told."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._reader = FrameReader(pb.FromWorker)
        self._batches = 0
        self.reports: list[pb.Report] = []
        self.bars: list[watch_pb.Bar] = []
        self.order: list[str] = []

    def send(self, frame: pb.ToWorker) -> None:
        """Tell it something."""
        self._link.sendall(encode(frame))

    def start(self, source: str, targets: tuple[str, ...], elements: list[tuple[object, ...]]) -> None:
        """Have it run a cell for these elements, in one batch."""
        self._batches += 1
        cell = jobs_pb.CellProgram(source=source, filename="<cell>", targets=targets)
        program = jobs_pb.Program(cell=cell, python=OWN_PYTHON, value_limit=1 << 20)
        job = pb.JobStart(
            id=f"job{self._batches}",
            program=program.SerializeToString(),
            values=[_value({})],
            keep_going=True,
            items=len(elements),
        )
        chunk = jobs_pb.Chunk(count=len(elements), elements=_value(elements))
        batch = pb.Batch(id=self._batches, job=job.id, stop=len(elements), chunks=[chunk], job_start=job)
        self.send(pb.ToWorker(batch=batch))

    def until(self, reached: Callable[[], bool]) -> None:
        """Hear what it tells until something holds."""
        deadline = time.monotonic() + DEADLINE
        while not reached():
            self._link.settimeout(max(0.01, deadline - time.monotonic()))
            data = self._link.recv(1 << 18)
            assert data, "the worker is gone"
            for frame in self._reader.feed(data):
                self.order.append(frame.WhichOneof("frame") or "")
                if frame.HasField("report"):
                    self.reports.append(frame.report)
                self.bars += frame.bars.bars

    @property
    def failures(self) -> list[jobs_pb.Failure]:
        """Those of all reports."""
        return [failure for report in self.reports for failure in report.failures]

    def run(self, source: str, targets: tuple[str, ...], elements: list[tuple[object, ...]]) -> None:
        """Run a batch to its end."""
        self.start(source, targets, elements)
        self.until(lambda: bool(self.reports) and self.reports[-1].ended)


@pytest.fixture
def make_worker(request: pytest.FixtureRequest) -> Iterator[Callable[[pb.Setup], Worker]]:
    with contextlib.ExitStack() as running:

        def make(setup: pb.Setup) -> Worker:
            ours, theirs = socket.socketpair()
            running.enter_context(ours)
            out, err = os.pipe(), os.pipe()
            page = os.memfd_create("page")
            os.truncate(page, 4096)
            names = ("link", "read_out", "write_out", "read_err", "write_err", "page")
            given = (theirs.fileno(), *out, *err, page)
            described = json.dumps(dict(zip(names, given, strict=True)))
            process = subprocess.Popen([sys.executable, "-c", _WORKER, described], pass_fds=given)
            running.callback(process.wait, DEADLINE)
            running.callback(ours.close)
            theirs.close()
            for descriptor in given[1:]:
                os.close(descriptor)
            worker = Worker(ours)
            worker.send(pb.ToWorker(setup=setup))
            return worker

        yield make


def test_bars_are_told_while_their_item_runs_and_at_its_end(
    make_worker: Callable[[pb.Setup], Worker], tmp_path: object
) -> None:
    worker = make_worker(pb.Setup(bars_interval=0.02))
    go = f"{tmp_path}/go"
    source = f"""
import os, time
import farfield as ff
from tqdm.auto import tqdm
for step in ff.track(range(3), "step"):
    for part in tqdm(range(4), desc="part", leave=False):
        pass
    while step == 1 and not os.path.exists({go!r}):
        time.sleep(0.01)
"""
    worker.start(source, (), [()])
    worker.until(lambda: any(bar.label == "step" and bar.done == 1 for bar in worker.bars))
    with open(go, "w"):
        pass
    worker.until(lambda: bool(worker.reports) and worker.reports[-1].ended)
    assert not worker.failures
    ended = [(bar.label, bar.depth, bar.done, bar.total) for bar in worker.bars if bar.ended]
    assert sorted(ended) == [("part", 1, 4, 4)] * 3 + [("step", 0, 3, 3)]
    assert "output" not in worker.order, "tqdm has written"
    assert worker.order[-1] == "report", "the bars of a batch come before its end"
    worker.bars.clear()
    worker.reports.clear()
    worker.send(pb.ToWorker(bars_interval=0))
    worker.run("import farfield as ff\nfor _ in ff.track([x]): 1 / 0", ("x",), [(1,)])
    assert worker.bars == []


def test_items_have_names_and_how_long_they_took_is_counted(
    make_worker: Callable[[pb.Setup], Worker],
) -> None:
    worker = make_worker(pb.Setup())
    source = "import time\nif C == 1:\n    time.sleep(0.1)\nif C == 2:\n    1 / 0\nC"
    elements: list[tuple[object, ...]] = [(C, gamma) for C in range(100) for gamma in (0.1,)]
    worker.run(source, ("C", "gamma"), elements)
    (failure,) = worker.failures
    assert (failure.item, failure.label) == (2, "C=2, gamma=0.1")
    assert (worker.reports[-1].slowest_item, worker.reports[-1].slowest_label) == (1, "C=1, gamma=0.1")
    counts: Counter[int] = Counter()
    for report in worker.reports:
        counts.update(dict(pairs(report.durations)))
    assert counts.total() == 100 and any(lower(number) >= 0.09 for number in counts)
    worker.reports.clear()
    worker.run("1 / 0", (), [()])
    assert worker.failures[0].label == "" == worker.reports[-1].slowest_label


def test_a_rank_is_called_by_its_number(make_worker: Callable[[pb.Setup], Worker]) -> None:
    worker = make_worker(pb.Setup(seat=pb.Seat(group="g", rank=2, world_size=4)))
    worker.run("1 / 0", (), [()])
    assert worker.failures[0].label == "rank 2" == worker.reports[-1].slowest_label
