"""What it costs one gateway to have ten workers, a hundred, a thousand, ten thousand."""

from __future__ import annotations

import contextlib
import os
import pickle
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import tasks
from figures import Row
from processes import cpu_seconds, resident_peak

import farfield as ff
from farfield._attach import current
from farfield_engine.client.local import find_local
from farfield_engine.client.visitor import Visitor
from farfield_engine.places import local_gateway_dir
from farfield_engine.wire.v1 import gateway_pb2 as pb

SIZES = (10, 100, 1_000, 10_000)
ITEMS_EACH = 100
"""Of each of ten thousand workers: a million. Where there are fewer workers, each has fewer too."""

ITEM_SECONDS = 2.0
HERE = Path(__file__).resolve().parent
START_SECONDS = 30.0
WHOLE_SECONDS = 400.0


@dataclass
class Seen:
    """What a client and somebody with a panel have seen of one size."""

    workers: int
    seconds: float = 0.0
    cpu: float = 0.0
    """Of the gateway, in seconds."""
    memory: float = 0.0
    updates: int = 0
    lags: list[float] = field(default_factory=list)
    """From when a worker tells of something until the client knows it, in seconds."""
    ages: list[float] = field(default_factory=list)
    """The same from the end of each first item that it tells of: workers gather for a while."""
    answers: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """A lag that so many of the reports have not exceeded."""
        ordered = sorted(self.lags)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(quick: bool) -> list[Row]:
    """Each size with a gateway of its own."""
    rows = []
    for workers in SIZES[:3] if quick else SIZES:
        most = workers == SIZES[-1]
        seen = run(workers, ITEMS_EACH if most else ITEMS_EACH // 4, 0.5 if quick else ITEM_SECONDS)
        print(f"[{workers} workers {seen.seconds:.0f} s]", end=" ", flush=True)
        rows += _rows(seen, most=most)
    return rows


def _rows(seen: Seen, *, most: bool) -> list[Row]:
    name = f"{seen.workers:,} workers"
    return [
        Row(f"{name}: event lag, 99 of 100 within", "ms", seen.quantile(0.99) * 1e3, 1000.0),
        Row(f"{name}: event lag, median", "ms", seen.quantile(0.5) * 1e3),
        Row(f"{name}: from an item's end, median", "ms", statistics.median(seen.ages) * 1e3),
        Row(f"{name}: updates of a client", "per second", seen.updates / seen.seconds, 10.0),
        Row(f"{name}: memory of the gateway", "MB", seen.memory, 1000.0 if most else None),
        Row(f"{name}: of a core in the gateway", "%", seen.cpu / seen.seconds * 100),
        Row(f"{name}: a panel's question, median", "ms", statistics.median(seen.answers) * 1e3),
        Row(f"{name}: a panel's question, longest", "ms", max(seen.answers) * 1e3),
    ]


def run(workers: int, items_each: int, seconds: float = ITEM_SECONDS, profile: str = "") -> Seen:
    """One job of so many items for each worker."""
    seen = Seen(workers)
    with _gateway(workers, profile) as gateway, _simulated(seconds):
        ff.attach("local")
        try:
            began, cpu = time.monotonic(), cpu_seconds(gateway.pid)
            with _panel(seen):
                _job(seen, workers * items_each)
            seen.seconds = time.monotonic() - began
            seen.cpu = cpu_seconds(gateway.pid) - cpu
            seen.memory = resident_peak(gateway.pid)
        finally:
            ff.detach()
    return seen


def _job(seen: Seen, items: int) -> None:
    over = threading.Event()
    told = 0

    def take(event: pb.Event) -> None:
        nonlocal told
        now = time.monotonic()
        match event.WhichOneof("event"):
            case "progress":
                seen.updates += 1
            case "results":
                for segment in event.results.segments:
                    ends = pickle.loads(segment.values.pickle.data)
                    seen.lags.append(now - ends[-1])
                    seen.ages.append(now - ends[0])
                    told += segment.count
            case "finished" | "refused":
                over.set()

    client = current()
    submit = client.submit

    def watched(spec: object) -> object:
        """As a notebook's cell does: with somebody who looks."""
        spec.watched = True  # type: ignore[attr-defined]
        handle = submit(spec, watched=True)  # type: ignore[arg-type]
        handle.on_event(take)
        return handle

    client.submit = watched  # type: ignore[method-assign, assignment]
    results = ff.map(tasks.increment, range(items))
    assert over.wait(WHOLE_SECONDS), f"not done after {WHOLE_SECONDS:g} s: {told} of {items} items"
    assert told == items
    del results


@contextlib.contextmanager
def _panel(seen: Seen) -> Iterator[None]:
    """Somebody looks at the cluster and its workers, once a second."""
    over = threading.Event()
    info = find_local()
    assert info is not None

    def look() -> None:
        with Visitor(info, 60.0) as visitor:
            while not over.wait(1.0):
                began = time.monotonic()
                visitor.status(usage=True, workers_limit=100)
                seen.answers.append(time.monotonic() - began)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def _gateway(workers: int, profile: str) -> Iterator[subprocess.Popen[bytes]]:
    directory = local_gateway_dir()
    command = [sys.executable, "-P", str(HERE / "scalegateway.py"), str(directory), str(workers)]
    command += ["--profile", profile] if profile else []
    with open(directory / "scale.log", "ab") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            deadline = time.monotonic() + START_SECONDS
            while find_local() is None:
                assert time.monotonic() < deadline and process.poll() is None, (
                    directory / "scale.log"
                ).read_text()
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@contextlib.contextmanager
def _simulated(seconds: float) -> Iterator[None]:
    command = [sys.executable, str(HERE / "scaleworkers.py"), str(local_gateway_dir()), str(seconds)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(HERE)}) as process:
        try:
            yield
        finally:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.terminate()


if __name__ == "__main__":
    for row in measure(quick="--quick" in sys.argv):
        print(row.name, row.farfield, row.unit)
