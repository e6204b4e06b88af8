"""The local engine: workers are processes of this machine, forked by a zygote.

Each worker gets a socket pair's end as its link, pipes for its output, whose reading
ends stay open here too so that the last words of a killed worker are read, and a page
of shared memory in which it notes what it runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import mmap
import os
import re
import signal
import socket
import struct
from dataclasses import dataclass, field

import psutil

from farfield_engine.core.events import Capacity
from farfield_engine.engines.base import Death, Engine, EngineEvents, WorkerUse
from farfield_engine.engines.framing import FramedLink
from farfield_engine.engines.zygoteprocess import ZygoteProcess
from farfield_engine.wire.pipetext import STDERR, STDOUT, PipeParser
from farfield_engine.wire.v1 import worker_pb2 as pb

PAGE_SIZE = 4096
PIPE_SIZE = 1 << 20
# faulthandler's account of a crash ends with the runtime's own frames.
_OUR_FRAMES = re.compile(r'^  File "[^"\n]*(?:farfield_engine/|farfield_launcher\.py)[^\n]*\n', re.MULTILINE)
_RUNNING = struct.Struct("=QQ")


@dataclass(slots=True)
class _LocalWorker:
    """What this side holds of one worker."""

    link: FramedLink | None = None
    early: list[pb.ToWorker] = field(default_factory=list)
    """Frames from before the link was up."""
    pid: int = 0
    page: mmap.mmap | None = None
    pipes: tuple[int, int] = (-1, -1)
    link_ended: bool = False
    death: Death | None = None
    leaving: bool = False
    job: str = ""


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
        self._closing = False
        self._meetings: dict[str, socket.socket] = {}

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
            if worker is not None:
                worker.pid = message["pid"]
        else:
            self._process_died(message)

    def _zygote_died(self) -> None:
        """Somebody killed the zygote: its workers die with it; begin again with another."""
        self._drop_zygote()
        for name in list(self._workers):
            worker = self._workers[name]
            worker.death = Death("was killed with the process that starts workers", running=_running(worker))
            worker.link_ended = True
            self._bury(name)
        if not self._closing:
            self._zygote = ZygoteProcess(self._launcher)
            self._watch()

    def _drop_zygote(self) -> None:
        assert self._loop is not None
        self._loop.remove_reader(self._zygote.control.fileno())
        self._zygote.end()

    # --- workers ------------------------------------------------------------

    def capacity(self, workers: int) -> Capacity:
        cpus = workers or len(os.sched_getaffinity(0))
        memory = min(psutil.virtual_memory().total, _memory_limit())
        return Capacity(float(cpus), 0.0, memory, max(16, 4 * cpus))

    def start_worker(self, worker: str) -> None:
        assert self._loop is not None
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        held = self._workers[worker] = _LocalWorker()
        out, err = os.pipe(), os.pipe()
        for read, write in (out, err):
            with contextlib.suppress(OSError):  # above the user's limit: the default size does
                _set_pipe_size(write)
            os.set_blocking(read, False)
        page = os.memfd_create(f"farfield-{worker}")
        os.ftruncate(page, PAGE_SIZE)
        held.page = mmap.mmap(page, PAGE_SIZE)
        held.pipes = (out[0], err[0])
        given = [theirs.fileno(), *out, *err, page]
        message = json.dumps({"start": worker}).encode()
        try:
            socket.send_fds(self._zygote.control, [message], given)
        except OSError as error:
            held.death = Death(f"could not be started: {error}")
            held.link_ended = True
            self._loop.call_soon(self._bury, worker)
        finally:
            theirs.close()
            for descriptor in (out[1], err[1], page):
                os.close(descriptor)
        self._loop.create_task(self._connect(worker, held, ours))

    async def _connect(self, name: str, worker: _LocalWorker, sock: socket.socket) -> None:
        assert self._loop is not None
        _, link = await self._loop.create_connection(
            lambda: FramedLink(lambda frame: self._frame(name, frame), lambda: self._link_ended(name)),
            sock=sock,
        )
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
        if held.link is None:
            held.early.append(frame)
        else:
            held.link.send(frame)

    def kill(self, worker: str) -> None:
        held = self._workers.get(worker)
        if held is not None and held.pid:
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
        reason = _reason(int(message["status"]))
        worker.death = Death(reason, int(message["peak_memory"]), _running(worker), worker.leaving)
        self._bury(name)

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
            text = _OUR_FRAMES.sub("", text)
            output = pb.Output(job=worker.job, item=item, kind=kind, content=text)
            assert self._events is not None
            self._events.worker_frame(name, pb.FromWorker(output=output))

        for descriptor, stream in zip(worker.pipes, (STDOUT, STDERR), strict=True):
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
        for name in list(self._workers):
            worker = self._workers[name]
            worker.death = worker.death or Death("ended with its gateway", expected=True)
            worker.link_ended = True
            self._bury(name)


def _running(worker: _LocalWorker) -> tuple[int, int] | None:
    """What the worker noted in its page; batch 0 when it was between two batches."""
    if worker.page is None:
        return None
    batch, item = _RUNNING.unpack_from(worker.page)
    return batch, item


def _reason(status: int) -> str:
    if status >= 0:
        return f"exited with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = "unknown"
    return f"was killed by signal {-status} ({name})"


def _set_pipe_size(descriptor: int) -> None:
    import fcntl

    fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_SIZE)


def _memory_limit() -> int:
    """The limit of this container's control group, in bytes."""
    try:
        with open("/sys/fs/cgroup/memory.max") as file:
            text = file.read().strip()
    except OSError:
        return 1 << 62
    return 1 << 62 if text == "max" else int(text)
