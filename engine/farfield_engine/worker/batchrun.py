"""What is known of a batch while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.results import Results
from farfield_engine.worker.tally import Tally


class BatchRun:
    """One batch while it runs."""

    def __init__(self, batch: pb.Batch, results: Results) -> None:
        self.id = batch.id
        self.job = batch.job
        self.next = batch.start
        """The first item that has not ended."""
        self.stop = batch.stop
        self.results = results
        self.failures: list[jobs_pb.Failure] = []
        self.lock = threading.Lock()
        self.busy = 0.0
        self.problem: Exception | None = None
        """Why its modules could not be put here."""
        self.reloaded: list[str] = []
        """The user's modules that were edited since the last job here."""
        self.slowest = (0, 0.0)
        self.named = (-1, "")
        """What an item is called: the slowest, or one that was it before."""
        self.first = batch.start
        self.elements: Sequence[Any] = ()
        """Of the items from `first` on."""
        self.tally = Tally()
        self.reported = time.perf_counter()
        self.reported_next = batch.start
