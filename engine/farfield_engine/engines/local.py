"""The local engine: workers are processes of this machine, forked by a zygote.

Each worker gets a socket pair's end as its link, pipes for its output, whose reading
ends stay open here too so that the last words of a killed worker are read, and a page
of shared memory in which it notes what it runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import mmap
import os
import signal
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import psutil

from farfield_engine.core.events import Capacity
from farfield_engine.engines.base import ANY_ORDER, Death, Engine, EngineEvents, Order, WorkerUse
from farfield_engine.engines.descriptors import too_many
from farfield_engine.engines.endings import (
    PAGE_SIZE,
    out_of_memory,
    reason_of,
    running_of,
    untold_costs,
    without_our_frames,
)
from farfield_engine.engines.framing import FramedLink
from farfield_engine.engines.gpus import GpuSampler
from farfield_engine.engines.memory import KilledForMemory, memory_limit
from farfield_engine.engines.processtree import ProcessTree
from farfield_engine.engines.zygoteprocess import ZygoteProcess
from farfield_engine.wire.pipetext import STDERR, STDOUT, PipeParser
from farfield_engine.wire.v1 import worker_pb2 as pb

PIPE_SIZE = 1 << 20
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _LocalWorker:
    """What this side holds of one worker."""

    link: FramedLink | None = None
    early: list[pb.ToWorker] = field(default_factory=list)
    """Frames from before the link was up."""
    pid: int = 0
    page: mmap.mmap | None = None
    pipes: tuple[int, ...] = ()
    """Our ends of its two outputs."""
    link_ended: bool = False
    death: Death | None = None
    leaving: bool = False
    killed: bool = False
    """By us."""
    job: str = ""
    tree: ProcessTree | None = None
    """Its processes, once somebody has looked."""


class LocalEngine(Engine):
    """Workers on this machine."""

    name = "local"

    def __init__(self, launcher: str, zygote: ZygoteProcess | None = None) -> None:
        """launcher: path of farfield_launcher.py. zygote: one that has been launched already."""
        self._launcher = launcher
        self._workers: dict[str, _LocalWorker] = {}
        self._zygote = zygote or ZygoteProcess(launcher)
        self._events: EngineEvents | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._zygote_works = False
        """It has started a worker: if it dies, somebody has killed it."""
        self._closing = False
        self._meetings: dict[str, socket.socket] = {}
        self._out_of_memory = KilledForMemory()
        self._memory = min(psutil.virtual_memory().total, memory_limit())
        self.gpus: GpuSampler = GpuSampler()

    # --- the zygote ---------------------------------------------------------

    async def start(self, events: EngineEvents) -> None:
        self._events = events
        self._loop = asyncio.get_running_loop()
        self._watch()

    def _watch(self) -> None:
        assert self._loop is not None
        self._loop.add_reader(self._zygote.control.fileno(), self._hear_zygote)

    def _hear_zygote(self) -> None:
        try:
            data = self._zygote.control.recv(4096)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        if not data:
            self._zygote_died()
            return
        message = json.loads(data)
        if "started" in message:
            worker = self._workers.get(message["started"])
            self._zygote_works = True
            if worker is not None:
                worker.pid = message["pid"]
        else:
            self._process_died(message)

    def _zygote_died(self) -> None:
        """Somebody killed the zygote: its workers die with it; begin again with another."""
        self._drop_zygote()
        dead, blameless = list(self._workers), self._zygote_works
        # First of all: with each worker that is told to be dead, another one may be asked for.
        if not self._closing:
            self._zygote, self._zygote_works = ZygoteProcess(self._launcher), False
            self._watch()
        for name in dead:
            worker = self._workers[name]
            worker.death = Death(
                "was killed with the process that starts workers",
                running=running_of(worker.page),
                blameless=blameless,
            )
            blameless = True  # one failed start is enough for one zygote
            worker.link_ended = True
            self._bury(name)

    def _drop_zygote(self) -> None:
        assert self._loop is not None
        self._loop.remove_reader(self._zygote.control.fileno())
        self._zygote.end()

    # --- workers ------------------------------------------------------------

    def capacity(self, workers: int) -> Capacity:
        cpus = workers or len(os.sched_getaffinity(0))
        if self.gpus.latest is None:
            self.gpus.sample()
            self.gpus.close()
        devices = tuple(device.visible for device in self.gpus.usable)
        return Capacity(
            float(cpus),
            float(len(devices)),
            self._memory,
            max(16, 4 * cpus),
            devices=devices,
            no_devices=self.gpus.why_no_more,
        )

    def start_worker(self, worker: str, order: Order = ANY_ORDER) -> None:
        assert self._loop is not None
        held = self._workers[worker] = _LocalWorker()
        try:
            ours = self._ask_for(worker, held)
        except OSError as error:
            held.death = Death(f"could not be started: {too_many(error)}", unborn=True)
            held.link_ended = True
            self._loop.call_soon(self._bury, worker)
        else:
            self._loop.create_task(self._connect(worker, held, ours))

    def _ask_for(self, name: str, worker: _LocalWorker) -> socket.socket:
        """Make what a worker needs and ask the zygote for it; our end of its link. Raises OSError."""
        with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
            link, given_link = socket.socketpair()
            ours.callback(link.close)
            theirs.callback(given_link.close)
            link.setblocking(False)
            given, kept = [given_link.fileno()], []
            for _ in range(2):
                read, write = os.pipe()
                ours.callback(os.close, read)
                theirs.callback(os.close, write)
                with contextlib.suppress(OSError):  # above the user's limit: the default size does
                    _set_pipe_size(write)
                os.set_blocking(read, False)
                given += (read, write)
                kept.append(read)
            page = os.memfd_create(f"farfield-{name}")
            theirs.callback(os.close, page)
            os.ftruncate(page, PAGE_SIZE)
            memory = mmap.mmap(page, PAGE_SIZE)
            ours.callback(memory.close)
            socket.send_fds(self._zygote.control, [json.dumps({"start": name}).encode()], [*given, page])
            worker.page, worker.pipes = memory, tuple(kept)
            ours.pop_all()
            return link

    async def _connect(self, name: str, worker: _LocalWorker, sock: socket.socket) -> None:
        assert self._loop is not None
        transport, link = await self._loop.create_connection(
            lambda: FramedLink(lambda frame: self._frame(name, frame), lambda: self._link_ended(name)),
            sock=sock,
        )
        if transport.is_closing():
            # The worker has died already. uvloop may have closed the socket and left the number in `sock`,
            # which would once more close what has that number by then.
            sock.detach()
        worker.link = link
        for frame in worker.early:
            link.send(frame)
        worker.early.clear()

    def _frame(self, name: str, frame: pb.FromWorker) -> None:
        assert self._events is not None
        if name in self._workers:
            self._events.worker_frame(name, frame)

    def send(self, worker: str, frame: pb.ToWorker) -> None:
        held = self._workers.get(worker)
        if held is None:
            return
        kind = frame.WhichOneof("frame")
        if kind == "exit":
            held.leaving = True
        elif kind == "batch":
            held.job = frame.batch.job
            self._out_of_memory.look(time.monotonic())
        if held.link is None:
            held.early.append(frame)
        else:
            held.link.send(frame)

    def kill(self, worker: str) -> None:
        held = self._workers.get(worker)
        if held is not None and held.pid:
            held.killed = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(held.pid, signal.SIGKILL)

    def use_of(self, worker: str) -> WorkerUse | None:
        held = self._workers.get(worker)
        if held is None or not held.pid:
            return None
        try:
            process = psutil.Process(held.pid)
            times = process.cpu_times()
            return WorkerUse(held.pid, process.memory_info().rss, times.user + times.system)
        except psutil.NoSuchProcess:
            return None

    def sample(self, workers: Iterable[str]) -> dict[str, WorkerUse]:
        found = {}
        for name in workers:
            held = self._workers.get(name)
            if held is None or not held.pid:
                continue
            held.tree = held.tree or ProcessTree(held.pid)
            used = held.tree.sample()
            if used is not None:
                found[name] = WorkerUse(held.pid, used.memory, used.cpu, used.pids)
        return found

    # --- meeting places -----------------------------------------------------

    def open_meeting(self, group: str) -> tuple[str, int]:
        # Bound and never listening: the system gives the port to nobody who asks for any free one,
        # and rank 0, which asks for this very one, gets it.
        holder = socket.socket()
        try:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.bind(("127.0.0.1", 0))
        except OSError:
            holder.close()
            raise
        self.close_meeting(group)
        self._meetings[group] = holder
        return "127.0.0.1", holder.getsockname()[1]

    def close_meeting(self, group: str) -> None:
        holder = self._meetings.pop(group, None)
        if holder is not None:
            holder.close()

    # --- the end of a worker ------------------------------------------------

    def _process_died(self, message: dict[str, int | str | float]) -> None:
        name = str(message["died"])
        worker = self._workers.get(name)
        if worker is None:
            return
        worker.death = self._death(worker, message)
        self._bury(name)

    def _death(self, worker: _LocalWorker, message: dict[str, int | str | float]) -> Death:
        """How a process ended, from what the zygote says of it, and what it has left."""
        if "failed" in message:
            return Death(f"could not be started: {message['failed']}", unborn=True)
        status, peak = int(message["status"]), int(message["peak_memory"])
        killed = status == -signal.SIGKILL and not worker.killed
        no_memory = killed and self._out_of_memory.explains(time.monotonic())
        reason = out_of_memory(peak, self._memory) if no_memory else reason_of(status)
        running = running_of(worker.page)
        cpu, busy = untold_costs(worker.page, float(message["cpu"]))
        return Death(reason, peak, running, worker.leaving, out_of_memory=no_memory, cpu=cpu, busy=busy)

    def _link_ended(self, name: str) -> None:
        worker = self._workers.get(name)
        if worker is None:
            return
        worker.link_ended = True
        if worker.death is None:
            # User code may have closed the link's descriptor: such a worker is of no use.
            assert self._loop is not None
            self._loop.call_later(1.0, self.kill, name)
        self._bury(name)

    def _bury(self, name: str) -> None:
        """Tell of the death once both its last frame and its end have been seen."""
        worker = self._workers.get(name)
        if worker is None or worker.death is None or not worker.link_ended:
            return
        assert self._events is not None
        self._last_words(name, worker)
        del self._workers[name]
        if worker.page is not None:
            worker.page.close()
        for descriptor in worker.pipes:
            os.close(descriptor)
        if worker.link is not None:
            worker.link.close()
        self._events.worker_died(name, worker.death)

    def _last_words(self, name: str, worker: _LocalWorker) -> None:
        """What a killed worker had written and could not send any more."""
        assert self._events is not None
        running = worker.death.running if worker.death else None

        def hand_on(item: int, kind: pb.Output.Kind, text: str) -> None:
            if not worker.job:
                _log.warning("worker %s ended before it had any work, with these words: %s", name, text)
                return
            text = without_our_frames(text)
            output = pb.Output(job=worker.job, item=item, kind=kind, content=text)
            assert self._events is not None
            self._events.worker_frame(name, pb.FromWorker(output=output))

        for descriptor, stream in zip(worker.pipes, (STDOUT, STDERR), strict=False):
            parser = PipeParser(stream)
            parser.item = running[1] if running else 0
            with contextlib.suppress(BlockingIOError):
                while data := os.read(descriptor, 1 << 16):
                    parser.feed(data, hand_on)

    async def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        for name in list(self._workers):
            self.kill(name)
        if self._loop is not None:
            self._drop_zygote()
        for group in list(self._meetings):
            self.close_meeting(group)
        self.gpus.close()
        for name in list(self._workers):
            worker = self._workers[name]
            worker.death = worker.death or Death("ended with its gateway", expected=True)
            worker.link_ended = True
            self._bury(name)


def _set_pipe_size(descriptor: int) -> None:
    import fcntl

    fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
