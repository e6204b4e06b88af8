"""What a worker has been given and not yet accounted for, for a gateway that knows nothing of it."""

from __future__ import annotations

from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.link import Link


class Held:
    """The jobs that a worker knows, and the batches whose end its gateway is not known to have heard of."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._setup = pb.Setup()
        self._jobs: dict[str, None] = {}
        self._batches: dict[int, pb.Held] = {}
        self._ended: dict[int, int] = {}
        """By batch, the number of its last report."""

    # --- link thread --------------------------------------------------------

    def expect(self, frame: pb.ToWorker) -> None:
        """A frame has come for the main thread."""
        match frame.WhichOneof("frame"):
            case "setup":
                self._setup = frame.setup
            case "forget":
                self._jobs.pop(frame.forget, None)
            case "batch":
                batch = frame.batch
                for job in batch.forget:
                    self._jobs.pop(job, None)
                if batch.HasField("job_start"):
                    self._jobs[batch.job] = None
                self._batches[batch.id] = pb.Held(
                    batch=batch.id, job=batch.job, start=batch.start, stop=batch.stop, next=batch.start
                )

    def describe(self, hello: pb.WorkerHello) -> None:
        """Say it to a gateway."""
        self._drop()
        hello.record, hello.group, hello.rank = (
            self._setup.record,
            self._setup.seat.group,
            self._setup.seat.rank,
        )
        hello.jobs.extend(self._jobs)
        hello.held.extend(list(self._batches.values()))

    # --- either thread ------------------------------------------------------

    def told(self, report: pb.Report, stop: int, number: int) -> None:
        """A report has been sent as the frame of this number. stop: where its batch ends by now."""
        held = self._batches.get(report.batch)
        if held is not None:
            held.next, held.stop = report.next, stop
        if report.ended:
            self._ended[report.batch] = number
            self._drop()

    def shortened(self, batch: int, stop: int) -> None:
        """Items from there on were given back."""
        held = self._batches.get(batch)
        if held is not None:
            held.stop = stop

    def _drop(self) -> None:
        """Forget batches whose last report has arrived."""
        acked = self._link.acked
        for batch, number in list(self._ended.items()):
            if number <= acked:
                self._ended.pop(batch, None)
                self._batches.pop(batch, None)
