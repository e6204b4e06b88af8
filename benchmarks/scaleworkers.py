"""Simulated workers, all in one process: each dials the gateway, and takes the time that its items would.

`scaleworkers.py DIRECTORY SECONDS`: SECONDS is what an item takes. It reports as a worker does, and what an
item returns is the moment at which it has ended. Ends when the gateway does.
"""

from __future__ import annotations

import asyncio
import math
import pickle
import sys
import time
from collections import deque
from pathlib import Path

import uvloop
from scalegateway import SOCKET

from farfield_engine.engines.descriptors import raise_limit
from farfield_engine.places import FRAMED_SOCKET_FILE
from farfield_engine.wire.durations import bucket
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb
from farfield_engine.worker.bars import USUAL_INTERVAL
from farfield_engine.worker.pace import Pace


class Worker(asyncio.Protocol):
    """One worker over one connection."""

    def __init__(self, name: str, token: str, seconds: float) -> None:
        self._name = name
        self._token = token
        self._seconds = seconds
        self._reader = FrameReader(pb.ToClient)
        self._transport: asyncio.WriteTransport | None = None
        self._number = 0
        self._taken = 0
        self._queue: deque[worker_pb.Batch] = deque()
        self._running: worker_pb.Batch | None = None
        self._next = 0
        self._bars: asyncio.TimerHandle | None = None
        self._interval = USUAL_INTERVAL
        self._pace = Pace()
        self._done = 0
        self._loop = asyncio.get_running_loop()
        self.gone = self._loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # uvloop's are of no common class with asyncio's
        hello = worker_pb.WorkerHello(worker=self._name, life=b"1", pid=1)
        transport.write(frame_of(self._token.encode()))  # type: ignore[attr-defined]
        transport.write(encode(pb.FromClient(worker=hello)))  # type: ignore[attr-defined]

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._bars is not None:
            self._bars.cancel()
        self.gone.set_result(None)

    def data_received(self, data: bytes) -> None:
        for message in self._reader.feed(data):
            if message.HasField("down"):
                if message.down.number:
                    self._taken = message.down.number
                self._take(message.down.frame)

    def _take(self, frame: worker_pb.ToWorker) -> None:
        match frame.WhichOneof("frame"):
            case "setup":
                self._follow(frame.setup.bars_interval)
                self._send(worker_pb.FromWorker(ready=worker_pb.Ready(pid=1)))
            case "batch":
                self._queue.append(frame.batch)
                if self._running is None:
                    self._begin()
            case "bars_interval":
                self._follow(frame.bars_interval)
            case "recall":
                self._recalled(frame.recall)
            case "exit":
                if self._transport is not None:
                    self._transport.close()

    def _follow(self, bars_interval: float) -> None:
        self._interval = bars_interval
        self._pace.follow(bars_interval)

    def _recalled(self, number: int) -> None:
        for batch in (self._running, *self._queue):
            if batch is not None and batch.id == number:
                batch.stop = self._next + 1 if batch is self._running else batch.start
                self._send(worker_pb.FromWorker(returned=worker_pb.Returned(batch=number, stop=batch.stop)))
                if batch is not self._running:
                    self._queue.remove(batch)
                    report = worker_pb.Report(batch=batch.id, job=batch.job, next=batch.start, ended=True)
                    self._send(worker_pb.FromWorker(report=report))
                return

    def _begin(self) -> None:
        self._running = batch = self._queue.popleft()
        self._next = batch.start
        self._go_on()
        if self._bars is None:
            self._bars = self._loop.call_later(self._interval, self._tell_bars)

    def _go_on(self) -> None:
        """Work until something is to be reported."""
        assert self._running is not None
        items = min(self._running.stop - self._next, max(1, math.ceil(self._pace.interval / self._seconds)))
        self._loop.call_later(items * self._seconds, self._report, items)

    def _report(self, items: int) -> None:
        batch = self._running
        assert batch is not None
        start, self._next = self._next, min(self._next + items, batch.stop)
        count = self._next - start
        ended = self._next >= batch.stop
        report = worker_pb.Report(
            batch=batch.id, job=batch.job, next=self._next, ended=ended, busy=count * self._seconds,
            cpu=count * self._seconds, durations=[bucket(self._seconds), count], slowest_item=start,
            slowest_seconds=self._seconds, peak_memory=1 << 28,
        )  # fmt: skip
        now = time.monotonic()
        data = pickle.dumps([now - (count - 1 - number) * self._seconds for number in range(count)], 5)
        value = objects_pb.Value(pickle=objects_pb.Blob(data=data, size=len(data)))
        report.segments.add(start=start, count=count, values=value)
        self._send(worker_pb.FromWorker(report=report))
        self._done += count
        if not ended:
            self._go_on()
            return
        self._running = None
        if self._queue:
            self._begin()

    def _tell_bars(self) -> None:
        self._bars = None
        if self._running is None or self._transport is None:
            return
        bars = [
            watch_pb.Bar(
                id=depth, label=f"loop {depth}", depth=depth, done=self._done % 100, total=100, unit="it"
            )
            for depth in (1, 2)
        ]
        self._send(worker_pb.FromWorker(bars=watch_pb.Bars(job=self._running.job, bars=bars)))
        self._bars = self._loop.call_later(self._interval, self._tell_bars)

    def _send(self, frame: worker_pb.FromWorker) -> None:
        if self._transport is not None:
            self._number += 1
            up = worker_pb.WorkerUp(number=self._number, taken=self._taken, frame=frame)
            self._transport.write(encode(pb.FromClient(up=up)))


async def run(directory: Path, seconds: float) -> None:
    """Be all the workers that are wanted, until the gateway is gone."""
    loop = asyncio.get_running_loop()
    wanted, _ = await asyncio.open_unix_connection(str(directory / SOCKET))
    tasks = set()

    async def be(name: str, token: str) -> None:
        path = str(directory / FRAMED_SOCKET_FILE)
        while True:
            try:
                _, worker = await loop.create_unix_connection(lambda: Worker(name, token, seconds), path)
                break
            except BlockingIOError:
                await asyncio.sleep(0.1)  # so many have just come: a worker dials again
        await worker.gone

    while line := await wanted.readline():
        task = loop.create_task(be(*line.decode().split()))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    raise_limit()
    uvloop.run(run(Path(sys.argv[1]), float(sys.argv[2])))
