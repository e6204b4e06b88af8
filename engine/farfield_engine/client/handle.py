"""What a client knows of one of its jobs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from farfield_engine import inside
from farfield_engine.errors import ConnectionLostError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb


class JobHandle:
    """Results, failures and state of a job, as its events arrive on the client's thread.

    Any thread may read; `events` is for the one that shows the job.
    """

    def __init__(self, job: str, items: int, *, watched: bool = False) -> None:
        self.id = job
        self.items = items
        self.events: queue.SimpleQueue[pb.Event | None] = queue.SimpleQueue()
        """Events for whoever shows the job; None when the connection is lost for good."""
        self.failures: dict[int, jobs_pb.Failure] = {}
        self.refused: jobs_pb.Failure | None = None
        self.lost: ConnectionLostError | None = None
        self.summary: jobs_pb.JobSummary | None = None
        self.log_seen = 0
        """How many records of the job's log have come as output: a gateway that begins anew goes on there."""
        self._watched = watched
        self._segments: dict[int, jobs_pb.Segment] = {}
        self._later: dict[int, jobs_pb.Segment] = {}
        """By item, what has come since the job was run again."""
        self._arrived = threading.Condition()
        self._done = False
        self._callbacks: list[Callable[[JobHandle], object]] = []
        self._listener: Callable[[pb.Event], object] | None = None
        self._again: Callable[[JobHandle], object] | None = None

    # --- on the client's thread ---------------------------------------------

    def take(self, event: pb.Event) -> None:
        """An event of this job."""
        kind = event.WhichOneof("event")
        with self._arrived:
            if kind == "results":
                for segment in event.results.segments:
                    if segment.attempt:
                        items = range(segment.start, segment.start + segment.count)
                        self._later.update(dict.fromkeys(items, segment))
                    else:
                        self._segments[segment.start] = segment
                for failure in event.results.failures:
                    self.failures[failure.item] = failure
            elif kind == "outputs":
                self.log_seen = max(self.log_seen, event.outputs.log_position)
            elif kind == "progress":
                self.summary = event.progress.summary
            elif kind == "refused":
                self.refused = event.refused
            elif kind == "finished":
                self.summary = event.finished.summary
            if kind in ("results", "refused", "finished"):
                self._arrived.notify_all()
        if self._watched:
            self.events.put(event)
        if self._listener is not None:
            self._listener(event)
        if kind in ("refused", "finished"):
            self._finish()
        elif kind == "results":
            self._call_back()

    def lose(self, error: ConnectionLostError) -> None:
        """The gateway is gone for good."""
        if not self._done:
            self.lost = error
            self.events.put(None)
            self._finish()

    def _finish(self) -> None:
        with self._arrived:
            self._done = True
            self._arrived.notify_all()
        self._call_back()
        # Who listened may hold this handle in turn; nothing more will be told.
        self._callbacks.clear()

    def _call_back(self) -> None:
        with self._arrived:
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback(self)

    def begin_again(self) -> dict[int, jobs_pb.Failure]:
        """What has failed runs once more: forget how it went. The failures, for `stays_ended`."""
        with self._arrived:
            failures, self.failures = self.failures, {}
            self.refused = None
            self._done = False
        return failures

    def runs_again(self) -> None:
        """Somebody else has had it run once more. Who showed it has ended with it, or asks to be told."""
        self.begin_again()
        self._watched = False
        if self._again is not None:
            self._again(self)

    def stays_ended(self, failures: dict[int, jobs_pb.Failure]) -> None:
        """It did not begin again after all."""
        self.failures = failures
        self._finish()

    # --- on any thread ------------------------------------------------------

    @property
    def done(self) -> bool:
        """Whether nothing more comes."""
        return self._done

    def on_news(self, callback: Callable[[JobHandle], object]) -> None:
        """Call when results come and at the end, on the client's thread; at once when it is over."""
        with self._arrived:
            done = self._done
            if not done:
                self._callbacks.append(callback)
        if done:
            callback(self)

    def on_event(self, callback: Callable[[pb.Event], object]) -> None:
        """Call for each event to come, on the client's thread, and no longer put them into `events`."""
        self._watched = False
        self._listener = callback
        while not self.events.empty():
            event = self.events.get_nowait()
            if event is not None:
                callback(event)

    def on_again(self, callback: Callable[[JobHandle], object] | None) -> None:
        """Call on the client's thread when it has ended and is run once more, before the first event."""
        self._again = callback

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the end of the job; whether it has come. Ctrl-C interrupts the wait, not the job."""
        if self._done:
            return True
        with inside.waiting(), self._arrived:
            return self._arrived.wait_for(lambda: self._done, timeout)

    def wait_for_item(self, item: int, timeout: float | None = None) -> bool:
        """Wait until this item is settled and its result or failure is here; whether it is."""
        if self._done or self._has(item):
            return True
        with inside.waiting(), self._arrived:
            return self._arrived.wait_for(lambda: self._done or self._has(item), timeout)

    def _has(self, item: int) -> bool:
        return item in self.failures or self.segment_of(item) is not None

    def segment_of(self, item: int) -> jobs_pb.Segment | None:
        """The segment with this item's result, if it has come. Called often: items come in order."""
        if self._later:
            later = self._later.get(item)
            if later is not None:
                return later
        found = self._segments.get(item)
        if found is not None:
            return found
        for segment in self._segments.values():
            if segment.start <= item < segment.start + segment.count:
                return segment
        return None

    @property
    def retried(self) -> bool:
        """Whether `segments` is not all: some items have a later result, which `segment_of` finds."""
        return bool(self._later)

    def segments(self) -> list[jobs_pb.Segment]:
        """All segments of the first run so far, in item order."""
        with self._arrived:
            return [self._segments[start] for start in sorted(self._segments)]
