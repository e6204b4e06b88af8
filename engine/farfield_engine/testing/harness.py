"""Plays the gateway for one engine: starts workers, sends batches, waits for frames with a deadline."""

from __future__ import annotations

import asyncio
import os
import pickle
from collections.abc import Callable, Sequence
from typing import Any

from farfield_engine.engines.base import ANY_ORDER, Death, Engine, Order
from farfield_engine.objects.pickling import dumps
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

SECONDS = 90.0
"""Where a cluster has to start processes for each worker, on a machine that is busy, it may take its time."""


class Harness:
    """An async context manager around a started engine; it is closed at the end."""

    def __init__(self, engine: Engine, prefix: str = "") -> None:
        """prefix: of all names of workers, where an engine is used again and again."""
        self.engine = engine
        self._prefix = prefix
        self.named: set[str] = set()
        """All workers that were to be started."""
        self.deaths: dict[str, Death] = {}
        self.frames: dict[str, list[pb.FromWorker]] = {}
        self._news = asyncio.Event()
        self._batches = 0

    async def __aenter__(self) -> Harness:
        await self.engine.start(self)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.engine.close()

    # --- EngineEvents -------------------------------------------------------

    def worker_frame(self, worker: str, frame: pb.FromWorker, number: int = 0) -> None:
        assert worker not in self.deaths, f"a frame of '{worker}' came after its death"
        self.frames.setdefault(worker, []).append(frame)
        self._news.set()

    def worker_died(self, worker: str, death: Death) -> None:
        assert worker not in self.deaths, f"'{worker}' died twice"
        self.deaths[worker] = death
        self._news.set()

    def capacity_changed(self) -> None:
        self._news.set()

    # --- what tests do ------------------------------------------------------

    async def until(self, found: Callable[[], Any]) -> Any:
        """Wait until `found()` is true; what it returned. Raises TimeoutError with all that was seen."""
        try:
            async with asyncio.timeout(SECONDS):
                while not (result := found()):
                    self._news.clear()
                    await self._news.wait()
                return result
        except TimeoutError:
            raise TimeoutError(f"seen so far: {self.frames}, deaths: {self.deaths}") from None

    def name(self, name: str) -> str:
        """What a worker that is to be started is called by the engine."""
        self.named.add(self._prefix + name)
        return self._prefix + name

    async def worker(self, name: str = "w1", order: Order = ANY_ORDER) -> str:
        """Start a worker and wait until it is ready; its whole name."""
        name = self.name(name)
        self.engine.start_worker(name, order)
        self.engine.send(name, pb.ToWorker(setup=pb.Setup(cwd="/", environ=dict(os.environ))))
        await self.until(lambda: any(frame.HasField("ready") for frame in self.frames.get(name, ())))
        return name

    def send(self, worker: str, function: Callable[..., Any], elements: Sequence[tuple[Any, ...]]) -> int:
        """Send a job of its own as one batch; the batch's number."""
        self._batches += 1
        number, job = self._batches, f"job{self._batches}"
        start = pb.JobStart(
            id=job,
            program=jobs_pb.Program(call=jobs_pb.CallProgram()).SerializeToString(),
            values=[_value((function, {}))],
            items=len(elements),
        )
        chunk = jobs_pb.Chunk(start=0, count=len(elements), elements=_value(list(elements)))
        batch = pb.Batch(id=number, job=job, start=0, stop=len(elements), chunks=[chunk], job_start=start)
        self.engine.send(worker, pb.ToWorker(batch=batch))
        return number

    async def ended(self, worker: str, batch: int) -> pb.Report:
        """The last report of a batch."""

        def last() -> pb.Report | None:
            reports = [report for report in self.reports(worker, batch) if report.ended]
            return reports[0] if reports else None

        found: pb.Report = await self.until(last)
        return found

    def reports(self, worker: str, batch: int) -> list[pb.Report]:
        """What a worker has reported of a batch so far."""
        return [
            frame.report
            for frame in self.frames.get(worker, ())
            if frame.HasField("report") and frame.report.batch == batch
        ]

    async def results(self, worker: str, batch: int) -> list[Any]:
        """The results of a batch once it has ended; small ones only."""
        await self.ended(worker, batch)
        return [
            value
            for report in self.reports(worker, batch)
            for segment in report.segments
            for value in pickle.loads(segment.values.pickle.data)
        ]

    async def failures(self, worker: str, batch: int) -> list[jobs_pb.Failure]:
        """The failures of a batch once it has ended; a report that came before its last may have them."""
        await self.ended(worker, batch)
        return [failure for report in self.reports(worker, batch) for failure in report.failures]

    async def seen(self, worker: str) -> None:
        """Wait until the engine sees what a worker uses: from then on it knows how it dies."""
        async with asyncio.timeout(SECONDS):
            while self.engine.use_of(worker) is None:
                await self.engine.look()
                await asyncio.sleep(0.05)

    async def printed(self, worker: str, text: str) -> None:
        """Wait until the worker's output contains `text`."""

        def seen() -> bool:
            frames = self.frames.get(worker, ())
            return text in "".join(frame.output.content for frame in frames if frame.HasField("output"))

        await self.until(seen)


def _value(value: Any) -> objects_pb.Value:
    data, _, _ = dumps(value, {})
    return objects_pb.Value(pickle=objects_pb.Blob(size=len(data), data=data))
