"""The worker's two threads: the main thread runs batches, the link thread owns the link.

Frames come in on the link thread, which queues batches for the main thread and answers
recalls and interrupts by itself, while user code runs.
"""

from __future__ import annotations

import errno
import os
import queue
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable

from farfield_engine.debug.backend import hide_from_debugger
from farfield_engine.debug.pauses import Pauses
from farfield_engine.debug.server import OFF, DebugServer
from farfield_engine.objects.hashing import content_hash_during
from farfield_engine.objects.segments import write_segment
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import modules, tqdmbars
from farfield_engine.worker.bars import USUAL_INTERVAL, Bars
from farfield_engine.worker.capture import Capture
from farfield_engine.worker.clientlink import WorkerClient
from farfield_engine.worker.current import CurrentItem, Interrupts
from farfield_engine.worker.execution import Execution
from farfield_engine.worker.inputs import Inputs
from farfield_engine.worker.link import Link
from farfield_engine.worker.pace import Pace
from farfield_engine.worker.shell import WorkerShell

DRAIN_INTERVAL = 0.02
"""Seconds between two looks at the pipes while output flows."""

AGAIN_INTERVAL = 0.01
"""Seconds after which a signal is sent again that came where nothing may be interrupted."""


class Runtime:
    """A worker process from its first frame to its last."""

    def __init__(
        self, link: Link, capture: Capture, page: memoryview, shell: Callable[[], WorkerShell]
    ) -> None:
        self.link = link
        self.capture = capture
        self.shell = shell
        self.inputs = Inputs()
        self.interrupts = Interrupts()
        self.current = CurrentItem(page)
        self.debug = DebugServer(self._send_debug, self._where, lambda: self.interrupts.pending)
        self.debug.on_main = self.interrupts.run_soon
        self.debug.on_freed = self.interrupts.again
        self.interrupts.unsafe = self.debug.holds
        self.interrupts.busy = lambda: link.sending
        modules.on_import = self.debug.module_comes
        self.pauses = Pauses(self.debug)
        self._work: queue.SimpleQueue[pb.ToWorker | None] = queue.SimpleQueue()
        self._grants: queue.SimpleQueue[pb.SegmentGrant] = queue.SimpleQueue()
        self.bars = Bars(self.current, lambda: self.job, link.send)
        self.pace = Pace()
        self._execution = Execution(self)
        self._client = WorkerClient(link, lambda: self._execution.setup)
        self._wish = pb.SegmentWish()
        self._wished: int | None = None
        """While a wish is not granted: the number of its frame."""
        link.describe = self._describe
        link.on_other_gateway = self._other_gateway

    @property
    def job(self) -> str:
        """The job whose output comes now: of the batch that runs, or of the last one."""
        return self._execution.job

    # --- main thread --------------------------------------------------------

    def run(self) -> None:
        """Run batches until the gateway says that there are no more, or is gone."""
        self.interrupts.install()
        self.pauses.install()
        self._client.install()
        self.bars.install()
        tqdmbars.install(self.bars)
        thread = threading.Thread(target=self._own_link, name="farfield-link", daemon=True)
        hide_from_debugger(thread)
        thread.start()
        self.link.send(pb.FromWorker(ready=pb.Ready(pid=os.getpid(), python=sys.version.split()[0])))
        while (frame := self._work.get()) is not None:
            match frame.WhichOneof("frame"):
                case "setup":
                    self._set_up(frame.setup)
                case "batch":
                    self._execution.run(frame.batch)
                case "forget":
                    self._execution.forget(frame.forget)
            self.give_up_segments()

    def _set_up(self, setup: pb.Setup) -> None:
        if "MPLBACKEND" not in setup.environ:
            setup.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
        self.debug.off = OFF if setup.no_debugging else ""
        self._execution.set_up(setup)

    def _where(self) -> jobs_pb.Pause:
        """What runs, for whoever is told of a pause."""
        item = self.current.item
        return jobs_pb.Pause(job=self.job, item=item, label=self._execution.label(item))

    def _send_debug(self, frame: debug_pb.FromDebugger) -> None:
        self.link.send(pb.FromWorker(debug=frame))

    def store(self, data: bytes | memoryview) -> objects_pb.Blob:
        """Put content where the gateway says. Raises OSError when the gateway has no room for it."""
        size = memoryview(data).nbytes
        wish = self._wish = pb.SegmentWish(id=self._wish.id + 1, size=size)
        self._wished = self.link.send(pb.FromWorker(wish=wish))
        grant = self._grants.get()
        while grant.id != wish.id:  # an earlier wait was interrupted before its answer came
            grant = self._grants.get()
        self._wished = None
        if grant.error:
            raise OSError(errno.ENOSPC, grant.error)
        if grant.keeper:
            return self.inputs.far().store(data, grant.keeper)
        digest = content_hash_during(data, lambda: write_segment(grant.segment, data))
        return objects_pb.Blob(hash=digest, size=size, segment=grant.segment)

    def give_up_segments(self) -> None:
        """Tell the gateway which segments this worker has done with."""
        released = self.inputs.released()
        if released.segments or released.forked:
            self.link.send(pb.FromWorker(released=released))

    # --- link thread --------------------------------------------------------

    def _own_link(self) -> None:
        try:
            self._serve_link()
        except OSError:
            pass  # the gateway is gone, as at the end of its stream
        except Exception:
            traceback.print_exc()  # a fault of ours: a worker without its link must not live on
        # Without a gateway there is nobody to work for. User code may never return, and what
        # it started in this process group goes with it.
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    def _serve_link(self) -> None:
        poller = select.poll()
        watched: dict[int, int] = {}
        next_drain = 0.0
        while True:
            draining = not self.link.full and time.monotonic() >= next_drain
            wanted = self._watched(draining)
            if wanted != watched:
                _watch(poller, watched, wanted)
                watched = wanted
            until_drain = None if draining or self.link.full else next_drain - time.monotonic()
            ready = dict(poller.poll(self._patience(until_drain)))
            frames = self.link.receive(ready)
            if frames is None:
                return
            for frame in frames:
                self._take(frame)
            if self.debug.socket_descriptor in ready:
                self.debug.readable()
            if draining and not ready.keys().isdisjoint(self.capture.descriptors):
                self.capture.drain(wait=False)
                # Not woken for each line: a loop that prints would pay for every switch of threads.
                next_drain = time.monotonic() + DRAIN_INTERVAL
            self._execution.report_if_stale()
            self.bars.report_due()
            self._client.run_due()
            self.debug.run_due()
            if self.interrupts.unanswered:
                self.interrupts.again()

    def _watched(self, draining: bool) -> dict[int, int]:
        """Descriptors, and what to wait for at each."""
        watched = dict(self.link.watched())
        if self.debug.socket_descriptor >= 0:
            watched[self.debug.socket_descriptor] = select.POLLIN
        if draining:
            watched.update(dict.fromkeys(self.capture.descriptors, select.POLLIN))
        return watched

    def _patience(self, until_drain: float | None) -> float | None:
        """Milliseconds to wait for something to read; None without work: an idle worker sleeps."""
        if self.interrupts.unanswered:
            return AGAIN_INTERVAL * 1000
        waits = [] if until_drain is None else [max(1.0, until_drain * 1000)]
        if self.link.patience is not None:
            waits.append(self.link.patience)
        if self.debug.patience is not None:
            waits.append(self.debug.patience)
        if self._execution.active:
            waits.append(100.0)
            if (until_bars := self.bars.patience) is not None:
                waits.append(until_bars)
        return min(waits, default=None)

    def _describe(self, hello: pb.WorkerHello) -> None:
        """What this worker has and does, for a gateway that it has dialled."""
        self._execution.held.describe(hello)
        hello.waits, hello.client = self._client.waits, self._client.session
        offered = self.debug.offered
        if offered is not None:
            hello.pause.CopyFrom(offered)

    def _other_gateway(self) -> None:
        """Ask this one what the one before has not answered."""
        wished = self._wished
        if wished is not None and wished <= self.link.acked:  # else it is sent again anyway
            self._wished = self.link.send(pb.FromWorker(wish=self._wish))
        self._client.go_on()

    def _take(self, frame: pb.ToWorker) -> None:
        match frame.WhichOneof("frame"):
            case "recall":
                self._execution.recall(frame.recall)
            case "interrupt":
                self._interrupt(frame.interrupt)
            case "debug":
                self.debug.take(frame.debug)
            case "grant":
                self._grants.put(frame.grant)
            case "gateway" | "answer":
                self._client.hear(frame)
            case "bars_interval":
                self._pace(frame.bars_interval)
            case "exit":
                self._work.put(None)
            case _:
                if frame.HasField("setup"):
                    self._pace(frame.setup.bars_interval or USUAL_INTERVAL)
                self._execution.expect(frame)
                self._work.put(frame)

    def _pace(self, bars_interval: float) -> None:
        self.bars.pace(bars_interval)
        self.pace.follow(bars_interval)

    def _interrupt(self, batch: int) -> None:
        self.interrupts.asked_for = batch
        self.debug.interrupted()
        # What stands still in the debugger is to run before the signal comes: it would break the tracing.
        if self.interrupts.batch != batch or self.debug.free():
            self.interrupts.again()


def _watch(poller: select.poll, watched: dict[int, int], wanted: dict[int, int]) -> None:
    """Have a poll look at other descriptors than before."""
    for descriptor in watched.keys() - wanted.keys():
        poller.unregister(descriptor)
    for descriptor, events in wanted.items():
        if watched.get(descriptor) != events:
            poller.register(descriptor, events)
